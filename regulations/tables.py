"""Reads TOML tables strictly: a missing, unknown or senseless member is an error that names its file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kernel.explanation import Source, Status, Text
from regulations.figures import DayOfYear, Figure, Portion, Share
from regulations.places import Path as Where
from regulations.places import lines_of, nearest

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class RulebookError(ValueError):
    """The regulations on disk cannot be used; the message names the file, the line and the key."""


@dataclass(frozen=True)
class TomlFile:
    """One file of the regulations: its place, its text, what stands in it, and the file that it amends, if any."""

    place: str
    text: str
    content: Mapping[str, object]
    before: TomlFile | None = None

    @property
    def spots(self) -> dict[Where, str]:
        """The `file:line` of each key; found when a refusal needs it."""
        own = {where: f"{self.place}:{line}" for where, line in lines_of(self.text).items()}
        return own if self.before is None else {**self.before.spots, **own}

    def refuse(self, where: Where, reason: str) -> RulebookError:
        """The error that names the file, the line and the key."""
        return RulebookError(f"{nearest(self.spots, where) or f'{self.place}:1'}: {_spelt(where)}: {reason}")

    def amending(self, before: TomlFile) -> TomlFile:
        """What `before` says, with the entries of this file in the place of those of the same name.

        `repeals` names entries that fall away. A source given anew is that of every figure that names it.
        """
        own, kept = Table(self, (), self.content, {}), dict(before.content)
        own.take("amends", true)
        for name in own.take("repeals", array) if own.has("repeals") else ():
            if kept.pop(str(name), None) is None:
                raise self.refuse(("repeals",), f"{name!r} does not stand in {before.place}")
        sources = own.take("sources", mapping) if own.has("sources") else {}
        sources = {**mapping(kept.get("sources", {})), **sources}
        return TomlFile(self.place, self.text, {**kept, **own.rest(), "sources": sources}, before)


def read_toml(path: Path) -> TomlFile:
    """A TOML file with exact decimals."""
    place = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        return TomlFile(place, text, tomllib.loads(text, parse_float=Decimal))
    except FileNotFoundError as reason:
        raise RulebookError(f"{place}: file missing") from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise RulebookError(f"{place}: {reason}") from reason


def open_chapter(file: TomlFile) -> Table:
    """A chapter file as a table, its `[sources]` read first."""
    whole = Table(file, (), file.content, {})
    named = {key: _source(entry) for key, entry in whole.table("sources").tables()} if whole.has("sources") else {}
    return Table(file, (), {key: member for key, member in file.content.items() if key != "sources"}, named)


class Table:
    """One table of a TOML file. Every member is taken once; `done` refuses what nobody took."""

    def __init__(
        self, file: TomlFile, where: Where, members: Mapping[str, object], sources: Mapping[str, Source]
    ) -> None:
        self._file = file
        self._where = where
        self._left = dict(members)
        self._sources = sources

    def refuse(self, key: str, reason: str) -> RulebookError:
        """The error that names this place."""
        return self._file.refuse((*self._where, key), reason)

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
        return Table(self._file, (*self._where, key), self.take(key, mapping), self._sources)

    def rest(self) -> dict[str, object]:
        """The members that nobody took."""
        return dict(self._left)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every member left, each a table, in the file's order."""
        for key in list(self._left):
            yield key, self.table(key)

    def rows(self, key: str) -> list[Table]:
        """The member `key` as an array of tables."""
        rows = self.take(key, array)
        if not rows:
            raise self.refuse(key, "empty")
        return [self._row(key, place, row) for place, row in enumerate(rows)]

    def _row(self, key: str, place: int, row: object) -> Table:
        where = (*self._where, key, place)
        try:
            return Table(self._file, where, mapping(row), self._sources)
        except TypeError as reason:
            raise self._file.refuse(where, str(reason)) from reason

    def text(self, key: str) -> Text:
        """The member `key` as a sentence in both languages: `{ vi = …, en = … }`."""
        both = self.table(key)
        return both.done(Text(vi=both.take("vi", words), en=both.take("en", words)))

    def source(self, key: str = "source") -> Source:
        """The source that the member `key` names."""
        return self.source_named(key, self.take(key, words))

    def source_named(self, key: str, name: object) -> Source:
        """The source of this file that `key` calls by its name."""
        if name not in self._sources:
            raise self.refuse(key, f"names no source of this file: {name!r}")
        return self._sources[str(name)]

    def figure(self, key: str, read: Callable[[object], T]) -> Figure[T]:
        """The member `key` as a value with its source: `{ value = …, source = … }`."""
        both = self.table(key)
        return both.done(Figure(both.take("value", read), both.source()))

    def done(self, made: T) -> T:
        """`made`, once every member has been taken."""
        if self._left:
            raise self.refuse(min(self._left), "unknown key")
        return made


def _spelt(where: Where) -> str:
    keys = [f"[{key}]" if isinstance(key, int) else f": {key}" for key in where]
    return "".join(keys).removeprefix(": ")


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


def true(value: object) -> bool:
    """True; the other way is to leave the member out."""
    if value is not True:
        raise ValueError(f"expected true, or leave it out, got {value!r}")
    return True


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
