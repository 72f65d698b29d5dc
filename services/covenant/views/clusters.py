"""Blocks and clusters (khối, cụm thi đua) with their lists of members and their officers by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.cluster import Cluster, ClusterKind
from services.covenant.views import units
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

CLUSTERS = sa.Table(
    "clusters",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("owner_id", sa.Uuid, index=True),
    sa.Column("formed_on", sa.Date, nullable=False),
    sa.Column("disbanded_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
)

LISTS = sa.Table(
    "membership_lists",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("effective_from", sa.Date, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)

MEMBERS = sa.Table(
    "members",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
)

OFFICERS = sa.Table(
    "officers",
    metadata,
    sa.Column("cluster_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("term_year", sa.Integer, nullable=False),
    sa.Column("head_id", sa.Uuid, nullable=False),
    sa.Column("deputy_id", sa.Uuid),
    sa.Column("elected_on", sa.Date, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which blocks and clusters: of a kind, of a province's districts, with a member, by code."""

    kind: str | None = None
    province_id: UUID | None = None
    member_id: UUID | None = None
    code: str | None = None
    with_ended: bool = False


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of blocks and clusters."""
    event = recorded.event
    if not isinstance(event, Cluster.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: dict[str, object] = {}
    match event:
        case Cluster.Formed():
            add(connection, CLUSTERS, _formed(event))
        case Cluster.MembershipListIssued(document=document, effective_from=since, members=members):
            key = {"cluster_id": id, "version": version}
            add(connection, LISTS, {**key, "document": document, "effective_from": since})
            rows = [{**key, "place": place, "unit_id": unit_id} for place, unit_id in enumerate(members, start=1)]
            add(connection, MEMBERS, rows)
        case Cluster.OfficersElected(term=term, elected_on=day):
            office = {"term_year": term.year, "head_id": term.head_id, "deputy_id": term.deputy_id}
            add(connection, OFFICERS, {"cluster_id": id, "version": version, "elected_on": day, **office})
        case Cluster.Disbanded(disbanded_on=day):
            changes = {"disbanded_on": day}
    connection.execute(CLUSTERS.update().where(CLUSTERS.c.id == id).values(version=version, **changes))


def _formed(event: Cluster.Formed) -> dict[str, object]:
    return {
        "id": event.originator_id,
        "code": event.code,
        "name": event.name,
        "kind": event.kind.value,
        "owner_id": event.owner_id,
        "formed_on": event.formed_on,
        "version": event.originator_version,
    }


VIEW = View("covenant.clusters", (CLUSTERS, LISTS, MEMBERS, OFFICERS), project=project)


def existing_on(at: date) -> sa.ColumnElement[bool]:
    """Whether a block or cluster is there on that day."""
    return sa.and_(CLUSTERS.c.formed_on <= at, sa.or_(CLUSTERS.c.disbanded_on.is_(None), CLUSTERS.c.disbanded_on > at))


def members_on(at: date) -> sa.Subquery:
    """(cluster_id, place, unit_id) by the lists in force on that day; a unit merged or dissolved by then is gone."""
    latest = sa.func.row_number().over(
        partition_by=LISTS.c.cluster_id, order_by=(LISTS.c.effective_from.desc(), LISTS.c.version.desc())
    )
    ranked = sa.select(LISTS.c.cluster_id, LISTS.c.version, latest.label("rank")).where(LISTS.c.effective_from <= at)
    lists = ranked.subquery()
    in_force = sa.and_(MEMBERS.c.cluster_id == lists.c.cluster_id, MEMBERS.c.version == lists.c.version)
    query = sa.select(MEMBERS.c.cluster_id, MEMBERS.c.place, MEMBERS.c.unit_id).join(lists, in_force)
    alive = query.join(CLUSTERS, CLUSTERS.c.id == MEMBERS.c.cluster_id).where(lists.c.rank == 1, existing_on(at))
    there = alive.join(units.UNITS, units.UNITS.c.id == MEMBERS.c.unit_id).where(units.existing_on(at))
    return there.subquery()


def search(connection: sa.Connection, wanted: Filter, at: date, after: str | None, limit: int) -> Page:
    """Blocks and clusters that are there on a day, by code."""
    query = sa.select(CLUSTERS)
    if not wanted.with_ended:
        query = query.where(existing_on(at))
    if wanted.kind is not None:
        query = query.where(CLUSTERS.c.kind == wanted.kind)
    if wanted.code is not None:
        query = query.where(CLUSTERS.c.id == Cluster.id_for(wanted.code))
    if wanted.province_id is not None:
        query = query.where(CLUSTERS.c.owner_id == wanted.province_id)
    if wanted.member_id is not None:
        members = members_on(at)
        query = query.where(
            CLUSTERS.c.id.in_(sa.select(members.c.cluster_id).where(members.c.unit_id == wanted.member_id))
        )
    return page(connection, query, [CLUSTERS.c.code], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Blocks and clusters, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(CLUSTERS).where(CLUSTERS.c.id.in_(ids))))


def members(connection: sa.Connection, cluster_ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """The member units of each block or cluster by the list of that day, in its order."""
    listed = members_on(at)
    query = units.as_of(at).add_columns(listed.c.cluster_id).join(listed, listed.c.unit_id == units.UNITS.c.id)
    query = query.where(listed.c.cluster_id.in_(cluster_ids)).order_by(listed.c.cluster_id, listed.c.place)
    return grouped(cluster_ids, rows_of(connection, query), "cluster_id")


def of_units(connection: sa.Connection, unit_ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """The blocks and clusters that each unit is in on that day, by code."""
    listed = members_on(at)
    query = sa.select(CLUSTERS, listed.c.unit_id).join(listed, listed.c.cluster_id == CLUSTERS.c.id)
    query = query.where(listed.c.unit_id.in_(unit_ids)).order_by(CLUSTERS.c.code)
    return grouped(unit_ids, rows_of(connection, query), "unit_id")


def competing_elsewhere(
    connection: sa.Connection, unit_ids: Sequence[UUID], but: Sequence[UUID], at: date
) -> dict[UUID, str]:
    """The code of the block or cluster that each unit competes in on that day, other than `but` and the national."""
    found = of_units(connection, unit_ids, at)
    return {
        unit_id: row["code"]
        for unit_id, rows in zip(unit_ids, found, strict=True)
        for row in rows
        if row["id"] not in but and row["kind"] != ClusterKind.NATIONAL
    }


def days_of_lists(connection: sa.Connection, unit_ids: Sequence[UUID], after: date) -> list[date]:
    """The days after this one from which a list holds that names one of these units."""
    same = sa.and_(MEMBERS.c.cluster_id == LISTS.c.cluster_id, MEMBERS.c.version == LISTS.c.version)
    query = sa.select(LISTS.c.effective_from).distinct().join(MEMBERS, same)
    query = query.where(LISTS.c.effective_from > after, MEMBERS.c.unit_id.in_(unit_ids))
    return list(connection.scalars(query.order_by(LISTS.c.effective_from)))


def lists(connection: sa.Connection, cluster_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every list each block or cluster had, with the ids of its members in their order."""
    issued = sa.select(LISTS).where(LISTS.c.cluster_id.in_(cluster_ids))
    rows = rows_of(connection, issued.order_by(LISTS.c.effective_from, LISTS.c.version))
    listed = sa.select(MEMBERS).where(MEMBERS.c.cluster_id.in_(cluster_ids)).order_by(MEMBERS.c.place)
    named: dict[tuple[UUID, int], list[UUID]] = {}
    for each in connection.execute(listed):
        named.setdefault((each.cluster_id, each.version), []).append(each.unit_id)
    found = [{**row, "members": named[row["cluster_id"], row["version"]]} for row in rows]
    return grouped(cluster_ids, found, "cluster_id")


def officers(connection: sa.Connection, cluster_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every election of each block or cluster, in the order of their days."""
    query = sa.select(OFFICERS).where(OFFICERS.c.cluster_id.in_(cluster_ids))
    rows = rows_of(connection, query.order_by(OFFICERS.c.elected_on, OFFICERS.c.version))
    return grouped(cluster_ids, rows, "cluster_id")


def in_office(connection: sa.Connection, cluster_ids: Sequence[UUID], at: date) -> list[dict[str, Any] | None]:
    """The election by which each block or cluster is led on that day, None where nobody was elected yet.

    The seat of a unit that was merged or dissolved by then is empty.
    """
    elected = officers(connection, cluster_ids)
    held = [next((row for row in reversed(rows) if row["elected_on"] <= at), None) for rows in elected]
    seats = ("head_id", "deputy_id")
    there = units.existing(connection, [row[seat] for row in held if row for seat in seats], at)
    return [row and {**row, **{seat: row[seat] if row[seat] in there else None for seat in seats}} for row in held]


def head_on(at: date, cluster_id: sa.ColumnElement[UUID] = CLUSTERS.c.id) -> sa.ScalarSelect[UUID]:
    """The unit whose head leads a block or cluster on that day; none where it was merged or dissolved by then."""
    unit = units.UNITS.alias()
    there = sa.or_(unit.c.ended_on.is_(None), unit.c.ended_on > at)
    query = sa.select(sa.case((there, OFFICERS.c.head_id))).join(unit, unit.c.id == OFFICERS.c.head_id)
    query = query.where(OFFICERS.c.cluster_id == cluster_id, OFFICERS.c.elected_on <= at)
    return query.order_by(OFFICERS.c.elected_on.desc(), OFFICERS.c.version.desc()).limit(1).scalar_subquery()


def of_province(connection: sa.Connection, province_id: UUID, at: date) -> list[UUID]:
    """The district clusters of a province that are there on that day, or will be, by code."""
    ended = sa.and_(CLUSTERS.c.disbanded_on.is_not(None), CLUSTERS.c.disbanded_on <= at)
    query = sa.select(CLUSTERS.c.id).where(CLUSTERS.c.owner_id == province_id, sa.not_(ended))
    return list(connection.execute(query.order_by(CLUSTERS.c.code)).scalars())
