"""A5: operating rules of a block or cluster: drafted and issued by its head in editions, in force by date."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kernel.aggregate import identity
from services.covenant.domain.bylaws import Article, OperatingRules, RulesText
from services.covenant.domain.cluster import Cluster, Issue, Term
from services.covenant.domain.heads import Acting
from services.covenant.domain.refusals.bylaws import (
    EditionBeforeTheLast,
    EditionNotIssued,
    NoArticles,
    NoDraft,
    RulesReachBack,
)
from services.covenant.domain.refusals.clusters import ClusterNotInExistence, NotHeadInOffice
from services.covenant.domain.refusals.codes import NothingWritten
from tests.covenant.examples import cluster, day, units

HEAD, OTHER = units("BHXH-62", "BHXH-64")
ACTING = Acting(HEAD.id, "BHXH-62")
TEXT = RulesText("Quy chế hoạt động", (Article("Nguyên tắc", "Công khai, dân chủ."), Article("Họp", "Mỗi quý.")))
AMENDED = RulesText("Quy chế hoạt động", (Article("Nguyên tắc", "Công khai, dân chủ, kịp thời."),))


def led() -> Cluster:
    found = cluster(HEAD, OTHER)
    found.elect(day(1, 15), Term(2024, HEAD.id, OTHER.id), {})
    return found


CLUSTER = led()


def drafted() -> OperatingRules:
    return OperatingRules.draft(day(2, 1), CLUSTER, ACTING, TEXT)


def issued() -> OperatingRules:
    found = drafted()
    found.issue(day(2, 10), CLUSTER, ACTING, Issue("QC 01/CTĐ-VII", date(2024, 3, 1)))
    return found


def twice_issued() -> OperatingRules:
    found = issued()
    found.redraft(day(6, 1), CLUSTER, ACTING, AMENDED, "Bổ sung nguyên tắc")
    found.issue(day(6, 5), CLUSTER, ACTING, Issue("QC 02/CTĐ-VII", date(2024, 7, 1)))
    return found


def in_force(found: OperatingRules, *days: date) -> list[int | None]:
    editions = [found.in_force_on(each) for each in days]
    return [None if each is None else each.number for each in editions]


def test_a_draft_is_in_force_only_once_issued_and_from_its_day_on() -> None:
    assert in_force(drafted(), date(2024, 12, 31)) == [None]
    assert in_force(issued(), date(2024, 2, 29), date(2024, 3, 1)) == [None, 1]


def test_the_rules_of_a_cluster_are_one_thing_for_good() -> None:
    assert drafted().id == OperatingRules.id_for(CLUSTER.id) == identity("operating-rules", CLUSTER.id)


def test_a_later_edition_replaces_the_one_before_from_its_first_day() -> None:
    found = twice_issued()
    assert in_force(found, date(2024, 6, 30), date(2024, 7, 1)) == [1, 2]
    assert [type(each).__name__ for each in found.pending_events] == ["Drafted", "Issued", "AmendmentDrafted", "Issued"]


def test_an_open_draft_is_written_anew_without_a_reason() -> None:
    found = drafted()
    found.redraft(day(2, 3), CLUSTER, ACTING, AMENDED, "")
    [_, event] = found.pending_events
    assert isinstance(event, OperatingRules.Redrafted)
    assert (event.edition, event.text, event.drafted_on) == (1, AMENDED, date(2024, 2, 3))


def test_an_amendment_says_why() -> None:
    with pytest.raises(NothingWritten) as refused:
        issued().redraft(day(6, 1), CLUSTER, ACTING, AMENDED, " ")
    assert refused.value.fields == ("reason",)


@pytest.mark.parametrize("acting", [Acting(OTHER.id, "BHXH-62"), Acting(None, "BHXH-62")])
def test_only_the_unit_of_the_head_in_office_drafts_issues_and_withdraws(acting: Acting) -> None:
    issue = Issue("QC 01", date(2024, 3, 1))
    with pytest.raises(NotHeadInOffice) as refused:
        OperatingRules.draft(day(2, 1), CLUSTER, acting, TEXT)
    assert refused.value.facts == {"cluster": "2024/VII", "day": date(2024, 2, 1), "head": "BHXH-62"}
    with pytest.raises(NotHeadInOffice):
        drafted().redraft(day(2, 2), CLUSTER, acting, TEXT, "")
    with pytest.raises(NotHeadInOffice):
        drafted().issue(day(2, 2), CLUSTER, acting, issue)
    with pytest.raises(NotHeadInOffice):
        issued().withdraw(day(4, 2), CLUSTER, acting, 1, "Sai thể thức")


def test_before_the_first_election_nobody_drafts() -> None:
    with pytest.raises(NotHeadInOffice) as refused:
        OperatingRules.draft(day(1, 14), CLUSTER, Acting(HEAD.id), TEXT)
    assert refused.value.facts["head"] == "—"


@pytest.mark.parametrize(
    "text",
    [
        RulesText(" ", TEXT.articles),
        RulesText("Quy chế", (Article("", "Nội dung"),)),
        RulesText("Quy chế", (Article("Điều", " "),)),
    ],
)
def test_every_part_of_the_text_says_something(text: RulesText) -> None:
    with pytest.raises(NothingWritten):
        OperatingRules.draft(day(2, 1), CLUSTER, ACTING, text)


def test_rules_without_articles_are_none() -> None:
    with pytest.raises(NoArticles):
        OperatingRules.draft(day(2, 1), CLUSTER, ACTING, RulesText("Quy chế", ()))


def test_what_was_issued_is_not_issued_again() -> None:
    with pytest.raises(NoDraft):
        issued().issue(day(4, 1), CLUSTER, ACTING, Issue("QC 02", date(2024, 5, 1)))


@pytest.mark.parametrize(("since", "refused"), [(date(2024, 2, 9), True), (date(2024, 2, 10), False)])
def test_rules_are_in_force_from_the_day_of_issue_at_the_earliest(since: date, *, refused: bool) -> None:
    found = drafted()
    if refused:
        with pytest.raises(RulesReachBack):
            found.issue(day(2, 10), CLUSTER, ACTING, Issue("QC 01", since))
    else:
        found.issue(day(2, 10), CLUSTER, ACTING, Issue("QC 01", since))
        assert in_force(found, since) == [1]


@pytest.mark.parametrize(("since", "refused"), [(date(2024, 3, 1), True), (date(2024, 3, 2), False)])
def test_an_edition_begins_after_the_one_before(since: date, *, refused: bool) -> None:
    found = issued()
    found.redraft(day(2, 20), CLUSTER, ACTING, AMENDED, "Bổ sung")
    if refused:
        with pytest.raises(EditionBeforeTheLast):
            found.issue(day(2, 21), CLUSTER, ACTING, Issue("QC 02", since))
    else:
        found.issue(day(2, 21), CLUSTER, ACTING, Issue("QC 02", since))
        assert in_force(found, date(2024, 3, 1), since) == [1, 2]


def test_a_withdrawn_edition_gives_way_to_the_one_before() -> None:
    found = twice_issued()
    found.withdraw(day(8, 1), CLUSTER, ACTING, 2, "Trái quy định")
    assert in_force(found, date(2024, 7, 31), date(2024, 8, 1)) == [2, 1]


def test_after_a_withdrawal_an_edition_may_begin_as_early_as_the_withdrawn_one() -> None:
    found = issued()
    found.withdraw(day(2, 11), CLUSTER, ACTING, 1, "Sai thể thức")
    found.redraft(day(2, 12), CLUSTER, ACTING, TEXT, "Ban hành lại")
    found.issue(day(2, 12), CLUSTER, ACTING, Issue("QC 02", date(2024, 3, 1)))
    assert in_force(found, date(2024, 3, 1)) == [2]


@pytest.mark.parametrize("edition", [2, 3])
def test_only_an_issued_edition_that_stands_is_withdrawn(edition: int) -> None:
    found = twice_issued()
    found.withdraw(day(8, 1), CLUSTER, ACTING, 2, "Trái quy định")
    with pytest.raises(EditionNotIssued):
        found.withdraw(day(8, 2), CLUSTER, ACTING, edition, "Trái quy định")


def test_the_cluster_must_be_there() -> None:
    ended = led()
    ended.disband(day(6, 1), date(2024, 6, 1))
    found = OperatingRules.draft(day(2, 1), ended, ACTING, TEXT)
    with pytest.raises(ClusterNotInExistence):
        found.issue(day(2, 2), ended, ACTING, Issue("QC 01", date(2024, 6, 1)))
    with pytest.raises(ClusterNotInExistence):
        OperatingRules.draft(day(6, 1), ended, ACTING, TEXT)


def test_ids_of_other_clusters_differ() -> None:
    assert OperatingRules.id_for(UUID(int=1)) != OperatingRules.id_for(UUID(int=2))
