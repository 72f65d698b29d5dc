"""`python -m bench`: what docs/benchmarks.md reports, as ratios of things measured side by side in one run."""
