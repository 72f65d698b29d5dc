"""Dossiers (hồ sơ): where each is, its papers, and the reminders on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.nomination.domain.dossier import Dossier, DossierState
from services.nomination.domain.terms import local_day
from services.nomination.views.organisation import MOVEMENTS, UNITS, code
from services.nomination.views.tables import grouped, in_order, metadata, rows_of

DOSSIERS = sa.Table(
    "dossiers",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("unit_id", sa.Uuid, nullable=False, index=True),
    sa.Column("movement_id", sa.Uuid, index=True),
    sa.Column("checklist", sa.Text, nullable=False),
    sa.Column("sets", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("submitted_on", sa.Date),
    sa.Column("received_on", sa.Date),
    sa.Column("late", sa.Boolean),
    sa.Column("missing", sa.JSON, nullable=False),
    sa.Column("thin", sa.Boolean),
    sa.Column("returned_because", sa.Text),
    sa.Column("accepted_on", sa.Date),
    sa.Column("appraisal_due", sa.Date),
    sa.Column("appraised_on", sa.Date),
    sa.Column("appraisal_late", sa.Boolean),
    sa.Column("favourable", sa.Boolean),
    sa.Column("finding", sa.Text),
    sa.Column("extended_by", sa.Text),
    sa.Column("extended_under", sa.Text),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`missing` is what nobody attached; `late` and `thin` were seen at the receipts; `received_on` is the first."""

PAPERS = sa.Table(
    "dossier_papers",
    metadata,
    sa.Column("dossier_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("quotes", sa.JSON, nullable=False),
    sa.Column("attached_on", sa.Date, nullable=False),
)

REMINDERS = sa.Table(
    "dossier_reminders",
    metadata,
    sa.Column("dossier_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reminded_by", sa.Text, nullable=False),
    sa.Column("reminded_on", sa.Date, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which dossiers: of a unit, a movement, a title, at a state, received late, found thin."""

    unit_id: UUID | None = None
    movement_id: UUID | None = None
    title: str | None = None
    state: str | None = None
    late: bool | None = None
    thin: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of dossiers."""
    event = recorded.event
    if not isinstance(event, Dossier.Event):
        return
    id, day = event.originator_id, local_day(event.act.effective)
    changes: dict[str, object] = {}
    match event:
        case Dossier.Opened():
            add(connection, DOSSIERS, _opened(event))
        case Dossier.PaperAttached():
            _attach(connection, event)
            listed = connection.execute(sa.select(DOSSIERS.c.missing).where(DOSSIERS.c.id == id)).scalar_one()
            changes = {"missing": [each for each in listed if each != event.paper.kind]}
        case Dossier.Reminded(text=text):
            row = {"version": event.originator_version, "text": text, "reminded_by": event.act.actor}
            add(connection, REMINDERS, {"dossier_id": id, **row, "reminded_on": day})
        case Dossier.Received(late=late, missing=missing, thin=thin):
            first = sa.func.coalesce(DOSSIERS.c.received_on, day)
            seen = {"late": late, "missing": list(missing), "thin": thin, "received_on": first}
            changes = {"state": DossierState.RECEIVED.value, **seen}
        case _:
            changes = _changes(event)
    connection.execute(DOSSIERS.update().where(DOSSIERS.c.id == id).values(version=event.originator_version, **changes))


def _changes(event: Dossier.Event) -> dict[str, object]:
    day = local_day(event.act.effective)
    match event:
        case Dossier.Submitted():
            return {"state": DossierState.SUBMITTED.value, "submitted_on": day}
        case Dossier.Returned(reason=reason):
            return {"state": DossierState.RETURNED.value, "returned_because": reason}
        case Dossier.Accepted(appraisal_due=due):
            return {"state": DossierState.ACCEPTED.value, "accepted_on": day, "appraisal_due": due, "missing": []}
        case Dossier.Appraised(appraisal=found, late=late):
            now = {"state": DossierState.APPRAISED.value, "appraised_on": day, "appraisal_late": late}
            return {**now, "favourable": found.favourable, "finding": found.finding}
        case Dossier.Extended(extension=more):
            return {"due": more.until, "extended_by": more.by, "extended_under": more.text}
    raise AssertionError(event)


def _opened(event: Dossier.Opened) -> dict[str, object]:
    about, asked = event.about, event.asked
    return {
        "id": event.originator_id,
        "case_id": about.case_id,
        "kind": about.kind.value,
        "title": about.title,
        "unit_id": about.unit_id,
        "movement_id": about.movement_id,
        "checklist": asked.checklist,
        "sets": asked.sets,
        "state": DossierState.DRAFT.value,
        "opened_on": local_day(event.act.effective),
        "due": asked.due,
        "missing": list(asked.papers),
        "rulebook": str(asked.rules),
        "version": event.originator_version,
    }


def _attach(connection: sa.Connection, event: Dossier.PaperAttached) -> None:
    paper = event.paper
    key = {"dossier_id": event.originator_id, "kind": paper.kind, "name": paper.name}
    connection.execute(PAPERS.delete().where(*(PAPERS.c[name] == value for name, value in key.items())))
    quotes = [{"indicator": each.indicator, "value": str(each)} for each in paper.quotes]
    length = {"sha256": paper.sha256, "pages": paper.pages, "words": paper.words}
    add(connection, PAPERS, {**key, **length, "quotes": quotes, "attached_on": local_day(event.act.effective)})


VIEW = View("nomination.dossiers", (DOSSIERS, PAPERS, REMINDERS), project=project)

_NAMED = sa.select(
    DOSSIERS,
    code(UNITS, DOSSIERS.c.unit_id).label("unit_code"),
    code(MOVEMENTS, DOSSIERS.c.movement_id).label("movement_code"),
)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Dossiers by the day they were opened, then by id."""
    asked = [DOSSIERS.c[name] == value for name, value in vars(wanted).items() if value is not None]
    return page(connection, _NAMED.where(*asked), [DOSSIERS.c.opened_on, DOSSIERS.c.id], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Dossiers, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, _NAMED.where(DOSSIERS.c.id.in_(ids))))


def papers(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The papers of each dossier, by kind and name."""
    query = sa.select(PAPERS).where(PAPERS.c.dossier_id.in_(ids))
    found = query.order_by(PAPERS.c.dossier_id, PAPERS.c.kind, PAPERS.c.name)
    return grouped(ids, rows_of(connection, found), "dossier_id")


def reminders(connection: sa.Connection, ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The reminders on record for each dossier, oldest first."""
    query = sa.select(REMINDERS).where(REMINDERS.c.dossier_id.in_(ids))
    found = query.order_by(REMINDERS.c.dossier_id, REMINDERS.c.version)
    return grouped(ids, rows_of(connection, found), "dossier_id")
