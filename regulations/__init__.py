"""The rules of each era as dated data, and the typed way to read them."""
