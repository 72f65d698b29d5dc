"""The nomination service's “whys”, each of an example: `tests.support.whys` holds them against what was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kernel.explanation import Explanation
from regulations.aims import AIMS
from regulations.chapters import Holder, TieRule
from services.nomination.domain.aims import progress
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.commendation_facts import HandCount
from services.nomination.domain.commendation_reasons import explain_commendation
from services.nomination.domain.decision import Decision, DecisionCase, Ground
from services.nomination.domain.eligibility import verdict
from services.nomination.domain.medal.eligibility import verdict as medal_verdict
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.minutes import explain_session
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.papers import Paper, check
from services.nomination.domain.priority import in_order
from services.nomination.domain.quota import Composition
from services.nomination.domain.reasons import explain_decision, explain_line, explain_nomination, explain_place
from services.nomination.domain.rotation.reasons import explain as explain_rotation
from tests.nomination import test_candidates as candidates
from tests.nomination import test_commendations as commendations
from tests.nomination import test_dossiers as dossiers
from tests.nomination import test_drift as drift
from tests.nomination import test_examples_and_aims as aims
from tests.nomination import test_medal as medals
from tests.nomination import test_nomination as nominations
from tests.nomination import test_notices as notices
from tests.nomination import test_reasons as reasons
from tests.nomination import test_rotation as rotation
from tests.nomination import test_settlements as settlements
from tests.nomination.examples import (
    DIRECTOR,
    GOVERNMENT_FLAG,
    RULES,
    announce,
    candidacy,
    january,
    nominated,
    standing,
)
from tests.nomination.whys_of_titles import TITLES
from tests.support.whys import Whys


def explained(nomination: Nomination, *, whole: bool = True) -> Explanation:
    return explain_nomination(nomination, RULES, str, whole=whole)


def challenged(rank: int | None) -> Explanation:
    nomination = reasons.passed(GOVERNMENT_FLAG)
    nomination.weigh(january(21), standing(rank, no=2, state="RANKED" if rank else "BARRED"))
    return explained(nomination)


def without_its_basis() -> Explanation:
    nomination = reasons.passed(GOVERNMENT_FLAG)
    nomination.lose_basis(january(21), nominations.LOST)
    return explained(nomination)


def place(*, by_law: bool, women: int | None = None) -> Explanation:
    drawn = reasons.line()
    composition = None if women is None else Composition(20, women, "CV 12/TCCB")
    contender = replace(drawn.order[0].contender, composition=composition, preferred=composition is not None)
    stands = replace(drawn.order[0], contender=contender, by_law=by_law, by_chair=not by_law)
    return explain_place(stands, drawn.quota, str)


def decided(*, revoked: bool) -> Explanation:
    nomination, drawn = reasons.passed(GOVERNMENT_FLAG), reasons.line()
    decision = Decision.issue(january(25), DecisionCase(nomination, drawn, RULES), "5/QĐ-TTg", "Thủ tướng Chính phủ")
    if revoked:
        decision.revoke(january(30), Ground.LATER_FINDING, "kết luận thanh tra 12/KL")
    return explain_decision(decision, explained(nomination), drawn, str)


def overridden() -> Explanation:
    nomination = nominated()
    decision = Decision.issue(january(25), DecisionCase(nomination, None, RULES), "1/QĐ", DIRECTOR, "theo thẩm quyền")
    return explain_decision(decision, explained(nomination), None, str)


def voided() -> Explanation:
    session = reasons.counted()
    session.void(january(17), "đếm sai phiếu")
    session.open_round(january(17), "key")
    return explain_session(session, str)


def decided_on_the_proposal() -> Commendation:
    found = commendations.proposed()
    found.recommend(january(12), "15/TTr-TĐKT", RULES)
    found.decide(january(13), "12/QĐ-BHXH", DIRECTOR, RULES)
    return found


def corrected() -> Commendation:
    found = commendations.passed()
    found.correct_count(january(13), HandCount(15, 11, 7, 4, 0), "ghi nhầm một phiếu", RULES)
    return found


def commended(found: Commendation) -> Explanation:
    return explain_commendation(found, str)


def heroes() -> Explanation:
    chapter = aims.BOOK.chapter(AIMS)
    assert chapter is not None
    given = [aims.given("AHLD", Holder.COLLECTIVE, date(2014, 1, 1))]
    return progress(chapter.values(), given, aims.MIDTERM)[0].explain()


def preceded(number: int) -> Explanation:
    standings = {aims.A.unit_id: aims.standing(3, 6, 1), aims.B.unit_id: aims.standing(2, 4)}
    results = {aims.A.unit_id: [aims.result("2014", 5, 5)], aims.C.unit_id: [aims.result("2014", 1, 5)]}
    return in_order([aims.D, aims.A, aims.B, aims.C], results, standings)[number].explain()


def checked(*papers: Paper) -> Explanation:
    return check(dossiers.ASKED, papers, dossiers.RECORD).explanation


def medal(*, confirmed: bool = True, **changed: object) -> Explanation:
    facts = replace(medals.FACTS, **changed)  # type: ignore[arg-type]
    return medal_verdict(facts, medals.terms(confirmed=confirmed)).explanation


HARD_YEARS = (Span(date(2006, 1, 1), date(2009, 12, 31), hard_area=True), Span(date(2010, 1, 1), None))
SANCTIONED = (Discipline(date(2015, 1, 1), date(2015, 6, 30), "khiển trách"),)


def of_a_person(*, whole: bool) -> Explanation:
    return explained(Nomination.accept(january(11), candidates.person(), RULES), whole=whole)


def announced() -> Explanation:
    nomination = nominated()
    announce(nomination, january(12), date(2025, 1, 30))
    return explained(nomination)


def settled() -> Explanation:
    session = settlements.used_up(TieRule.HEAD_AND_DEPUTY)
    session.settle(january(16), replace(settlements.CHAIR, deciders=("khối trưởng", "khối phó")))
    return explain_session(session, str)


WHYS: Whys = {
    "a medal": medal,
    "a medal whose figures nobody confirmed": lambda: medal(confirmed=False),
    "a medal for years in hard areas and under discipline": lambda: medal(service=HARD_YEARS, disciplines=SANCTIONED),
    "a medal of who has died and lacks papers": lambda: medal(died_on=date(2024, 5, 1), papers=("request",)),
    **TITLES,
    "a dossier, whole": lambda: checked(*dossiers.WHOLE),
    "a dossier with a thin report, alone": lambda: checked(replace(dossiers.REPORT, words=9)),
    "a nomination, voted on": lambda: explained(reasons.passed(GOVERNMENT_FLAG)),
    "a person's nomination": lambda: of_a_person(whole=True),
    "a person's nomination, in public": lambda: of_a_person(whole=False),
    "a nomination under public notice": announced,
    "a nomination, in public": lambda: explained(nominated(), whole=False),
    "a nomination overtaken by another": lambda: challenged(2),
    "a nomination barred by a newer edition": lambda: challenged(None),
    "a nomination that lost its basis": without_its_basis,
    "the eligibility of who does not lead": lambda: verdict(candidacy(standing=standing(2)), RULES).explanation,
    "a notice": lambda: notices.posted().explained(),
    "a quota line": lambda: explain_line(reasons.line(), str),
    "a place by the chair's word": lambda: place(by_law=False),
    "a place by the law's preference": lambda: place(by_law=True, women=14),
    "a place the law does not prefer": lambda: place(by_law=True),
    "a decision": lambda: decided(revoked=False),
    "a decision, revoked": lambda: decided(revoked=True),
    "a decision against a rule": overridden,
    "the minutes of a count": lambda: explain_session(reasons.counted(), str),
    "the minutes with a void round": voided,
    "the minutes with what head and deputy decided": settled,
    "a commendation, proposed": lambda: commended(commendations.proposed()),
    "a commendation, decided on the standing body's proposal": lambda: commended(decided_on_the_proposal()),
    "a commendation whose count was corrected": lambda: commended(corrected()),
    "a commendation voted on in a session": lambda: commended(commendations.voted(commendations.passed(), False)),
    "an aim of the sector": heroes,
    "who goes first by standing and boards": lambda: preceded(1),
    "who goes first by boards alone": lambda: preceded(2),
    "who has nothing to go by": lambda: preceded(3),
    "a rotation, flagged": lambda: explain_rotation(rotation.checked(*rotation.SIX_BY_TURN), rotation.called),
    "a rotation of too few years": lambda: explain_rotation(rotation.checked(("AB", "")), rotation.called),
    "overrides, flagged": lambda: explain_rotation(drift.judged(*drift.lifted("5", 2022, 2023, 2024)), rotation.called),
}
