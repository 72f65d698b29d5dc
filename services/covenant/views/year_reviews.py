"""Yearly reviews (kiểm điểm hằng năm): what each year brought of each target, and what the department says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import ExactDecimal, Recorded, View
from services.covenant.domain.findings import Entry, Standing
from services.covenant.domain.year_review import YearReview
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

REVIEWS = sa.Table(
    "year_reviews",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("plan_id", sa.Uuid, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("recorded_on", sa.Date, nullable=False),
    sa.Column("revised_on", sa.Date),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("plan_id", "year"),
)

FINDINGS = sa.Table(
    "year_findings",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("registered", ExactDecimal),
    sa.Column("actual", ExactDecimal),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("remedy", sa.Text, nullable=False),
    sa.Column("standing", sa.Text, nullable=False),
    sa.Column("standing_reason", sa.Text, nullable=False),
    sa.Column("looked_on", sa.Date),
    sa.Column("event", sa.Uuid, nullable=False),
)
"""`registered` is the figure that the year was held against; `event` recorded the finding as it stands."""

TOLD = ("actual", "outcome", "final", "why", "remedy", "evidence", "standing")
"""What a finding tells of its target."""

STEPS = sa.Table(
    "year_finding_steps",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("actual", ExactDecimal),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("remedy", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("standing", sa.Text, nullable=False),
)
"""Each finding from the day of every account and every look on; an account leaves out none that one before had."""


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of yearly reviews."""
    event = recorded.event
    if not isinstance(event, YearReview.Event):
        return
    id, version = event.originator_id, event.originator_version
    if isinstance(event, YearReview.Recorded):
        row = {"id": id, "plan_id": event.plan_id, "year": event.year, "recorded_on": event.recorded_on}
        add(connection, REVIEWS, {**row, "reason": "", "version": version})
        _write(connection, (event.plan_id, event.year), event.entries, recorded.id)
        listed = [each.indicator for each in event.entries]
        _step(connection, (event.plan_id, event.year), listed, (version, event.recorded_on))
        return
    of = sa.select(REVIEWS.c.plan_id, REVIEWS.c.year).where(REVIEWS.c.id == id)
    [(plan_id, year)] = connection.execute(of).all()
    changes: dict[str, object] = {}
    match event:
        case YearReview.Revised(reason=reason, revised_on=day):
            _revise(connection, (plan_id, year), event, recorded.id)
            _step(connection, (plan_id, year), event.changed, (version, day))
            changes = {"revised_on": day, "reason": reason}
        case YearReview.FindingConfirmed(indicator=indicator, confirmed_on=day):
            _look(connection, (plan_id, year, indicator), Standing.CONFIRMED, "", day)
            _step(connection, (plan_id, year), [indicator], (version, day))
        case YearReview.FindingDisputed(indicator=indicator, reason=reason, disputed_on=day):
            _look(connection, (plan_id, year, indicator), Standing.DISPUTED, reason, day)
            _step(connection, (plan_id, year), [indicator], (version, day))
    connection.execute(REVIEWS.update().where(REVIEWS.c.id == id).values(version=version, **changes))


def _write(connection: sa.Connection, of: tuple[UUID, int], entries: Iterable[Entry], event_id: UUID) -> None:
    plan_id, year = of
    rows = [{"plan_id": plan_id, "year": year, **_finding(each, place)} for place, each in enumerate(entries)]
    add(connection, FINDINGS, [{**row, "event": event_id} for row in rows])


def _revise(connection: sa.Connection, of: tuple[UUID, int], event: YearReview.Revised, event_id: UUID) -> None:
    """What changed is a new row; the rest keeps what the department said of it, at its new place."""
    own = sa.and_(FINDINGS.c.plan_id == of[0], FINDINGS.c.year == of[1])
    listed = [each.indicator for each in event.entries]
    stays = sa.and_(FINDINGS.c.indicator.in_(listed), FINDINGS.c.indicator.not_in(event.changed))
    connection.execute(FINDINGS.delete().where(own, sa.not_(stays)))
    for place, each in enumerate(event.entries):
        if each.indicator in event.changed:
            row = {"plan_id": of[0], "year": of[1], **_finding(each, place), "event": event_id}
            add(connection, FINDINGS, row)
        else:
            connection.execute(FINDINGS.update().where(own, FINDINGS.c.indicator == each.indicator).values(place=place))


def _finding(entry: Entry, place: int) -> dict[str, object]:
    said = {"evidence": entry.evidence, "why": entry.why, "remedy": entry.remedy}
    result = {"registered": entry.figure, "actual": entry.actual, "outcome": entry.outcome.value, "final": entry.final}
    waiting = {"standing": Standing.RECORDED.value, "standing_reason": "", "looked_on": None}
    return {"indicator": entry.indicator, "place": place, **result, **said, **waiting}


def _look(connection: sa.Connection, of: tuple[UUID, int, str], standing: Standing, reason: str, day: date) -> None:
    own = sa.and_(FINDINGS.c.plan_id == of[0], FINDINGS.c.year == of[1], FINDINGS.c.indicator == of[2])
    said = {"standing": standing.value, "standing_reason": reason, "looked_on": day}
    connection.execute(FINDINGS.update().where(own).values(**said))


def _step(connection: sa.Connection, of: tuple[UUID, int], indicators: Sequence[str], event: tuple[int, date]) -> None:
    """These findings, as they stand from the day of this event on."""
    columns = [FINDINGS.c[name] for name in ("plan_id", "indicator", "year", *TOLD)]
    own = FINDINGS.c.plan_id == of[0], FINDINGS.c.year == of[1], FINDINGS.c.indicator.in_(indicators)
    version, day = (sa.literal(each) for each in event)
    query = sa.select(*columns, version.label("version"), day.label("day")).where(*own)
    connection.execute(STEPS.insert().from_select(query.selected_columns.keys(), query))


VIEW = View("covenant.year_reviews", (REVIEWS, FINDINGS, STEPS), project=project)


def as_of(at: date) -> sa.Subquery:
    """Of every finding what was told of it on that day."""
    key = ("plan_id", "indicator", "year")
    told = sa.select(*(STEPS.c[name] for name in key), sa.func.max(STEPS.c.version).label("version"))
    last = told.where(STEPS.c.day <= at).group_by(*(STEPS.c[name] for name in key)).subquery()
    same = [STEPS.c[name] == last.c[name] for name in (*key, "version")]
    return sa.select(STEPS).join(last, sa.and_(*same)).subquery()


def by_plans(connection: sa.Connection, plan_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The yearly reviews of each table, by year."""
    query = sa.select(REVIEWS).where(REVIEWS.c.plan_id.in_(plan_ids)).order_by(REVIEWS.c.year)
    return grouped(plan_ids, rows_of(connection, query), "plan_id")


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Reviews, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(REVIEWS).where(REVIEWS.c.id.in_(ids))))


def findings(connection: sa.Connection, review_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The findings of each review, in the order they were recorded."""
    query = sa.select(REVIEWS.c.id.label("review_id"), FINDINGS)
    about = sa.and_(REVIEWS.c.plan_id == FINDINGS.c.plan_id, REVIEWS.c.year == FINDINGS.c.year)
    query = query.join(FINDINGS, about).where(REVIEWS.c.id.in_(review_ids)).order_by(FINDINGS.c.place)
    return grouped(review_ids, rows_of(connection, query), "review_id")
