"""The plumbing that all services share; it knows no word of the domain."""
