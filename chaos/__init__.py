"""A year played while its processes are killed, its servers restarted and its connections cut: `python -m chaos`."""
