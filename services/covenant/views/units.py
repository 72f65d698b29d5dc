"""Units (đơn vị) with their names and parents by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.unit import LOWER_OFFICES, Unit
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

UNITS = sa.Table(
    "units",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("established_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
    sa.Column("merged_into_id", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
)

NAMES = sa.Table(
    "unit_names",
    metadata,
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
)
"""`folded` is the name as it is searched: databases fold the case of Vietnamese letters each in its own way, or not."""

PARENTS = sa.Table(
    "unit_parents",
    metadata,
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent_id", sa.Uuid, index=True),
)


@dataclass(frozen=True)
class Filter:
    """Which units: of a kind, under a parent, of a province (itself or under it), whose code or name holds a text."""

    kind: str | None = None
    parent_id: UUID | None = None
    province_id: UUID | None = None
    code: str | None = None
    text: str | None = None
    with_ended: bool = False


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of units."""
    event = recorded.event
    if not isinstance(event, Unit.Event):
        return
    id, version = event.originator_id, event.originator_version
    match event:
        case Unit.Established(established_on=since):
            values = {"code": event.code, "kind": event.kind.value, "established_on": since}
            add(connection, UNITS, {"id": id, "version": version, **values})
            _name(connection, id, since, version, event.name)
            _parent(connection, id, since, version, event.parent_id)
            return
        case Unit.Renamed(renamed_on=since, name=name):
            _name(connection, id, since, version, name)
            changes: dict[str, object] = {}
        case Unit.Moved(moved_on=since, parent_id=parent_id):
            _parent(connection, id, since, version, parent_id)
            changes = {}
        case Unit.Merged(merged_on=day, into_id=into_id):
            changes = {"ended_on": day, "merged_into_id": into_id}
        case Unit.Dissolved(dissolved_on=day):
            changes = {"ended_on": day}
    connection.execute(UNITS.update().where(UNITS.c.id == id).values(version=version, **changes))


def _name(connection: sa.Connection, unit_id: UUID, since: date, version: int, name: str) -> None:
    row = {"unit_id": unit_id, "since": since, "version": version, "name": name, "folded": folded(name)}
    add(connection, NAMES, row)


def folded(text: str) -> str:
    """A text without regard to case and to how its accents are written, to be searched by."""
    return normalize("NFC", text.casefold())


def _parent(connection: sa.Connection, unit_id: UUID, since: date, version: int, parent_id: UUID | None) -> None:
    add(connection, PARENTS, {"unit_id": unit_id, "since": since, "version": version, "parent_id": parent_id})


VIEW = View("covenant.units", (UNITS, NAMES, PARENTS), project=project)


def name_on(at: date, unit_id: sa.ColumnElement[UUID] = UNITS.c.id) -> sa.ScalarSelect[str]:
    """The name that a unit bears on that day; before its first day, none."""
    return _of_name(NAMES.c.name, at, unit_id)


def _of_name(column: sa.Column[str], at: date, unit_id: sa.ColumnElement[UUID]) -> sa.ScalarSelect[str]:
    query = sa.select(column).where(NAMES.c.unit_id == unit_id, NAMES.c.since <= at)
    return query.order_by(NAMES.c.since.desc(), NAMES.c.version.desc()).limit(1).scalar_subquery()


def parent_on(at: date, unit_id: sa.ColumnElement[UUID] = UNITS.c.id) -> sa.ScalarSelect[UUID]:
    """The unit above on that day."""
    query = sa.select(PARENTS.c.parent_id).where(PARENTS.c.unit_id == unit_id, PARENTS.c.since <= at)
    return query.order_by(PARENTS.c.since.desc(), PARENTS.c.version.desc()).limit(1).scalar_subquery()


def existing_on(at: date) -> sa.ColumnElement[bool]:
    """Whether a unit is there on that day."""
    return sa.and_(UNITS.c.established_on <= at, sa.or_(UNITS.c.ended_on.is_(None), UNITS.c.ended_on > at))


def as_of(at: date) -> sa.Select[Any]:
    """Units as they are on a day."""
    return sa.select(UNITS, name_on(at).label("name"), parent_on(at).label("parent_id"))


def search(connection: sa.Connection, wanted: Filter, at: date, after: str | None, limit: int) -> Page:
    """Units as of a day, by code."""
    query = as_of(at)
    if not wanted.with_ended:
        query = query.where(existing_on(at))
    if wanted.kind is not None:
        query = query.where(UNITS.c.kind == wanted.kind)
    if wanted.code is not None:
        query = query.where(UNITS.c.id == Unit.id_for(wanted.code))
    if wanted.parent_id is not None:
        query = query.where(parent_on(at) == wanted.parent_id)
    if wanted.province_id is not None:
        query = query.where(of_province(wanted.province_id, at))
    if wanted.text is not None:
        places = (sa.func.lower(UNITS.c.code), _of_name(NAMES.c.folded, at, UNITS.c.id))
        query = query.where(sa.or_(*(each.contains(folded(wanted.text), autoescape=True) for each in places)))
    return page(connection, query, [UNITS.c.code], after, limit)


def of_province(province_id: UUID, at: date, unit_id: sa.ColumnElement[UUID] = UNITS.c.id) -> sa.ColumnElement[bool]:
    """Whether a unit is that province, or stands under it on that day."""
    return sa.or_(unit_id == province_id, parent_on(at, unit_id) == province_id)


def by_ids(connection: sa.Connection, ids: Sequence[UUID], at: date) -> list[dict[str, Any] | None]:
    """Units as of a day, one per id, None for an id that is no unit's."""
    return in_order(ids, rows_of(connection, as_of(at).where(UNITS.c.id.in_(ids))))


def children(connection: sa.Connection, ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """The units under each of these on that day, by code."""
    query = as_of(at).where(existing_on(at), parent_on(at).in_(ids)).order_by(UNITS.c.code)
    return grouped(ids, rows_of(connection, query), "parent_id")


def under_since(connection: sa.Connection, unit_id: UUID, since: date) -> list[str]:
    """The codes of the units that stand under this one on that day or on a later one."""
    later = sa.select(PARENTS.c.since).distinct().where(PARENTS.c.parent_id == unit_id, PARENTS.c.since > since)
    days = [since, *connection.scalars(later)]
    return sorted({each["code"] for day in days for each in children(connection, [unit_id], day)[0]})


def merged_since(connection: sa.Connection, unit_id: UUID, since: date) -> list[str]:
    """The codes of the units that were merged into this one on that day or on a later one."""
    query = sa.select(UNITS.c.code).where(UNITS.c.merged_into_id == unit_id, UNITS.c.ended_on >= since)
    return sorted(connection.scalars(query))


def names(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every name each unit bore, by its first day; of two for one day the later record counts."""
    query = sa.select(NAMES).where(NAMES.c.unit_id.in_(ids)).order_by(NAMES.c.since, NAMES.c.version)
    return grouped(ids, rows_of(connection, query), "unit_id")


def parents(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every parent each unit had, by the first day under it."""
    query = sa.select(PARENTS).where(PARENTS.c.unit_id.in_(ids)).order_by(PARENTS.c.since, PARENTS.c.version)
    return grouped(ids, rows_of(connection, query), "unit_id")


def codes(connection: sa.Connection, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The code of each of these units."""
    query = sa.select(UNITS.c.id, UNITS.c.code).where(UNITS.c.id.in_(ids))
    return {row.id: row.code for row in connection.execute(query)}


def existing(connection: sa.Connection, ids: Sequence[UUID], at: date) -> set[UUID]:
    """Those of these units that are there on that day."""
    return set(connection.scalars(sa.select(UNITS.c.id).where(UNITS.c.id.in_(ids), existing_on(at))))


def district_ids(connection: sa.Connection, province_id: UUID, at: date) -> list[UUID]:
    """The district and base offices under a unit on a day, by code."""
    kinds = [kind.value for kind in LOWER_OFFICES]
    query = sa.select(UNITS.c.id).where(UNITS.c.kind.in_(kinds), existing_on(at), parent_on(at) == province_id)
    return list(connection.execute(query.order_by(UNITS.c.code)).scalars())
