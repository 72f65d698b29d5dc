"""Rules of the officers of a block or cluster (trưởng, phó khối, cụm), elected by rotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from services.covenant.domain.refusals.clusters import (
    DeputyRequired,
    HeadSeatEmpty,
    NotHeadInOffice,
    OfficerNotMember,
    OutOfRotation,
    SameHeadAndDeputy,
    WrongTermYear,
)


def officers_are_members(
    officers: Iterable[UUID], members: Sequence[UUID], codes: Mapping[UUID, str], day: date
) -> None:
    """CV 4268 A.I.1, 2, 5: head and deputy are heads of member units."""
    for officer in officers:
        if officer not in members:
            raise OfficerNotMember(unit=codes.get(officer, officer), day=day)


def a_deputy_stands_beside_the_head(head_id: UUID, deputy_id: UUID | None, members: int) -> None:
    """CV 4268 A.I.1, 2, 5: there is a head and a deputy, of two units; a single member has no deputy."""
    if deputy_id is None and members > 1:
        raise DeputyRequired(members=members)
    if deputy_id == head_id:
        raise SameHeadAndDeputy


def the_term_is_this_year_or_the_next(term_year: int, day: date) -> None:
    """CV 4268 A.I.1, 2, 5: elected at the year-end review (December, or January after it), in office at once."""
    if term_year not in {day.year, day.year + 1}:
        raise WrongTermYear(day=day, this=day.year, next=day.year + 1, given=term_year)


def served_in_this_round(heads: Iterable[UUID], members: Iterable[UUID]) -> frozenset[UUID]:
    """Those of `heads`, in the order they led, that have had their turn in the current round of the rotation.

    Once all members have served, a new round begins, in which the last head counts as served: nobody follows itself.
    """
    everybody = frozenset(members)
    served: set[UUID] = set()
    for head in heads:
        served.add(head)
        if everybody <= served:
            served = {head}
    return frozenset(served)


def the_head_is_elected_by_rotation(
    head_id: UUID, past_heads: Iterable[UUID], members: Sequence[UUID], codes: Mapping[UUID, str]
) -> None:
    """CV 4268 A.I.1, 2, 5 “luân phiên”: nobody leads again before every other member has led in this round."""
    served = served_in_this_round(past_heads, members)
    waiting = [member for member in members if member not in served and member != head_id]
    if head_id in served and waiting:
        raise OutOfRotation(
            unit=codes.get(head_id, head_id), waiting=", ".join(str(codes.get(each, each)) for each in waiting)
        )


def another_head_is_in_office(head: UUID | None, unit_id: UUID | None) -> bool:
    """CV 4268 A.I.4: the elected head is in office at once; until the first election it is whoever was named head."""
    return head is not None and head != unit_id


def the_elected_head_is_still_there(cluster: str, day: date, head: str, *, gone: bool) -> None:
    """CV 4268 A.I.1, 2, 5: the head is of a member unit; once that ended, nobody leads until the next election."""
    if gone:
        raise HeadSeatEmpty(cluster=cluster, day=day, head=head)


def the_head_in_office_acts(cluster: str, day: date, head: tuple[UUID, str] | None, unit_id: UUID | None) -> None:
    """CV 4268 A.II.1, A.I.4: the head answers for the block's or cluster's work; the head's own unit is secretariat."""
    if head is None or head[0] != unit_id:
        raise NotHeadInOffice(cluster=cluster, day=day, head="—" if head is None else head[1])
