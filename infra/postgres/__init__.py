"""PostgreSQL as the product needs it."""
