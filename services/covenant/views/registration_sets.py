"""The sets of registrations that heads of blocks and clusters submitted (hồ sơ đăng ký)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.registration_set import RegistrationSet
from services.covenant.views.tables import in_order, metadata, rows_of

SETS = sa.Table(
    "registration_sets",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("cluster_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("submitted_on", sa.Date, nullable=False),
    sa.Column("signed", sa.JSON, nullable=False),
    sa.Column("late", sa.JSON, nullable=False),
    sa.Column("unsigned", sa.JSON, nullable=False),
    sa.Column("unregistered", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("movement_id", "cluster_id"),
)


@dataclass(frozen=True)
class Filter:
    """Which sets: of a movement, of a block or cluster."""

    movement_id: UUID | None = None
    cluster_id: UUID | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the submissions."""
    match recorded.event:
        case RegistrationSet.Submitted() as event:
            lists = {name: [str(each) for each in getattr(event, name)] for name in _LISTS}
            row = {"id": event.originator_id, "cluster_id": event.cluster_id, "movement_id": event.movement_id}
            rest = {"submitted_on": event.submitted_on, "version": event.originator_version}
            add(connection, SETS, {**row, **rest, **lists})


_LISTS = ("signed", "late", "unsigned", "unregistered")

VIEW = View("covenant.registration_sets", (SETS,), project=project)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Sets by movement and cluster."""
    query = sa.select(SETS)
    if wanted.movement_id is not None:
        query = query.where(SETS.c.movement_id == wanted.movement_id)
    if wanted.cluster_id is not None:
        query = query.where(SETS.c.cluster_id == wanted.cluster_id)
    return page(connection, query, [SETS.c.movement_id, SETS.c.cluster_id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Sets, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(SETS).where(SETS.c.id.in_(ids))))
