"""Why the nomination service says no, one class a reason."""
