"""The rules and calculations of scoring: pure, without clock, store or framework."""
