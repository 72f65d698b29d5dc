"""The chapters beyond the first seven: a line each."""

from __future__ import annotations

from typing import Any

from regulations.aims import AIMS
from regulations.chains import CHAINS
from regulations.commendations import COMMENDATIONS
from regulations.dossiers import DOSSIERS
from regulations.medal import MEDAL
from regulations.reader import ChapterReader

READERS: tuple[ChapterReader[Any], ...] = (CHAINS, DOSSIERS, COMMENDATIONS, MEDAL, AIMS)
