"""The events that concern nobody else, each named: what is neither here nor announced fails a test."""

from __future__ import annotations

from kernel.aggregate import Aggregate
from services.covenant.domain.bylaws import OperatingRules
from services.covenant.domain.cascade import MovementTargets
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.district_grouping import DistrictGrouping
from services.covenant.domain.inspection import Inspection
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview
from services.covenant.domain.programme import Programme
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.year_review import YearReview

PRIVATE: frozenset[type[Aggregate.Event]] = frozenset(
    {
        Covenant.Drafted,
        Covenant.TargetsSet,
        Covenant.Agreed,
        Covenant.AgreementWithdrawn,
        OperatingRules.Drafted,
        OperatingRules.Redrafted,
        OperatingRules.AmendmentDrafted,
        OperatingRules.Issued,
        OperatingRules.Withdrawn,
        Programme.Adopted,
        Programme.Adjusted,
        Programme.ItemDone,
        Programme.ReportWithdrawn,
        Inspection.Opened,
        Inspection.FindingRecorded,
        Inspection.RemedyReported,
        Inspection.RemedyRejected,
        Inspection.RemedyConfirmed,
        Inspection.FindingWithdrawn,
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
        MovementReview.EditionFrozen,
    }
)
"""A covenant before it is signed, how a block or cluster runs its own work, and targets over years."""
