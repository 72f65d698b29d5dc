"""Reads TOML tables strictly: a missing, unknown or senseless member is an error that names its file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kernel.explanation import Source, Status, Text
from regulations.figures import DayOfYear, Figure, Portion, Share

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class RulebookError(ValueError):
    """The regulations on disk cannot be used; the message names the file and the key."""


class Table:
    """One table of a TOML file. Every member is taken once; `done` refuses what nobody took."""

    def __init__(self, members: Mapping[str, object], place: str, sources: Mapping[str, Source]) -> None:
        self._left = dict(members)
        self._place = place
        self._sources = sources

    def refuse(self, key: str, reason: str) -> RulebookError:
        """The error that names this place."""
        return RulebookError(f"{self._place}: {key}: {reason}")

    def take(self, key: str, read: Callable[[object], T]) -> T:
        """The member `key`, read by `read`, whose complaint is given its place."""
        if key not in self._left:
            raise self.refuse(key, "missing")
        member = self._left.pop(key)
        try:
            return read(member)
        except RulebookError:  # it names its own place already
            raise
        except (ValueError, TypeError) as reason:
            raise self.refuse(key, str(reason)) from reason

    def has(self, key: str) -> bool:
        """Whether the member stands there (for the few that may be absent)."""
        return key in self._left

    def table(self, key: str) -> Table:
        """The member `key` as a table of its own."""
        return Table(self.take(key, mapping), f"{self._place}: {key}", self._sources)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every member left, each a table, in the file's order."""
        for key in list(self._left):
            yield key, self.table(key)

    def rows(self, key: str) -> list[Table]:
        """The member `key` as an array of tables."""
        rows = self.take(key, array)
        if not rows:
            raise self.refuse(key, "empty")
        return [Table(mapping(row), f"{self._place}: {key}[{n}]", self._sources) for n, row in enumerate(rows)]

    def text(self, key: str) -> Text:
        """The member `key` as a sentence in both languages: `{ vi = …, en = … }`."""
        both = self.table(key)
        return both.done(Text(vi=both.take("vi", words), en=both.take("en", words)))

    def source(self, key: str = "source") -> Source:
        """The source that the member `key` names."""
        name = self.take(key, words)
        if name not in self._sources:
            raise self.refuse(key, f"names no source of this file: {name!r}")
        return self._sources[name]

    def figure(self, key: str, read: Callable[[object], T]) -> Figure[T]:
        """The member `key` as a value with its source: `{ value = …, source = … }`."""
        both = self.table(key)
        return both.done(Figure(both.take("value", read), both.source()))

    def done(self, made: T) -> T:
        """`made`, once every member has been taken."""
        if self._left:
            raise self.refuse(min(self._left), "unknown key")
        return made


def open_chapter(path: Path, content: Mapping[str, object]) -> Table:
    """A chapter file as a table, its `[sources]` read first."""
    place = f"{path.parent.name}/{path.name}"
    sources = Table(content, place, {}).take("sources", mapping) if "sources" in content else {}
    named = {key: _source(Table(mapping(entry), f"{place}: sources.{key}", {})) for key, entry in sources.items()}
    return Table({key: member for key, member in content.items() if key != "sources"}, place, named)


def read_toml(path: Path) -> dict[str, object]:
    """The content of a TOML file with exact decimals."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError as reason:
        raise RulebookError(f"{path.parent.name}/{path.name}: file missing") from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise RulebookError(f"{path.parent.name}/{path.name}: {reason}") from reason


def _source(entry: Table) -> Source:
    article = entry.take("article", words) if entry.has("article") else ""
    return entry.done(Source(entry.take("document", words), article, entry.take("status", one_of(Status))))


def mapping(value: object) -> Mapping[str, object]:
    """A TOML table."""
    if not isinstance(value, dict):
        raise TypeError(f"expected a table, got {value!r}")
    return value


def array(value: object) -> list[object]:
    """A TOML array."""
    if not isinstance(value, list):
        raise TypeError(f"expected an array, got {value!r}")
    return value


def words(value: object) -> str:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected a text, got {value!r}")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise TypeError(f"expected true or false, got {value!r}")
    return value


def count(value: object) -> int:
    """A whole number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"expected a whole number of at least 0, got {value!r}")
    return value


def amount(value: object) -> Decimal:
    """An exact decimal, zero or more."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"expected a number, got {value!r}")
    if not (exact := Decimal(value)).is_finite() or exact < 0:
        raise ValueError(f"expected a number of at least 0, got {value!r}")
    return exact


def day(value: object) -> date:
    """A date (TOML's local date)."""
    if type(value) is not date:
        raise ValueError(f"expected a date, got {value!r}")
    return value


_SHARE = re.compile(r"(>=|>) (\d+)/(\d+)")


def share(value: object) -> Share:
    """A share written `>= 2/3` (reaches) or `> 1/2` (exceeds)."""
    found = _SHARE.fullmatch(words(value))
    if found is None or not 0 < int(found[2]) <= int(found[3]):
        raise ValueError(f"expected a share such as '>= 2/3' or '> 1/2', got {value!r}")
    return Share(int(found[2]), int(found[3]), strict=found[1] == ">")


_PORTION = re.compile(r"(\d+)/(\d+)")


def portion(value: object) -> Portion:
    """A part written `1/5`."""
    found = _PORTION.fullmatch(words(value))
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        raise ValueError(f"expected a part such as '1/5', got {value!r}")
    return Portion(int(found[1]), int(found[2]))


_DAY_OF_YEAR = re.compile(r"(\d\d)-(\d\d)(?: year ([+-]\d))?")


def day_of_year(value: object) -> DayOfYear:
    """A yearly date written `03-31`, or `06-30 year +1` for the year after."""
    found = _DAY_OF_YEAR.fullmatch(words(value))
    if found is None:
        raise ValueError(f"expected a date such as '03-31' or '06-30 year +1', got {value!r}")
    due = DayOfYear(int(found[1]), int(found[2]), int(found[3] or 0))
    due.in_year(2023)  # a year of 365 days: a deadline exists in every year
    return due


def one_of(kind: type[E]) -> Callable[[object], E]:
    """A member of a closed set."""

    def read(value: object) -> E:
        try:
            return kind(words(value))
        except ValueError:
            raise ValueError(f"expected one of {', '.join(kind)}, got {value!r}") from None

    return read
