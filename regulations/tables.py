"""Reads TOML tables strictly: a missing, unknown or senseless member is an error that names its file, line and key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from kernel.explanation import Source, Status, Text
from regulations.figures import Figure
from regulations.places import Path as Where
from regulations.places import lines_of, nearest
from regulations.values import Wrong, array, mapping, one_of, true, words

T = TypeVar("T")


class RulebookError(ValueError):
    """The regulations on disk cannot be used; the message names the file, the line and the key, and the reason."""

    def __init__(self, at: str, reason: Text) -> None:
        super().__init__(f"{at}: {reason.vi} · {reason.en}")
        self.at = at
        self.reason = reason


MISSING = Text("thiếu", "missing")
NO_FILE = Text("thiếu tệp", "file missing")


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

    def refuse(self, where: Where, reason: Text) -> RulebookError:
        """The error that names the file, the line and the key."""
        return RulebookError(f"{nearest(self.spots, where) or f'{self.place}:1'}: {_spelt(where)}", reason)

    def amending(self, before: TomlFile) -> TomlFile:
        """What `before` says, with the entries of this file in the place of those of the same name.

        `repeals` names entries that fall away. A source given anew is that of every figure that names it.
        """
        own, kept = Table(self, (), self.content, {}), dict(before.content)
        own.take("amends", true)
        for name in own.take("repeals", array) if own.has("repeals") else ():
            if kept.pop(str(name), None) is None:
                raise self.refuse(("repeals",), _absent(str(name), before.place))
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
        raise RulebookError(place, NO_FILE) from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise RulebookError(place, Text(f"không đọc được TOML ({reason})", f"no TOML: {reason}")) from reason


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

    def refuse(self, key: str, reason: Text) -> RulebookError:
        """The error that names this place."""
        return self._file.refuse((*self._where, key), reason)

    def take(self, key: str, read: Callable[[object], T]) -> T:
        """The member `key`, read by `read`, whose complaint is given its place."""
        if key not in self._left:
            raise self.refuse(key, MISSING)
        member = self._left.pop(key)
        try:
            return read(member)
        except RulebookError:  # it names its own place already
            raise
        except Wrong as wrong:
            raise self.refuse(key, wrong.reason) from wrong

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
            raise self.refuse(key, Text("trống", "empty"))
        return [self._row(key, place, row) for place, row in enumerate(rows)]

    def _row(self, key: str, place: int, row: object) -> Table:
        where = (*self._where, key, place)
        try:
            return Table(self._file, where, mapping(row), self._sources)
        except Wrong as wrong:
            raise self._file.refuse(where, wrong.reason) from wrong

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
            raise self.refuse(key, Text(f"tệp này không có nguồn {name!r}", f"names no source of this file: {name!r}"))
        return self._sources[str(name)]

    def figure(self, key: str, read: Callable[[object], T]) -> Figure[T]:
        """The member `key` as a value with its source: `{ value = …, source = … }`."""
        both = self.table(key)
        return both.done(Figure(both.take("value", read), both.source()))

    def done(self, made: T) -> T:
        """`made`, once every member has been taken."""
        if self._left:
            raise self.refuse(min(self._left), Text("không có khóa này", "unknown key"))
        return made


def _spelt(where: Where) -> str:
    keys = [f"[{key}]" if isinstance(key, int) else f": {key}" for key in where]
    return "".join(keys).removeprefix(": ")


def _source(entry: Table) -> Source:
    article = entry.take("article", words) if entry.has("article") else ""
    return entry.done(Source(entry.take("document", words), article, entry.take("status", one_of(Status))))


def _absent(name: str, place: str) -> Text:
    return Text(f"{name!r} không có trong {place}", f"{name!r} does not stand in {place}")
