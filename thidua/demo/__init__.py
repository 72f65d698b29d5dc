"""A national emulation year, planned from a seed and played through the public API only."""
