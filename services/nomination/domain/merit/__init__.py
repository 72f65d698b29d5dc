"""Merit: what is on record about a holder, and what the chain of a title makes of it."""
