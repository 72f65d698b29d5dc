"""What the nomination service tells the others, a fact a message of its `events.proto`: of a vote only totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.nomination.domain.ballots import CaseKind
from services.nomination.domain.decision import Award, Decision
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.terms import local_day
from services.nomination.domain.voting_session import VotingSession
from services.nomination.published.private import PRIVATE

__all__ = ["PRIVATE", "announce"]

NO_BOARD = UUID(int=0)
"""The block or cluster of a nomination that rests on no board."""


@dataclass(frozen=True)
class NominationAccepted:
    """A nomination (đề cử) passed the rules and was accepted: covenant, registration, rank."""

    nomination_id: UUID
    title: str
    unit_id: UUID
    movement_id: UUID
    cluster_id: UUID
    edition_no: int
    rank: int | None
    score: Decimal | None
    nominated_on: date
    rulebook: str
    person_code: str | None


@dataclass(frozen=True)
class NominationChallenged:
    """A newer edition of the board no longer bears the nomination (đề cử bị đặt vấn đề)."""

    nomination_id: UUID
    edition_no: int
    rank: int | None


@dataclass(frozen=True)
class NominationBasisLost:
    """A decision that the nomination rests on was revoked (căn cứ đề cử bị hủy bỏ)."""

    nomination_id: UUID
    decision_id: UUID
    number: str
    finding: str


@dataclass(frozen=True)
class NominationReconfirmed:
    """A newer edition of the board bears the nomination (đề cử được giữ nguyên)."""

    nomination_id: UUID
    edition_no: int
    rank: int | None


@dataclass(frozen=True)
class NominationResubmitted:
    """A withdrawn nomination was put in again (đề cử lại) and accepted on the facts of that day."""

    nomination_id: UUID
    edition_no: int
    rank: int | None
    nominated_on: date


@dataclass(frozen=True)
class NominationWithdrawn:
    """A nomination was withdrawn (rút đề cử)."""

    nomination_id: UUID
    reason: str


@dataclass(frozen=True)
class CandidateResult:
    """What one candidate of a round got (kết quả kiểm phiếu của một trường hợp), a commendation by its id."""

    nomination_id: UUID
    in_favour: int
    against: int
    abstained: int
    base: int
    passed: bool


@dataclass(frozen=True)
class VotingSessionOpened:
    """A voting session was opened (khai mạc phiên họp bỏ phiếu) with its first round."""

    session_id: UUID
    kind: str
    code: str
    movement_id: UUID
    cluster_id: UUID | None
    nominations: tuple[UUID, ...]
    members: int
    secret: bool
    denominator: str
    opened_on: date
    rulebook: str
    commendations: tuple[UUID, ...]
    opinions_until: date | None


@dataclass(frozen=True)
class VotingRoundClosed:
    """A round of a voting session was closed and counted (kiểm phiếu). Totals only."""

    session_id: UUID
    round: int
    present: int
    results: tuple[CandidateResult, ...]
    closed_on: date


@dataclass(frozen=True)
class VotingRoundVoided:
    """A round was declared void (hủy kết quả vòng bỏ phiếu); it stays on record."""

    session_id: UUID
    round: int
    reason: str


@dataclass(frozen=True)
class QuotaPlace:
    """One candidate above or below the line of a quota (một trường hợp so với chỉ tiêu khen thưởng)."""

    nomination_id: UUID
    place: int
    within: bool


@dataclass(frozen=True)
class QuotaLineDrawn:
    """The line of a quota was drawn under the nominations that passed the council (xác định chỉ tiêu khen thưởng)."""

    line_id: UUID
    title: str
    movement_id: UUID
    base: int
    places: int
    order: tuple[QuotaPlace, ...]


@dataclass(frozen=True)
class DecisionIssued:
    """A decision of commendation was issued (ban hành quyết định khen thưởng)."""

    decision_id: UUID
    nomination_id: UUID
    number: str
    title: str
    unit_id: UUID
    movement_id: UUID
    authority: str
    in_favour: int | None
    base: int | None
    reward: Decimal | None
    decided_on: date
    rulebook: str
    rulebook_hash: str
    override_reason: str | None
    person_code: str | None


@dataclass(frozen=True)
class PublicNoticePosted:
    """A decision was made public (công khai quyết định)."""

    decision_id: UUID
    place: str
    posted_on: date


@dataclass(frozen=True)
class DecisionRevoked:
    """A decision was revoked (hủy bỏ quyết định, thu hồi hiện vật và tiền thưởng); it stays on record."""

    decision_id: UUID
    ground: str
    finding: str
    recover: Decimal | None
    revoked_on: date


def announce(event: object) -> object | None:
    """The published fact of a private event, None for those in `PRIVATE`."""
    match event:
        case Nomination.Event():
            return _of_nomination(event, event.originator_id)
        case VotingSession.Event():
            return _of_session(event, event.originator_id)
        case QuotaLine.Drawn(quota=quota, order=order) | QuotaLine.Redrawn(quota=quota, order=order):
            places = tuple(QuotaPlace(each.contender.nomination_id, each.place, each.within) for each in order)
            return QuotaLineDrawn(event.originator_id, quota.title, quota.movement_id, quota.base, quota.places, places)
        case Decision.Event():
            return _of_decision(event, event.originator_id)
    return None


def _of_nomination(event: Nomination.Event, id: UUID) -> object | None:
    match event:
        case Nomination.Accepted():
            return _accepted(event, id)
        case Nomination.Resubmitted(grounds=grounds, act=act):
            edition, rank = (grounds.standing.edition_no, grounds.standing.rank) if grounds.standing else (0, None)
            return NominationResubmitted(id, edition, rank, local_day(act.effective))
        case Nomination.BasisLost(lost=lost):
            return NominationBasisLost(id, lost.decision_id, lost.number, lost.finding)
        case Nomination.Challenged(standing=standing) | Nomination.Reconfirmed(standing=standing):
            told = NominationChallenged if isinstance(event, Nomination.Challenged) else NominationReconfirmed
            return told(id, standing.edition_no, standing.rank)
        case Nomination.Withdrawn(reason=reason):
            return NominationWithdrawn(id, reason)
    return None


def _accepted(event: Nomination.Accepted, id: UUID) -> NominationAccepted:
    grounds, standing = event.grounds, event.grounds.standing
    return NominationAccepted(
        nomination_id=id,
        title=event.title,
        unit_id=event.unit_id,
        movement_id=event.movement_id,
        cluster_id=standing.cluster_id if standing else NO_BOARD,
        edition_no=standing.edition_no if standing else 0,
        rank=standing.rank if standing else None,
        score=standing.score if standing else None,
        nominated_on=local_day(event.act.effective),
        rulebook=str(grounds.rules),
        person_code=grounds.person,
    )


def _of_session(event: VotingSession.Event, id: UUID) -> object | None:
    match event:
        case VotingSession.Opened(convening=convening, act=act):
            return VotingSessionOpened(
                session_id=id,
                kind=convening.kind.value,
                code=convening.code,
                movement_id=convening.movement_id,
                cluster_id=convening.cluster_id,
                nominations=convening.on_the_paper(CaseKind.NOMINATION),
                members=convening.members,
                secret=convening.terms.secret,
                denominator=convening.terms.denominator.value,
                opened_on=local_day(act.effective),
                rulebook=str(convening.rules),
                commendations=convening.on_the_paper(CaseKind.COMMENDATION),
                opinions_until=convening.opinions_until,
            )
        case VotingSession.RoundClosed(number=number, present=present, results=results, act=act):
            totals = tuple(
                CandidateResult(it.nomination_id, it.in_favour, it.against, it.abstained, it.base, it.passed)
                for it in results
            )
            return VotingRoundClosed(id, number, present, totals, local_day(act.effective))
        case VotingSession.RoundVoided(number=number, reason=reason):
            return VotingRoundVoided(id, number, reason)
    return None


def _of_decision(event: Decision.Event, id: UUID) -> object | None:
    match event:
        case Decision.Issued(award=award, act=act):
            return _issued(id, award, local_day(act.effective))
        case Decision.NoticePosted(place=place, act=act):
            return PublicNoticePosted(id, place, local_day(act.effective))
        case Decision.Revoked(ground=ground, finding=finding, recover=recover, act=act):
            return DecisionRevoked(id, ground.value, finding, recover, local_day(act.effective))
    return None


def _issued(id: UUID, award: Award, decided_on: date) -> DecisionIssued:
    case = (id, award.nomination_id, award.number, award.title, award.unit_id, award.movement_id, award.authority)
    money = award.reward.amount if award.reward else None
    rules = (award.rules.id, award.rules.hash, award.override.reason if award.override else None)
    return DecisionIssued(*case, award.in_favour, award.base, money, decided_on, *rules, award.person)
