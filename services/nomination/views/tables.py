"""The tables of the nomination service stand in one `metadata`; rows come out of them as plain dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

K = TypeVar("K")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def rows_of(connection: sa.Connection, query: sa.Select[Any]) -> list[dict[str, Any]]:
    """Every row of the query."""
    return [dict(row) for row in connection.execute(query).mappings()]


def in_order(ids: Sequence[UUID], rows: Sequence[dict[str, Any]], key: str = "id") -> list[dict[str, Any] | None]:
    """The rows in the order of the ids, None for an id that has none."""
    found = {row[key]: row for row in rows}
    return [found.get(each) for each in ids]


def grouped(keys: Sequence[K], rows: Sequence[dict[str, Any]], key: str) -> list[list[dict[str, Any]]]:
    """For each key the rows that bear it, in the order of the rows."""
    found: dict[Any, list[dict[str, Any]]] = {each: [] for each in keys}
    for row in rows:
        found[row[key]].append(row)
    return [found[each] for each in keys]
