"""What the scoring service must be told before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from regulations.rulebook import Rulebooks


@dataclass(frozen=True)
class Settings:
    """`database` is a SQLite file or a database URL; `rulebooks` are the rules of all eras."""

    database: Path | str
    rulebooks: Rulebooks
