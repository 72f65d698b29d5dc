"""Events of every shape there was, read as they are meant today: each filling in is held word for word.

That recorded streams of those shapes replay is held by tests/contracts; this says with what.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from services.nomination.domain.commendation_facts import HandCount
from services.nomination.domain.convening import Convening
from services.nomination.domain.decision import Decision
from services.nomination.domain.dossier import Dossier
from services.nomination.domain.higher_award import HigherAwardFacts
from services.nomination.domain.merit.facts import Inquiry, Opening
from services.nomination.domain.notice import NoticeTerm
from services.nomination.domain.objection import Objection
from services.nomination.domain.quota import Quota
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.rounds import Round
from services.nomination.domain.stages import Grounds

State = dict[str, Any]
UNKNOWN = {"document": "", "article": "", "status": "unverified"}


def hands(**numbers: int) -> State:
    return {"hands": {"present": 5, "in_favour": 4, "against": 1, "abstained": 0, **numbers}}


def convened(terms: State, **changed: object) -> State:
    return {"convening": {"terms": {"tie": "chair", **terms}, **changed}}


IN_THE_QUOTA = {"document": "TT 25/2025/TT-BKHCN", "article": "Điều 23", "status": "analogue"}
LINE = {"quota": {"places": 2}, "order": [{"place": 1, "contender": {"score": "9"}}]}
TOLD = {"tie": {"women": None, "women_source": None, "decided_by": "chair", "source": IN_THE_QUOTA}}
FILLED = {
    "quota": {"places": 2} | TOLD,
    "order": [{"place": 1, "contender": {"score": "9", "composition": None, "preferred": False}, "by_law": False}],
}


@pytest.mark.parametrize(
    ("upcast", "before", "today"),
    [
        (Grounds.upcast, {"grounds": {"a": 1}}, {"grounds": {"a": 1, "person": None, "assessment": None}}),
        (Grounds.upcast_standing, {"standing": {"no": 1}}, {"standing": {"no": 1, "group": None}}),
        (
            Grounds.upcast_ungrouped,
            {"grounds": {"standing": {"no": 1}}},
            {"grounds": {"standing": {"no": 1, "group": None}}},
        ),
        (Grounds.on_the_board, {"grounds": {"a": 1}}, {"grounds": {"a": 1, "board_required": True, "of_year": 0}}),
        (HandCount.upcast, hands(), hands(in_writing=0)),
        (HandCount.upcast, hands(abstained=3), hands(abstained=3, in_writing=3)),
        (HandCount.upcast, hands(against=0), hands(against=0, in_writing=0)),
        (Round.met_in_person, {"number": 1}, {"number": 1, "opinions_until": None}),
        (Decision.Issued.upcast_v1_v2, {"award": {"title": "T"}}, {"award": {"title": "T", "person": None}}),
        (
            Dossier.PaperAttached.upcast_v1_v2,
            {"paper": {"quotes": [{"number": 1}, {"number": 2}]}},
            {"paper": {"quotes": [{"number": 1, "text": ""}, {"number": 2, "text": ""}]}},
        ),
        (Objection.Raised.upcast_v1_v2, {"code": "KN-1"}, {"code": "KN-1", "notice": None}),
        (NoticeTerm.upcast, {"place": "web"}, {"place": "web", "term": None}),
        (HigherAwardFacts.upcast, {"facts": {"title": "T"}}, {"facts": {"title": "T", "year": None}}),
        (Opening.upcast, {"opening": {"sex": "female"}}, {"opening": {"sex": "WOMAN"}}),
        (Opening.upcast, {"opening": {"sex": "male"}}, {"opening": {"sex": "MAN"}}),
        (Opening.upcast, {"opening": {"sex": None}}, {"opening": {"sex": None}}),
        (Inquiry.upcast, {"fact": {"about": "x"}}, {"fact": {"about": "x", "finding": None}}),
        (Quota.upcast, {"quota": {"places": 2}}, {"quota": {"places": 2, "unit_id": None}}),
        (QuotaLine.Drawn.upcast_v1_v2, LINE, FILLED),
        (QuotaLine.Redrawn.upcast_v1_v2, LINE, FILLED),
        (
            Convening.without_substitutes,
            convened({}),
            convened({"substitutes": False, "substitutes_source": UNKNOWN, "tie_source": UNKNOWN}),
        ),
        (
            Convening.of_nominations_in_a_meeting,
            convened({}, candidates=[{"title": "T"}, {"title": "U"}]),
            convened(
                {"wholly_written": False, "wholly_written_source": UNKNOWN},
                opinions_until=None,
                candidates=[{"title": "T", "case": "NOMINATION"}, {"title": "U", "case": "NOMINATION"}],
            ),
        ),
    ],
    ids=lambda each: getattr(each, "__qualname__", ""),
)
def test_what_was_not_told_then_is_filled_in(upcast: Callable[[State], None], before: State, today: State) -> None:
    read = deepcopy(before)
    upcast(read)
    assert read == today
