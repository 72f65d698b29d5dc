"""On PostgreSQL every row has a place and the number of its transaction: neither tells whose a sealed paper is."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from services.nomination.application.ballot_box import BALLOT_BOX
from tests.nomination.running import (
    CLUSTERS,
    STANDING_BODY,
    Running,
    ballot,
    close,
    done,
    head,
    leader,
    members,
    nominate,
    open_selection,
)

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("running", ["postgres"], indirect=True)]

_LINKED = """
SELECT DISTINCT event.state FROM events AS event JOIN ballot_box AS paper ON paper.xmin = event.xmin
WHERE event.topic = 'nomination.VoterChecked'
"""


@pytest.fixture
def session(year: Running) -> UUID:
    """A selection in which the three other members of the cluster have voted."""
    nomination = nominate(year, leader(CLUSTERS[0]))
    found = open_selection(year, CLUSTERS[0], nomination)
    for office, choice in zip(members(CLUSTERS[0])[1:], ("YES", "NO", "ABSTAIN"), strict=True):
        done(year.post(f"/sessions/{found}/ballots", head(office), ballot(choice, nomination)))
    return found


def told(running: Running, query: str) -> list[tuple[object, ...]]:
    with running.service.store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


@pytest.mark.usefixtures("session")
def test_all_papers_bear_the_number_of_the_last_transaction(year: Running) -> None:
    assert told(year, "SELECT count(*), count(DISTINCT xmin::text) FROM ballot_box") == [(3, 1)]
    [[last]] = told(year, _LINKED)
    [[newest]] = told(
        year, "SELECT state FROM events WHERE topic = 'nomination.VoterChecked' ORDER BY position DESC LIMIT 1"
    )
    assert last == newest


@pytest.mark.usefixtures("session")
def test_the_papers_lie_in_the_order_of_their_names(year: Running) -> None:
    by_place = told(year, "SELECT box_id FROM ballot_box ORDER BY ctid")
    assert by_place == told(year, "SELECT box_id FROM ballot_box ORDER BY box_id")


def test_after_the_count_the_table_has_a_file_without_them(year: Running, session: UUID) -> None:
    assert told(year, "SELECT pg_relation_size('ballot_box') > 0") == [(True,)]
    found = close(year, session)["details"]["results"]
    assert [(each["in_favour"], each["against"], each["abstained"]) for each in found] == [(1, 1, 1)]
    assert told(year, "SELECT pg_relation_size('ballot_box')") == [(0,)]


def test_the_papers_of_another_round_stay_as_they_are(year: Running, session: UUID) -> None:
    nomination = nominate(year, leader(CLUSTERS[1]))
    other = open_selection(year, CLUSTERS[1], nomination)
    before = told(year, "SELECT ctid::text, box_id FROM ballot_box ORDER BY box_id")
    done(year.post(f"/sessions/{other}/ballots", head(members(CLUSTERS[1])[1]), ballot("YES", nomination)))
    with year.service.store.reading() as connection:
        mine = sa.select(sa.text("ctid::text"), BALLOT_BOX.c.box_id).where(BALLOT_BOX.c.session_id == session)
        assert [tuple(row) for row in connection.execute(mine.order_by(BALLOT_BOX.c.box_id))] == before
    done(year.post(f"/sessions/{session}/voiding", STANDING_BODY, {"reason": "mất điện"}))
