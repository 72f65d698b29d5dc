"""The read models of this service: each file holds its tables, how they follow the events, and the queries on them."""

from __future__ import annotations

from kernel.views import View
from services.covenant.views import (
    cascades,
    clusters,
    covenant_texts,
    covenants,
    groupings,
    inspections,
    movement_reviews,
    movements,
    national_targets,
    operating_rules,
    plans,
    programmes,
    registration_sets,
    reminders,
    units,
    year_reviews,
)
from services.covenant.views.tables import metadata

VIEWS: tuple[View, ...] = (
    units.VIEW,
    clusters.VIEW,
    movements.VIEW,
    covenants.VIEW,
    covenant_texts.VIEW,
    registration_sets.VIEW,
    operating_rules.VIEW,
    programmes.VIEW,
    inspections.VIEW,
    cascades.VIEW,
    groupings.VIEW,
    national_targets.VIEW,
    plans.VIEW,
    year_reviews.VIEW,
    movement_reviews.VIEW,
    reminders.VIEW,
)

__all__ = ["VIEWS", "metadata"]
