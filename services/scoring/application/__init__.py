"""What can be done with the scoring service: one method a command, each loads, decides and saves."""

from __future__ import annotations

from kernel.naming import Naming
from kernel.store import Store
from regulations.rulebook import Rulebooks
from services.scoring.application.boards import BoardCommands
from services.scoring.application.cards import CardCommands
from services.scoring.application.judging import SignedTables
from services.scoring.application.marking import MarkCommands
from services.scoring.application.naming import KINDS
from services.scoring.application.periods import PeriodCommands
from services.scoring.application.results import ResultCommands
from services.scoring.application.row_windows import RowCommands
from services.scoring.application.sheets import SheetCommands
from services.scoring.application.tables import TableCommands


class ScoringApplication:
    """The commands of the service by subject, over one store and the rules of all eras."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self.store = store
        self.naming = Naming(store, KINDS)
        self.tables = TableCommands(store, rulebooks)
        self.sheets = SheetCommands(store)
        self.periods = PeriodCommands(store)
        signed = SignedTables(store)
        self.results = ResultCommands(store, signed)
        self.rows = RowCommands(store, signed)
        self.cards = CardCommands(store)
        self.marks = MarkCommands(store)
        self.boards = BoardCommands(store, rulebooks)


__all__ = ["ScoringApplication"]
