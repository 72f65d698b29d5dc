"""REST of the scoring service, one router a subject."""

from __future__ import annotations

from services.scoring.api.boards import router as boards
from services.scoring.api.history import router as history
from services.scoring.api.periods import router as periods
from services.scoring.api.results import router as results
from services.scoring.api.results_rows import router as tables_of_results
from services.scoring.api.results_stream import router as streams_of_results
from services.scoring.api.results_workbooks import router as workbooks_of_results
from services.scoring.api.scorecards import router as scorecards
from services.scoring.api.sheets import router as sheets
from services.scoring.api.tables import router as tables

ROUTERS = {
    "score tables as files": sheets,
    "score tables": tables,
    "periods": periods,
    "results as tables": tables_of_results,
    "results as workbooks": workbooks_of_results,
    "results": results,
    "results as streams": streams_of_results,
    "scorecards": scorecards,
    "boards": boards,
    "history": history,
}
