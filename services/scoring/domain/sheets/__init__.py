"""Score tables as officers keep them: sheets of cells, read with a verdict for each, and written back the same."""
