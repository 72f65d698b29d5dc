"""D2, C11 over HTTP: what comes onto the record questions the nominations on their way; the standing body answers."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.nomination.domain.challenges import BY
from services.nomination.domain.merit.facts import Bearer
from tests.nomination.neighbours import unit_id
from tests.nomination.running import (
    CLUSTERS,
    STANDING_BODY,
    Running,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    nominate,
    refused,
    select,
)
from tests.nomination.test_rest_titles import CODE, CONDUCT, RATED, nominated, opened, put, registered

__all__ = ["registered"]

ARTICLE = "(NĐ 152/2025/NĐ-CP, Điều 4 khoản 3)"
UNIT, OTHER = leader(CLUSTERS[0]), leader(CLUSTERS[1])


@pytest.fixture
def passed(year: Running) -> UUID:
    """The flag of one office, past the members and the council, with its place in the quota."""
    nomination = nominate(year, UNIT)
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    return nomination


def found(year: Running, unit: str = UNIT, number: int = 1) -> None:
    year.neighbours.finding(year.neighbours.inspection(unit, f"KTC-{unit}"), number)
    year.hear()


def marks(year: Running, nomination: UUID) -> tuple[bool, str]:
    told = year.get(f"/nominations/{nomination}")
    return told["questioned"], told["stage"]


@pytest.mark.row("C11")
@pytest.mark.row("D2")
def test_a_finding_questions_the_nomination_on_its_way_until_the_standing_body_confirms_it(
    year: Running, passed: UUID
) -> None:  # rule: what_is_new_on_record_questions_an_open_nomination
    assert marks(year, passed) == (False, "ENDORSED")
    found(year)
    assert marks(year, passed) == (True, "ENDORSED")
    [noted] = year.get(f"/nominations/{passed}/objections")["items"]
    assert (noted["code"], noted["by"], noted["text"], noted["upheld"]) == (
        f"KTC-{UNIT}/1",
        BY,
        f"Thanh tra, kiểm tra có dấu hiệu vi phạm: KTC-{UNIT}, nội dung 1, từ 2025-01-10 {ARTICLE}",
        None,
    )
    assert refused(decide(year, passed)) == (409, "objection-open")
    answer = {"upheld": False, "finding": "đã khắc phục, không ảnh hưởng"}
    assert refused(year.post(f"/objections/{noted['id']}/answer", head(UNIT), answer)) == (403, "forbidden")
    done(year.post(f"/objections/{noted['id']}/answer", STANDING_BODY, answer))
    assert marks(year, passed) == (False, "ENDORSED")
    done(decide(year, passed), 201)


def test_a_nomination_against_which_it_is_upheld_is_returned(year: Running, passed: UUID) -> None:
    found(year)
    [noted] = year.get(f"/nominations/{passed}/objections")["items"]
    done(year.post(f"/objections/{noted['id']}/answer", STANDING_BODY, {"upheld": True, "finding": "đúng"}))
    assert refused(decide(year, passed)) == (409, "objection-upheld")
    done(year.post(f"/nominations/{passed}/withdrawal", STANDING_BODY, {"reason": "trả lại"}))
    assert marks(year, passed) == (False, "WITHDRAWN")


def test_only_the_open_nominations_of_the_unit_found_are_questioned(year: Running, passed: UUID) -> None:
    other = nominate(year, OTHER)
    done(decide(year, passed), 201)
    found(year)
    assert (marks(year, passed), marks(year, other)) == ((False, "DECIDED"), (False, "PROPOSED"))
    found(year, OTHER)
    listed = {
        mark: [each["id"] for each in year.get("/nominations", questioned=mark)["items"]] for mark in (True, False)
    }
    assert listed == {True: [str(other)], False: [str(passed)]}
    query = "{ nominations(questioned: true) { nodes { id questioned } } }"
    assert year.graph(query)["nominations"]["nodes"] == [{"id": str(other), "questioned": True}]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({"kind": "discipline", "form": "warning", "since": "2025-01-06"}, "Bị kỷ luật: cảnh cáo, từ 2025-01-06"),
        (
            {"kind": "discipline", "form": "reprimand", "since": "2023-02-01", "until": "2024-01-01"},
            "Bị kỷ luật: khiển trách, từ 2023-02-01",
        ),
        ({"kind": "discipline", "form": "warning", "since": "2022-06-01", "until": "2023-12-31"}, None),
        (
            {"kind": "inquiry", "inquiry": "investigation", "about": "vụ 7", "opened_on": "2025-01-07"},
            "Đang điều tra: vụ 7, từ 2025-01-07",
        ),
    ],
    ids=["discipline", "ended in the year", "over before the year", "inquiry"],
)
def test_what_is_put_on_a_persons_file_questions_the_persons_nomination(
    registered: Running, fact: dict[str, str], said: str | None
) -> None:
    file = opened(registered)
    for each in (RATED, CONDUCT):
        put(registered, file, each)
    nomination = nominated(registered)
    body = {"fact": fact, "evidence": "5/QĐ"}
    told = done(registered.post(f"/merit-files/{file}/facts", STANDING_BODY, body), 201)["details"]
    noted = registered.get(f"/nominations/{nomination}/objections")["items"]
    assert [each["code"] for each in noted] == ([] if said is None else [f"HSTT-{told['fact'][:8]}"])
    assert told["questioned"] == len(noted)
    seen = registered.get_as(STANDING_BODY, f"/nominations/{nomination}/objections").json()["items"]
    assert [each["text"] for each in seen] == ([] if said is None else [f"{said} {ARTICLE}"])
    assert CODE not in str([each["code"] for each in noted])


def test_a_unit_on_whose_way_nothing_is_has_the_finding_on_file_alone(year: Running) -> None:
    found(year, OTHER)
    assert year.get("/nominations", questioned=True)["items"] == []
    assert len(year.get(f"/merit-files/{Bearer.unit(unit_id(OTHER)).file_id}")["facts"]) == 1
