"""The planned year: real units, the rule's bands, and the same year from the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from regulations.rulebook import Rulebooks
from thidua.demo import score_tables
from thidua.demo.calendar import Calendar, UnplayableYearError
from thidua.demo.draws import Draws
from thidua.demo.organisation import UnitPlan
from thidua.demo.plan import DEFAULT_SEED, KINDS, Plan
from thidua.demo.results import QUARTERS, TargetPlan
from thidua.samples.records import Samples


@pytest.fixture(scope="module")
def samples() -> Samples:
    return Samples.load()


@pytest.fixture(scope="module")
def plan(samples: Samples) -> Plan:
    return Plan.make(2024, DEFAULT_SEED, samples, Rulebooks.load())


def unit(plan: Plan, code: str) -> UnitPlan:
    return next(each for each in plan.organisation.units if each.code == code)


def test_the_year_has_all_provincial_offices_the_head_office_and_the_districts_of_five_provinces(plan: Plan) -> None:
    kinds = Counter(each.kind for each in plan.organisation.units)
    assert kinds == {"head_office": 15, "province": 63, "district": 85}


def test_the_five_provinces_stand_one_in_each_band_of_the_rule(plan: Plan) -> None:
    formed = [
        plan.rulebook.cluster_bands.clusters_for(len(plan.organisation.districts_under(code))).value
        for code in plan.district_provinces
    ]
    assert formed == [1, 2, 3, 4, 5]


def test_every_competitor_but_the_districts_is_in_exactly_one_listed_block_or_cluster(plan: Plan) -> None:
    listed = Counter(member for cluster in plan.organisation.clusters for member in cluster.members)
    expected = {each.code: 1 for each in plan.competitors if each.kind != "district"}
    assert listed == expected


def test_only_the_three_clusters_that_were_read_somewhere_are_marked_found(plan: Plan) -> None:
    found = [cluster.code for cluster in plan.organisation.clusters if cluster.found]
    assert found == ["CUM-I", "CUM-VII", "CUM-VIII"]
    assert [cluster.kind for cluster in plan.organisation.clusters] == ["block"] * 3 + ["cluster"] * 10


def test_lam_dong_leads_cluster_vii_in_2024_and_the_head_passes_on_in_the_order_of_the_list(plan: Plan) -> None:
    cluster = next(each for each in plan.organisation.clusters if each.code == "CUM-VII")
    heads = [cluster.officers(year)[0] for year in range(2024, 2024 + len(cluster.members))]
    assert heads[0] == "BHXH-68"
    assert sorted(heads) == sorted(cluster.members)
    assert [cluster.officers(year)[1] for year in (2023, 2024)] == ["BHXH-68", heads[1]]


def test_published_targets_and_results_are_used_and_the_rest_is_drawn(plan: Plan) -> None:
    vung_tau = unit(plan, "BHXH-77")
    target = plan.figures.target(vung_tau, "BHYT_TYLE")
    reported = {cell.indicator: cell for cell in plan.figures.cells(vung_tau, "cluster", 4)}
    assert (target.value, target.source[:14]) == (Decimal("93.50"), "QĐ 546/QĐ-TTg ")
    assert (reported["BHYT_TYLE"].value, reported["BHYT_TYLE"].real) == (Decimal("93.5"), True)
    assert reported["THU"].real is False


def test_the_real_results_of_2024_are_the_five_that_were_published(plan: Plan) -> None:
    real = [
        (each.code, quarter, cell.indicator, str(cell.value))
        for each in plan.competitors
        for quarter in QUARTERS
        for cell in plan.figures.cells(each, KINDS[each.kind], quarter)
        if cell.real
    ]
    assert real == [
        ("BHXH-06", 4, "BHXH_BB", "23930"),
        ("BHXH-06", 4, "BHYT_TYLE", "97"),
        ("BHXH-77", 4, "BHXH_TYLE", "42.61"),
        ("BHXH-77", 4, "BHTN_TYLE", "39.07"),
        ("BHXH-77", 4, "BHYT_TYLE", "93.5"),
    ]


def test_a_target_without_publication_lies_near_the_published_result(plan: Plan) -> None:
    target = plan.figures.target(unit(plan, "BHXH-06"), "BHXH_BB")
    assert target.source == ""
    assert abs(target.value / 23930 - 1) < Decimal("0.05")


def test_a_budget_target_is_a_range(plan: Plan) -> None:
    assert plan.figures.target(unit(plan, "BHXH-01"), "CHI_KCB") == TargetPlan(
        "CHI_KCB", "BAND", Decimal(95), Decimal(101)
    )


def test_every_result_lies_within_the_bounds_of_its_indicator(plan: Plan) -> None:
    outside = [
        (each.code, cell)
        for each in plan.competitors
        for cell in plan.figures.cells(each, KINDS[each.kind], 4)
        if cell.value is not None and not bounds(cell.indicator)[0] <= cell.value <= bounds(cell.indicator)[1]
    ]
    assert outside == []


def bounds(indicator: str) -> tuple[Decimal, Decimal]:
    _, least, most, _ = score_tables.INDICATORS[indicator].scale
    return Decimal(least), Decimal(most)


def test_zero_missing_and_not_applicable_all_occur(plan: Plan) -> None:
    provinces = plan.organisation.of_kind("province")
    cells = [cell for each in provinces for cell in plan.figures.cells(each, "cluster", 4)]
    whole = len(provinces) * len(score_tables.measured_indicators("cluster"))
    assert any(cell.value == 0 for cell in cells)
    assert any(cell.value is None for cell in cells)
    assert len(cells) < whole


def test_the_same_seed_gives_the_same_year_and_another_seed_another(samples: Samples, plan: Plan) -> None:
    again, other = (Plan.make(2024, seed, samples, Rulebooks.load()) for seed in (DEFAULT_SEED, 7))
    hanoi = unit(plan, "BHXH-01")
    assert again.figures.cells(hanoi, "cluster", 3) == plan.figures.cells(hanoi, "cluster", 3)
    assert other.figures.cells(hanoi, "cluster", 3) != plan.figures.cells(hanoi, "cluster", 3)
    assert (again.late, again.unsigned, again.movement) == (plan.late, plan.unsigned, "TDTX-2024")
    assert other.movement == "TDTX-2024-7"


def test_a_few_are_late_a_few_never_sign_and_nobody_is_both(plan: Plan) -> None:
    assert (len(plan.late), len(plan.unsigned), plan.late & plan.unsigned) == (7, 3, frozenset())


@pytest.mark.parametrize("kind", ["cluster", "block", "district_cluster"])
def test_the_content_of_each_score_table_adds_up_to_the_declared_total(plan: Plan, kind: str) -> None:
    scheme = score_tables.scheme(kind, plan.rulebook)
    points = sum(line.points for line in score_tables.LINES[kind] if line.group == "CONTENT")
    assert (points, scheme["content_total"], scheme["bonus_cap"]) == (950, Decimal(950), Decimal(50))


def test_the_score_tables_use_every_kind_of_formula() -> None:
    used = {line.formula for lines in score_tables.LINES.values() for line in lines}
    assert used == {
        "proportional_capped",
        "overfulfil_bonus",
        "deduct_per_percent",
        "inverse",
        "band",
        "step",
        "boolean",
        "late_penalty",
        "fixed_bonus",
        "gate",
    }


def test_a_year_whose_awards_are_not_given_yet_cannot_be_played() -> None:
    today = date(2026, 11, 21)
    Calendar(2025).check(today)
    for year in (2011, 2026):
        with pytest.raises(UnplayableYearError):
            Calendar(year).check(today)


def test_what_happens_in_a_year_happens_in_order() -> None:
    year = Calendar(2024)
    days = [
        year.lists_issued,
        year.officers_elected,
        year.launched,
        year.drafted,
        year.tables_signed,
        year.agreed,
        year.signed,
        year.reported(1),
        year.signed_late,
        year.registrations_submitted,
        year.reported(2),
        year.half_year_review,
        year.reported(3),
        year.reported(4),
        year.year_scored,
        year.year_end_review,
        year.council_meets,
        year.decided,
        year.noticed,
        year.revoked,
    ]
    assert days == sorted(days)


def test_a_draw_depends_on_what_it_is_for_and_on_nothing_else() -> None:
    draws = Draws(2024, 1)
    first = draws.unit_interval("a", 1)
    draws.unit_interval("b")
    assert draws.unit_interval("a", 1) == first
    assert draws.unit_interval("a", 2) != first
    assert all(Decimal(3) <= draws.between("3", "5", key) < Decimal(5) for key in range(50))
    assert {draws.whole(1, 3, key) for key in range(50)} == {1, 2, 3}
