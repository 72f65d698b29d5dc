"""The read models of this service: each file holds its tables, how they follow the events, and the queries on them."""

from __future__ import annotations

from kernel.views import View
from services.nomination.views import (
    commendations,
    confirmations,
    covenants,
    decisions,
    dossiers,
    editions,
    good_examples,
    higher_awards,
    inspections,
    mandates,
    medals,
    mergers,
    merit_files,
    movement_standings,
    nominations,
    objections,
    organisation,
    quota_lines,
    sessions,
)
from services.nomination.views.tables import metadata

VIEWS: tuple[View, ...] = (
    organisation.VIEW,
    covenants.VIEW,
    editions.VIEW,
    nominations.VIEW,
    sessions.VIEW,
    mandates.VIEW,
    quota_lines.VIEW,
    decisions.VIEW,
    dossiers.VIEW,
    objections.VIEW,
    commendations.VIEW,
    confirmations.VIEW,
    medals.VIEW,
    good_examples.VIEW,
    higher_awards.VIEW,
    merit_files.VIEW,
    inspections.VIEW,
    mergers.VIEW,
    movement_standings.VIEW,
)

__all__ = ["VIEWS", "metadata"]
