"""Who was a member of a block or cluster in a period and is not on its board: merged, dissolved, listed no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Worded
from services.scoring.domain.period import Period
from services.scoring.views.organisation import MEMBERS, UNITS
from services.scoring.views.tables import Row, rows_of

Lists = Mapping[date, Mapping[UUID, Row]]
"""The members of a block or cluster by the day from which each of its lists is in force."""


class Departure(Worded):
    """How a unit left (lý do rời khối, cụm)."""

    MERGED = "MERGED", "đã sáp nhập", "merged"
    DISSOLVED = "DISSOLVED", "đã giải thể", "dissolved"
    LISTED_NO_MORE = "LISTED_NO_MORE", "không còn trong danh sách khối, cụm", "not in the newer list of members"


def departures(connection: sa.Connection, keys: Sequence[tuple[UUID, str]]) -> list[list[Row]]:
    """For each block or cluster and period: who was a member on a day of it and is none on its last, by the day.

    As told until now: a list that is issued later with an earlier day changes the answer, never a frozen board.
    """
    lists = _lists(connection, {cluster_id for cluster_id, _ in keys})
    return [_left(lists[cluster_id], Period.parse(period)) for cluster_id, period in keys]


def _lists(connection: sa.Connection, cluster_ids: set[UUID]) -> Mapping[UUID, Lists]:
    """Every list of these; of two from one day the later record counts."""
    into = UNITS.alias("into")
    unit = sa.select(MEMBERS, UNITS.c.code.label("unit_code"), UNITS.c.ended_on, into.c.code.label("into_code"))
    joined = unit.outerjoin(UNITS, UNITS.c.id == MEMBERS.c.unit_id).outerjoin(into, into.c.id == UNITS.c.into_id)
    query = joined.where(MEMBERS.c.cluster_id.in_(cluster_ids)).order_by(MEMBERS.c.effective_from, MEMBERS.c.sid)
    found: dict[UUID, dict[date, dict[UUID, Row]]] = defaultdict(dict)
    newest: dict[tuple[UUID, date], int] = {}
    for row in rows_of(connection, query):
        cluster_id, since = row["cluster_id"], row["effective_from"]
        if newest.get((cluster_id, since)) != row["sid"]:
            newest[cluster_id, since] = row["sid"]
            found[cluster_id][since] = {}
        found[cluster_id][since][row["unit_id"]] = row
    return found


def _left(lists: Lists, period: Period) -> list[Row]:
    found: dict[UUID, Row] = {}
    for since in (each for each in lists if each <= period.ends):
        for unit_id in found.keys() - lists[since].keys():
            found[unit_id].setdefault("unlisted_on", since)
        found |= {unit_id: dict(row) for unit_id, row in lists[since].items()}
    gone = [_told(row, period) for row in found.values()]
    return sorted(filter(None, gone), key=lambda each: (each["left_on"], each["unit_code"] or ""))


def _told(row: Row, period: Period) -> Row | None:
    """How the unit left after the first day of the period and by its last; None of one that did not."""
    ended, unlisted = row["ended_on"], row.get("unlisted_on")
    left_on = min(filter(None, (ended, unlisted)), default=None)
    if left_on is None or not period.starts < left_on <= period.ends:
        return None
    by_ending = Departure.DISSOLVED if row["into_code"] is None else Departure.MERGED
    how = by_ending if left_on == ended else Departure.LISTED_NO_MORE
    told = {name: row[name] for name in ("unit_id", "unit_code")}
    return {**told, "left_on": left_on, "how": how, "into_code": row["into_code"] if how is Departure.MERGED else None}
