"""Units, blocks and clusters with their dated lists of members, and movements, as the covenant service told them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add, among
from kernel.views import View
from kernel.wire import Envelope
from services.scoring.reactions import (
    ClusterDisbanded,
    ClusterFormed,
    MembershipListIssued,
    MovementLaunched,
    OfficersElected,
    UnitDissolved,
    UnitEstablished,
    UnitMerged,
    UnitRenamed,
)
from services.scoring.views.tables import Row, in_order, metadata, rows_of

NATIONAL = "national"
"""The kind of a cluster that is the whole country: a thematic drive ranks all provinces together."""

UNITS = sa.Table(
    "units",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("ended_on", sa.Date),
    sa.Column("into_id", sa.Uuid),
)
"""`ended_on` is the first day without the unit: merged into another, `into_id`, or dissolved."""

NAMES = sa.Table(
    "unit_names",
    metadata,
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("sid", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
)
"""Every name a unit bore, from its day on; `sid` tells the later of two from one day."""

CLUSTERS = sa.Table(
    "clusters",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("disbanded_on", sa.Date),
)
"""`disbanded_on` is the first day without the block or cluster."""

MEMBERS = sa.Table(
    "members",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("effective_from", sa.Date, primary_key=True),
    sa.Column("sid", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Index(None, "unit_id"),
)
"""Every list ever issued; `sid` (the list's place in the source's log) tells the later of two from one day."""

TERMS = sa.Table(
    "terms",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("elected_on", sa.Date, primary_key=True),
    sa.Column("sid", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("term_year", sa.Integer, nullable=False),
    sa.Column("head_id", sa.Uuid, nullable=False),
    sa.Column("deputy_id", sa.Uuid),
)
"""Every election of officers; they are in office from that day until the next; `sid` tells the later of two."""

MOVEMENTS = sa.Table(
    "movements",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("period_from", sa.Date, nullable=False),
    sa.Column("period_to", sa.Date, nullable=False),
    sa.Column("launched_on", sa.Date),
)


def _unit_established(connection: sa.Connection, fact: UnitEstablished, envelope: Envelope) -> None:
    add(connection, UNITS, {"id": fact.unit_id, "code": fact.code})
    first = {"unit_id": fact.unit_id, "since": fact.established_on, "sid": envelope.sid, "name": fact.name}
    add(connection, NAMES, first)


def _unit_renamed(connection: sa.Connection, fact: UnitRenamed, envelope: Envelope) -> None:
    new = {"unit_id": fact.unit_id, "since": fact.renamed_on, "sid": envelope.sid, "name": fact.name}
    add(connection, NAMES, new)


def _unit_merged(connection: sa.Connection, fact: UnitMerged, _: Envelope) -> None:
    ended = {"ended_on": fact.merged_on, "into_id": fact.into_id}
    connection.execute(UNITS.update().where(UNITS.c.id == fact.unit_id).values(**ended))


def _unit_dissolved(connection: sa.Connection, fact: UnitDissolved, _: Envelope) -> None:
    connection.execute(UNITS.update().where(UNITS.c.id == fact.unit_id).values(ended_on=fact.dissolved_on))


def _cluster_formed(connection: sa.Connection, fact: ClusterFormed, _: Envelope) -> None:
    add(connection, CLUSTERS, {"id": fact.cluster_id, "code": fact.code, "kind": fact.kind})


def _cluster_disbanded(connection: sa.Connection, fact: ClusterDisbanded, _: Envelope) -> None:
    mine = CLUSTERS.c.id == fact.cluster_id
    connection.execute(CLUSTERS.update().where(mine).values(disbanded_on=fact.disbanded_on))


def _list_issued(connection: sa.Connection, fact: MembershipListIssued, envelope: Envelope) -> None:
    issued = {"cluster_id": fact.cluster_id, "effective_from": fact.effective_from, "sid": envelope.sid}
    if fact.members:
        add(connection, MEMBERS, [{**issued, "unit_id": unit_id} for unit_id in fact.members])


def _officers_elected(connection: sa.Connection, fact: OfficersElected, envelope: Envelope) -> None:
    term = {"term_year": fact.term_year, "head_id": fact.head_unit_id, "deputy_id": fact.deputy_unit_id}
    when = {"cluster_id": fact.cluster_id, "elected_on": fact.elected_on, "sid": envelope.sid}
    add(connection, TERMS, {**when, **term})


def _movement_launched(connection: sa.Connection, fact: MovementLaunched, _: Envelope) -> None:
    row = {"id": fact.movement_id, "code": fact.code, "period_from": fact.period_from, "period_to": fact.period_to}
    add(connection, MOVEMENTS, {**row, "launched_on": fact.launched_on})


VIEW = View(
    "scoring.organisation",
    (UNITS, NAMES, CLUSTERS, MEMBERS, TERMS, MOVEMENTS),
    hear={
        UnitEstablished: _unit_established,
        UnitRenamed: _unit_renamed,
        UnitMerged: _unit_merged,
        UnitDissolved: _unit_dissolved,
        ClusterFormed: _cluster_formed,
        ClusterDisbanded: _cluster_disbanded,
        MembershipListIssued: _list_issued,
        OfficersElected: _officers_elected,
        MovementLaunched: _movement_launched,
    },
)


def cluster(connection: sa.Connection, cluster_id: UUID) -> Row | None:
    """The block or cluster, if it has been told of."""
    return in_order([cluster_id], rows_of(connection, sa.select(CLUSTERS).where(CLUSTERS.c.id == cluster_id)))[0]


def movement(connection: sa.Connection, movement_id: UUID) -> Row | None:
    """The movement, if it has been told of."""
    return in_order([movement_id], rows_of(connection, sa.select(MOVEMENTS).where(MOVEMENTS.c.id == movement_id)))[0]


def unit_code(unit_id: sa.ColumnElement[UUID]) -> sa.ScalarSelect[str]:
    """The code of the unit in another query, null where it has not been told of."""
    return sa.select(UNITS.c.code).where(UNITS.c.id == unit_id).scalar_subquery()


def movement_code(movement_id: sa.ColumnElement[UUID]) -> sa.Label[str]:
    """The code of the movement in another query, null where it has not been told of."""
    return sa.select(MOVEMENTS.c.code).where(MOVEMENTS.c.id == movement_id).scalar_subquery().label("movement_code")


def cluster_code(cluster_id: sa.ColumnElement[UUID]) -> sa.Label[str]:
    """The code of the block or cluster in another query, null where it has not been told of."""
    return sa.select(CLUSTERS.c.code).where(CLUSTERS.c.id == cluster_id).scalar_subquery().label("cluster_code")


def unit_name(unit_id: sa.ColumnElement[UUID], day: sa.ColumnElement[date]) -> sa.ScalarSelect[str]:
    """The name the unit bore on that day in another query, null where none has been told."""
    borne = sa.select(NAMES.c.name).where(NAMES.c.unit_id == unit_id, NAMES.c.since <= day)
    return borne.order_by(NAMES.c.since.desc(), NAMES.c.sid.desc()).limit(1).scalar_subquery()


def unit_codes(connection: sa.Connection, unit_ids: Sequence[UUID]) -> list[str]:
    """What people call each unit: its code, its id where it has not been told of."""
    told = connection.execute(sa.select(UNITS.c.id, UNITS.c.code).where(UNITS.c.id.in_(unit_ids)))
    codes = {row.id: row.code for row in told}
    return [codes.get(unit_id, str(unit_id)) for unit_id in unit_ids]


def all_codes(connection: sa.Connection) -> dict[UUID, str]:
    """What people call every unit that has been told of."""
    return {row.id: row.code for row in connection.execute(sa.select(UNITS.c.id, UNITS.c.code))}


def known_units(connection: sa.Connection, unit_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the units that have been told of."""
    return set(connection.execute(sa.select(UNITS.c.id).where(among(connection, UNITS.c.id, unit_ids))).scalars().all())


def members(connection: sa.Connection, cluster_id: UUID, day: date) -> tuple[UUID, ...]:
    """The members of a block or cluster by the list in force on a day, less those merged or dissolved by then."""
    newest = (
        sa.select(MEMBERS.c.effective_from, MEMBERS.c.sid)
        .where(MEMBERS.c.cluster_id == cluster_id, MEMBERS.c.effective_from <= day)
        .order_by(MEMBERS.c.effective_from.desc(), MEMBERS.c.sid.desc())
        .limit(1)
    )
    found = connection.execute(newest).one_or_none()
    if found is None:
        return ()
    listed = sa.select(MEMBERS.c.unit_id).where(MEMBERS.c.cluster_id == cluster_id, MEMBERS.c.sid == found.sid)
    there = listed.where(sa.not_(_ended_by(MEMBERS.c.unit_id, day)))
    return tuple(connection.execute(there.order_by(MEMBERS.c.unit_id)).scalars())


def life_of(connection: sa.Connection, unit_id: UUID) -> Row | None:
    """The code of a unit, the first day without it and what it went up in, where it ended; None of one unheard of."""
    successor = UNITS.alias("successor")
    query = sa.select(UNITS.c.code, UNITS.c.ended_on, successor.c.code.label("into"))
    named = query.outerjoin(successor, successor.c.id == UNITS.c.into_id).where(UNITS.c.id == unit_id)
    return next(iter(rows_of(connection, named)), None)


def _ended_by(unit_id: sa.ColumnElement[UUID], day: date) -> sa.Exists:
    """Whether the unit was merged or dissolved by that day, in another query; of one not told of: no."""
    return sa.exists().where(UNITS.c.id == unit_id, UNITS.c.ended_on <= day)


def ended(connection: sa.Connection, unit_ids: Sequence[UUID], day: date) -> set[UUID]:
    """Those of these units that were merged or dissolved by that day."""
    return set(connection.scalars(sa.select(UNITS.c.id).where(UNITS.c.id.in_(unit_ids), UNITS.c.ended_on <= day)))


def term(connection: sa.Connection, cluster_id: UUID, day: date) -> Row | None:
    """The officers in office on a day: those elected last until then; None where no election was told of."""
    elected = sa.select(TERMS).where(TERMS.c.cluster_id == cluster_id, TERMS.c.elected_on <= day)
    found = rows_of(connection, elected.order_by(TERMS.c.elected_on.desc(), TERMS.c.sid.desc()).limit(1))
    return found[0] if found else None


def clusters_of(connection: sa.Connection, unit_ids: Sequence[UUID], day: date) -> dict[UUID, tuple[UUID, ...]]:
    """The blocks and clusters each unit is a member of on a day, without those disbanded; none of an ended unit."""
    there = sa.or_(CLUSTERS.c.disbanded_on.is_(None), CLUSTERS.c.disbanded_on > day)
    newest_first = MEMBERS.c.effective_from.desc(), MEMBERS.c.sid.desc()
    age = sa.func.dense_rank().over(partition_by=MEMBERS.c.cluster_id, order_by=newest_first)
    listed = sa.select(MEMBERS.c.unit_id, MEMBERS.c.cluster_id, age.label("age")).where(MEMBERS.c.effective_from <= day)
    lists = listed.subquery()
    query = sa.select(lists.c.unit_id, lists.c.cluster_id).join(CLUSTERS, CLUSTERS.c.id == lists.c.cluster_id)
    members = lists.c.age == 1, among(connection, lists.c.unit_id, unit_ids)
    query = query.where(*members, there, sa.not_(_ended_by(lists.c.unit_id, day))).order_by(lists.c.cluster_id)
    found: dict[UUID, list[UUID]] = {unit_id: [] for unit_id in unit_ids}
    for unit_id, cluster_id in connection.execute(query).all():
        found[unit_id].append(cluster_id)
    return {unit_id: tuple(cluster_ids) for unit_id, cluster_ids in found.items()}
