"""The chapters beyond the first seven: a line each."""

from __future__ import annotations

from typing import Any

from regulations.dossiers import DOSSIERS
from regulations.reader import ChapterReader

READERS: tuple[ChapterReader[Any], ...] = (DOSSIERS,)
