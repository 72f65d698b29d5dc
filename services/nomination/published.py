"""What the nomination service tells the others: a fact a message of `proto/thidua/nomination/v1/events.proto`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class NominationAccepted:
    """A nomination (đề cử) passed the rules and was accepted: covenant, registration, rank."""

    nomination_id: UUID
    title: str
    unit_id: UUID
    movement_id: UUID
    cluster_id: UUID
    edition_no: int
    rank: int
    score: Decimal
    nominated_on: date
    rulebook: str


@dataclass(frozen=True)
class NominationChallenged:
    """A newer edition of the board no longer bears the nomination (đề cử bị đặt vấn đề)."""

    nomination_id: UUID
    edition_no: int
    rank: int | None


@dataclass(frozen=True)
class NominationReconfirmed:
    """A newer edition of the board bears the nomination (đề cử được giữ nguyên)."""

    nomination_id: UUID
    edition_no: int
    rank: int


@dataclass(frozen=True)
class NominationWithdrawn:
    """A nomination was withdrawn (rút đề cử)."""

    nomination_id: UUID
    reason: str


@dataclass(frozen=True)
class CandidateResult:
    """What one candidate of a round got (kết quả kiểm phiếu của một trường hợp)."""

    nomination_id: UUID
    in_favour: int
    against: int
    abstained: int
    base: int
    passed: bool


@dataclass(frozen=True)
class VotingRoundClosed:
    """A round of a voting session was closed and counted (kiểm phiếu). Totals only."""

    session_id: UUID
    kind: str
    round: int
    movement_id: UUID
    cluster_id: UUID | None
    members: int
    present: int
    denominator: str
    results: tuple[CandidateResult, ...]


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
