"""What a refusal of nomination cites and tells: the source of the figure that it rests on, and the case's facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest

from kernel.explanation import Explanation, Source, Status, Text
from kernel.refusals import Refusal
from regulations.chapters import Authority, QuotaBasis
from regulations.commendations import CommendationWay
from regulations.dossiers import Span
from regulations.figures import Figure, Share
from regulations.medal import MedalClass
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.merit.assessment import Assessment
from services.nomination.domain.merit.findings import State
from services.nomination.domain.papers import Asked, DossierKind
from services.nomination.domain.quota import Contender, Place, Quota, Tie
from services.nomination.domain.refusals.deciding import LineNotDrawn
from services.nomination.domain.rules import (
    commendations,
    confirming,
    deciding,
    dossiers,
    mandates,
    medal,
    nominating,
    notices,
    voting,
    writing,
)
from tests.nomination.examples import (
    CASE,
    LEADER,
    MOVEMENT,
    POLICY,
    RULES,
    SECTOR_FLAG,
    candidacy,
    heard,
    rules_with,
    standing,
    terms,
    yes_or_no,
)
from tests.nomination.test_medal import FACTS

DAY, NEXT = date(2025, 1, 12), date(2025, 1, 13)
YES = yes_or_no(value=True)
FLAG = replace(
    RULES.titles[SECTOR_FLAG],
    name=Text("Cờ", "Flag"),
    basis=POLICY,
    covenant_required=YES,
    registration_required=YES,
    must_lead_cluster=YES,
    notice_before_decision=YES,
)
WORKER = replace(RULES.titles["LDTT"], name=Text("Lao động", "Worker"), basis=POLICY)
FOR_ALL = rules_with("BK_BHXH", name=FLAG.name, basis=POLICY)
FOR_ONE = rules_with("BK_BHXH_CN", name=FLAG.name, basis=POLICY)
MINISTER = Authority(DAY, Text("Bộ trưởng", "Minister"), POLICY)
WAY = CommendationWay("SUDDEN", YES, yes_or_no(value=False))
ONE_OF_ONE = replace(RULES.quotas["sector_flag"], basis=Figure(QuotaBasis.ADVANCED_WORKERS, POLICY))
QUOTA = replace(
    Quota.of(RULES.quotas["sector_flag"], SECTOR_FLAG, MOVEMENT, [heard("leader")], Tie.of(SECTOR_FLAG, RULES)),
    share_source=POLICY,
)
BEYOND = Place(Contender(CASE.nomination_id, LEADER, 12, 15, Decimal(900)), 2, within=False, by_chair=False)
CHECKLIST = replace(Asked.of(DossierKind.MERIT, SECTOR_FLAG, None, RULES), papers_source=POLICY)
OUTSIDER = MedalClass("outsider", Text("Người ngoài ngành", "Outsider"), POLICY, ())


def judged(state: State, formula: str = "") -> Candidacy:
    """A candidacy of which one condition is in this state."""
    node = Explanation(Text("Không vi phạm", "No fault"), state.value, formula, source=POLICY)
    return candidacy(assessment=Assessment(SECTOR_FLAG, 2024, state, node))


def refusal_of(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value


CITED: list[tuple[Callable[[], object], dict[str, object]]] = [
    (partial(nominating.title_is_for_collectives, candidacy(), WORKER), {"name": "Lao động", "name_en": "Worker"}),
    (partial(nominating.title_is_for_persons, candidacy(), FLAG), {"name": "Cờ", "name_en": "Flag"}),
    (
        partial(nominating.covenant_is_signed, candidacy(covenant=None), FLAG),
        {"unit": "BHXH-70", "movement": "TDTX-2024"},
    ),
    (
        partial(nominating.title_is_registered, candidacy(registration=None), FLAG),
        {"unit": "BHXH-70", "given": SECTOR_FLAG, "movement": "TDTX-2024"},
    ),
    (
        partial(nominating.board_is_of_the_sector, candidacy(standing=standing(cluster_kind="district_cluster")), FLAG),
        {"unit": "BHXH-70", "kind": "district_cluster"},
    ),
    (
        partial(nominating.unit_leads_its_board, candidacy(standing=standing(rank=2)), FLAG),
        {"unit": "BHXH-70", "rank": 2, "among": "khối, cụm", "among_en": "its board", "edition": 1},
    ),
    (
        partial(nominating.nothing_bars_the_candidate, judged(State.BARRED), FLAG),
        {"given": SECTOR_FLAG, "bar": "Không vi phạm", "bar_en": "No fault"},
    ),
    (
        partial(nominating.nothing_bars_the_candidate, judged(State.BARRED, "DON-12"), FLAG),
        {"given": SECTOR_FLAG, "bar": "Không vi phạm (DON-12)", "bar_en": "No fault (DON-12)"},
    ),
    (
        partial(nominating.standards_are_met, judged(State.NOT_MET, "1 / 2"), FLAG),
        {"given": SECTOR_FLAG, "standard": "Không vi phạm (1 / 2)", "standard_en": "No fault (1 / 2)"},
    ),
    (
        partial(notices.notice_stands_long_enough, DAY, NEXT, Span(10, working=True), POLICY),
        {"until": DAY, "least": NEXT, "span": Span(10, working=True)},
    ),
    (partial(notices.comments_were_heard, FLAG, None, DAY), {"given": SECTOR_FLAG}),
    (
        partial(notices.comments_were_heard, FLAG, DAY, DAY),
        {"given": SECTOR_FLAG, "until": DAY, "left": 1, "earliest": NEXT},
    ),
    (
        partial(commendations.title_fits_its_holder, "BK_BHXH", "CB-1", FOR_ALL),
        {"name": "Cờ", "name_en": "Flag"},
    ),
    (
        partial(
            commendations.title_fits_its_holder,
            "BK_BHXH_CN",
            " ",
            rules_with("BK_BHXH_CN", name=FLAG.name, basis=POLICY),
        ),
        {"name": "Cờ", "name_en": "Flag"},
    ),
    (partial(commendations.no_vote_is_asked_for, WAY), {"kind": "SUDDEN"}),
    (partial(commendations.bare_count_is_taken, WAY), {"kind": "SUDDEN"}),
    (
        partial(deciding.basis_is_counted_here, "LDTT", ONE_OF_ONE, None),
        {"given": "LDTT", "basis": QuotaBasis.ADVANCED_WORKERS},
    ),
    (
        partial(deciding.nomination_is_within_the_quota, FLAG, CASE.nomination_id, BEYOND, QUOTA),
        {"nomination": CASE.nomination_id, "place": 2, "places": 1},
    ),
    (
        partial(deciding.authority_is_competent, SECTOR_FLAG, "ông A", MINISTER),
        {"given": SECTOR_FLAG, "authority": "ông A", "competent": "Bộ trưởng", "competent_en": "Minister"},
    ),
    (partial(mandates.substitutes_are_allowed, terms()), {}),
    (partial(mandates.rounds_are_used_up, 1, terms()), {"held": 1, "most": 2}),
    (partial(mandates.deciders_are_those_of_the_rule, [], terms()), {"tie": "chair", "needed": 1, "given": "—"}),
    (
        partial(mandates.deciders_are_those_of_the_rule, ["ông A", "bà B"], terms()),
        {"tie": "chair", "needed": 1, "given": "ông A, bà B"},
    ),
    (
        partial(voting.quorum_is_present, 3, 5, terms()),
        {"present": 3, "members": 5, "needed": 4, "quorum": Share(2, 3)},
    ),
    (partial(voting.a_round_is_left, 2, terms()), {"most": 2, "tie": terms().tie}),
    (partial(voting.writing_is_allowed, terms()), {}),
    (partial(writing.opinions_may_be_asked_for, terms(), NEXT, DAY), {}),
    (
        partial(medal.person_is_living, "CB-1", DAY, yes_or_no(value=False)),
        {"person": "CB-1", "died_on": DAY},
    ),
    (
        partial(medal.years_are_reached, Text("năm", "years"), Fraction(239), 20, DAY, POLICY),
        {"kind_vi": "năm", "kind_en": "years", "needed": 20, "have": Decimal("19.91"), "day": DAY},
    ),
    (partial(medal.contribution_is_stated, FACTS, OUTSIDER), {"given": "outsider"}),
    (
        partial(dossiers.dossier_is_complete, ["submission", "report"], CHECKLIST),
        {
            "missing": "Tờ trình, Báo cáo thành tích",
            "missing_en": "Submission letter, Achievement report",
            "checklist": SECTOR_FLAG,
        },
    ),
    (
        partial(confirming.figure_is_confirmed, "medal.once", POLICY, confirmed=False),
        {"key": "medal.once", "document": "Quy chế thử", "article": "Điều 1", "status": Status.FOUND},
    ),
]


@pytest.mark.parametrize(("call", "facts"), CITED)
def test_a_refusal_cites_where_its_figure_was_read(call: Callable[[], object], facts: dict[str, object]) -> None:
    refusal = refusal_of(call)
    assert (refusal.ground, refusal.facts) == (POLICY, facts)


def test_a_figure_of_a_document_without_articles_says_so() -> None:
    policy = Source("Quy chế thử")
    refusal = refusal_of(partial(confirming.figure_is_confirmed, "medal.once", policy, confirmed=False))
    assert (refusal.ground, refusal.facts["article"]) == (policy, "—")


@pytest.mark.parametrize(("place", "quota"), [(None, None), (None, QUOTA), (BEYOND, None)])
def test_without_a_line_or_a_place_under_it_nothing_is_given(place: Place | None, quota: Quota | None) -> None:
    refusal = refusal_of(partial(deciding.nomination_is_within_the_quota, FLAG, CASE.nomination_id, place, quota))
    assert (type(refusal), refusal.facts) == (LineNotDrawn, {"given": SECTOR_FLAG, "nomination": CASE.nomination_id})
