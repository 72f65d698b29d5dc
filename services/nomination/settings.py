"""What the nomination service must be told before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from regulations.rulebook import Rulebooks


@dataclass(frozen=True)
class Settings:
    """`database` is a SQLite file or a database URL; `rulebooks` are the rules of all eras.

    `keys_dir` holds the private keys of open ballot boxes. It must not be in the database's backup: a key that
    outlives its round would open the sealed ballots of an old copy.
    """

    database: Path | str
    rulebooks: Rulebooks
    keys_dir: Path
