"""How units stood in the frozen reviews (sơ kết, tổng kết) of movements over years, as the covenant service told."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import View
from kernel.wire import Envelope
from services.nomination.domain.priority import LongStanding
from services.nomination.views.heard import MovementReviewFrozen
from services.nomination.views.tables import metadata

REVIEWS = sa.Table(
    "movement_reviews",
    metadata,
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("through", sa.Integer, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("frozen_on", sa.Date, nullable=False),
    sa.Column("event", sa.Uuid, nullable=False),
)
"""Every edition of every review, with the event that froze it."""

STANDINGS = sa.Table(
    "movement_standings",
    metadata,
    sa.Column("movement_id", sa.Uuid, primary_key=True),
    sa.Column("through", sa.Integer, primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("unit_id", sa.Uuid, primary_key=True),
    sa.Column("planned", sa.Integer, nullable=False),
    sa.Column("reached", sa.Integer, nullable=False),
    sa.Column("unconfirmed", sa.Integer, nullable=False),
)
"""The units of an edition: of how many targets of the year each reached how many."""


def _frozen(connection: sa.Connection, fact: MovementReviewFrozen, envelope: Envelope) -> None:
    edition = {"movement_id": fact.movement_id, "through": fact.through, "edition": fact.edition}
    add(connection, REVIEWS, {**edition, "frozen_on": fact.frozen_on, "event": envelope.id})
    rows = [
        {
            **edition,
            "unit_id": each.unit_id,
            "planned": each.planned,
            "reached": each.reached,
            "unconfirmed": each.unconfirmed,
        }
        for each in fact.standings
    ]
    add(connection, STANDINGS, rows)


VIEW = View("nomination.movement_standings", (REVIEWS, STANDINGS), hear={MovementReviewFrozen: _frozen})


def newest(connection: sa.Connection, movement_id: UUID) -> dict[UUID, LongStanding]:
    """Unit → how it stands in the last edition of the movement's last review, if it had a target that year."""
    last = sa.select(REVIEWS).where(REVIEWS.c.movement_id == movement_id)
    last = last.order_by(REVIEWS.c.through.desc(), REVIEWS.c.edition.desc()).limit(1)
    review = connection.execute(last).one_or_none()
    if review is None:
        return {}
    of_it = sa.and_(*(STANDINGS.c[name] == getattr(review, name) for name in ("movement_id", "through", "edition")))
    rows = connection.execute(sa.select(STANDINGS).where(of_it, STANDINGS.c.planned > 0))
    which = (review.through, review.edition, review.frozen_on, review.event)
    return {row.unit_id: LongStanding(*which, row.planned, row.reached, row.unconfirmed) for row in rows}
