"""Thi Đua as a product: the command line, the one-process server, the demonstration and its sample data."""
