"""Parts done wrong on purpose, as a process of their own: a chaos run that does not notice them proves nothing."""

from __future__ import annotations

VARIANTS: dict[str, dict[str, tuple[str, ...]]] = {}
