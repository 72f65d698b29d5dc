"""Score tables (bảng điểm), drafted and signed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.scoring.domain.scheme import Scheme
from services.scoring.domain.score_table import ScoreTable
from services.scoring.views import organisation
from services.scoring.views.tables import Row, grouped, in_order, metadata, rows_of

TABLES = sa.Table(
    "score_tables",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("cluster_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("content_total", ExactDecimal, nullable=False),
    sa.Column("bonus_cap", ExactDecimal, nullable=False),
    sa.Column("scheme", sa.JSON, nullable=False),
    sa.Column("signed_on", sa.Date),
    sa.Column("rulebook", sa.Text),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "movement_id", "cluster_id"),
)


@dataclass(frozen=True)
class Filter:
    """Which tables: of a block or cluster, a movement, signed or not."""

    cluster_id: UUID | None = None
    movement_id: UUID | None = None
    signed: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of score tables."""
    event = recorded.event
    if not isinstance(event, ScoreTable.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: Row = {}
    match event:
        case ScoreTable.Drafted(cluster_id=cluster_id, movement_id=movement_id, scheme=scheme):
            row = {"id": id, "cluster_id": cluster_id, "movement_id": movement_id, "version": version}
            add(connection, TABLES, {**row, **_text(scheme)})
        case ScoreTable.Revised(scheme=scheme):
            changes = _text(scheme)
        case ScoreTable.Signed(signed_on=day, rulebook=rulebook):
            changes = {"signed_on": day, "rulebook": rulebook}
    connection.execute(TABLES.update().where(TABLES.c.id == id).values(version=version, **changes))


def _text(scheme: Scheme) -> Row:
    return {
        "content_total": scheme.content_total,
        "bonus_cap": scheme.bonus_cap,
        "scheme": json.loads(msgspec.json.encode(scheme)),
        "digest": scheme.digest(),
    }


VIEW = View("scoring.score_tables", (TABLES,), project=project)


_CALLED = sa.select(
    TABLES, organisation.cluster_code(TABLES.c.cluster_id), organisation.movement_code(TABLES.c.movement_id)
)
"""Tables, with whose they are in the codes that people know."""


def search(connection: sa.Connection, which: Filter, after: str | None, limit: int) -> Page:
    """A page of tables."""
    query = _CALLED
    if which.cluster_id is not None:
        query = query.where(TABLES.c.cluster_id == which.cluster_id)
    if which.movement_id is not None:
        query = query.where(TABLES.c.movement_id == which.movement_id)
    if which.signed is not None:
        query = query.where(TABLES.c.signed_on.is_not(None) if which.signed else TABLES.c.signed_on.is_(None))
    return page(connection, query, (TABLES.c.id,), after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[Row | None]:
    """The table of each id."""
    return in_order(ids, rows_of(connection, _CALLED.where(TABLES.c.id.in_(ids))))


def of_clusters(connection: sa.Connection, cluster_ids: Sequence[UUID]) -> list[list[Row]]:
    """The tables of each block or cluster."""
    query = _CALLED.where(TABLES.c.cluster_id.in_(cluster_ids)).order_by(TABLES.c.id)
    return grouped(cluster_ids, rows_of(connection, query), "cluster_id")


def signed_for(connection: sa.Connection, movement_id: UUID, cluster_ids: Sequence[UUID]) -> list[UUID]:
    """The ids of the signed tables of these blocks and clusters for a movement."""
    query = sa.select(TABLES.c.id).where(
        TABLES.c.movement_id == movement_id, TABLES.c.cluster_id.in_(cluster_ids), TABLES.c.signed_on.is_not(None)
    )
    return list(connection.execute(query.order_by(TABLES.c.id)).scalars())


def signed_elsewhere(connection: sa.Connection, movement_id: UUID, cluster_id: UUID) -> list[UUID]:
    """The ids of a movement's signed tables in other blocks and clusters; a ranking of the whole country is none."""
    query = (
        sa.select(TABLES.c.id)
        .join(organisation.CLUSTERS, organisation.CLUSTERS.c.id == TABLES.c.cluster_id)
        .where(
            TABLES.c.movement_id == movement_id,
            TABLES.c.cluster_id != cluster_id,
            TABLES.c.signed_on.is_not(None),
            organisation.CLUSTERS.c.kind != organisation.NATIONAL,
        )
    )
    return list(connection.execute(query.order_by(TABLES.c.id)).scalars())
