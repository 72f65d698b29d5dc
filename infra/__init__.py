"""Where the product runs: the broker, the databases, and how they are started with and without containers."""
