"""The events that concern nobody else, each named: what is neither here nor announced fails a test."""

from __future__ import annotations

from kernel.aggregate import Aggregate
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.voting_session import VotingSession

PRIVATE: frozenset[type[Aggregate.Event]] = frozenset(
    {
        Nomination.Announced,
        Nomination.Voted,
        Nomination.VoteAnnulled,
        Nomination.Settled,
        Nomination.Decided,
        Nomination.AwardRevoked,
        VotingSession.AttendanceTaken,
        VotingSession.SubstituteMandated,
        VotingSession.MandateEnded,
        VotingSession.CaseSettled,
        VotingSession.VoterChecked,
        VotingSession.BallotCast,
        VotingSession.RoundOpened,
        QuotaLine.PlaceTaken,
        QuotaLine.PlaceReturned,
    }
)
"""Who attended and voted, and what repeats on one aggregate the fact that another tells."""
