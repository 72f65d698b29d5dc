"""What all tables of this service share: their metadata, and how rows that hold from a day on are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
from kernel.explanation import Source
from services.covenant.domain.days import recorded_on
from services.covenant.domain.lateness import Timing, timeliness

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def in_order(keys: Sequence[UUID], rows: Iterable[dict[str, Any]], key: str = "id") -> list[dict[str, Any] | None]:
    """The row of each key, in the order of the keys; None where there is none."""
    found = {row[key]: row for row in rows}
    return [found.get(each) for each in keys]


def grouped(keys: Sequence[UUID], rows: Iterable[dict[str, Any]], key: str) -> list[list[dict[str, Any]]]:
    """The rows of each key, in the order of the keys and of the rows."""
    found: dict[UUID, list[dict[str, Any]]] = {each: [] for each in keys}
    for row in rows:
        found[row[key]].append(row)
    return [found[each] for each in keys]


def rows_of(connection: sa.Connection, query: sa.Select[Any]) -> list[dict[str, Any]]:
    """The rows of a query as plain dictionaries."""
    return [dict(row) for row in connection.execute(query).mappings()]


def plain_source(source: Source) -> dict[str, str]:
    """A source as a JSON value."""
    return {"document": source.document, "article": source.article, "status": source.status.value}


def plain_timing(timing: Timing, act: Act) -> dict[str, object]:
    """How a deadline was met, as columns: when it was due, whether it was late, and the day it was recorded."""
    recorded = recorded_on(act)
    met = {"late": timing.late, "recorded_on": recorded, "timing": timeliness(timing, recorded).value}
    return {"due_on": timing.due.day, "due_source": plain_source(timing.due.source), **met}
