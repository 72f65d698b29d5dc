"""The events that concern nobody else, each named: what is neither here nor announced fails a test."""

from __future__ import annotations

from kernel.aggregate import Aggregate
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.confirmation import FigureConfirmation
from services.nomination.domain.dossier import Dossier
from services.nomination.domain.good_example import GoodExample
from services.nomination.domain.higher_award import HigherAward
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Objection
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
        Dossier.Opened,
        Dossier.PaperAttached,
        Dossier.Submitted,
        Dossier.Received,
        Dossier.Returned,
        Dossier.Accepted,
        Dossier.Appraised,
        Dossier.Extended,
        Dossier.Reminded,
        Objection.Raised,
        Objection.Answered,
        Commendation.Proposed,
        Commendation.ProposedAgain,
        Commendation.Counted,
        Commendation.CountCorrected,
        Commendation.Recommended,
        Commendation.Voted,
        Commendation.VoteAnnulled,
        Commendation.Settled,
        Commendation.Decided,
        Commendation.Withdrawn,
        QuotaLine.PlaceTaken,
        QuotaLine.PlaceReturned,
        FigureConfirmation.Confirmed,
        FigureConfirmation.ConfirmedAgain,
        FigureConfirmation.ConfirmationWithdrawn,
        Medal.Proposed,
        Medal.ProposedAgain,
        Medal.PapersReceived,
        Medal.DeathReported,
        Medal.Appraised,
        Medal.Returned,
        Medal.ProposalWithdrawn,
        Medal.Awarded,
        Medal.AwardRevoked,
        GoodExample.Found,
        GoodExample.Nurtured,
        GoodExample.Recognised,
        GoodExample.TakenUp,
        GoodExample.Introduced,
        GoodExample.EffectFollowed,
        GoodExample.Closed,
        GoodExample.FindingWithdrawn,
        GoodExample.Reopened,
        HigherAward.Recorded,
        HigherAward.RecordStruck,
        *MeritFile.told_to_nobody(),
    }
)
"""Who attended and voted, what is on file about somebody, what repeats another fact, what concerns nobody else."""
