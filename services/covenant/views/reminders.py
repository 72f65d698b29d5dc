"""Reminders (đôn đốc) on record: who was urged about what, when, what was answered."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Recorded, View
from services.covenant.domain.reminder import Reminder
from services.covenant.views.tables import metadata

REMINDERS = sa.Table(
    "reminders",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about_id", sa.Uuid, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("fault", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("unit_id", sa.Uuid, index=True),
    sa.Column("cluster_id", sa.Uuid, index=True),
    sa.Column("movement_id", sa.Uuid),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sent_by", sa.Text, nullable=False),
    sa.Column("sent_on", sa.Date, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("answered_by", sa.Text),
    sa.Column("answered_on", sa.Date),
    sa.Column("reason", sa.Text),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("about_id", "kind", "subject", "sent_on"),
)
"""`answer` is the last one; `reason` is why it was withdrawn."""


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of reminders."""
    changes: dict[str, object] = {}
    match recorded.event:
        case Reminder.Sent() as event:
            add(connection, REMINDERS, _sent(event))
            return
        case Reminder.Answered(act=act, answer=answer, answered_on=day):
            changes = {"answer": answer, "answered_by": act.actor, "answered_on": day}
        case Reminder.Withdrawn(reason=reason, withdrawn_on=day):
            changes = {"reason": reason, "withdrawn_on": day}
        case _:
            return
    own = REMINDERS.c.id == recorded.event.originator_id
    version = recorded.event.originator_version
    connection.execute(REMINDERS.update().where(own).values(version=version, **changes))


def _sent(event: Reminder.Sent) -> dict[str, object]:
    matter = event.matter
    named = ("about_id", "subject", "due_on", "unit_id", "cluster_id", "movement_id")
    row = {"id": event.originator_id, "kind": matter.kind.value, "fault": matter.fault.value}
    sent = {"text": event.text, "sent_by": event.act.actor, "sent_on": event.sent_on}
    return {**row, **{name: getattr(matter, name) for name in named}, **sent, "version": event.originator_version}


VIEW = View("covenant.reminders", (REMINDERS,), project=project)


def standing_on(at: date) -> sa.ColumnElement[bool]:
    """Whether a reminder was sent by that day and not withdrawn by then."""
    kept = sa.or_(REMINDERS.c.withdrawn_on.is_(None), REMINDERS.c.withdrawn_on > at)
    return sa.and_(REMINDERS.c.sent_on <= at, kept)


def counted_on(at: date) -> sa.Subquery:
    """(kind, about_id, subject) of every matter that was urged by that day, how often, and when last."""
    key = (REMINDERS.c.kind, REMINDERS.c.about_id, REMINDERS.c.subject)
    last = sa.func.max(REMINDERS.c.sent_on).label("reminded_on")
    query = sa.select(*key, sa.func.count().label("reminders"), last).where(standing_on(at))
    return query.group_by(*key).subquery("urged")
