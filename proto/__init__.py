"""The published language: one contract a service, and the classes generated from it."""
