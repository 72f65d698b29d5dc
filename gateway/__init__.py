"""The gateway: one graph over three services. It plans, fetches and merges; it owns no data and imports no service."""
