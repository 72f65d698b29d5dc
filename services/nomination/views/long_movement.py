"""Where the nominated stand on the boards of a long movement (phong trào dài hạn)."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from services.nomination.domain.candidacy import RANKED
from services.nomination.domain.priority import Eligible, LongResult
from services.nomination.domain.stages import OUT
from services.nomination.views.editions import EDITIONS, KEY, LINES, newest_lines
from services.nomination.views.nominations import NOMINATIONS
from services.nomination.views.organisation import UNITS


def eligible(connection: sa.Connection, title: str, movement_id: UUID) -> list[Eligible]:
    """The nominations of a title in a movement that have not gone out."""
    joined = NOMINATIONS.outerjoin(UNITS, UNITS.c.id == NOMINATIONS.c.unit_id)
    query = sa.select(NOMINATIONS.c.id, NOMINATIONS.c.unit_id, UNITS.c.code).select_from(joined)
    mine = sa.and_(NOMINATIONS.c.title == title, NOMINATIONS.c.movement_id == movement_id)
    going = NOMINATIONS.c.stage.not_in([stage.value for stage in OUT])
    rows = connection.execute(query.where(mine, going).order_by(NOMINATIONS.c.id))
    return [Eligible(row.id, row.unit_id, row.code or str(row.unit_id)) for row in rows]


def results(connection: sa.Connection, movement_id: UUID) -> dict[UUID, list[LongResult]]:
    """Unit → where it stands on the newest edition of each board of the movement, within its group of like units."""
    among = [*(LINES.c[name] for name in KEY), LINES.c.like_group]
    ranked = sa.func.count().over(partition_by=among).label("ranked")
    query = sa.select(LINES, EDITIONS.c.event, ranked).select_from(newest_lines())
    mine = sa.and_(LINES.c.movement_id == movement_id, LINES.c.state == RANKED)
    found: dict[UUID, list[LongResult]] = {}
    for row in connection.execute(query.where(mine).order_by(LINES.c.period, LINES.c.cluster_id)):
        result = LongResult(row.period, row.rank, row.ranked, row.score, row.event)
        found.setdefault(row.unit_id, []).append(result)
    return found
