"""On which line each key of a TOML text stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from regulations.places import Path, lines_of, nearest
from regulations.rulebook import FOLDER

TEXT = """# a remark = 1
id = "x # no remark"     # [not.a.table]
"quoted \\"key\\"" = 'it is # so'
a.b . 'c' = 3
[table] # here
list = [ 1, [2, "]"],
  { deep = true, most = [ 4 ] },   # }
  1979-05-27T07:32:00Z,
]
text = '''
[not.a.table]
'''
more = \"\"\"one \\\"\"\" = 2\"\"\"
[[rows]]
n = 1
[rows.inner]
m = {}
[[rows]]
n = 2
"""


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield (*path, key)
            yield from paths(member, (*path, key))
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield (*path, place)
            yield from paths(member, (*path, place))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 2),
        (('quoted "key"',), 3),
        (("a",), 4),
        (("a", "b", "c"), 4),
        (("table",), 5),
        (("table", "list", 1, 1), 6),
        (("table", "list", 2, "most", 0), 7),
        (("table", "list", 3), 8),
        (("table", "text"), 10),
        (("table", "more"), 13),
        (("rows",), 14),
        (("rows", 0), 14),
        (("rows", 0, "n"), 15),
        (("rows", 0, "inner", "m"), 17),
        (("rows", 1), 18),
        (("rows", 1, "n"), 19),
    ],
)
def test_a_key_stands_on_its_line(path: Path, line: int) -> None:
    assert lines_of(TEXT)[path] == line


def test_what_is_not_there_is_sought_around_it() -> None:
    lines = lines_of(TEXT)
    assert [nearest(lines, path) for path in (("table", "none", 0), ("none",), ())] == [5, None, None]


@pytest.mark.parametrize("text", [TEXT, *(each.read_text(encoding="utf-8") for each in FOLDER.glob("*/*.toml"))])
def test_every_key_and_only_those_are_found(text: str) -> None:
    assert set(lines_of(text)) == set(paths(tomllib.loads(text)))
