"""The editions of the operating rules of blocks and clusters (quy chế hoạt động), and which is in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.bylaws import OperatingRules, RulesText
from services.covenant.views.tables import grouped, in_order, metadata, rows_of

EDITIONS = sa.Table(
    "operating_rules",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("cluster_id", sa.Uuid, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("articles", sa.JSON, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("drafted_on", sa.Date, nullable=False),
    sa.Column("document", sa.Text),
    sa.Column("issued_on", sa.Date),
    sa.Column("effective_from", sa.Date),
    sa.Column("withdrawn_from", sa.Date),
    sa.Column("withdrawal_reason", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
)


@dataclass(frozen=True)
class Filter:
    """Which editions: of a block or cluster, in force on a day, issued or still drafts."""

    cluster_id: UUID | None = None
    in_force_on: date | None = None
    issued: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the events of operating rules."""
    event = recorded.event
    match event:
        case OperatingRules.Drafted(cluster_id=cluster_id, text=text, drafted_on=day):
            _draft(connection, event, text, {"cluster_id": cluster_id, "edition": 1, "reason": "", "drafted_on": day})
        case OperatingRules.AmendmentDrafted(edition=edition, text=text, reason=reason, drafted_on=day):
            same = sa.select(EDITIONS.c.cluster_id).where(EDITIONS.c.id == event.originator_id, EDITIONS.c.edition == 1)
            cluster_id = connection.execute(same).scalar_one()
            row = {"cluster_id": cluster_id, "edition": edition, "reason": reason, "drafted_on": day}
            _draft(connection, event, text, row)
        case OperatingRules.Redrafted(edition=edition, text=text, drafted_on=day):
            _change(connection, event, edition, {**_said(text), "drafted_on": day})
        case OperatingRules.Issued(edition=edition, document=document, effective_from=since, issued_on=day):
            _change(connection, event, edition, {"document": document, "effective_from": since, "issued_on": day})
        case OperatingRules.Withdrawn(edition=edition, withdrawn_from=day, reason=reason):
            _change(connection, event, edition, {"withdrawn_from": day, "withdrawal_reason": reason})


def _said(text: RulesText) -> dict[str, object]:
    articles = [{"heading": each.heading, "text": each.text} for each in text.articles]
    return {"title": text.title, "articles": articles}


def _draft(connection: sa.Connection, event: OperatingRules.Event, text: RulesText, values: dict[str, object]) -> None:
    row = {"id": event.originator_id, "version": event.originator_version}
    add(connection, EDITIONS, {**row, **values, **_said(text)})


def _change(connection: sa.Connection, event: OperatingRules.Event, edition: int, values: dict[str, object]) -> None:
    own = sa.and_(EDITIONS.c.id == event.originator_id, EDITIONS.c.edition == edition)
    connection.execute(EDITIONS.update().where(own).values(version=event.originator_version, **values))


VIEW = View("covenant.operating_rules", (EDITIONS,), project=project)


def holding_on(at: date) -> sa.ColumnElement[bool]:
    """Whether an edition holds on that day, unless a later one has replaced it."""
    standing = sa.or_(EDITIONS.c.withdrawn_from.is_(None), EDITIONS.c.withdrawn_from > at)
    return sa.and_(EDITIONS.c.effective_from <= at, standing)


def _in_force_on(at: date) -> sa.ColumnElement[bool]:
    """Whether an edition is in force on that day: of those that hold, it is the last to begin."""
    place = sa.func.row_number().over(partition_by=EDITIONS.c.id, order_by=EDITIONS.c.effective_from.desc())
    ranked = sa.select(EDITIONS.c.id, EDITIONS.c.edition, place.label("place")).where(holding_on(at)).subquery()
    first = sa.select(ranked.c.edition).where(ranked.c.place == 1, ranked.c.id == EDITIONS.c.id)
    return EDITIONS.c.edition == first.scalar_subquery()


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Editions by block or cluster and number."""
    query = sa.select(EDITIONS)
    if wanted.cluster_id is not None:
        query = query.where(EDITIONS.c.cluster_id == wanted.cluster_id)
    if wanted.in_force_on is not None:
        query = query.where(_in_force_on(wanted.in_force_on))
    if wanted.issued is not None:
        query = query.where(EDITIONS.c.issued_on.is_not(None) == wanted.issued)
    return page(connection, query, [EDITIONS.c.cluster_id, EDITIONS.c.edition], after, limit)


def of_clusters(connection: sa.Connection, cluster_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """Every edition of each block or cluster, drafts too, by number."""
    query = sa.select(EDITIONS).where(EDITIONS.c.cluster_id.in_(cluster_ids)).order_by(EDITIONS.c.edition)
    return grouped(cluster_ids, rows_of(connection, query), "cluster_id")


def in_force(connection: sa.Connection, cluster_ids: Sequence[UUID], at: date) -> list[dict[str, Any] | None]:
    """The edition in force in each block or cluster on that day, None where there is none."""
    query = sa.select(EDITIONS).where(EDITIONS.c.cluster_id.in_(cluster_ids), _in_force_on(at))
    return in_order(cluster_ids, rows_of(connection, query), "cluster_id")
