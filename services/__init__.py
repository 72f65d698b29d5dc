"""The three services: covenant, scoring, nomination."""
