"""What this service does when it hears of others' facts, besides taking them into its views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.follower import Reaction
from services.nomination.domain.candidacy import Standing
from services.nomination.domain.challenges import Challenge, questioned
from services.nomination.domain.merit.facts import Bearer, Inquiry, InquiryKind, InspectionFinding, Opening
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.refusals.merit import InspectionNotHeardOf
from services.nomination.views import candidacies, inspections, nominations, organisation
from services.nomination.views.editions import like_group
from services.nomination.views.heard import (
    SIGNS_OF_WRONGDOING,
    YEAR_END,
    ClusterDisbanded,
    ClusterFormed,
    CovenantSigned,
    EditionFrozen,
    InspectionFindingRecorded,
    InspectionFindingWithdrawn,
    InspectionOpened,
    InspectionRemedyConfirmed,
    MembershipListIssued,
    MovementLaunched,
    MovementReviewFrozen,
    TitlesRegistered,
    TitleWithdrawn,
    UnitDissolved,
    UnitEstablished,
    UnitMerged,
    UnitRenamed,
)

FOLLOWER = "nomination.follower"
"""Permanent: the positions of what was taken in are kept under this name."""

UNLISTED = "UNLISTED"
"""State of a unit that a newer edition of its board no longer lists."""

HEARS: Mapping[str, tuple[type[Any], ...]] = {
    "covenant": (
        UnitEstablished,
        UnitRenamed,
        UnitMerged,
        UnitDissolved,
        ClusterFormed,
        ClusterDisbanded,
        MembershipListIssued,
        MovementLaunched,
        CovenantSigned,
        TitlesRegistered,
        TitleWithdrawn,
        InspectionOpened,
        InspectionFindingRecorded,
        InspectionRemedyConfirmed,
        InspectionFindingWithdrawn,
        MovementReviewFrozen,
    ),
    "scoring": (EditionFrozen,),
}


def weigh_nominations_when_a_year_end_edition_is_frozen(reaction: Reaction, fact: EditionFrozen) -> None:
    """Hold every open nomination of the board against its new edition: it is reconfirmed, or challenged."""
    if fact.period_kind != YEAR_END:
        return
    kind = _kind_of(reaction.connection, fact.cluster_id)
    for nomination_id in nominations.open_on_board(reaction.connection, fact.cluster_id, fact.movement_id, fact.period):
        nomination = reaction.find(Nomination, nomination_id)
        assert nomination is not None  # noqa: S101 (the view has it from its first event)
        nomination.weigh(reaction.act(FOLLOWER), _standing(reaction, fact, kind, nomination.unit_id))
        reaction.save(nomination)


def _kind_of(connection: sa.Connection, cluster_id: UUID) -> str:
    query = sa.select(organisation.CLUSTERS.c.kind).where(organisation.CLUSTERS.c.id == cluster_id)
    return connection.execute(query).scalar_one_or_none() or ""


def _standing(reaction: Reaction, fact: EditionFrozen, kind: str, unit_id: UUID) -> Standing:
    row = next((each for each in fact.rows if each.unit_id == unit_id), None)
    return Standing(
        cluster_id=fact.cluster_id,
        cluster_kind=kind,
        period=fact.period,
        edition_no=fact.no,
        frozen_on=fact.frozen_on,
        state=row.state if row else UNLISTED,
        rank=row.rank if row else None,
        score=row.score if row else None,
        event=reaction.envelope.id,
        group=like_group(row.like_group) if row else None,
    )


def bar_the_unit_when_an_inspection_finds_signs_of_wrongdoing(
    reaction: Reaction, fact: InspectionFindingRecorded
) -> None:
    """Put what was found into the unit's merit file as open; the file is opened for it, nothing claimed complete.

    The unit's nominations that are on their way are questioned by it: the standing body answers, nothing else happens.
    """
    if fact.severity != SIGNS_OF_WRONGDOING:
        return
    about = _inspected(reaction, fact.inspection_id, fact.number)
    act, bearer = reaction.act(FOLLOWER), Bearer.unit(about.unit_id)
    file = reaction.find(MeritFile, bearer.file_id) or MeritFile.open(act, Opening(bearer))
    finding = InspectionFinding(fact.inspection_id, fact.number, reaction.envelope.id)
    said = f"{about.code}, nội dung {fact.number}"
    inquiry = Inquiry(InquiryKind.INSPECTION, said, fact.recorded_on, finding)
    file.hear_of(act, inquiry, said)
    challenge = Challenge(bearer, inquiry, f"{about.code}/{fact.number}")
    waiting = candidacies.open_of(reaction.connection, bearer)
    reaction.save(file, *questioned(waiting, reaction.find, act, challenge))


def free_the_unit_when_a_remedy_is_confirmed(reaction: Reaction, fact: InspectionRemedyConfirmed) -> None:
    """End what the finding had opened; a lighter one had opened nothing."""
    about = _inspected(reaction, fact.inspection_id, fact.number)
    file = reaction.find(MeritFile, Bearer.unit(about.unit_id).file_id)
    if file is not None:
        finding = InspectionFinding(fact.inspection_id, fact.number, reaction.envelope.id)
        said = f"{about.code}: xác nhận đã khắc phục"
        file.hear_remedied(reaction.act(FOLLOWER), finding, fact.confirmed_on, said)
        reaction.save(file)


def free_the_unit_when_a_finding_is_withdrawn(reaction: Reaction, fact: InspectionFindingWithdrawn) -> None:
    """Withdraw what the finding had opened: it was found in error; a lighter one had opened nothing."""
    about = _inspected(reaction, fact.inspection_id, fact.number)
    file = reaction.find(MeritFile, Bearer.unit(about.unit_id).file_id)
    if file is not None:
        finding = InspectionFinding(fact.inspection_id, fact.number, reaction.envelope.id)
        file.hear_withdrawn(reaction.act(FOLLOWER), finding, f"{about.code}: {fact.reason}")
        reaction.save(file)


def _inspected(reaction: Reaction, inspection_id: UUID, number: int) -> inspections.Inspected:
    found = inspections.inspected(reaction.connection, inspection_id)
    if found is None:
        raise InspectionNotHeardOf(given=inspection_id, number=number)
    return found


REACTIONS: Mapping[type[Any], Callable[[Reaction, Any], None]] = {
    EditionFrozen: weigh_nominations_when_a_year_end_edition_is_frozen,
    InspectionFindingRecorded: bar_the_unit_when_an_inspection_finds_signs_of_wrongdoing,
    InspectionRemedyConfirmed: free_the_unit_when_a_remedy_is_confirmed,
    InspectionFindingWithdrawn: free_the_unit_when_a_finding_is_withdrawn,
}
