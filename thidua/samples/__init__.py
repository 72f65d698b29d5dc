"""Real public data to run the product on, and the typed way to read it."""
