"""How a chapter is added to the rulebooks: one reader in a module of its own, named in the registry.

`CHAINS = ChapterReader("chains", read_chains, figures_of_chains, strays_of_chains)` in
`regulations/chains.py`, `CHAINS` among the `READERS` of `regulations/registry.py`, and `rulebook.chapter(CHAINS)` is
what `read_chains` made of `<era>/chains.toml`, None where nothing of it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from kernel.explanation import Source, Text
from regulations.places import Path
from regulations.tables import Table

if TYPE_CHECKING:
    from regulations.rulebook import Rulebook

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One figure of a chapter as it is listed: its key within the chapter, name, value, source, unit.

    `since` is the day inside the era on which it begins, where that is not the era's first.
    """

    key: str
    name: Text
    value: object
    source: Source
    unit: Text | None = None
    since: date | None = None


@dataclass(frozen=True)
class Stray:
    """A member that refers to nothing: where it stands in the chapter's file, and why it is refused."""

    where: Path
    reason: Text


def no_strays(_chapter: object, _book: Rulebook) -> Iterable[Stray]:
    """For a chapter that refers to no other."""
    return ()


@dataclass(frozen=True)
class ChapterReader(Generic[T]):
    """A chapter beyond the first: file name, how it is read, how it is listed, what it refers to."""

    name: str
    read: Callable[[Table], T]
    figures: Callable[[T], Iterable[Row]]
    strays: Callable[[T, Rulebook], Iterable[Stray]] = no_strays
