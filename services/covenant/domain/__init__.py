"""What the covenant service decides, as pure Python: aggregates, rules, refusals, rights."""
