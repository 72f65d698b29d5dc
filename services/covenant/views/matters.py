"""One shape for everything that can be late, missing or thin, so that it makes one list."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from services.covenant.domain.reminder import MatterKind, Shortfall

MATTERS = sa.Table(
    "matters",
    sa.MetaData(),
    sa.Column("kind", sa.Text),
    sa.Column("fault", sa.Text),
    sa.Column("about_id", sa.Uuid),
    sa.Column("subject", sa.Text),
    sa.Column("due_on", sa.Date),
    sa.Column("unit_id", sa.Uuid),
    sa.Column("cluster_id", sa.Uuid),
    sa.Column("movement_id", sa.Uuid),
    sa.Column("detail", sa.Text),
    sa.Column("waits", sa.Boolean),
)
"""Stored nowhere: the name under which the queries of all kinds are read together. `waits`: still to be done."""


def matter(start: sa.Table, kind: MatterKind, fault: Shortfall, **told: Any) -> sa.Select[Any]:
    """The head of a query for one kind of matter; it waits, if not told otherwise, and what is not told is null."""
    given = {"kind": kind.value, "fault": fault.value, "waits": True, **told}
    columns = (_column(given.get(each.name), each.type).label(each.name) for each in MATTERS.columns)
    return sa.select(*columns).select_from(start)


def _column(value: Any, type_: sa.types.TypeEngine[Any]) -> sa.ColumnElement[Any]:
    if value is None:
        return sa.cast(sa.null(), type_)
    return sa.type_coerce(value, type_) if isinstance(value, sa.ClauseElement) else sa.literal(value, type_)
