"""D9 over REST and the graph: nothing is decided before the end of a public notice that the rules ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from regulations.rulebook import Rulebook, Rulebooks
from tests.nomination.examples import yes_or_no
from tests.nomination.running import (
    AUDITOR,
    CLUSTERS,
    RULEBOOKS,
    STANDING_BODY,
    Running,
    decide,
    done,
    draw,
    endorse,
    leader,
    live_through_a_year,
    nominate,
    refused,
    select,
    start,
    wording,
)

TITLE = "CO_BHXH"
PLACE = {"place": "baohiemxahoi.gov.vn"}


def asking(book: Rulebook) -> Rulebook:
    rule = replace(book.titles[TITLE], notice_before_decision=yes_or_no(value=True))
    return replace(book, titles={**book.titles, TITLE: rule})


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Running]:
    """A year under rules that ask for a public notice of the flag."""
    running = start(tmp_path, rulebooks=Rulebooks(tuple(asking(each) for each in RULEBOOKS.eras)))
    live_through_a_year(running, CLUSTERS)
    yield running
    running.service.store.recorder.engine.dispose()


def passed(running: Running) -> UUID:
    nomination = nominate(running, leader(CLUSTERS[0]))
    select(running, CLUSTERS[0], nomination)
    endorse(running, nomination)
    draw(running, TITLE)
    return nomination


def test_a_decision_waits_for_the_end_of_the_notice(asked: Running) -> None:
    nomination = passed(asked)
    assert refused(decide(asked, nomination)) == (409, "public-notice-not-given")
    path = f"/nominations/{nomination}/announcement"
    short = asked.post(path, STANDING_BODY, {**PLACE, "comments_until": "2025-02-21"})
    assert refused(short) == (409, "notice-too-short")
    assert wording(short)[1].endswith("that is up to 2025-02-24; asked for: up to 2025-02-21.")
    assert refused(asked.post(path, AUDITOR, PLACE)) == (403, "forbidden")
    receipt = done(asked.post(path, STANDING_BODY, PLACE))
    assert receipt["details"] == {"comments_until": "2025-02-24", "asked": "10 ngày làm việc · working days"}
    answer = decide(asked, nomination)
    assert refused(answer) == (409, "public-comment-not-finished")
    assert wording(answer)[1].endswith("up to 2025-02-24: 15 days left, to be decided on 2025-02-25 at the earliest.")
    found = asked.get(f"/nominations/{nomination}")
    assert [found[name] for name in ("announced_on", "announced_at", "announced_by", "comments_until")] == [
        "2025-02-10",
        PLACE["place"],
        STANDING_BODY.id,
        "2025-02-24",
    ]
    why = asked.get(f"/nominations/{nomination}/why")["tree"]["inputs"]
    assert [each["value"] for each in why if each["label"]["en"].startswith("Public notice")] == [
        "2025-02-10 – 2025-02-24"
    ]


def test_an_objection_while_it_stands_is_linked_to_it(asked: Running) -> None:
    nomination = nominate(asked, leader(CLUSTERS[0]))
    path = f"/nominations/{nomination}/announcement"
    done(asked.post(path, STANDING_BODY, PLACE))
    objection = {"code": "DON-1", "by": "ông A", "text": "chưa đúng"}
    late = asked.post(f"/nominations/{nomination}/objections", STANDING_BODY, objection)
    assert done(late, 201)["details"] == {"in_time": True}
    [found] = asked.get(f"/nominations/{nomination}/objections")["items"]
    history = asked.service.store.history(nomination)
    assert (found["in_time"], found["notice"]) == (True, str(history[-1].id))
    asked_for = f'{{ nominationObjections(nomination: "{nomination}") {{ code inTime }} }}'
    assert asked.graph(asked_for) == {"nominationObjections": [{"code": "DON-1", "inTime": True}]}


def test_the_graph_posts_it_as_the_rules_ask(asked: Running) -> None:
    nomination = nominate(asked, leader(CLUSTERS[0]))
    call = f'announceCandidate(nomination: "{nomination}", place: "cổng thông tin")'
    told = asked.graph(f"mutation {{ {call} {{ ... on Receipt {{ details }} }} }}", STANDING_BODY)
    assert told["announceCandidate"]["details"]["comments_until"] == "2025-02-24"
    shown = asked.graph(f'{{ nomination(id: "{nomination}") {{ announcedAt announcedBy commentsUntil }} }}')
    assert shown["nomination"] == {
        "announcedAt": "cổng thông tin",
        "announcedBy": STANDING_BODY.id,
        "commentsUntil": "2025-02-24",
    }
