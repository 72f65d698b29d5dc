"""What happened to one thing, event by event: nothing is overwritten."""

from __future__ import annotations

import pytest

from tests.covenant.running import refused
from tests.scoring.running import (
    AUDITOR,
    CODES,
    MACHINE,
    STANDING_BODY,
    TABLE_ID,
    Year,
    board_id,
    card_id,
    done,
    freeze,
    ready,
    sheet_id,
)

FIRST = CODES[0]


def corrected(year: Year) -> None:
    ready(year)
    freeze(year)
    correction = {"reason": "Số quyết toán", "cells": [{"indicator": "SI", "value": 990}]}
    done(year.post(f"/results/{sheet_id(FIRST)}/corrections", MACHINE, correction, Effective_At="2024-07-25"))
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Đính chính số liệu")


def test_the_value_before_a_correction_stays_readable(year: Year) -> None:
    corrected(year)
    first, second = year.get(f"/results/{sheet_id(FIRST)}/history")["items"]
    assert (first["type"], first["members"]["push"]["cells"][0]["value"]) == ("scoring.ResultsFirstRecorded", "874")
    assert (second["type"], second["members"]["reason"], second["actor"]) == (
        "scoring.ResultsCorrected",
        "Số quyết toán",
        MACHINE.id,
    )


def test_everything_on_a_card_and_a_board_is_told_in_order(year: Year) -> None:
    corrected(year)
    of_card = [
        each["type"].removeprefix("scoring.Scorecard")
        for each in year.get(f"/scorecards/{card_id(FIRST)}/history")["items"]
    ]
    assert of_card == ["Opened", "Computed", "Finalised", "Reopened", "Computed", "Finalised"]
    of_board = year.get(f"/boards/{board_id()}/history")["items"]
    assert [(each["type"], each["actor"]) for each in of_board][-1] == (
        "scoring.BoardEditionFrozen",
        STANDING_BODY.id,
    )
    of_table = [each["type"] for each in year.get(f"/score-tables/{TABLE_ID}/history")["items"]]
    assert of_table == ["scoring.ScoreTableDrafted", "scoring.ScoreTableSigned"]
    [period] = [each for each in year.get("/periods")["items"] if each["period"] == "2024-H1"]
    assert [each["version"] for each in year.get(f"/periods/{period['id']}/history")["items"]] == [1]


def test_the_graph_tells_the_same_history(year: Year) -> None:
    corrected(year)
    query = "query($id: ID!) { scoringHistory(id: $id) { eventId version type actor members } }"
    found = year.scoring.graph(query, id=str(sheet_id(FIRST)))["scoringHistory"]
    rest = year.get(f"/results/{sheet_id(FIRST)}/history")["items"]
    assert found == [
        {"eventId": each["event_id"], **{name: each[name] for name in ("version", "type", "actor", "members")}}
        for each in rest
    ]


@pytest.mark.parametrize("kind", ["score-tables", "periods", "results", "scorecards", "boards"])
def test_what_never_was_has_no_history(year: Year, kind: str) -> None:
    assert refused(year.scoring.get_as(AUDITOR, f"/{kind}/{TABLE_ID}/history")) == (404, "missing")
