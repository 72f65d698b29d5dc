"""A3: a province's district clusters: as many as the rule says, in one piece on the map, balanced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.covenant.domain.cluster import Cluster, Issue
from services.covenant.domain.district_clusters import Division, Group, form_together
from services.covenant.domain.grouping import District, propose
from services.covenant.domain.refusals.clusters import (
    DistrictsLeftOut,
    DividedLater,
    MemberOfWrongKind,
    MemberTwice,
    NoConnectedGrouping,
    NoDistricts,
    WrongNumberOfDistrictClusters,
)
from services.covenant.domain.refusals.units import UnitNotInExistence
from services.covenant.domain.unit import Member, UnitKind
from tests.covenant.examples import NEW_YEAR, day, district_rule, unit

LIST = Issue("QĐ 100/BHXH", NEW_YEAR)
PROVINCE = unit("BHXH-01")


def districts(count: int) -> tuple[Member, ...]:
    found = [unit(f"BHXH-01-{number:03}", UnitKind.DISTRICT, PROVINCE) for number in range(1, count + 1)]
    return tuple(each.member_on(NEW_YEAR) for each in found)


def division(members: tuple[Member, ...], *groups: tuple[Member, ...], issue: Issue = LIST) -> Division:
    named = tuple(
        Group(f"BHXH-01/C{number}", f"Cụm số {number}", group) for number, group in enumerate(groups, start=1)
    )
    return Division(issue, named, members, district_rule(max(len(members), 1)))


@pytest.mark.parametrize(
    ("count", "clusters"),
    [(1, 1), (9, 1), (10, 2), (14, 2), (15, 3), (19, 3), (20, 4), (24, 4), (25, 5), (30, 5)],
)
def test_the_number_of_clusters_follows_from_the_number_of_districts(count: int, clusters: int) -> None:
    assert district_rule(count).value == str(clusters)


def test_the_number_says_why() -> None:
    why = district_rule(12)
    assert (why.formula, why.inputs[0].value, why.source and why.source.document, why.rule_version[:8]) == (
        "1–9 → 1; 10–14 → 2; 15–19 → 3; 20–24 → 4; ≥ 25 → 5",
        "12",
        "CV 4268/BHXH-TĐKT 22/12/2021",
        "law-2022",
    )


def test_a_province_forms_its_clusters_together() -> None:
    members = districts(10)
    formed = form_together(day(1, 5), PROVINCE, division(members, members[:5], members[5:]), [])
    assert [(each.code, each.owner_id, len(each.members_on(NEW_YEAR))) for each in formed] == [
        ("BHXH-01/C1", PROVINCE.id, 5),
        ("BHXH-01/C2", PROVINCE.id, 5),
    ]


def test_another_number_of_clusters_is_refused_with_its_why() -> None:
    members = districts(10)
    with pytest.raises(WrongNumberOfDistrictClusters) as refused:
        form_together(day(1, 5), PROVINCE, division(members, members), [])
    assert refused.value.facts == {"districts": 10, "required": "2", "given": 1}
    assert refused.value.explanation == district_rule(10)


def test_every_district_stands_in_a_cluster() -> None:
    members = districts(10)
    with pytest.raises(DistrictsLeftOut) as refused:
        form_together(day(1, 5), PROVINCE, division(members, members[:5], members[5:8]), [])
    assert refused.value.facts == {"units": "BHXH-01-009, BHXH-01-010"}


def test_a_district_stands_in_one_cluster() -> None:
    members = districts(10)
    with pytest.raises(MemberTwice):
        form_together(day(1, 5), PROVINCE, division(members, members[:6], members[5:]), [])


def test_a_district_of_another_province_stays_there() -> None:
    members = districts(3)
    stranger = unit("BHXH-02-001", UnitKind.DISTRICT, unit("BHXH-02")).member_on(NEW_YEAR)
    with pytest.raises(MemberOfWrongKind) as refused:
        form_together(day(1, 5), PROVINCE, division(members, (*members, stranger)), [])
    assert refused.value.facts["unit"] == "BHXH-02-001"


def test_without_districts_there_is_nothing_to_form() -> None:
    with pytest.raises(NoDistricts):
        form_together(day(1, 5), PROVINCE, division(()), [])


def test_a_province_that_is_not_there_forms_nothing() -> None:
    members = districts(2)
    with pytest.raises(UnitNotInExistence):
        form_together(day(1, 5), PROVINCE, division(members, members, issue=Issue("QĐ 1", date(2023, 1, 1))), [])


def test_formed_anew_clusters_keep_their_identity_and_the_rest_end() -> None:
    members = districts(10)
    first, second = form_together(day(1, 5), PROVINCE, division(members, members[:5], members[5:]), [])
    later = Issue("QĐ 200/BHXH", date(2024, 7, 1))
    remaining = members[:9]
    formed = form_together(day(7, 1), PROVINCE, division(remaining, remaining, issue=later), [first, second])
    assert [each.id for each in formed] == [first.id, second.id]
    assert [len(each.members_on(date(2024, 6, 30))) for each in formed] == [5, 5]
    assert [len(each.members_on(date(2024, 7, 1))) for each in formed] == [9, 0]


def divided_again() -> tuple[tuple[Member, ...], list[Cluster]]:
    """Ten districts in two clusters, divided anew from July and from September on."""
    members = districts(10)
    existing: list[Cluster] = []
    for month, cut in ((1, 5), (7, 4), (9, 6)):
        issue = Issue(f"QĐ {month}00/BHXH", date(2024, month, 1))
        existing = list(
            form_together(day(9, 5), PROVINCE, division(members, members[:cut], members[cut:], issue=issue), existing)
        )
    return members, existing


def told_late(since: date, members: tuple[Member, ...], *codes: str) -> Division:
    groups = zip(codes, (members[:3], members[3:]), strict=True)
    named = tuple(Group(code, f"Cụm {code}", group) for code, group in groups)
    return replace(division(members, issue=Issue("QĐ 300/BHXH", since)), groups=named)


MARCH, SEPTEMBER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.mark.parametrize(("clusters", "there"), [(("BHXH-01/C1", "BHXH-01/C9"), 2), (("BHXH-01/C1", "BHXH-01/C2"), 1)])
def test_a_division_told_after_a_later_one_forms_and_ends_no_cluster(clusters: tuple[str, str], there: int) -> None:
    """The rule `a_division_told_late_keeps_the_clusters`."""
    members, existing = divided_again()
    with pytest.raises(DividedLater) as refused:
        form_together(day(9, 6), PROVINCE, told_late(MARCH, members, *clusters), existing[:there])
    assert refused.value.facts == {"province": "BHXH-01", "day": MARCH, "later": date(2024, 7, 1)}


@pytest.mark.parametrize(("since", "second"), [(MARCH, "BHXH-01/C2"), (SEPTEMBER, "BHXH-01/C9")])
def test_a_division_told_late_changes_lists_and_the_last_one_anything(since: date, second: str) -> None:
    members, existing = divided_again()
    formed = form_together(day(9, 6), PROVINCE, told_late(since, members, "BHXH-01/C1", second), existing)
    assert [(each.code, len(each.members_on(since))) for each in formed[:2]] == [("BHXH-01/C1", 3), (second, 7)]


def weighing(*pairs: tuple[int, int]) -> list[District]:
    return [
        District(f"D{number}", Decimal(collections), Decimal(payments))
        for number, (collections, payments) in enumerate(pairs, start=1)
    ]


def test_the_proposal_balances_collections_and_payments() -> None:
    heavy_first = weighing((60, 60), *[(5, 5)] * 9)
    assert [len(group) for group in propose(heavy_first, district_rule(10)).groups] == [1, 9]


def test_a_measure_that_nobody_gave_does_not_count() -> None:
    by_collections = weighing((50, 0), *[(5, 0)] * 9)
    assert [len(group) for group in propose(by_collections, district_rule(10)).groups] == [1, 9]


def test_without_any_figures_every_district_weighs_the_same() -> None:
    assert [len(group) for group in propose(weighing(*[(0, 0)] * 15), district_rule(15)).groups] == [5, 5, 5]


def test_the_proposal_shows_each_share() -> None:
    why = propose(weighing(*[(1, 1)] * 12), district_rule(12)).explanation
    assert [node.value for node in why.inputs] == ["2", "50.00 %", "50.00 %"]


def test_a_cluster_is_in_one_piece_on_the_map() -> None:
    line = weighing(*[(1, 1)] * 10)
    chain = frozenset(frozenset((f"D{n}", f"D{n + 1}")) for n in range(1, 10) if n != 3)
    assert [len(group) for group in propose(line, district_rule(10), chain).groups] == [3, 7]


def test_a_district_that_a_later_one_ties_to_the_others_is_in_their_piece() -> None:
    line = weighing(*[(1, 1)] * 10)
    chain = {frozenset((f"D{n}", f"D{n + 1}")) for n in range(3, 10)}
    around = frozenset(chain | {frozenset(("D1", "D3")), frozenset(("D2", "D3"))})  # D1 and D2 meet in D3 only
    assert [len(group) for group in propose(line, district_rule(10), around).groups] == [5, 5]


def test_the_squares_of_the_shares_are_least_not_another_power_of_them() -> None:
    amounts = (7, 2, 5, 4, 4, 3, 3, 4, 1, 3, 8, 6, 3, 1, 6)
    proposed = propose(weighing(*[(each, each) for each in amounts]), district_rule(15)).groups
    assert [len(group) for group in proposed] == [4, 6, 5]


def test_a_share_is_shown_half_up() -> None:
    found = propose(weighing(*[(each, each) for each in (*[3] * 9, 5)]), district_rule(10)).explanation
    assert [node.value for node in found.inputs[1:]] == ["46.88 %", "53.13 %"]  # 15 and 17 of 32: 46.875, 53.125


def test_an_order_that_tears_the_map_is_refused() -> None:
    line = weighing(*[(1, 1)] * 10)
    with pytest.raises(NoConnectedGrouping):
        propose(line, district_rule(10), frozenset({frozenset(("D1", "D2"))}))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=10, max_size=16))
def test_no_other_division_of_the_order_is_better_balanced(pairs: list[tuple[int, int]]) -> None:
    found = weighing(*pairs)
    required = district_rule(len(found))
    count = int(required.value)
    totals = [sum(each.collections for each in found) or 1, sum(each.payments for each in found) or 1]

    def imbalance(cuts: tuple[int, ...]) -> Decimal:
        ends = (*cuts, len(found))
        groups = [found[begin:end] for begin, end in zip((0, *cuts), ends, strict=True)]
        return sum(
            (
                (
                    sum((each.collections for each in group), Decimal()) * totals[1] * bool(sum(c for c, _ in pairs))
                    + sum((each.payments for each in group), Decimal()) * totals[0] * bool(sum(p for _, p in pairs))
                    + (0 if any(c or p for c, p in pairs) else len(group))
                )
                ** 2
                for group in groups
            ),
            Decimal(),
        )

    proposed = propose(found, required).groups
    cuts = tuple(sum(len(group) for group in proposed[:number]) for number in range(1, count))
    assert imbalance(cuts) == min(imbalance(each) for each in combinations(range(1, len(found)), count - 1))
