"""The events that concern nobody else, each named: what is neither here nor announced fails a test."""

from __future__ import annotations

from kernel.aggregate import Aggregate
from services.covenant.domain.bylaws import OperatingRules
from services.covenant.domain.covenant import Covenant

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
    }
)
"""A covenant before it is signed, and how a block or cluster runs its own work."""
