"""The read models of this service: each file holds its tables, how they follow the events, and the queries on them."""

from __future__ import annotations

from kernel.views import View
from services.scoring.views import boards, covenants, organisation, periods, results, score_tables, scorecards
from services.scoring.views.tables import metadata

VIEWS: tuple[View, ...] = (
    organisation.VIEW,
    covenants.VIEW,
    periods.VIEW,
    score_tables.VIEW,
    results.VIEW,
    scorecards.VIEW,
    boards.VIEW,
)

__all__ = ["VIEWS", "metadata"]
