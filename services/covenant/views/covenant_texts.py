"""The texts of a signed covenant (các bản giao ước): what was signed, each amendment proposed, and how they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Text
from kernel.statements import add
from kernel.store import Missing
from kernel.views import Recorded, View
from services.covenant.domain.amendment import Amendment
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.days import recorded_on
from services.covenant.domain.steps import WAITING, Phase
from services.covenant.domain.target import Target
from services.covenant.views.tables import grouped, metadata, rows_of

TEXTS = sa.Table(
    "covenant_texts",
    metadata,
    sa.Column("covenant_id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("attempt", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("targets", sa.JSON, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("proposed_on", sa.Date),
    sa.Column("agreed_on", sa.Date),
    sa.Column("since", sa.Date),
    sa.Column("dropped_on", sa.Date),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("recorded_on", sa.Date, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`edition` is the one a text is or would become; `attempt` the version of the event that proposed it, 0 of the first.

`since` is the day from which a signed text holds, `answer` why a proposal was withdrawn or returned, `event` the last
one that happened to it, `version` the amendment's after that.
"""

COMPARED = ("name", "unit_of_measure", "direction", "value", "upper")


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the signatures of covenants and the amendments that are proposed."""
    event = recorded.event
    match event:
        case Covenant.Signed(timing=timing, targets=targets):
            row = {"covenant_id": event.originator_id, "edition": 1, "attempt": 0, "phase": Phase.SIGNED.value}
            row |= {"targets": plain(targets), "reason": "", "since": timing.day, "version": 0}
            add(connection, TEXTS, {**row, **_recorded(recorded)})
        case Amendment.Proposed() | Amendment.ProposedAnew():
            row = {"covenant_id": event.covenant_id, "edition": event.edition, "attempt": event.originator_version}
            row |= {"targets": plain(event.targets), "reason": event.reason, "proposed_on": event.proposed_on}
            row |= {"phase": Phase.PROPOSED.value, "version": event.originator_version}
            add(connection, TEXTS, {**row, **_recorded(recorded)})
        case Amendment.Agreed(covenant_id=id, agreed_on=day):
            _reach(connection, recorded, id, {"phase": Phase.AGREED.value, "agreed_on": day})
        case Amendment.Withdrawn(covenant_id=id, reason=reason, withdrawn_on=day):
            _reach(connection, recorded, id, {"phase": Phase.WITHDRAWN.value, "answer": reason, "dropped_on": day})
        case Amendment.Returned(covenant_id=id, reason=reason, returned_on=day):
            _reach(connection, recorded, id, {"phase": Phase.RETURNED.value, "answer": reason, "dropped_on": day})
        case Amendment.Signed(covenant_id=id, signed_on=day):
            _reach(connection, recorded, id, {"phase": Phase.SIGNED.value, "since": day})


def _recorded(recorded: Recorded) -> dict[str, object]:
    return {"recorded_on": recorded_on(recorded.event.act), "event": recorded.id, "answer": ""}


def _reach(connection: sa.Connection, recorded: Recorded, covenant_id: UUID, changes: dict[str, object]) -> None:
    """The one proposal of the covenant that is waiting goes on."""
    waiting = TEXTS.c.phase.in_([each.value for each in WAITING])
    told = {"recorded_on": recorded_on(recorded.event.act), "event": recorded.id}
    told["version"] = recorded.event.originator_version
    connection.execute(TEXTS.update().where(TEXTS.c.covenant_id == covenant_id, waiting).values(**told, **changes))


def plain(targets: Sequence[Target]) -> list[dict[str, Any]]:
    """Targets as a JSON value, decimals as text."""
    return [
        {
            "indicator": each.indicator,
            "name": each.name,
            "unit_of_measure": each.unit_of_measure,
            "direction": each.direction.value,
            "value": format(each.value, "f"),
            "upper": None if each.upper is None else format(each.upper, "f"),
        }
        for each in targets
    ]


VIEW = View("covenant.covenant_texts", (TEXTS,), project=project)


def texts(connection: sa.Connection, covenant_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Of each covenant all texts, oldest first: signed (`until` the next one), waiting, dropped; none before that."""
    query = sa.select(TEXTS).where(TEXTS.c.covenant_id.in_(covenant_ids))
    rows = rows_of(connection, query.order_by(TEXTS.c.edition, TEXTS.c.attempt))
    since = {(row["covenant_id"], row["edition"]): row["since"] for row in rows if row["phase"] == Phase.SIGNED}
    for row in rows:
        is_signed = row["phase"] == Phase.SIGNED
        row["until"] = since.get((row["covenant_id"], row["edition"] + 1)) if is_signed else None
    return grouped(covenant_ids, rows, "covenant_id")


def waiting_phases(connection: sa.Connection, covenant_ids: Sequence[UUID]) -> list[Phase | None]:
    """Of each covenant how far the amendment is that waits for something."""
    waiting = TEXTS.c.phase.in_([each.value for each in WAITING])
    query = sa.select(TEXTS.c.covenant_id, TEXTS.c.phase).where(TEXTS.c.covenant_id.in_(covenant_ids), waiting)
    found = {row.covenant_id: Phase(row.phase) for row in connection.execute(query)}
    return [found.get(each) for each in covenant_ids]


def difference(connection: sa.Connection, covenant_id: UUID, before: int, after: int) -> list[dict[str, Any]]:
    """What differs between two signed editions: added and dropped targets, and of the others each member.

    Raises:
        Missing: one of them there is not.
    """
    [found] = texts(connection, [covenant_id])
    by_edition = {row["edition"]: row["targets"] for row in found if row["phase"] == Phase.SIGNED}
    for number in (before, after):
        if number not in by_edition:
            raise Missing(thing=Text("bản giao ước", "edition of the covenant"), id=f"{covenant_id}/{number}")
    was, now = ({each["indicator"]: each for each in by_edition[number]} for number in (before, after))
    changes: list[dict[str, Any]] = []
    for indicator in [*now, *(each for each in was if each not in now)]:
        old, new = was.get(indicator), now.get(indicator)
        parts = (
            [(name, old[name], new[name]) for name in COMPARED] if old and new else [("target", _name(old), _name(new))]
        )
        changes += [{"indicator": indicator, "what": what, "before": a, "after": b} for what, a, b in parts if a != b]
    return changes


def _name(target: dict[str, Any] | None) -> str | None:
    return None if target is None else f"{target['name']}: {target['value']} {target['unit_of_measure']}"
