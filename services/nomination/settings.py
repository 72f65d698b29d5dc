"""What the nomination service must be told before it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regulations.rulebook import Rulebooks

DATABASE = "NOMINATION_DATABASE"
BOX_KEYS = "NOMINATION_BOX_KEYS"
RULES = "RULES_FOLDER"


class SettingsMissing(Exception):  # noqa: N818 (it says what is the matter)
    """Settings that have no default were not given; all of them are named at once."""


@dataclass(frozen=True)
class Settings:
    """`database` is a SQLite file or a database URL; `rulebooks` are the rules of all eras.

    `keys_dir` holds the private keys of open ballot boxes. It must not be in the database's backup: a key that
    outlives its round would open the sealed ballots of an old copy.
    """

    database: Path | str
    rulebooks: Rulebooks
    keys_dir: Path


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Settings of a service that runs apart.

    `NOMINATION_DATABASE` (a file path, or a URL), `NOMINATION_BOX_KEYS` (a folder), and optionally `RULES_FOLDER`.

    Raises:
        SettingsMissing: names every setting that is not given.
    """
    missing = [name for name in (DATABASE, BOX_KEYS) if not environment.get(name)]
    if missing:
        raise SettingsMissing(", ".join(missing))
    database = environment[DATABASE]
    folder = environment.get(RULES)
    rulebooks = Rulebooks.load(Path(folder)) if folder else Rulebooks.load()
    return Settings(database if "://" in database else Path(database), rulebooks, Path(environment[BOX_KEYS]))
