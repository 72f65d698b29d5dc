"""Covenants (giao ước thi đua) with their targets and the titles registered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Act
from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.lateness import Timing
from services.covenant.domain.registration import Registration
from services.covenant.domain.steps import State
from services.covenant.domain.target import Target
from services.covenant.views import clusters, movements, units
from services.covenant.views.tables import grouped, in_order, metadata, plain_timing, rows_of

COVENANTS = sa.Table(
    "covenants",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("unit_id", sa.Uuid, nullable=False),
    sa.Column("movement_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("drafted_on", sa.Date, nullable=False),
    sa.Column("agreed_on", sa.Date),
    sa.Column("signed_on", sa.Date),
    sa.Column("due_on", sa.Date),
    sa.Column("due_source", sa.JSON(none_as_null=True)),
    sa.Column("late", sa.Boolean),
    sa.Column("recorded_on", sa.Date),
    sa.Column("timing", sa.Text),
    sa.Column("rulebook", sa.Text),
    sa.Column("signed_event", sa.Uuid),
    sa.Column("edition", sa.Integer),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("movement_id", "unit_id"),
    sa.Index(None, "unit_id"),
)

TARGETS = sa.Table(
    "covenant_targets",
    metadata,
    sa.Column("covenant_id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("unit_of_measure", sa.Text, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("value", ExactDecimal, nullable=False),
    sa.Column("upper", ExactDecimal),
)

REGISTRATIONS = sa.Table(
    "registrations",
    metadata,
    sa.Column("covenant_id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, primary_key=True),
    sa.Column("person_code", sa.Text, primary_key=True),
    sa.Column("registered_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("due_source", sa.JSON, nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("recorded_on", sa.Date),
    sa.Column("timing", sa.Text),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("registered_event", sa.Uuid, nullable=False),
)
"""`person_code` is empty where the unit itself is the holder: a key has no NULL."""


@dataclass(frozen=True)
class Filter:
    """Which covenants: of a movement, a unit, a cluster's members, a province, in a state, late or in time."""

    movement_id: UUID | None = None
    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    province_id: UUID | None = None
    state: str | None = None
    late: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of covenants."""
    event = recorded.event
    if not isinstance(event, Covenant.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: dict[str, object] = {}
    match event:
        case Covenant.Drafted(unit_id=unit_id, movement_id=movement_id, drafted_on=day):
            row = {"id": id, "unit_id": unit_id, "movement_id": movement_id, "drafted_on": day}
            add(connection, COVENANTS, {**row, "state": State.DRAFTED.value, "version": version})
        case Covenant.TargetsSet(targets=targets):
            _put_targets(connection, id, targets)
        case Covenant.Agreed(agreed_on=day):
            changes = {"state": State.AGREED.value, "agreed_on": day}
        case Covenant.AgreementWithdrawn():
            changes = {"state": State.DRAFTED.value, "agreed_on": None}
        case Covenant.Signed(timing=timing):
            changes = {"state": State.SIGNED.value, "signed_on": timing.day, **_timing(timing, event.act)}
            changes |= {"signed_event": recorded.id, "edition": 1}
        case Covenant.Amended(edition=edition, targets=targets):
            _put_targets(connection, id, targets)
            changes = {"edition": edition}
        case Covenant.TitlesRegistered(registrations=added, timing=timing):
            row = {"covenant_id": id, "registered_on": timing.day, "registered_event": recorded.id}
            row |= _timing(timing, event.act)
            add(connection, REGISTRATIONS, [{**row, **_registration(each)} for each in added])
        case Covenant.TitleWithdrawn(registration=registration):
            gone = [REGISTRATIONS.c[name] == value for name, value in _registration(registration).items()]
            connection.execute(REGISTRATIONS.delete().where(REGISTRATIONS.c.covenant_id == id, *gone))
    connection.execute(COVENANTS.update().where(COVENANTS.c.id == id).values(version=version, **changes))


def _put_targets(connection: sa.Connection, covenant_id: UUID, targets: Sequence[Target]) -> None:
    connection.execute(TARGETS.delete().where(TARGETS.c.covenant_id == covenant_id))
    rows = [
        {
            "covenant_id": covenant_id,
            "place": place,
            "indicator": target.indicator,
            "name": target.name,
            "unit_of_measure": target.unit_of_measure,
            "direction": target.direction.value,
            "value": target.value,
            "upper": target.upper,
        }
        for place, target in enumerate(targets, start=1)
    ]
    if rows:
        add(connection, TARGETS, rows)


def _timing(timing: Timing, act: Act) -> dict[str, object]:
    return {**plain_timing(timing, act), "rulebook": timing.rulebook}


def _registration(registration: Registration) -> dict[str, str]:
    person = registration.person_code or ""
    return {"title": registration.title, "holder": registration.holder.value, "person_code": person}


VIEW = View("covenant.covenants", (COVENANTS, TARGETS, REGISTRATIONS), project=project)


_OF_THE_SIGNING = ("signed_on", "due_on", "due_source", "late", "recorded_on", "timing", "rulebook", "edition")


def as_of(at: date) -> sa.Select[Any]:
    """Covenants drafted by that day, as far as they were on it, with the code and name of unit and movement.

    Targets and the number of the edition are those of now; what was withdrawn since was never agreed to.
    """
    agreed, signed = COVENANTS.c.agreed_on <= at, COVENANTS.c.signed_on <= at
    query = sa.select(
        *(COVENANTS.c[name] for name in ("id", "unit_id", "movement_id", "drafted_on", "version")),
        state_on(at).label("state"),
        sa.case((agreed, COVENANTS.c.agreed_on)).label("agreed_on"),
        *(sa.case((signed, COVENANTS.c[name])).label(name) for name in _OF_THE_SIGNING),
        units.UNITS.c.code.label("unit_code"),
        units.name_on(at).label("unit_name"),
        movements.MOVEMENTS.c.code.label("movement_code"),
    )
    query = query.join(units.UNITS, units.UNITS.c.id == COVENANTS.c.unit_id).where(COVENANTS.c.drafted_on <= at)
    return query.join(movements.MOVEMENTS, movements.MOVEMENTS.c.id == COVENANTS.c.movement_id)


def state_on(at: date) -> sa.ColumnElement[str]:
    """How far a covenant was on that day."""
    signed, agreed = COVENANTS.c.signed_on <= at, COVENANTS.c.agreed_on <= at
    return sa.case((signed, State.SIGNED.value), (agreed, State.AGREED.value), else_=State.DRAFTED.value)


def search(connection: sa.Connection, wanted: Filter, at: date, after: str | None, limit: int) -> Page:
    """Covenants by movement and unit; cluster and province mean their members on that day."""
    query = as_of(at)
    for name, value in {"movement_id": wanted.movement_id, "unit_id": wanted.unit_id}.items():
        if value is not None:
            query = query.where(COVENANTS.c[name] == value)
    if wanted.state is not None:
        query = query.where(state_on(at) == wanted.state)
    if wanted.late is not None:
        query = query.where(COVENANTS.c.signed_on <= at, COVENANTS.c.late == wanted.late)
    if wanted.cluster_id is not None:
        listed = clusters.members_on(at)
        of_cluster = sa.select(listed.c.unit_id).where(listed.c.cluster_id == wanted.cluster_id)
        query = query.where(COVENANTS.c.unit_id.in_(of_cluster))
    if wanted.province_id is not None:
        query = query.where(units.of_province(wanted.province_id, at))
    key: list[sa.Column[Any]] = [COVENANTS.c.movement_id, COVENANTS.c.unit_id]
    return page(connection, query, key, after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID], at: date) -> list[dict[str, Any] | None]:
    """Covenants, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, as_of(at).where(COVENANTS.c.id.in_(ids))))


def states(connection: sa.Connection, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The state of each of these covenants that exist."""
    query = sa.select(COVENANTS.c.id, COVENANTS.c.state).where(COVENANTS.c.id.in_(ids))
    return {row.id: row.state for row in connection.execute(query)}


def of_units(connection: sa.Connection, unit_ids: Sequence[UUID], at: date) -> list[list[dict[str, Any]]]:
    """All covenants of each unit, by the code of the movement."""
    query = as_of(at).where(COVENANTS.c.unit_id.in_(unit_ids)).order_by(movements.MOVEMENTS.c.code)
    return grouped(unit_ids, rows_of(connection, query), "unit_id")


def targets(connection: sa.Connection, covenant_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The targets of each covenant, in the order they were set."""
    query = sa.select(TARGETS).where(TARGETS.c.covenant_id.in_(covenant_ids))
    return grouped(covenant_ids, rows_of(connection, query.order_by(TARGETS.c.place)), "covenant_id")


def registrations(connection: sa.Connection, covenant_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The titles registered with each covenant, by title and person."""
    query = sa.select(REGISTRATIONS).where(REGISTRATIONS.c.covenant_id.in_(covenant_ids))
    ordered = query.order_by(REGISTRATIONS.c.title, REGISTRATIONS.c.holder, REGISTRATIONS.c.person_code)
    rows = [{**row, "person_code": row["person_code"] or None} for row in rows_of(connection, ordered)]
    return grouped(covenant_ids, rows, "covenant_id")
