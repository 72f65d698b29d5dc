"""REST of the scoring service, one router a subject."""

from __future__ import annotations

from services.scoring.api.boards import router as boards
from services.scoring.api.history import router as history
from services.scoring.api.periods import router as periods
from services.scoring.api.results import router as results
from services.scoring.api.scorecards import router as scorecards
from services.scoring.api.tables import router as tables

ROUTERS = {
    "score tables": tables,
    "periods": periods,
    "results": results,
    "scorecards": scorecards,
    "boards": boards,
    "history": history,
}
