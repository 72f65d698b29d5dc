"""The scoring subgraph: what it adds to units, clusters and movements, its own types, and its commands."""

from __future__ import annotations

from typing import Any

from tests.covenant import running as neighbour
from tests.covenant.running import unit_id
from tests.scoring.running import (
    CLUSTER_ID,
    CODES,
    COLLECTIONS,
    HEAD,
    MACHINE,
    MOVEMENT_ID,
    STANDING_BODY,
    STRANGER,
    TABLE_ID,
    UNITS,
    Year,
    begin,
    board_id,
    card_id,
    done,
    freeze,
    officer,
    push,
    ready,
    sheet,
    sheet_id,
)
from tests.support.statements import assert_read_together, counted

FIRST, SECOND, THIRD, FOURTH = CODES


def entities(year: Year, fields: str, *representations: dict[str, Any]) -> list[Any]:
    query = f"query($of: [_Any!]!) {{ _entities(representations: $of) {{ {fields} }} }}"
    found: list[Any] = year.scoring.graph(query, of=list(representations))["_entities"]
    return found


def test_what_scoring_knows_of_units_clusters_and_movements(year: Year) -> None:
    ready(year)
    freeze(year)
    unit, cluster, movement = entities(
        year,
        """
        ... on Unit { id ranks { rank score edition { period no } } scorecards { stage score }
                      resultSheets(period: "2024-Q2") { period cells { indicator value evidence } } }
        ... on Cluster { scoreTables { contentTotal criteria { code formula department { id } } }
                         boards(period: "2024-H1") { rows { rank unit { id } scorecard { id } } scoreTable { id } } }
        ... on Movement { reviewPeriods { period isOpen } boards { digest cluster { id } } }
        """,
        {"__typename": "Unit", "id": str(UNITS[FIRST])},
        {"__typename": "Cluster", "id": str(CLUSTER_ID)},
        {"__typename": "Movement", "id": str(MOVEMENT_ID)},
    )
    assert unit["ranks"] == [{"rank": 2, "score": "895.30", "edition": {"period": "2024-H1", "no": 1}}]
    assert unit["scorecards"] == [{"stage": "FINAL", "score": "895.30"}]
    [found] = unit["resultSheets"]
    assert found["cells"][1] == {"indicator": "FLAGS", "value": "2", "evidence": "SYNTHETIC"}
    [table] = cluster["scoreTables"]
    assert (table["contentTotal"], table["criteria"][0]) == (
        "950",
        {"code": "SI", "formula": "PROPORTIONAL_CAPPED", "department": {"id": str(COLLECTIONS.unit_id)}},
    )
    assert table["criteria"][3]["department"] is None
    [board] = cluster["boards"]
    assert board["rows"][1] == {"rank": 2, "unit": {"id": str(UNITS[FIRST])}, "scorecard": {"id": str(card_id(FIRST))}}
    assert board["scoreTable"] == {"id": str(TABLE_ID)}
    assert movement["reviewPeriods"] == [{"period": each, "isOpen": True} for each in ("2024-Q1", "2024-H1", "2024-Q2")]
    assert [each["cluster"] for each in movement["boards"]] == [{"id": str(CLUSTER_ID)}]


def test_a_clusters_units_are_read_together(year: Year) -> None:
    further = tuple(f"BHXH-{number}" for number in range(70, 80))
    ready(year)
    neighbour.establish(year.covenant, *further)
    listed = {"document": "TB 13", "effective_from": "2024-01-02", "members": [*CODES, *further]}
    done(year.covenant.post(f"/clusters/{CLUSTER_ID}/membership-lists", STANDING_BODY, listed))
    year.follow()
    done(
        year.post("/results", MACHINE, push(*(sheet(each) for each in further), batch="b2"), Effective_At="2024-07-05")
    )
    freeze(year)
    query = """
        ... on Unit { ranks { rank edition { no } scorecard { score lines { criterion final { points } } } }
                      resultSheets { cells { value } } }
    """
    read = []
    for codes in (CODES[:1], (*CODES, *further)):
        with counted() as statements:
            found = entities(year, query, *({"__typename": "Unit", "id": str(unit_id(code))} for code in codes))
        assert [len(each["ranks"]) for each in found] == [1] * len(codes)
        read.append([each for each in statements if "FROM events" not in each])  # a card is its own stream in the log
    assert_read_together(read[0], read[1], len(CODES) + len(further) - 1)


def test_own_types_are_resolved_by_key(year: Year) -> None:
    ready(year)
    freeze(year)
    found = entities(
        year,
        """
        ... on ScoreTable { signedOn cluster { id } movement { id } scheme }
        ... on ResultSheet { period unit { id } movement { id } }
        ... on Scorecard { stage unit { id } cluster { id } movement { id } }
        ... on BoardEdition { no period movement { id } }
        """,
        {"__typename": "ScoreTable", "id": str(TABLE_ID)},
        {"__typename": "ResultSheet", "id": str(sheet_id(FIRST))},
        {"__typename": "Scorecard", "id": str(card_id(FIRST))},
        {"__typename": "BoardEdition", "id": f"{board_id()}/1"},
        {"__typename": "BoardEdition", "id": f"{board_id()}/2"},
        {"__typename": "Scorecard", "id": str(TABLE_ID)},
        {"__typename": "ScoreTable", "id": str(sheet_id(FIRST))},
        {"__typename": "ResultSheet", "id": str(TABLE_ID)},
    )
    scheme = found[0].pop("scheme")
    assert scheme["content_total"] == "950"
    movement, cluster, unit = {"id": str(MOVEMENT_ID)}, {"id": str(CLUSTER_ID)}, {"id": str(UNITS[FIRST])}
    assert found == [
        {"signedOn": "2024-02-01", "cluster": cluster, "movement": movement},
        {"period": "2024-Q2", "unit": unit, "movement": movement},
        {"stage": "FINAL", "unit": unit, "cluster": cluster, "movement": movement},
        {"no": 1, "period": "2024-H1", "movement": movement},
        None,
        None,
        None,
        None,
    ]


def test_lists_are_found_page_by_page(year: Year) -> None:
    ready(year)
    freeze(year)
    found = year.scoring.graph(
        """{
            scoreTables(signed: true) { nodes { id } pageInfo { hasNextPage } }
            reviewPeriods { nodes { period kind starts ends movement { id } } }
            results(indicator: "SI", first: 3) { edges { cursor node { value } } pageInfo { hasNextPage endCursor } }
            scorecards(stage: FINAL) { nodes { barredBy } }
            boards(periodKind: HALF_YEAR) { nodes { id frozenOn } }
        }"""
    )
    assert found["scoreTables"] == {"nodes": [{"id": str(TABLE_ID)}], "pageInfo": {"hasNextPage": False}}
    assert [each["period"] for each in found["reviewPeriods"]["nodes"]] == ["2024-Q1", "2024-H1", "2024-Q2"]
    assert len(found["results"]["edges"]) == 3
    cursor = found["results"]["pageInfo"]["endCursor"]
    rest = year.scoring.graph(
        'query($after: String) { results(indicator: "SI", first: 3, after: $after) { nodes { value } } }', after=cursor
    )
    assert len(rest["results"]["nodes"]) == 1
    assert sorted(len(each["barredBy"]) for each in found["scorecards"]["nodes"]) == [0, 0, 0, 1]
    assert found["boards"]["nodes"] == [{"id": f"{board_id()}/1", "frozenOn": "2024-07-10"}]


def test_one_thing_is_found_by_id(year: Year) -> None:
    ready(year)
    freeze(year)
    query = """query($table: ID!, $sheet: ID!, $card: ID!, $board: ID!, $edition: ID!) {
        scoreTable(id: $table) { version } resultSheet(id: $sheet) { version } scorecard(id: $card) { finalisations }
        board: boardEdition(id: $board) { no } edition: boardEdition(id: $edition) { recordedAt }
        none: boardEdition(id: $card) { no }
    }"""
    found = year.scoring.graph(
        query,
        table=str(TABLE_ID),
        sheet=str(sheet_id(FIRST)),
        card=str(card_id(FIRST)),
        board=str(board_id()),
        edition=f"{board_id()}/1",
    )
    assert found == {
        "scoreTable": {"version": 2},
        "resultSheet": {"version": 1},
        "scorecard": {"finalisations": 1},
        "board": {"no": 1},
        "edition": {"recordedAt": "2024-12-31T05:00:00+00:00"},
        "none": None,
    }


def test_why_is_the_same_through_the_graph_as_through_rest(year: Year) -> None:
    ready(year)
    freeze(year)
    query = """query($id: ID!) { boardEdition(id: $id) { rows {
        unit { id } why { digest tree value } pointsWhy(criterion: "SI") { digest }
        scorecard { why { digest } lines { criterion why { digest } } }
    } } }"""
    rows = year.scoring.graph(query, id=str(board_id()))["boardEdition"]["rows"]
    row = next(each for each in rows if each["unit"]["id"] == str(UNITS[FIRST]))
    path = f"/boards/{board_id()}/editions/1/rows/{UNITS[FIRST]}"
    rest = year.get(f"{path}/why")
    assert (row["why"]["digest"], row["why"]["tree"], row["why"]["value"]) == (rest["digest"], rest["tree"], "2")
    assert row["pointsWhy"]["digest"] == year.get(f"{path}/points/SI/why")["digest"]
    card = f"/scorecards/{card_id(FIRST)}"
    assert row["scorecard"]["why"]["digest"] == year.get(f"{card}/why")["digest"]
    line = next(each for each in row["scorecard"]["lines"] if each["criterion"] == "SI")
    assert line["why"]["digest"] == year.get(f"{card}/points/SI/why")["digest"]


def test_a_card_that_is_not_computed_explains_nothing(year: Year) -> None:
    """A card may exist before it is computed only in the log of an earlier release; it is read without a fault."""
    ready(year)
    application = year.scoring.service.application
    from services.scoring.domain.period import Period  # noqa: PLC0415 (used here only)
    from services.scoring.domain.scorecard import Scorecard  # noqa: PLC0415 (used here only)
    from tests.scoring.examples import act  # noqa: PLC0415 (used here only)

    card = Scorecard.open(act(), CLUSTER_ID, MOVEMENT_ID, Period.parse("2024-H1"), UNITS[FIRST])
    with application.store.recorder.writing() as connection:
        application.store.append(connection, card.collect_events())
    query = "query($id: ID!) { scorecard(id: $id) { stage why { value } lines { computed { points } why { value } } } }"
    found = year.scoring.graph(query, id=str(card_id(FIRST)))["scorecard"]
    assert (found["stage"], found["why"], found["lines"][0]) == ("OPENED", None, {"computed": None, "why": None})
    assert year.get(f"/scorecards/{card_id(FIRST)}")["lines"][0]["computed"] is None


RECEIPT = "... on Receipt { version details } ... on Refusal { code fields title { vi } }"
SCHEME = """{
    indicators: [
        {code: "A", name: {vi: "A", en: "A"}, unitOfMeasure: "%"},
        {code: "B", name: {vi: "B", en: "B"}, unitOfMeasure: "x", maximum: "1", whole: true}
    ]
    criteria: [
        {code: "A1", name: {vi: "A", en: "A"}, group: CONTENT, maxPoints: "60", indicator: "A",
         formula: {kind: STEP, step: {ranges: [{points: "0", below: "50"}, {points: "60", atLeast: "50"}]}}},
        {code: "A2", name: {vi: "A", en: "A"}, group: CONTENT, maxPoints: "40", indicator: "A",
         formula: {kind: PROPORTIONAL_CAPPED}, target: {source: TABLE, value: "100"}},
        {code: "B1", name: {vi: "B", en: "B"}, group: GATE, maxPoints: "0", indicator: "B",
         formula: {kind: GATE, gate: {barsWhen: true}}}
    ]
    contentTotal: "100"
    classes: [{code: "TOP", name: {vi: "T", en: "T"}, atLeast: "90"}]
    prizes: [{code: "FIRST", name: {vi: "N", en: "F"}, places: 1}]
}"""


def test_a_console_goes_from_table_to_frozen_board(year: Year) -> None:
    begin(year)

    def run(field: str, who: Any, **others: str) -> Any:
        named = others.get("name") or field.split("(", maxsplit=1)[0]
        return year.scoring.graph(f"mutation {{ {field} {{ {RECEIPT} }} }}", who=who)[named]

    of = f'cluster: "{CLUSTER_ID}", movement: "{MOVEMENT_ID}"'
    review = f'{{{of}, period: "2024-Q2"}}'
    card = card_id(SECOND, "2024-Q2")
    january, february = (f'terms: {{effectiveAt: "2024-{day}T08:00:00+07:00"}}' for day in ("01-20", "02-01"))
    assert run(f"draftScoreTable({of}, scheme: {SCHEME}, {january})", HEAD)["version"] == 1
    assert run(f'reviseScoreTable(table: "{TABLE_ID}", scheme: {SCHEME}, {january})', HEAD)["version"] == 2
    assert run(f'signScoreTable(table: "{TABLE_ID}", {february})', HEAD)["version"] == 3
    for quarter in ("2024-Q1", "2024-Q2"):
        assert run(f'openPeriod(movement: "{MOVEMENT_ID}", period: "{quarter}")', STANDING_BODY)["version"] == 1
    cells = [{"indicator": "A", "value": 80}]
    sheets = [{**sheet(code), "cells": cells} for code in CODES]
    done(year.post("/results", MACHINE, push(*sheets)))
    computed = f'computeScorecard(review: {review}, unit: "{UNITS[SECOND]}")'
    assert run(computed, officer(SECOND))["version"] == 2
    mark = '[{criterion: "A1", points: "60"}]'
    assert run(f'selfScore(card: "{card}", marks: {mark})', officer(SECOND))["version"] == 3
    assert run(f'crossCheck(card: "{card}", marks: {mark})', HEAD)["version"] == 4
    assert run(f'verifyScores(card: "{card}", marks: {mark})', COLLECTIONS)["code"] == "not-the-owning-department"
    assert run(f'finaliseScorecard(card: "{card}")', HEAD)["version"] == 5
    assert run(f'reopenScorecard(card: "{card}", reason: "Khiếu nại")', STANDING_BODY)["version"] == 6
    assert run(f"freezeEdition(review: {review})", HEAD)["details"]["edition"] == 1
    assert run(f"freezeEdition(review: {review})", HEAD)["code"] == "edition-unchanged"
    quarter = year.get("/periods", is_open=True)["items"][-1]["id"]
    assert run(f'closePeriod(period: "{quarter}")', STANDING_BODY)["version"] == 2
    assert run(f'reopenPeriod(period: "{quarter}", reason: "Bổ sung")', STANDING_BODY)["version"] == 3


def test_a_refused_command_is_data(year: Year) -> None:
    begin(year)
    query = f"""mutation {{ draftScoreTable(cluster: "{CLUSTER_ID}", movement: "{MOVEMENT_ID}",
        scheme: {SCHEME.replace('contentTotal: "100"', 'contentTotal: "90"')}) {{ {RECEIPT} }} }}"""
    assert year.scoring.graph(query, who=HEAD)["draftScoreTable"] == {
        "code": "points-do-not-add-up",
        "fields": ["content_total"],
        "title": {"vi": "Bảng điểm không khớp tổng"},
    }


def test_a_formula_takes_its_own_parameters_and_no_others(year: Year) -> None:
    begin(year)
    for wrong in (
        "{kind: PROPORTIONAL_CAPPED, gate: {barsWhen: true}}",
        "{kind: GATE}",
        "{kind: STEP, gate: {barsWhen: true}}",
    ):
        scheme = SCHEME.replace("{kind: PROPORTIONAL_CAPPED}", wrong)
        query = f"""mutation {{ draftScoreTable(cluster: "{CLUSTER_ID}", movement: "{MOVEMENT_ID}", scheme: {scheme})
            {{ {RECEIPT} }} }}"""
        assert year.scoring.graph(query, who=HEAD)["draftScoreTable"]["code"] == "formula-mismatch"


def test_the_graph_asks_for_a_role_and_for_ids_that_are_ids(year: Year) -> None:
    begin(year)
    for query, who, code in (
        ("{ scoreTables { nodes { id } } }", STRANGER, "forbidden"),
        ('{ scorecard(id: "x") { id } }', HEAD, "scoring-malformed-id"),
        ('{ boardEdition(id: "x/y") { id } }', HEAD, "scoring-malformed-id"),
    ):
        answer = year.scoring.client.post("/graphql", json={"query": query}, headers=year.scoring.headers(who)).json()
        assert answer["errors"][0]["extensions"]["code"] == code
