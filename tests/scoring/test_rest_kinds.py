"""Ranks among like units, marks of panels and departments, and departments assessed by the provinces, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from kernel.aggregate import identity
from services.scoring.domain.parameters import (
    DepartmentPart,
    DepartmentSum,
    FieldItem,
    Formula,
    Panel,
    Parameters,
    ProportionalCapped,
    Rank,
)
from services.scoring.domain.scheme import (
    Criterion,
    FieldResult,
    Group,
    LikeUnits,
    Scheme,
    Summary,
    Target,
    TargetSource,
)
from tests.covenant import running as neighbour
from tests.covenant.running import cluster_head, refused
from tests.scoring.examples import SCHEME, dec, measured, named, scheme_with
from tests.scoring.running import (
    CLUSTER_ID,
    CODES,
    COLLECTIONS,
    HEAD,
    HEALTH,
    MACHINE,
    MOVEMENT,
    MOVEMENT_ID,
    STANDING_BODY,
    UNITS,
    Year,
    begin,
    board_id,
    card_id,
    done,
    freeze,
    head,
    officer,
    open_periods,
    person,
    plain,
    push,
    review,
    sheet,
    sign_table,
)

FIRST, SECOND, THIRD, FOURTH = CODES
JUDGE, OTHER = person("council_member"), person("unit_head", unit=SECOND)
NAMES = {str(unit): code for code, unit in UNITS.items()}


def judged(code: str, parameters: Parameters, points: str) -> Criterion:
    return Criterion(code, named(code), Group.BONUS, dec(points), "", Formula.of(parameters))


FIELDS = DepartmentSum(
    (
        DepartmentPart(COLLECTIONS.unit_id or CLUSTER_ID, (FieldItem("1", named("1"), dec(4)),), dec(2)),
        DepartmentPart(HEALTH.unit_id or CLUSTER_ID, (FieldItem("1", named("1"), dec(2)),)),
    )
)
RANKED = scheme_with("REVIEW", formula=Formula.of(Rank(step=dec(10))), indicator="ONTIME")
TABLE = replace(
    RANKED,
    criteria=(
        *RANKED.criteria,
        judged("MODEL", Panel((JUDGE.id, OTHER.id)), "10"),
        judged("FIELDS", FIELDS, "10"),
    ),
    like_units=(LikeUnits("LON", named("LON"), (UNITS[FIRST], UNITS[SECOND], UNITS[THIRD]), "thu trên 1.000 tỷ"),),
)


def ready(year: Year, scheme: Scheme = TABLE) -> None:
    begin(year)
    sign_table(year, scheme)
    open_periods(year, "2024-Q2", "2024-H1")
    for place, unit in enumerate(CODES):
        done(year.post("/results", MACHINE, push(sheet(unit, ONTIME=90 + place)), Effective_At="2024-07-05"))
    done(year.post("/scorecards/computations", HEAD, review()))


def card(unit: str) -> str:
    return f"/scorecards/{card_id(unit)}"


def line(year: Year, unit: str, criterion: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in year.get(card(unit))["lines"] if each["criterion"] == criterion)
    return found


def computed(year: Year, unit: str, criterion: str) -> str | None:
    found: str | None = line(year, unit, criterion)["computed"]["points"]
    return found


@pytest.mark.row("C6")
def test_like_units_are_ranked_and_stand_apart_on_the_board(year: Year) -> None:
    ready(year)
    assert [computed(year, unit, "REVIEW") for unit in CODES] == ["10.00", "20.00", "30.00", "30.00"]
    parts = line(year, FIRST, "REVIEW")["computed"]["reading"]["parts"]
    assert {NAMES[each["whose"]]: each["value"] for each in parts} == {SECOND: "91", THIRD: "92"}
    answer = freeze(year)
    found = year.get(f"/boards/{board_id()}")
    assert [(row["like_group"], row["rank"], NAMES[row["unit_id"]]) for row in found["rows"]] == [
        ("LON", 1, THIRD),
        ("LON", 2, SECOND),
        ("LON", 3, FIRST),
        ("", 1, FOURTH),
    ]
    rows = year.scoring.graph(
        "query($id: ID!) { boardEdition(id: $id) { rows { rank likeGroup } } }", id=str(board_id())
    )
    assert rows["boardEdition"]["rows"][0] == {"rank": 1, "likeGroup": "LON"}
    again = year.scoring.service.application.boards.recompute_edition(board_id(), 1)
    assert (again.same, again.digest) == (True, answer["details"]["digest"])


def test_a_rank_moves_with_the_neighbours_results_until_the_card_is_final(year: Year) -> None:
    ready(year)
    done(year.post(f"{card(FIRST)}/finalisation", HEAD, Effective_At="2024-07-08"))
    correction = {"reason": "Số quyết toán", "cells": [{"indicator": "ONTIME", "value": 89}]}
    sheet_id = identity("result-sheet", UNITS[THIRD], MOVEMENT_ID, "2024-Q2")
    done(year.post(f"/results/{sheet_id}/corrections", MACHINE, correction, Effective_At="2024-07-09"))
    done(year.post("/scorecards/computations", HEAD, review(), Effective_At="2024-07-09"))
    assert [computed(year, unit, "REVIEW") for unit in CODES] == ["10.00", "30.00", "10.00", "30.00"]
    freeze(year, reopen_cards=True, reason="Số quyết toán")
    assert [computed(year, unit, "REVIEW") for unit in CODES] == ["20.00", "30.00", "10.00", "30.00"]


def mark(criterion: str, points: float, **others: object) -> dict[str, object]:
    return {"marks": [{"criterion": criterion, "points": points, **others}]}


@pytest.mark.row("C2")
def test_a_panels_members_mark_and_the_card_is_computed_with_it(year: Year) -> None:
    ready(year)
    path = f"{card(FIRST)}/panel-marks"
    done(year.post(path, JUDGE, mark("MODEL", 8)))
    reading = line(year, FIRST, "MODEL")["computed"]["reading"]
    assert (computed(year, FIRST, "MODEL"), reading["gaps"]) == ("8.00", [OTHER.id])
    done(year.post(path, OTHER, mark("MODEL", 9, reason="Nhân rộng được")))
    assert computed(year, FIRST, "MODEL") == "8.50"
    assert refused(year.post(path, STANDING_BODY, mark("MODEL", 9))) == (403, "not-on-the-panel")
    assert refused(year.post(f"{card(SECOND)}/panel-marks", OTHER, mark("MODEL", 9))) == (403, "forbidden")
    why = year.get(f"{card(FIRST)}/points/MODEL/why")["tree"]
    assert [each["formula"] for each in why["inputs"][1]["inputs"]] == [JUDGE.id, OTHER.id]


@pytest.mark.row("C2")
def test_departments_score_their_fields_and_the_sum_counts(year: Year) -> None:
    ready(year)
    path = f"{card(FIRST)}/field-marks"
    assert computed(year, FIRST, "FIELDS") is None
    done(year.post(path, COLLECTIONS, mark("FIELDS", 3.5, item="1")))
    assert computed(year, FIRST, "FIELDS") == "7.00"
    done(year.post(path, HEALTH, mark("FIELDS", 2, item="1")))
    assert computed(year, FIRST, "FIELDS") == "9.00"
    assert refused(year.post(path, HEALTH, mark("FIELDS", 2, item="2"))) == (422, "unknown-scored-item")
    assert refused(year.post(path, head(FIRST), mark("FIELDS", 2, item="1"))) == (403, "forbidden")
    closed = identity("review-period", MOVEMENT_ID, "2024-H1")
    done(year.post(f"/periods/{closed}/closure", STANDING_BODY))
    assert refused(year.post(path, HEALTH, mark("FIELDS", 1, item="1"))) == (409, "period-not-open")


def run(year: Year, mutation: str, who: Any) -> dict[str, Any]:
    fields = "... on Receipt { id version } ... on Refusal { code }"
    found: dict[str, Any] = year.scoring.graph(f"mutation {{ done: {mutation} {{ {fields} }} }}", who)["done"]
    return found


def test_marks_are_given_through_the_graph_as_well(year: Year) -> None:
    ready(year)
    first = f'card: "{card_id(FIRST)}"'
    panel = f'markForPanel({first}, marks: [{{criterion: "MODEL", points: "8"}}])'
    assert "version" in run(year, panel, JUDGE)
    assert run(year, panel, officer(SECOND))["code"] == "not-on-the-panel"
    fields = f'scoreField({first}, marks: [{{criterion: "FIELDS", item: "1", points: "4"}}])'
    assert "version" in run(year, fields, COLLECTIONS)
    found = year.scoring.graph(
        "query($id: ID!) { scorecard(id: $id) { lines { criterion computed { points parts { whose value note } } } } }",
        id=str(card_id(FIRST)),
    )
    lines = {each["criterion"]: each["computed"] for each in found["scorecard"]["lines"]}
    assert lines["MODEL"] == {"points": "8.00", "parts": [{"whose": JUDGE.id, "value": "8", "note": ""}]}
    assert lines["FIELDS"] == {
        "points": "8.00",
        "parts": [{"whose": f"{COLLECTIONS.unit_id}/1", "value": "4", "note": "× 2"}],
    }


BLOCK = "2024/KHOI-1"
BLOCK_ID = identity("cluster", BLOCK)
BLOCK_HEAD = cluster_head("TW-THU", BLOCK)
ASSESSED = Scheme(
    indicators=(measured("FIELD"), measured("REACHED", "100")),
    criteria=(
        Criterion(
            "FIELD",
            named("FIELD"),
            Group.CONTENT,
            dec(60),
            "FIELD",
            Formula.of(ProportionalCapped()),
            target=Target(TargetSource.TABLE, dec(100)),
            field_result=FieldResult(),
        ),
        Criterion(
            "REACHED",
            named("REACHED"),
            Group.CONTENT,
            dec(40),
            "REACHED",
            Formula.of(ProportionalCapped()),
            target=Target(TargetSource.TABLE, dec(100)),
            field_result=FieldResult(Summary.SHARE_REACHED, reached_at=dec(85)),
        ),
    ),
    content_total=dec(100),
    needs_covenant=False,
)


def block(year: Year) -> None:
    body = {"code": BLOCK, "name": "Khối thi đua số 1", "kind": "block"}
    done(year.covenant.post("/clusters", STANDING_BODY, body, Effective_At="2024-01-01"), 201)
    listed = {"document": "TB 12", "effective_from": "2024-01-01", "members": ["TW-THU", "TW-CSYT"]}
    done(year.covenant.post(f"/clusters/{BLOCK_ID}/membership-lists", STANDING_BODY, listed))
    neighbour.elect(year.covenant, "TW-THU", "TW-CSYT", BLOCK)
    year.follow()
    table = {"cluster_id": BLOCK, "movement_id": MOVEMENT, "scheme": plain(ASSESSED)}
    made = done(year.post("/score-tables", BLOCK_HEAD, table, Effective_At="2024-01-20"), 201)
    done(year.post(f"/score-tables/{made['id']}/signature", BLOCK_HEAD, Effective_At="2024-02-01"))


def department_card(department: UUID | None) -> str:
    return f"/scorecards/{identity('scorecard', BLOCK_ID, MOVEMENT_ID, '2024-H1', department)}"


@pytest.mark.row("C10")
def test_departments_are_assessed_by_the_final_cards_of_the_provinces_in_their_field(year: Year) -> None:
    ready(year, SCHEME)
    block(year)
    of_the_block = {"cluster_id": BLOCK, "movement_id": MOVEMENT, "period": "2024-H1"}
    done(year.post("/scorecards/computations", BLOCK_HEAD, of_the_block))
    waiting = year.get(department_card(COLLECTIONS.unit_id))["lines"][0]["computed"]
    assert (waiting["points"], waiting["reading"]["absence"]) == (None, "NO_FINAL_CARDS")
    assert sorted(NAMES[each] for each in waiting["reading"]["gaps"]) == sorted(CODES)
    done(year.post("/scorecards/finalisations", HEAD, review()))
    frozen = done(year.post("/boards/editions", BLOCK_HEAD, of_the_block, Effective_At="2024-07-12"), 201)
    collections = year.get(department_card(COLLECTIONS.unit_id))
    # SI 262.20 of 300 and PAID 200 of 200: 92.44 % in each of the four provinces
    assert [each["computed"]["points"] for each in collections["lines"]] == ["55.46", "40.00"]
    health = year.get(department_card(HEALTH.unit_id))
    assert [each["computed"]["reading"]["actual"] for each in health["lines"]] == ["96.6", "100"]
    why = year.get(f"{department_card(COLLECTIONS.unit_id)}/points/FIELD/why")["tree"]
    provinces = why["inputs"][1]["inputs"]
    assert len(provinces) == 4
    cards = {each["formula"].split()[1].partition("/")[0] for each in provinces}
    assert cards == {str(card_id(unit)) for unit in CODES}
    board = UUID(frozen["id"])
    told = year.scoring.graph(
        """query($card: ID!, $board: ID!) {
          scorecard(id: $card) { score lines { criterion computed { points } } }
          boardEdition(id: $board) { rows { rank score } } }""",
        card=department_card(COLLECTIONS.unit_id).removeprefix("/scorecards/"),
        board=str(board),
    )
    lines = [(each["criterion"], each["computed"]["points"]) for each in told["scorecard"]["lines"]]
    assert (lines, told["scorecard"]["score"]) == ([("FIELD", "55.46"), ("REACHED", "40.00")], "95.46")
    ranked = year.get(f"/boards/{board}")["rows"]
    assert told["boardEdition"]["rows"] == [{"rank": row["rank"], "score": row["score"]} for row in ranked]
    again = year.scoring.service.application.boards.recompute_edition(board, 1)
    assert again.same
