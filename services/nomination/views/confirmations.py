"""Confirmations of figures (xác nhận số liệu quy định), with what was read where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.nomination.domain.confirmation import FigureConfirmation, Reading
from services.nomination.domain.terms import local_day
from services.nomination.views.tables import in_order, metadata, rows_of

CONFIRMATIONS = sa.Table(
    "figure_confirmations",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("shipped", sa.Text, nullable=False),
    sa.Column("shipped_source", sa.Text, nullable=False),
    sa.Column("shipped_status", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("read_on", sa.Date, nullable=False),
    sa.Column("confirmed_on", sa.Date, nullable=False),
    sa.Column("confirmed_by", sa.Text, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("withdrawn_because", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which confirmations: of a figure, standing or withdrawn."""

    key: str | None = None
    stands: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of confirmations."""
    event = recorded.event
    if not isinstance(event, FigureConfirmation.Event):
        return
    id, day = event.originator_id, local_day(event.act.effective)
    changes: dict[str, object] = {}
    match event:
        case FigureConfirmation.Confirmed(key=key, shipped=shipped, source=source, reading=reading):
            told = {"key": key, "shipped": shipped, "shipped_source": str(source)}
            row = {"id": id, **told, "shipped_status": source.status.value, "version": event.originator_version}
            add(
                connection,
                CONFIRMATIONS,
                row | _reading(reading) | {"confirmed_on": day, "confirmed_by": event.act.actor},
            )
            return
        case FigureConfirmation.ConfirmedAgain(reading=reading):
            again = {"confirmed_on": day, "confirmed_by": event.act.actor}
            changes = {**_reading(reading), **again, "withdrawn_on": None, "withdrawn_because": None}
        case FigureConfirmation.ConfirmationWithdrawn(reason=reason):
            changes = {"withdrawn_on": day, "withdrawn_because": reason}
    mine = CONFIRMATIONS.update().where(CONFIRMATIONS.c.id == id)
    connection.execute(mine.values(version=event.originator_version, **changes))


def _reading(reading: Reading) -> dict[str, object]:
    read = {"value": reading.value, "document": reading.document, "article": reading.article}
    return {**read, "read_on": reading.read_on}


VIEW = View("nomination.figure_confirmations", (CONFIRMATIONS,), project=project)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Confirmations by key, then by id."""
    query = sa.select(CONFIRMATIONS)
    if wanted.key is not None:
        query = query.where(CONFIRMATIONS.c.key == wanted.key)
    if wanted.stands is not None:
        withdrawn = CONFIRMATIONS.c.withdrawn_on
        query = query.where(withdrawn.is_(None) if wanted.stands else withdrawn.is_not(None))
    return page(connection, query, [CONFIRMATIONS.c.key, CONFIRMATIONS.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Confirmations, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(CONFIRMATIONS).where(CONFIRMATIONS.c.id.in_(ids))))
