"""The read models of this service: each file holds its tables, how they follow the events, and the queries on them."""

from __future__ import annotations

from kernel.views import View
from services.covenant.views import (
    cascades,
    clusters,
    covenants,
    groupings,
    inspections,
    movements,
    operating_rules,
    programmes,
    registration_sets,
    units,
)
from services.covenant.views.tables import metadata

VIEWS: tuple[View, ...] = (
    units.VIEW,
    clusters.VIEW,
    movements.VIEW,
    covenants.VIEW,
    registration_sets.VIEW,
    operating_rules.VIEW,
    programmes.VIEW,
    inspections.VIEW,
    cascades.VIEW,
    groupings.VIEW,
)

__all__ = ["VIEWS", "metadata"]
