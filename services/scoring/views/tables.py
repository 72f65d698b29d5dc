"""What all tables of this service share: their metadata, and rows as plain values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

K = TypeVar("K", bound=Hashable)

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Row = dict[str, Any]


def rows_of(connection: sa.Connection, query: sa.Select[Any]) -> list[Row]:
    """The rows of a query as plain dictionaries."""
    return [dict(row) for row in connection.execute(query).mappings()]


def in_order(keys: Sequence[K], rows: Iterable[Row], key: str = "id") -> list[Row | None]:
    """The row of each key, in the order of the keys; None where there is none."""
    found = {row[key]: row for row in rows}
    return [found.get(each) for each in keys]


def grouped(keys: Sequence[K], rows: Iterable[Row], key: str) -> list[list[Row]]:
    """The rows of each key, in the order of the keys and of the rows."""
    found: dict[Any, list[Row]] = {each: [] for each in keys}
    for row in rows:
        found[row[key]].append(row)
    return [found[each] for each in keys]


def instant(moment: datetime) -> str:
    """A moment as text that sorts like time: UTC, always to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
