"""The events that concern nobody else, each named: what is neither here nor announced fails a test."""

from __future__ import annotations

from kernel.aggregate import Aggregate
from services.covenant.domain.amendment import Amendment
from services.covenant.domain.bylaws import OperatingRules
from services.covenant.domain.cascade import MovementTargets
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.district_grouping import DistrictGrouping
from services.covenant.domain.inspection import Inspection
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.programme import Programme
from services.covenant.domain.reminder import Reminder
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.year_review import YearReview

PRIVATE: frozenset[type[Aggregate.Event]] = frozenset(
    {
        Covenant.Drafted,
        Covenant.TargetsSet,
        Covenant.Agreed,
        Covenant.AgreementWithdrawn,
        Amendment.Proposed,
        Amendment.ProposedAnew,
        Amendment.Agreed,
        Amendment.Withdrawn,
        Amendment.Returned,
        Amendment.Signed,
        OperatingRules.Drafted,
        OperatingRules.Redrafted,
        OperatingRules.AmendmentDrafted,
        OperatingRules.Issued,
        OperatingRules.Withdrawn,
        Programme.Adopted,
        Programme.Adjusted,
        Programme.ItemDone,
        Programme.ItemInspected,
        Programme.ReportWithdrawn,
        Inspection.RemedyReported,
        Inspection.RemedyRejected,
        Inspection.Closed,
        Inspection.Reopened,
        MovementTargets.Stated,
        MovementTargets.Restated,
        DistrictGrouping.Proposed,
        DistrictGrouping.Adjusted,
        DistrictGrouping.Issued,
        Movement.NationalTargetsSet,
        TargetPlan.Drafted,
        TargetPlan.TableSet,
        TargetPlan.Submitted,
        TargetPlan.Appraised,
        TargetPlan.Amended,
        YearReview.Recorded,
        YearReview.Revised,
        YearReview.FindingConfirmed,
        YearReview.FindingDisputed,
        MovementReview.Held,
        Reminder.Sent,
        Reminder.Answered,
        Reminder.Withdrawn,
    }
)
"""Covenants and amendments before they are signed, how a block or cluster runs its own work, targets over years."""
