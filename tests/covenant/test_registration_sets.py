"""B8: the head of a block or cluster submits the members' registrations to the standing council body, once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kernel.aggregate import identity
from services.covenant.domain.cluster import Cluster, Term
from services.covenant.domain.heads import Acting, require_head
from services.covenant.domain.refusals.clusters import HeadSeatEmpty
from services.covenant.domain.refusals.covenants import NoMembers, NotTheClusterHead
from services.covenant.domain.refusals.movements import MovementIsClosed
from services.covenant.domain.registration_set import RegistrationSet, Standing
from services.covenant.domain.unit import Unit
from tests.covenant.examples import cluster, day, movement, units

MEMBERS = units("BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67")


def led(members: list[Unit]) -> Cluster:
    found = cluster(*members)
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), {})
    return found


def standing(unit_id: UUID, *, signed: bool = True, late: bool = False, registered: bool = True) -> Standing:
    return Standing(unit_id, signed, late, registered)


def test_the_set_tells_who_signed_who_was_late_and_who_is_missing() -> None:
    first, second, third, fourth = (each.id for each in MEMBERS)
    standings = [
        standing(first),
        standing(second, late=True),
        standing(third, signed=False),
        standing(fourth, registered=False),
    ]
    found, contest = led(MEMBERS), movement()
    submitted = RegistrationSet.submit(day(4, 5), found, contest, Acting(first, "BHXH-62"), standings)
    [event] = submitted.pending_events
    assert isinstance(event, RegistrationSet.Submitted)
    assert (event.signed, event.late, event.unsigned, event.unregistered) == (
        (first, fourth),
        (second,),
        (third,),
        (fourth,),
    )
    assert submitted.id == identity("registration-set", found.id, contest.id)


@pytest.mark.parametrize("who", [MEMBERS[1].id, None])
def test_only_the_head_in_office_submits(who: UUID | None) -> None:
    with pytest.raises(NotTheClusterHead) as refused:
        RegistrationSet.submit(day(4, 5), led(MEMBERS), movement(), Acting(who, "BHXH-62"), [standing(MEMBERS[0].id)])
    assert refused.value.facts["head"] == "BHXH-62"


def test_without_a_head_nobody_submits() -> None:
    with pytest.raises(NotTheClusterHead) as refused:
        RegistrationSet.submit(
            day(1, 14), led(MEMBERS), movement(), Acting(MEMBERS[0].id, "—"), [standing(MEMBERS[0].id)]
        )
    assert refused.value.facts["head"] == "—"


def test_nobody_submits_or_acts_once_the_elected_head_is_gone() -> None:
    """Not even a person of that unit; the refusal tells the block or cluster, the day and who was elected."""
    gone, one = Acting(MEMBERS[0].id, "BHXH-62", head_gone=True), [standing(MEMBERS[0].id)]
    for asked in (
        lambda: RegistrationSet.submit(day(4, 5), led(MEMBERS), movement(), gone, one),
        lambda: require_head(led(MEMBERS), gone, date(2024, 4, 5)),
    ):
        with pytest.raises(HeadSeatEmpty) as refused:
            asked()
        assert refused.value.facts == {"cluster": "2024/VII", "day": date(2024, 4, 5), "head": "BHXH-62"}


def test_a_set_is_of_members() -> None:
    with pytest.raises(NoMembers):
        RegistrationSet.submit(day(4, 5), led(MEMBERS), movement(), Acting(MEMBERS[0].id, "BHXH-62"), [])


def test_nothing_is_submitted_in_a_closed_movement() -> None:
    contest = movement()
    contest.close(day(12, 31))
    with pytest.raises(MovementIsClosed):
        RegistrationSet.submit(
            day(4, 5), led(MEMBERS), contest, Acting(MEMBERS[0].id, "BHXH-62"), [standing(MEMBERS[0].id)]
        )
