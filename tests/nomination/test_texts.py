"""What is written down can be read by whoever sees it: each text that nomination takes, with what nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kernel.explanation import Text
from regulations.conditions import InitiativeLevel
from services.nomination.domain.mandates import Mandate
from services.nomination.domain.merit.facts import Award, Initiative
from services.nomination.domain.papers import Paper
from services.nomination.domain.refusals.texts import UnseenCharacter
from services.nomination.domain.rules import (
    commendations,
    deciding,
    dossiers,
    examples,
    mandates,
    medal,
    merit,
    nominating,
    objections,
    voting,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written
from tests.nomination.test_edges_grounds import OUTSIDER
from tests.nomination.test_medal import FACTS

SEEN = "Sáng kiến số 1:\n– số hóa hồ sơ\t(2024)"
HIDDEN = "Sáng\u200b kiến"
DAY = date(2024, 11, 5)
MANDATE = Mandate("a", "người thay", None, "12/GUQ")


@pytest.mark.parametrize(("character", "shown"), [("\u200b", "U+200B"), ("\u202e", "U+202E"), ("\x07", "U+0007")])
def test_what_nobody_sees_is_told_with_its_place(character: str, shown: str) -> None:  # rule: nothing_unseen_is_written
    nothing_unseen_is_written(name=SEEN, by=f" {SEEN}\n")
    with pytest.raises(UnseenCharacter) as refused:
        nothing_unseen_is_written(name=SEEN, by=f"Ông{character} A")
    assert (refused.value.facts, refused.value.fields) == ({"character": shown, "place": 4}, ("by",))


ASKED: list[tuple[str, Callable[[str], None]]] = [
    ("reason", nominating.reason_is_stated),
    ("evidence", merit.evidence_is_stated),
    ("name", lambda it: merit.what_it_is_called_is_stated(Initiative(it, InitiativeLevel.BASE, DAY, "HĐ"))),
    ("council", lambda it: merit.what_it_is_called_is_stated(Initiative("SK", InitiativeLevel.BASE, DAY, it))),
    ("number", lambda it: merit.what_it_is_called_is_stated(Award("LDTT", 2024, it, DAY))),
    ("what", lambda it: examples.it_is_stated(it, Text("điển hình", "the example"), "what")),
    ("code", lambda it: commendations.achievement_is_stated(it, "xử lý sự cố")),
    ("achievement", lambda it: commendations.achievement_is_stated("TTr-12", it)),
    ("paper", commendations.recommendation_is_on_paper),
    ("name", lambda it: dossiers.paper_is_whole(Paper("report", it, "0" * 64, 1, 1))),
    ("by", lambda it: dossiers.extension_is_grounded(it, "CV 1")),
    ("text", lambda it: dossiers.extension_is_grounded("Bộ Nội vụ", it)),
    ("paper", lambda it: mandates.mandate_is_in_writing(replace(MANDATE, paper=it))),
    ("substitute", lambda it: mandates.mandate_is_in_writing(replace(MANDATE, substitute=it))),
    ("by", lambda it: objections.objection_is_stated("PA-1", it, "sai số liệu")),
    ("text", lambda it: objections.objection_is_stated("PA-1", "CB-1", it)),
    ("code", lambda it: objections.objection_is_stated(it, "CB-1", "sai số liệu")),
    ("contribution", lambda it: medal.contribution_is_stated(replace(FACTS, contribution=it), OUTSIDER)),
    ("code", voting.code_is_stated),
    ("place", deciding.place_is_stated),
]


@pytest.mark.parametrize(("field", "rule"), ASKED)
def test_every_text_that_is_put_down_is_looked_at(field: str, rule: Callable[[str], None]) -> None:
    rule("Bình thường")
    with pytest.raises(UnseenCharacter) as refused:
        rule(HIDDEN)
    assert refused.value.fields == (field,)
