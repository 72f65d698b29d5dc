"""What the covenant's rules tell when they refuse: the facts, the input concerned, and the source that is cited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from kernel.explanation import Explanation, Text
from regulations.chapters import Holder
from services.covenant.domain import sources
from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.plan import TargetTable
from services.covenant.domain.refusals.amendments import AmendmentNotAgreed, AmendmentPending, NoAmendment
from services.covenant.domain.refusals.cascades import WeakerTarget
from services.covenant.domain.refusals.clusters import (
    DistrictsLeftOut,
    MemberOfWrongKind,
    OutOfRotation,
    WrongNumberOfDistrictClusters,
)
from services.covenant.domain.refusals.codes import MalformedCode
from services.covenant.domain.refusals.covenants import AlreadySigned, BandNeedsTwoEnds, TargetsAgreed, WrongHolder
from services.covenant.domain.refusals.inspections import FindingNotInState, WholeYearCrossCheck
from services.covenant.domain.refusals.plan_editions import OfficialTargetDropped
from services.covenant.domain.refusals.plans import (
    BelowNationalTarget,
    GoalTwice,
    GoalUnanswered,
    NobodyAppraises,
    PlanNotOfficial,
    YearMissing,
)
from services.covenant.domain.refusals.reminders import ReminderWithdrawn
from services.covenant.domain.refusals.year_reviews import TargetsNotReviewed
from services.covenant.domain.registration import Registration
from services.covenant.domain.rules import (
    amendments,
    appraisals,
    cascades,
    clusters,
    codes,
    covenants,
    floors,
    groupings,
    inspections,
    officers,
    plans,
    registrations,
    reminders,
    year_reviews,
)
from services.covenant.domain.steps import Phase, State, Step
from services.covenant.domain.target import Direction
from services.covenant.domain.unit import UnitKind
from tests.covenant import told
from tests.covenant.examples import LETTER, NEW_YEAR, RULES, district_rule, listed, target, units
from tests.covenant.long_examples import FIRST, LAST, RESOLUTION, YEARS, figures, goal, measure, table

LATER = date(2024, 3, 1)
TITLE = RULES.titles["TTLDXS"]
TWO = table(figures(70), measure())
BAND = target(direction=Direction.BAND, value="5", upper=Decimal(10))

# Lists of what is concerned.

LISTS = [
    (
        partial(appraisals.everything_is_official, {"A": "proposed", "B": "agreed", "C": "disputed"}),
        told.of(PlanNotOfficial, indicators="A, C"),
    ),
    (
        partial(appraisals.no_official_target_is_dropped, ["A", "PCTN", "C"], TWO),
        told.of(OfficialTargetDropped, "figures", "measures", indicators="A, C"),
    ),
    (
        partial(inspections.a_finding_is_in_the_state, 1, "settled", ["recorded", "reported"]),
        told.of(FindingNotInState, "finding", finding=1, state="settled", allowed=("recorded", "reported")),
    ),
    (
        partial(groupings.groups_divide_the_districts, ["B"], ["C", "B", "A"]),
        told.of(DistrictsLeftOut, "groups", units="A, C"),
    ),
    (
        partial(
            plans.every_target_has_a_department, table(figures(70, department_id=None), measure(department_id=None))
        ),
        told.of(NobodyAppraises, "figures", "measures", indicators="BHYT_PCT, PCTN"),
    ),
    (
        partial(plans.every_binding_goal_is_answered, TargetTable(), [goal("B"), goal("A"), goal("C", binding=False)]),
        told.of(GoalUnanswered, "figures", indicators="A, B"),
    ),
    (
        partial(plans.every_year_is_stated, table(figures(70, None, 74)), {"BHYT_PCT": FIRST, "A": FIRST - 1}, 2017),
        told.of(YearMissing, "figures", first=FIRST - 1, last=2017, missing="BHYT_PCT 2015, BHYT_PCT 2017"),
    ),
    (
        partial(year_reviews.every_target_of_the_year_is_reviewed, {"A": measure("A"), "B": measure("B")}, [], 2014),
        told.of(TargetsNotReviewed, "findings", year=2014, indicators="A, B"),
    ),
    (
        partial(
            officers.the_head_is_elected_by_rotation,
            UUID(int=1),
            [UUID(int=1)],
            [UUID(int=1), UUID(int=2), UUID(int=3)],
            {UUID(int=1): "BHXH-62", UUID(int=2): "BHXH-64"},
        ),
        told.of(OutOfRotation, "head", unit="BHXH-62", waiting=f"BHXH-64, {UUID(int=3)}"),
    ),
]


@pytest.mark.parametrize(("ask", "answer"), LISTS)
def test_all_that_is_concerned_is_named(ask: told.Ask, answer: told.Told) -> None:
    assert told.by(ask) == answer


# Days and figures, told as they were given; of what there is none, a dash.

FACTS = [
    (
        partial(amendments.an_amendment_takes_its_turn, Step.PROPOSE_AMENDMENT, Phase.PROPOSED),
        told.of(AmendmentPending, phase=Phase.PROPOSED),
    ),
    (
        partial(amendments.an_amendment_takes_its_turn, Step.SIGN_AMENDMENT, Phase.PROPOSED),
        told.of(AmendmentNotAgreed, phase=Phase.PROPOSED),
    ),
    (
        partial(amendments.an_amendment_takes_its_turn, Step.AGREE_AMENDMENT, None),
        told.of(NoAmendment, phase="—"),
    ),
    (
        partial(covenants.the_step_is_open, Step.AGREE, State.AGREED, None, LATER),
        told.of(TargetsAgreed, signed_on=None, agreed_on=LATER),
    ),
    (
        partial(covenants.the_step_is_open, Step.SIGN, State.SIGNED, LATER, None),
        told.of(AlreadySigned, signed_on=LATER, agreed_on=None),
    ),
    (
        partial(covenants.a_band_has_two_ends, replace(BAND, upper=Decimal(4))),
        told.of(BandNeedsTwoEnds, "targets", indicator="BHXH_BB", value=Decimal(5), upper=Decimal(4)),
    ),
    (
        partial(covenants.a_band_has_two_ends, replace(BAND, upper=None)),
        told.of(BandNeedsTwoEnds, "targets", indicator="BHXH_BB", value=Decimal(5), upper="—"),
    ),
    (
        partial(reminders.the_reminder_stands, NEW_YEAR, LATER, LATER),
        told.of(ReminderWithdrawn, sent_on=NEW_YEAR, withdrawn_on=LATER, day=LATER),
    ),
    (
        partial(reminders.the_reminder_stands, LATER, None, NEW_YEAR),
        told.of(ReminderWithdrawn, sent_on=LATER, withdrawn_on="—", day=NEW_YEAR),
    ),
    (
        partial(
            inspections.a_cross_check_is_of_a_quarter_or_half_year,
            inspections.a_period_is_named("2024"),
            crosswise=True,
        ),
        told.of(WholeYearCrossCheck, "period", given="2024"),
    ),
    (
        partial(cascades.a_target_is_not_weaker, replace(BAND, upper=Decimal(11)), BAND, each_unit=True),
        told.of(WeakerTarget, "targets", indicator="BHXH_BB", given="5–11", asked="5–10", direction=Direction.BAND),
    ),
    (
        partial(cascades.a_target_is_not_weaker, target(value="9"), target(value="10"), each_unit=True),
        told.of(WeakerTarget, "targets", indicator="BHXH_BB", given="9", asked="10", direction=Direction.HIGHER),
    ),
    (
        partial(plans.goals_make_sense, [goal(), goal(year=FIRST), goal(value="81")], YEARS),
        told.of(GoalTwice, "goals", document=RESOLUTION.document, indicator="BHYT_PCT", year=LAST),
    ),
]


@pytest.mark.parametrize(("ask", "answer"), FACTS)
def test_a_refusal_tells_the_facts_of_the_case(ask: told.Ask, answer: told.Told) -> None:
    assert told.by(ask) == answer


# The source that the rulebook or the case knows better than the refusal.


def test_the_number_of_clusters_is_refused_by_the_source_of_the_bands() -> None:
    required = replace(district_rule(10), source=LETTER)
    clusters.district_clusters_are_as_many_as_the_rule(2, 10, required)
    for given in (1, 3):
        said = told.by(partial(clusters.district_clusters_are_as_many_as_the_rule, given, 10, required))
        facts = {"districts": 10, "required": "2", "given": given}
        assert said == told.of(WrongNumberOfDistrictClusters, "clusters", **facts).citing(LETTER)


def test_the_number_of_clusters_is_explained_by_all_bands() -> None:
    assert district_rule(25) == Explanation(
        label=Text("Số cụm thi đua cấp huyện", "Number of district clusters"),
        value="5",
        formula="1–9 → 1; 10–14 → 2; 15–19 → 3; 20–24 → 4; ≥ 25 → 5",
        source=RULES.cluster_bands.source,
        rule_version=RULES.version,
        inputs=(Explanation(Text("Số đơn vị cấp huyện", "Number of district offices"), "25"),),
    )


def test_a_district_of_elsewhere_is_refused_by_the_article_on_district_clusters() -> None:
    own, foreign = listed(units("BHXH-6201", "BHXH-6401"))
    clusters.every_district_stands_in_a_cluster([own], [own], "BHXH-62", ClusterKind.DISTRICT_CLUSTER)
    said = told.by(
        partial(
            clusters.every_district_stands_in_a_cluster, [own], [own, foreign], "BHXH-62", ClusterKind.DISTRICT_CLUSTER
        )
    )
    facts = {"unit": "BHXH-6401", "kind": UnitKind.PROVINCE, "cluster": "BHXH-62", "cluster_kind": "district_cluster"}
    assert said == told.of(MemberOfWrongKind, "clusters", **facts).citing(sources.DISTRICT_CLUSTERS)


@pytest.mark.parametrize(("holder", "person"), [(Holder.PERSON, "CB-01"), (Holder.COLLECTIVE, "CB-01")])
def test_a_title_of_another_holder_is_refused_by_the_basis_of_the_title(holder: Holder, person: str) -> None:
    said = told.by(partial(registrations.a_title_has_its_holder, Registration(TITLE.code, holder, person), TITLE))
    facts = {"title": TITLE.code, "required": Holder.COLLECTIVE, "given": holder, "person": person}
    assert said == told.of(WrongHolder, "registrations", **facts).citing(TITLE.basis)


def test_a_title_of_a_person_names_one_by_a_code() -> None:
    of_persons = replace(TITLE, holder=Holder.PERSON)
    ask = partial(registrations.a_title_has_its_holder, title=of_persons)
    ask(Registration(TITLE.code, Holder.PERSON, "CB-01"))
    facts = {"title": TITLE.code, "required": Holder.PERSON, "given": Holder.PERSON, "person": "—"}
    said = told.by(partial(ask, Registration(TITLE.code, Holder.PERSON)))
    assert said == told.of(WrongHolder, "registrations", **facts).citing(TITLE.basis)
    said = told.by(partial(ask, Registration(TITLE.code, Holder.PERSON, "CB 01")))
    assert said == told.of(MalformedCode, "registrations", given="CB 01", most=codes.LONGEST_CODE)


def test_a_figure_below_the_national_target_is_told_with_its_why() -> None:
    floors.no_figure_is_below_the_national_target(figures(80, since=LAST), [goal()])
    floors.no_figure_is_below_the_national_target(figures(79, since=LAST), [goal(binding=False)])
    floors.no_figure_is_below_the_national_target(figures(79, since=LAST - 1), [goal()])
    floors.no_figure_is_below_the_national_target(figures(79, since=LAST), [goal("BHXH_BB")])
    low = figures(79, since=LAST)
    said = told.by(partial(floors.no_figure_is_below_the_national_target, low, [goal(binding=False), goal()]))
    facts = {"year": LAST, "figure": Decimal(79), "goal": Decimal(80), "document": RESOLUTION.document}
    assert said == told.of(BelowNationalTarget, "figures", indicator="BHYT_PCT", **facts)
    with pytest.raises(BelowNationalTarget) as refused:
        floors.no_figure_is_below_the_national_target(low, [goal()])
    assert refused.value.explanation == floors.explain_the_floor(low, goal(), Decimal(79))


@pytest.mark.parametrize(("figure", "value"), [(80, "đạt · reached"), (79, "thấp hơn · below")])
def test_a_figure_stands_or_falls_against_the_national_target(figure: int, value: str) -> None:
    assert floors.explain_the_floor(figures(figure, since=LAST), goal(), Decimal(figure)) == Explanation(
        label=Text(
            "Tỷ lệ dân số tham gia BHYT năm 2020: không thấp hơn mục tiêu chung",
            "BHYT_PCT in 2020: not below the national target",
        ),
        value=value,
        formula=Text("mức đăng ký ≥ mục tiêu chung", "figure ≥ national target"),
        source=sources.PROVINCE_TARGETS,
        inputs=(
            Explanation(Text("Mức đăng ký", "Figure registered"), str(figure)),
            Explanation(Text("Mục tiêu chung", "National target"), "80", source=RESOLUTION),
        ),
    )
