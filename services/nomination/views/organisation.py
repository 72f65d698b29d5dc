"""Units, blocks and clusters with their lists of members, and movements, as the covenant service tells of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add, among
from kernel.views import View
from kernel.wire import Envelope
from services.nomination.views.heard import (
    ClusterDisbanded,
    ClusterFormed,
    MembershipListIssued,
    MovementLaunched,
    UnitDissolved,
    UnitEstablished,
    UnitMerged,
    UnitRenamed,
)
from services.nomination.views.tables import metadata

UNITS = sa.Table(
    "units",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("named_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
)
"""`ended_on` is the first day without the unit: merged into another, or dissolved."""

CLUSTERS = sa.Table(
    "clusters",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("disbanded_on", sa.Date),
)
"""`disbanded_on` is the first day without the block or cluster."""

LISTS = sa.Table(
    "membership_lists",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("sid", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("effective_from", sa.Date, nullable=False),
    sa.Column("members", sa.JSON, nullable=False),
)
"""`sid` is the place of the list in the covenant service's log: of two lists from one day the later told holds."""

MOVEMENTS = sa.Table(
    "movements",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("theme", sa.Text, nullable=False),
    sa.Column("kind", sa.Text),
)
"""`kind` is null where a movement was taken in before its kind was read."""


def _established(connection: sa.Connection, fact: UnitEstablished, _: Envelope) -> None:
    row = {"id": fact.unit_id, "code": fact.code, "name": fact.name, "named_on": fact.established_on}
    add(connection, UNITS, row)


def _renamed(connection: sa.Connection, fact: UnitRenamed, _: Envelope) -> None:
    newer = sa.and_(UNITS.c.id == fact.unit_id, UNITS.c.named_on <= fact.renamed_on)
    connection.execute(UNITS.update().where(newer).values(name=fact.name, named_on=fact.renamed_on))


def _merged(connection: sa.Connection, fact: UnitMerged, _: Envelope) -> None:
    connection.execute(UNITS.update().where(UNITS.c.id == fact.unit_id).values(ended_on=fact.merged_on))


def _dissolved(connection: sa.Connection, fact: UnitDissolved, _: Envelope) -> None:
    connection.execute(UNITS.update().where(UNITS.c.id == fact.unit_id).values(ended_on=fact.dissolved_on))


def _formed(connection: sa.Connection, fact: ClusterFormed, _: Envelope) -> None:
    row = {"id": fact.cluster_id, "code": fact.code, "name": fact.name, "kind": fact.kind}
    add(connection, CLUSTERS, row)


def _disbanded(connection: sa.Connection, fact: ClusterDisbanded, _: Envelope) -> None:
    mine = CLUSTERS.c.id == fact.cluster_id
    connection.execute(CLUSTERS.update().where(mine).values(disbanded_on=fact.disbanded_on))


def _listed(connection: sa.Connection, fact: MembershipListIssued, envelope: Envelope) -> None:
    row = {
        "cluster_id": fact.cluster_id,
        "sid": envelope.sid,
        "effective_from": fact.effective_from,
        "members": [str(unit) for unit in fact.members],
    }
    add(connection, LISTS, row)


def _launched(connection: sa.Connection, fact: MovementLaunched, _: Envelope) -> None:
    row = {"id": fact.movement_id, "code": fact.code, "theme": fact.theme, "kind": fact.kind}
    add(connection, MOVEMENTS, row)


VIEW = View(
    "nomination.organisation",
    (UNITS, CLUSTERS, LISTS, MOVEMENTS),
    hear={
        UnitEstablished: _established,
        UnitRenamed: _renamed,
        UnitMerged: _merged,
        UnitDissolved: _dissolved,
        ClusterFormed: _formed,
        ClusterDisbanded: _disbanded,
        MembershipListIssued: _listed,
        MovementLaunched: _launched,
    },
)


def units_heard_of(connection: sa.Connection, ids: Collection[UUID]) -> set[UUID]:
    """Those of these units that the covenant service has told of."""
    return set(connection.execute(sa.select(UNITS.c.id).where(among(connection, UNITS.c.id, [*ids]))).scalars())


def members_on(connection: sa.Connection, cluster_id: UUID, day: date) -> tuple[UUID, ...]:
    """The members by the list in force on that day, in its order, less those merged or dissolved by then.

    None where there is no list yet.
    """
    in_force = sa.and_(LISTS.c.cluster_id == cluster_id, LISTS.c.effective_from <= day)
    latest = sa.select(LISTS.c.members).where(in_force).order_by(LISTS.c.effective_from.desc(), LISTS.c.sid.desc())
    listed = [UUID(each) for each in connection.execute(latest.limit(1)).scalar() or ()]
    ended = sa.select(UNITS.c.id).where(UNITS.c.id.in_(listed), UNITS.c.ended_on <= day)
    gone = set(connection.execute(ended).scalars())
    return tuple(each for each in listed if each not in gone)


def cluster(connection: sa.Connection, cluster_id: UUID) -> dict[str, Any] | None:
    """The block or cluster; None where none of this id has been heard of."""
    found = connection.execute(sa.select(CLUSTERS).where(CLUSTERS.c.id == cluster_id)).mappings().one_or_none()
    return None if found is None else dict(found)


def code(table: sa.Table, id: sa.ColumnElement[UUID]) -> sa.ScalarSelect[str]:
    """The code of a unit, a block or cluster, or a movement in another query, null where none has been told of."""
    return sa.select(table.c.code).where(table.c.id == id).scalar_subquery()


def code_of(connection: sa.Connection, table: sa.Table, id: UUID) -> str | None:
    """The code of a unit, a block or cluster, or a movement; None where none of this id has been heard of."""
    return connection.execute(sa.select(table.c.code).where(table.c.id == id)).scalar_one_or_none()
