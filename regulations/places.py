"""On which line of a TOML text each key stands, so that a refusal can point at it.

`lines_of` reads only text that `tomllib` has accepted: it looks for places and judges nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")
Path = tuple[str | int, ...]
"""Keys and places in arrays, from the outside in: `("bands", 2, "least")`."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1, of every key and of every member of an array."""
    lines: dict[Path, int] = {}
    for path, line in _Scan(text).statements():
        lines.setdefault(path, line)
    return lines


def nearest(spots: Mapping[Path, T], path: Path) -> T | None:
    """Of a path, or of the nearest thing around it that stands in the text."""
    while path and path not in spots:
        path = path[:-1]
    return spots.get(path)


class _Scan:
    """Goes once through the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._last: dict[Path, int] = {}  # of each array of tables, the place of its latest table

    def statements(self) -> Iterator[tuple[Path, int]]:
        table: Path = ()
        while self._skip(_SPACE) and self._at < len(self._text):
            if self._text.startswith("[", self._at):
                line = self._line()
                table = self._header()
                yield from ((table[:depth], line) for depth in range(1, len(table) + 1))
            else:
                yield from self._pair(table)

    def _header(self) -> Path:
        array = self._text.startswith("[[", self._at)
        self._at += 2 if array else 1
        self._skip(_SPACE)
        keys = self._keys()
        table: Path = ()
        for place, key in enumerate(keys, start=1):
            table = (*table, key)
            if array and place == len(keys):
                self._last[table] = self._last.get(table, -1) + 1
            if table in self._last:
                table = (*table, self._last[table])
        self._skip(_SPACE)
        self._at += 2 if array else 1
        return table

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            yield path, line
        self._skip(_SPACE)
        self._at += 1  # the equals sign
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        self._skip(_SPACE)
        if self._text.startswith("[", self._at):
            yield from self._members(path, "]")
        elif self._text.startswith("{", self._at):
            yield from self._members(path, "}")
        elif not self._skip(_STRING):
            self._skip(_SCALAR)

    def _members(self, path: Path, closing: str) -> Iterator[tuple[Path, int]]:
        place = 0
        self._at += 1
        while self._skip(_SPACE) and not self._text.startswith(closing, self._at):
            if closing == "]":
                yield (*path, place), self._line()
                yield from self._value((*path, place))
            else:
                yield from self._pair(path)
            place += 1
            self._skip(_SPACE)
            if self._text.startswith(",", self._at):
                self._at += 1
        self._at += 1

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._skip(_DOT):
            keys.append(self._key())
        self._skip(_SPACE)
        return keys

    def _key(self) -> str:
        begins = self._at
        self._skip(_KEY)
        written = self._text[begins : self._at]
        return next(iter(tomllib.loads(f"{written} = 1")))

    def _skip(self, what: re.Pattern[str]) -> bool:
        found = what.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found is not None

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1
