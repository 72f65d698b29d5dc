"""What a step leaves behind and which input a refusal is about: bounds, ends and fields that no workflow comes by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kernel.aggregate import event_id
from kernel.identity import Principal
from kernel.refusals import Refusal
from regulations.figures import Figure
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.confirmation import FiguresInUse, UsedFigure
from services.nomination.domain.decision import Decision, DecisionCase
from services.nomination.domain.dossier import Extension
from services.nomination.domain.eligibility import verdict
from services.nomination.domain.good_example import GoodExample
from services.nomination.domain.medal.eligibility import verdict as medal_verdict
from services.nomination.domain.medal.shares import shares
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.merit.assessment import Assessment, Rung, next_rung
from services.nomination.domain.merit.facts import Membership
from services.nomination.domain.merit.findings import State
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.openings import session_steps
from services.nomination.domain.papers import Asked, DossierKind
from services.nomination.domain.priority import in_order
from services.nomination.domain.quota import Quota, Tie
from services.nomination.domain.refusals.medal import SpanTurnedRound
from services.nomination.domain.refusals.merit import MeritFactNotStanding
from services.nomination.domain.stages import Vote
from services.nomination.domain.steps import SessionStep
from services.nomination.domain.voting_session import VotingSession
from tests.nomination import test_candidates as candidates
from tests.nomination import test_dossiers as dossiers
from tests.nomination import test_examples_and_aims as examples
from tests.nomination import test_medal as medals
from tests.nomination import test_settlements as settlements
from tests.nomination.examples import (
    CLUSTER,
    GOVERNMENT_FLAG,
    LEADER,
    MOVEMENT,
    OFFICES,
    POLICY,
    RULES,
    january,
    opened,
    terms,
)
from tests.nomination.merit import inquiry, person_file, put, rated
from tests.nomination.test_chains import asked
from tests.nomination.test_notices import posted

DAY = date(2025, 1, 15)
FINDING, INTRODUCED = examples.FINDING, examples.TOLD


def example(step: Callable[[GoodExample], None]) -> None:
    step(examples.found())


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (lambda: example(lambda it: it.introduce(january(21), replace(INTRODUCED, where=""))), "where"),
        (
            lambda: example(lambda it: it.introduce(january(21), replace(INTRODUCED, published_on=date(2025, 1, 9)))),
            "published_on",
        ),
        (lambda: example(lambda it: it.recognise(january(11), " ")), "form"),
        (lambda: example(lambda it: it.nurture(january(11), " ")), "measure"),
        (lambda: example(lambda it: it.follow_up(january(11), replace(examples.EFFECT, what=""))), "what"),
        (lambda: example(lambda it: it.follow_up(january(11), replace(examples.EFFECT, evidence=""))), "evidence"),
        (
            lambda: dossiers.dossier(asked=replace(dossiers.ASKED, due=None, due_source=None)).extend(
                january(11), Extension(date(2025, 1, 10), "Tổng Giám đốc", "CV 9/BHXH")
            ),
            "until",
        ),
        (lambda: posted(date(2025, 1, 11), RULES), "comments_until"),
        (lambda: person_file().clear(january(11), uuid4(), DAY, " "), "finding"),
    ],
)
def test_the_input_that_is_wrong_is_named(step: Callable[[], object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        step()
    assert refused.value.fields == (field,)


def test_a_recognition_may_have_no_number() -> None:
    found = examples.found()
    found.recognise(january(12), "Tuyên dương")
    (event,) = [each for each in found.pending_events if isinstance(each, GoodExample.Recognised)]
    assert (event.form, event.number) == ("Tuyên dương", "")


def test_only_what_is_open_is_cleared_and_only_an_initiative_is_used() -> None:
    file = person_file()
    opened, rating = put(file, inquiry(date(2024, 12, 20))), put(file, rated(2024))
    with pytest.raises(MeritFactNotStanding):
        file.clear(january(11), rating, date(2025, 1, 10), "không vi phạm")
    with pytest.raises(MeritFactNotStanding):
        file.use(january(11), opened, Use("LDTT", 2024, uuid4()))
    file.clear(january(11), opened, date(2025, 1, 10), "không vi phạm")
    (cleared,) = [each for each in file.pending_events if type(each).__name__ == "InquiryCleared"]
    kept = file.holdings.kept[opened]
    assert (kept.cleared_on, kept.cleared_by) == (
        date(2025, 1, 10),
        event_id(cleared.originator_id, cleared.originator_version),
    )


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ((date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 6, 30), None), True),
        ((date(2024, 6, 30), None), (date(2024, 1, 1), date(2024, 6, 30)), True),
        ((date(2024, 1, 1), date(2024, 6, 29)), (date(2024, 6, 30), None), False),
        ((date(2024, 6, 30), None), (date(2024, 1, 1), date(2024, 6, 29)), False),
    ],
)
def test_two_memberships_overlap_on_the_last_day_of_one(
    first: tuple[date, date | None], second: tuple[date, date | None], shared: bool
) -> None:
    assert Membership(LEADER, *first).overlaps(Membership(OFFICES[1], *second)) is shared


def test_what_was_decided_instead_of_a_result_cites_its_own_event() -> None:
    vote = Vote(uuid4(), SessionKind.COUNCIL, 2, Result(LEADER, 3, 3, 0, 6, 4, passed=False), DAY, uuid4())
    event, day = uuid4(), date(2025, 1, 20)
    settled = vote.settled(day, event, in_favour=True)
    assert (settled.event, settled.voted_on, settled.instead, settled.result.passed) == (event, day, True, True)


@pytest.mark.parametrize("due", [None, (DAY, POLICY)])
def test_a_checklist_keeps_the_deadline_and_its_source(due: tuple[date, object] | None) -> None:
    made = Asked.of(DossierKind.SUDDEN, "BK_BHXH", due, RULES)  # type: ignore[arg-type]
    assert (made.due, made.due_source) == (due or (None, None))


def test_the_next_title_is_the_one_behind_the_last_held() -> None:
    def rungs(*held: bool) -> list[Rung]:
        tree = asked(person_file(), "LDTT").tree
        made = [Assessment(str(at), 2024, State.UNKNOWN, tree) for at in range(len(held))]
        return [Rung(each, uuid4() if has else None) for each, has in zip(made, held, strict=True)]

    found = [
        next_rung(rungs(*held))
        for held in ((False, False, False), (True, False, False), (False, True, False), (False, False, True), ())
    ]
    assert [each and each.assessment.title for each in found] == ["0", "1", "2", None, None]


def test_half_of_the_last_digit_is_rounded_up() -> None:
    assert in_order([examples.A], {examples.A.unit_id: [examples.result("2014", 32, 33)]}, {})[0].shown == Decimal(
        "0.0313"  # 1/32 is 0.03125
    )


def test_outsiders_of_a_year_are_those_of_all_their_classes() -> None:
    limit = UsedFigure.of(medals.entry("medal.outsiders_share"), None)
    (found,) = shares([(2024, "outsider", 2), (2024, "foreigner", 1)], ("outsider", "foreigner"), limit)
    assert (found.given, found.outsiders) == (3, 3)


def test_a_decision_on_a_person_names_the_code() -> None:
    nomination = Nomination.accept(january(11), candidates.person(), RULES)
    authority = RULES.titles["LDTT"].authority_on(date(2025, 1, 25)).name.vi
    decision = Decision.issue(january(25), DecisionCase(nomination, None, RULES), "1/QĐ", authority, "theo thẩm quyền")
    assert (decision.award.person, decision.award.unit_id) == (nomination.grounds.person, nomination.unit_id)
    assert decision.award.person is not None


def test_the_head_of_another_block_or_cluster_has_nothing_to_do_in_a_session() -> None:
    session = opened(terms(secret=False))

    def head(*clusters: UUID) -> Principal:
        return Principal("p", "Nguyễn Văn A", "person", frozenset({"cluster_head"}), None, frozenset(clusters))

    assert session_steps(head(CLUSTER), session) == (SessionStep.TAKE_ATTENDANCE, SessionStep.VOID)
    assert session_steps(head(uuid4()), session) == ()


def test_a_secret_count_keeps_the_choices_of_the_box_and_the_next_round_has_its_own_key() -> None:
    session = settlements.used_up()
    opening = [each for each in session.pending_events if isinstance(each, VotingSession.RoundOpened)]
    counts = [each for each in session.pending_events if isinstance(each, VotingSession.RoundClosed)]
    assert [each.box_key for each in opening] == ["another key"]
    assert [len(each.choices) for each in counts] == [2, 2]


def test_a_refused_proposal_for_the_medal_names_the_input_the_source_and_the_person_by_code() -> None:
    facts = replace(medals.FACTS, person_code=" cb-0001 ", service=())
    found = medal_verdict(facts, medals.terms())
    assert found.refusal is not None
    with pytest.raises(type(found.refusal)) as refused:
        found.require()
    assert (refused.value.fields, refused.value.source) == (found.refusal.fields, found.refusal.source)
    assert refused.value.fields
    assert medals.proposed(replace(medals.FACTS, person_code=" cb-0001 ")).facts.person_code == "CB-0001"


@pytest.mark.parametrize("field", ["service", "disciplines"])
def test_a_time_turned_round_is_told_of_its_own_list(field: str) -> None:
    turned: dict[str, object] = {
        "service": (Span(DAY, date(2024, 1, 1)),),
        "disciplines": (Discipline(DAY, date(2024, 1, 1), "khiển trách"),),
    }
    with pytest.raises(SpanTurnedRound) as refused:
        medal_verdict(replace(medals.FACTS, **{field: turned[field]}), medals.terms())  # type: ignore[arg-type]
    assert [each.partition("[")[0] for each in refused.value.fields] == [field]


def test_years_under_discipline_count_where_the_rules_do_not_leave_them_out() -> None:
    facts = replace(medals.FACTS, disciplines=(Discipline(date(2010, 1, 1), date(2012, 12, 31), "khiển trách"),))
    given = medals.terms()
    counting = replace(given, rules=replace(given.rules, discipline_not_counted=Figure(False, POLICY)))
    assert medal_verdict(facts, given).refusal is not None
    assert medal_verdict(facts, counting).refusal is None


def test_a_figure_that_was_found_needs_no_confirmation_and_a_confirmed_one_none_again() -> None:
    given, unconfirmed = medals.terms(), medals.terms(confirmed=False)
    assert medal_verdict(medals.FACTS, given).refusal is None
    found = FiguresInUse(
        {key: replace(each, source=POLICY) for key, each in unconfirmed.figures.figures.items()}  # found, not confirmed
    )
    assert medal_verdict(medals.FACTS, replace(unconfirmed, figures=found)).refusal is None
    assert medal_verdict(medals.FACTS, unconfirmed).refusal is not None


def test_a_quota_is_whose_it_was_drawn_for() -> None:
    rule = RULES.quotas[RULES.titles[GOVERNMENT_FLAG].quota or ""]
    tie = Tie.of(GOVERNMENT_FLAG, RULES)
    assert [Quota.of(rule, GOVERNMENT_FLAG, MOVEMENT, (), tie, of).unit_id for of in (None, LEADER)] == [None, LEADER]


def test_a_refused_nomination_names_the_input_and_the_source() -> None:
    found = verdict(candidates.person(person=None), RULES)
    assert found.refusal is not None
    with pytest.raises(type(found.refusal)) as refused:
        found.require()
    assert (refused.value.fields, refused.value.source) == (found.refusal.fields, found.refusal.source)
