"""A2, A4: blocks and clusters are dated lists, led by officers elected in rotation."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.covenant.domain.cluster import Cluster, ClusterKind, Issue, Term
from services.covenant.domain.heads import Acting, led_by_another
from services.covenant.domain.refusals.clusters import (
    ClusterNotInExistence,
    DeputyRequired,
    DistrictClustersFormTogether,
    EmptyList,
    MemberOfAnotherCluster,
    MemberOfWrongKind,
    MemberTwice,
    NotAMember,
    OfficerNotMember,
    OutOfRotation,
    SameHeadAndDeputy,
    WrongTermYear,
)
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.rules.clusters import joint_signers_are_members
from services.covenant.domain.rules.officers import another_head_is_in_office, served_in_this_round
from services.covenant.domain.unit import LOWER_OFFICES, UnitKind
from tests.covenant.examples import NEW_YEAR, cluster, day, listed, names, on, unit, units

LIST = Issue("TB 12/BHXH", NEW_YEAR)


def test_members_are_those_on_the_list_of_the_day() -> None:
    first, second, third = units("BHXH-62", "BHXH-64", "BHXH-66")
    found = cluster(first, second)
    found.issue_list(day(3, 1), Issue("TB 15/BHXH", date(2024, 7, 1)), listed([third, first]), {})
    assert [
        found.members_on(date(2023, 12, 31)),
        found.members_on(date(2024, 6, 30)),
        found.members_on(date(2024, 7, 1)),
    ] == [
        (),
        (first.id, second.id),
        (third.id, first.id),
    ]


def test_a_list_names_somebody() -> None:
    with pytest.raises(EmptyList):
        cluster().issue_list(day(1, 1), LIST, [], {})


def test_a_list_names_its_document() -> None:
    with pytest.raises(NothingWritten) as refused:
        cluster().issue_list(day(1, 1), Issue(" ", NEW_YEAR), listed(units("BHXH-62")), {})
    assert refused.value.fields == ("document",)


def test_a_unit_is_listed_once() -> None:
    first = unit("BHXH-62")
    with pytest.raises(MemberTwice) as refused:
        cluster().issue_list(day(1, 1), LIST, listed([first, first]), {})
    assert refused.value.facts == {"unit": "BHXH-62"}


@pytest.mark.parametrize(
    ("cluster_kind", "unit_kind"),
    [
        (ClusterKind.BLOCK, UnitKind.PROVINCE),
        (ClusterKind.CLUSTER, UnitKind.HEAD_OFFICE),
        (ClusterKind.CLUSTER, UnitKind.DISTRICT),
        (ClusterKind.NATIONAL, UnitKind.BASE),
    ],
)
def test_units_of_another_kind_do_not_compete_here(cluster_kind: ClusterKind, unit_kind: UnitKind) -> None:
    stranger = unit("X-1", unit_kind, unit("BHXH-01") if unit_kind in LOWER_OFFICES else None)
    with pytest.raises(MemberOfWrongKind):
        cluster(stranger, kind=cluster_kind)


@pytest.mark.parametrize(
    ("cluster_kind", "unit_kind"),
    [
        (ClusterKind.BLOCK, UnitKind.HEAD_OFFICE),
        (ClusterKind.CLUSTER, UnitKind.PROVINCE),
        (ClusterKind.CLUSTER, UnitKind.REGION),
        (ClusterKind.NATIONAL, UnitKind.HEAD_OFFICE),
        (ClusterKind.NATIONAL, UnitKind.PROVINCE),
    ],
)
def test_units_of_the_kind_compete_here(cluster_kind: ClusterKind, unit_kind: UnitKind) -> None:
    member = unit("X-1", unit_kind)
    assert cluster(member, kind=cluster_kind).members_on(NEW_YEAR) == (member.id,)


def test_a_unit_competes_in_one_cluster_at_a_time() -> None:
    first = unit("BHXH-62")
    with pytest.raises(MemberOfAnotherCluster) as refused:
        cluster().issue_list(day(1, 1), LIST, listed([first]), {first.id: "2024/VIII"})
    assert refused.value.facts == {"unit": "BHXH-62", "other": "2024/VIII", "day": NEW_YEAR}


def test_the_national_contest_is_beside_the_clusters() -> None:
    first = unit("BHXH-62")
    national = cluster(kind=ClusterKind.NATIONAL)
    national.issue_list(day(1, 1), LIST, listed([first]), {first.id: "2024/VIII"})
    assert national.members_on(NEW_YEAR) == (first.id,)


def test_a_list_does_not_hold_before_its_cluster_was_formed() -> None:
    with pytest.raises(ClusterNotInExistence) as refused:
        cluster(since=date(2024, 2, 1)).issue_list(day(2, 1), LIST, listed(units("BHXH-62")), {})
    assert refused.value.facts["until"] == "…"


def test_a_disbanded_cluster_has_no_members_and_takes_no_list() -> None:
    first = unit("BHXH-62")
    found = cluster(first)
    found.disband(day(7, 1), date(2024, 7, 1))
    assert (found.members_on(date(2024, 6, 30)), found.members_on(date(2024, 7, 1))) == ((first.id,), ())
    with pytest.raises(ClusterNotInExistence):
        found.issue_list(day(7, 1), Issue("TB 20/BHXH", date(2024, 7, 1)), listed([first]), {})
    with pytest.raises(ClusterNotInExistence):
        found.disband(day(7, 2), date(2024, 7, 2))


def test_a_cluster_has_a_code_and_a_name() -> None:
    with pytest.raises(MalformedCode):
        Cluster.form(day(1, 1), "Cụm VII", "Cụm VII", ClusterKind.CLUSTER)
    with pytest.raises(NothingWritten):
        Cluster.form(day(1, 1), "2024/VII", " ", ClusterKind.CLUSTER)


def test_one_district_cluster_is_not_formed_alone() -> None:
    with pytest.raises(DistrictClustersFormTogether):
        Cluster.form(day(1, 1), "BHXH-01/C1", "Cụm 1", ClusterKind.DISTRICT_CLUSTER)


def test_the_list_of_one_district_cluster_is_not_changed_alone() -> None:
    province = unit("BHXH-01")
    district = unit("BHXH-01-001", UnitKind.DISTRICT, province)
    found = Cluster.form_of_districts(day(1, 1), "BHXH-01/C1", "Cụm 1", province.id, NEW_YEAR)
    with pytest.raises(DistrictClustersFormTogether):
        found.issue_list(day(1, 1), LIST, listed([district]), {})


def test_officers_are_in_office_at_once() -> None:
    members = units("BHXH-62", "BHXH-64", "BHXH-66")
    found = cluster(*members)
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), names(members))
    assert [found.term_on(date(2024, 1, 14)), found.term_on(date(2024, 1, 15))] == [
        None,
        Term(2024, members[0].id, members[1].id),
    ]


@pytest.mark.parametrize("role", ["head", "deputy"])
def test_officers_are_members(role: str) -> None:
    members, stranger = units("BHXH-62", "BHXH-64"), unit("BHXH-99")
    term = Term(2024, stranger.id, members[1].id) if role == "head" else Term(2024, members[0].id, stranger.id)
    with pytest.raises(OfficerNotMember) as refused:
        cluster(*members).elect(day(1, 15), term, names([*members, stranger]))
    assert refused.value.facts == {"unit": "BHXH-99", "day": date(2024, 1, 15)}


def test_head_and_deputy_are_of_two_units() -> None:
    members = units("BHXH-62", "BHXH-64")
    with pytest.raises(SameHeadAndDeputy):
        cluster(*members).elect(day(1, 15), Term(2024, members[0].id, members[0].id), {})


def test_several_members_elect_a_deputy_too() -> None:
    members = units("BHXH-62", "BHXH-64")
    with pytest.raises(DeputyRequired):
        cluster(*members).elect(day(1, 15), Term(2024, members[0].id, None), {})


def test_a_single_member_leads_alone_and_again() -> None:
    [alone] = units("BHXH-62")
    found = cluster(alone)
    found.elect(day(1, 15), Term(2024, alone.id, None), {})
    found.elect(day(1, 15, 2025), Term(2025, alone.id, None), {})
    assert found.term_on(date(2025, 2, 1)) == Term(2025, alone.id, None)


@pytest.mark.parametrize(("year", "allowed"), [(2023, False), (2024, True), (2025, True), (2026, False)])
def test_the_term_is_this_year_or_the_next(year: int, allowed: bool) -> None:
    members = units("BHXH-62", "BHXH-64")
    found, term = cluster(*members), Term(year, members[0].id, members[1].id)
    if not allowed:
        with pytest.raises(WrongTermYear):
            found.elect(day(12, 20), term, {})
        return
    found.elect(day(12, 20), term, {})
    assert found.term_on(date(2024, 12, 20)) == term


def test_nobody_leads_again_before_the_others_had_their_turn() -> None:
    members = units("BHXH-62", "BHXH-64", "BHXH-66")
    found = cluster(*members)
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), names(members))
    found.elect(day(1, 15, 2025), Term(2025, members[1].id, members[2].id), names(members))
    with pytest.raises(OutOfRotation) as refused:
        found.elect(day(1, 15, 2026), Term(2026, members[0].id, members[1].id), names(members))
    assert refused.value.facts == {"unit": "BHXH-62", "waiting": "BHXH-66"}


def test_the_head_of_this_year_may_be_elected_anew_for_it_and_has_not_served_yet() -> None:
    members = units("BHXH-62", "BHXH-64", "BHXH-66")
    found = cluster(*members)
    for deputy, day_of_month in ((members[1], 15), (members[2], 20)):
        found.elect(day(1, day_of_month), Term(2024, members[0].id, deputy.id), names(members))
    assert found.term_on(date(2024, 1, 20)) == Term(2024, members[0].id, members[2].id)


def test_an_election_for_the_same_year_replaces_the_one_before() -> None:
    members = units("BHXH-62", "BHXH-64", "BHXH-66")
    found = cluster(*members)
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), names(members))
    found.elect(day(1, 20), Term(2024, members[1].id, members[0].id), names(members))
    found.elect(day(1, 15, 2025), Term(2025, members[0].id, members[1].id), names(members))
    assert found.term_on(date(2025, 1, 15)) == Term(2025, members[0].id, members[1].id)


def test_a_newcomer_to_the_list_is_waited_for() -> None:
    members = units("BHXH-62", "BHXH-64")
    newcomer = unit("BHXH-66")
    found = cluster(*members)
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), {})
    found.issue_list(day(6, 1), Issue("TB 13", date(2024, 6, 1)), listed([*members, newcomer]), {})
    found.elect(day(1, 15, 2025), Term(2025, members[1].id, members[0].id), {})
    with pytest.raises(OutOfRotation) as refused:
        found.elect(day(1, 15, 2026), Term(2026, members[0].id, newcomer.id), {})
    assert refused.value.facts["waiting"] == str(newcomer.id)


UNITS = [UUID(int=number) for number in range(1, 6)]


@given(st.permutations(UNITS), st.permutations(UNITS))
def test_after_a_full_round_a_new_one_begins_without_the_last_head(first: list[UUID], second: list[UUID]) -> None:
    assert served_in_this_round(first, UNITS) == {first[-1]}
    begun = [head for head in second if head != first[-1]][:2]
    assert served_in_this_round([*first, *begun], UNITS) == {first[-1], *begun}


def test_a_past_election_recorded_late_stands_in_its_place() -> None:
    members = units("BHXH-62", "BHXH-64")
    found = cluster(*members)
    found.elect(on(date(2025, 1, 15)), Term(2025, members[1].id, members[0].id), {})
    found.elect(on(date(2024, 1, 15)), Term(2024, members[0].id, members[1].id), {})
    assert found.term_on(date(2025, 2, 1)) == Term(2025, members[1].id, members[0].id)


def test_only_members_sign_jointly() -> None:
    member, stranger = units("BHXH-62", "BHXH-99")
    joint_signers_are_members({member.id: "BHXH-62"}, (member.id,), "2024/VII", NEW_YEAR)
    with pytest.raises(NotAMember) as refused:
        joint_signers_are_members(names([member, stranger]), (member.id,), "2024/VII", NEW_YEAR)
    assert refused.value.facts == {"unit": "BHXH-99", "cluster": "2024/VII", "day": NEW_YEAR}


def test_another_head_is_in_office_only_once_one_of_another_unit_was_elected() -> None:
    first, second = uuid4(), uuid4()
    answers = [another_head_is_in_office(head, unit) for head, unit in ((None, first), (first, first), (first, second))]
    assert answers == [False, False, True]
    assert another_head_is_in_office(first, None)


def test_another_leads_from_the_day_of_the_election_on_or_nobody_once_that_unit_has_ended() -> None:
    first, second = units("BHXH-62", "BHXH-64")
    found = cluster(first, second)
    found.elect(day(1, 15), Term(2024, first.id, second.id), names([first, second]))
    eve, elected = date(2024, 1, 14), date(2024, 1, 15)
    assert [led_by_another(found, Acting(second.id), each) for each in (eve, elected)] == [False, True]
    assert not led_by_another(found, Acting(first.id), elected)
    assert led_by_another(found, Acting(first.id, head_gone=True), elected)
