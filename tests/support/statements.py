"""How many statements a query costs: what is read together may not become a statement for each thing read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

SHARE = 3
"""One in three: under load a batch may fall apart into two or three, an N+1 adds a statement for every thing read."""
MORE = 10
"""Fewer further things could not tell the two apart."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SELECT statements executed meanwhile."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        if str(arguments[2]).startswith("SELECT"):
            statements.append(str(arguments[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def assert_read_together(few: Sequence[str], many: Sequence[str], more: int) -> None:
    """Reading `more` further things took `many` statements instead of `few`: far less than one for each of them."""
    assert more >= MORE
    assert len(many) - len(few) < more / SHARE, f"{len(few)} statements became {len(many)} for {more} more"
