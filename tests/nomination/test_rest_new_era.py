"""Rules are named, or a new era is loaded: what was decided stays what it is, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kernel.explanation import Source
from regulations.rulebook import Rulebooks
from regulations.transition import Transition
from tests.nomination.running import (
    CLUSTERS,
    RULEBOOKS,
    STANDING_BODY,
    Running,
    decide,
    done,
    draw,
    endorse,
    head,
    leader,
    live_through_a_year,
    nominate,
    refused,
    restarted,
    select,
    start,
)
from tests.support.eras import amended, before_the_newest


def everything(running: Running, *paths: str) -> list[str]:
    return [running.client.get(path, headers=running.headers(STANDING_BODY)).text for path in paths]


def test_a_new_era_leaves_the_decisions_of_the_year_before_as_they_are(tmp_path: Path) -> None:
    year = start(tmp_path, rulebooks=before_the_newest())
    live_through_a_year(year)
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    decision = done(decide(year, nomination), 201)["id"]
    paths = [f"/decisions/{decision}", f"/decisions/{decision}/why", f"/nominations/{nomination}"]
    paths += [f"/nominations/{nomination}/why", "/quota-lines", "/sessions"]
    then = everything(year, *paths)
    again = restarted(year, Rulebooks.load(amended(tmp_path / "eras")))
    assert everything(again, *paths) == then
    assert '"law-2022"' in then[0]
    again.service.store.recorder.engine.dispose()


def test_a_nomination_is_judged_by_the_rules_it_names(year: Running) -> None:
    unit = leader(CLUSTERS[0])
    book = RULEBOOKS.by_id("cv4268-2021")
    body = {"unit_id": unit, "title": "CO_BHXH", "movement_id": "TDTX-2024"}
    receipt = done(year.post("/nominations", head(unit), body, Rulebook="cv4268-2021"), 201)
    found = year.get(f"/nominations/{receipt['id']}")
    assert found["rulebook"] == book.version
    assert receipt["details"]["rules"]["value"] == book.version


@pytest.mark.parametrize(
    ("unless_more_favourable", "era", "reward"),
    [(False, "cv4268-2021", "14400000"), (True, "law-2022", "18720000")],
)
def test_what_was_received_before_is_decided_by_the_rules_before_unless_the_new_give_more(
    tmp_path: Path,
    unless_more_favourable: bool,
    era: str,
    reward: str,
) -> None:
    clause = Transition(date(2025, 3, 1), unless_more_favourable, Source("Văn bản trình diễn"))
    eras = tuple(replace(each, transition=clause) if each.id == "law-2022" else each for each in RULEBOOKS.eras)
    year = start(tmp_path, rulebooks=Rulebooks(eras))
    live_through_a_year(year)
    nomination = nominate(year, leader(CLUSTERS[0]))
    select(year, CLUSTERS[0], nomination)
    endorse(year, nomination)
    draw(year, "CO_BHXH")
    receipt = done(decide(year, nomination), 201)
    decision = year.get(f"/decisions/{receipt['id']}")
    assert (decision["rulebook"], decision["reward"]) == (era, reward)
    assert receipt["details"]["rules"]["source"]["document"] == "Văn bản trình diễn"
    year.service.store.recorder.engine.dispose()


@pytest.mark.parametrize(
    ("named", "refusal"), [("law-1999", (422, "unknown-rules")), ("law-2026", (409, "rules-not-in-force"))]
)
def test_rules_that_are_none_or_a_lead_are_refused(year: Running, named: str, refusal: tuple[int, str]) -> None:
    unit = leader(CLUSTERS[0])
    body = {"unit_id": unit, "title": "CO_BHXH", "movement_id": "TDTX-2024"}
    assert refused(year.post("/nominations", head(unit), body, Rulebook=named)) == refusal
    asked = {**body, "rulebook": named}
    answer = year.client.get("/eligibility", params=asked, headers=year.headers(STANDING_BODY))
    assert refused(answer) == refusal


def test_eligibility_is_asked_under_named_rules(year: Running) -> None:
    asked = {"unit_id": leader(CLUSTERS[0]), "title": "CO_BHXH", "movement_id": "TDTX-2024"}
    versions = [
        year.get("/eligibility", **asked, rulebook=named)["why"]["tree"]["rule_version"]
        for named in ("nd65-2014", RULEBOOKS.by_id("law-2022").version)
    ]
    assert versions == [RULEBOOKS.by_id(era).version for era in ("nd65-2014", "law-2022")]
