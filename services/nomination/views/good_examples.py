"""Good examples (điển hình tiên tiến): what each is, and every step that followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Page, Recorded, View, page
from services.nomination.domain.good_example import Effect, ExampleState, ExampleStepKind, Finding, GoodExample
from services.nomination.domain.terms import local_day
from services.nomination.views.organisation import UNITS, code
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

EXAMPLES = sa.Table(
    "good_examples",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("movement_id", sa.Uuid, index=True),
    sa.Column("person_code", sa.Text),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("found_by", sa.Text, nullable=False),
    sa.Column("found_on", sa.Date, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`reason` is why it was closed, withdrawn or reopened."""

STEPS = sa.Table(
    "good_example_steps",
    metadata,
    sa.Column("example_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("more", sa.Text),
    sa.Column("unit_id", sa.Uuid, index=True),
    sa.Column("before", ExactDecimal),
    sa.Column("after", ExactDecimal),
)
"""`said` and `more`: measure; form and number; reason; channel and place; effect and evidence. `no` counts units."""


@dataclass(frozen=True)
class Filter:
    """Which examples: of a unit or movement, of a kind, at a state, taken up by a unit, with a step of a kind."""

    unit_id: UUID | None = None
    movement_id: UUID | None = None
    kind: str | None = None
    state: str | None = None
    taken_up_by: UUID | None = None
    with_step: str | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of good examples."""
    event = recorded.event
    if not isinstance(event, GoodExample.Event):
        return
    id, version = event.originator_id, event.originator_version
    changes: dict[str, object] = {}
    match event:
        case GoodExample.Found(finding=finding, act=act):
            state = {"state": ExampleState.OPEN.value, "found_on": local_day(act.effective), "version": version}
            add(connection, EXAMPLES, {"id": id, **_finding(finding), **state})
            return
        case GoodExample.Closed(reason=reason):
            changes = {"state": ExampleState.CLOSED.value, "reason": reason}
        case GoodExample.FindingWithdrawn(reason=reason):
            changes = {"state": ExampleState.WITHDRAWN.value, "reason": reason}
        case GoodExample.Reopened(reason=reason):
            changes = {"state": ExampleState.OPEN.value, "reason": reason}
        case _:
            _put_steps(connection, event)
    connection.execute(EXAMPLES.update().where(EXAMPLES.c.id == id).values(version=version, **changes))


def _finding(finding: Finding) -> dict[str, object]:
    plain = ("code", "unit_id", "movement_id", "person_code", "what", "found_by")
    return {"kind": finding.kind.value, **{name: getattr(finding, name) for name in plain}}


def _put_steps(connection: sa.Connection, event: GoodExample.Event) -> None:
    base = {
        "example_id": event.originator_id,
        "version": event.originator_version,
        "happened_on": local_day(event.act.effective),
        "more": None,
        "unit_id": None,
        "before": None,
        "after": None,
    }
    rows = [base | {"no": no} | step for no, step in enumerate(_steps(event))]
    add(connection, STEPS, rows)


def _steps(event: GoodExample.Event) -> list[dict[str, object]]:
    match event:
        case GoodExample.Nurtured(measure=measure):
            return [{"kind": ExampleStepKind.NURTURED.value, "said": measure}]
        case GoodExample.Recognised(form=form, number=number):
            return [{"kind": ExampleStepKind.RECOGNISED.value, "said": form, "more": number or None}]
        case GoodExample.TakenUp(units=units):
            return [{"kind": ExampleStepKind.TAKEN_UP.value, "said": "", "unit_id": unit} for unit in units]
        case GoodExample.Introduced(introduction=told):
            day = {"happened_on": told.published_on}
            return [{"kind": ExampleStepKind.INTRODUCED.value, "said": told.channel.value, "more": told.where, **day}]
        case GoodExample.EffectFollowed(effect=effect):
            return [_effect(effect)]
    raise AssertionError(event)


def _effect(effect: Effect) -> dict[str, object]:
    figures = {"unit_id": effect.unit_id, "before": effect.before, "after": effect.after}
    return {"kind": ExampleStepKind.FOLLOWED.value, "said": effect.what, "more": effect.evidence, **figures}


VIEW = View("nomination.good_examples", (EXAMPLES, STEPS), project=project)

_NAMED = sa.select(EXAMPLES, code(UNITS, EXAMPLES.c.unit_id).label("unit_code"))


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Good examples by the day they were found, then by id."""
    query = _NAMED
    for name in ("unit_id", "movement_id", "kind", "state"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(EXAMPLES.c[name] == value)
    if wanted.taken_up_by is not None:
        query = query.where(_has(STEPS.c.unit_id == wanted.taken_up_by, ExampleStepKind.TAKEN_UP))
    if wanted.with_step is not None:
        query = query.where(_has(sa.true(), wanted.with_step))
    return page(connection, query, [EXAMPLES.c.found_on, EXAMPLES.c.id], after, limit)


def _has(condition: sa.ColumnElement[bool], kind: str) -> sa.ColumnElement[bool]:
    mine = sa.and_(STEPS.c.example_id == EXAMPLES.c.id, STEPS.c.kind == kind, condition)
    return sa.exists().where(mine)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Good examples, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _NAMED.where(EXAMPLES.c.id.in_(ids))))


def steps(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The steps of each example, in the order they were recorded."""
    query = sa.select(STEPS, code(UNITS, STEPS.c.unit_id).label("unit_code")).where(STEPS.c.example_id.in_(ids))
    rows = rows_of(connection, query.order_by(STEPS.c.example_id, STEPS.c.version, STEPS.c.no))
    return grouped(ids, rows, "example_id")
