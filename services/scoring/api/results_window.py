"""The rows of a stream of results (kết quả) that wait to be recorded together, each unit and period whole."""

from __future__ import annotations

from collections.abc import Iterator

from kernel.refusals import Refusal
from services.scoring.api.results_rows import Group, Key, RowIn, key_of
from services.scoring.application.judging import Reported
from services.scoring.domain.refusals.results import RowsApart

WINDOW_ROWS = 2000
"""Rows that are recorded in one transaction, counted up to the end of a unit and period."""
LONGEST_WINDOW = 3000
"""Rows after which a unit and period is closed, whatever follows."""


class Window:
    """Rows in their order, and the units and periods that they tell of.

    The rows of one unit, movement and period follow one another; which were told of is remembered for the whole stream.
    """

    def __init__(self) -> None:
        self._closed: set[bytes] = set()
        self._key: Key | None = None
        self._groups: list[Group] = []
        self._rows: list[tuple[int, Refusal | None]] = []

    @property
    def sheets(self) -> int:
        """How many units and periods the stream has told of."""
        return len(self._closed)

    def is_full_before(self, said: RowIn | Refusal) -> bool:
        """Whether what waits is to be recorded before this row is added."""
        if len(self._rows) >= LONGEST_WINDOW:
            return True
        return len(self._rows) >= WINDOW_ROWS and isinstance(said, RowIn) and key_of(said) != self._key

    def add(self, number: int, said: RowIn | Refusal) -> None:
        """One more row."""
        if isinstance(said, RowIn):
            self._rows.append((number, self._placed(number, said)))
        else:
            self._rows.append((number, said))

    def _placed(self, number: int, row: RowIn) -> Refusal | None:
        key = key_of(row)
        if key != self._key:
            mark = key[0].bytes + key[1].bytes + key[2].encode()
            if mark in self._closed:
                return RowsApart(fields=(f"rows[{number}].unit_id", f"rows[{number}].period"))
            self._closed.add(mark)
            self._key = key
            self._groups.append(Group(row.unit_id, row.movement_id, row.period))
        self._groups[-1].add(row)
        return None

    def reported(self) -> list[Reported]:
        """What waits, by unit and period."""
        return [group.reported() for group in self._groups]

    def close(self, verdicts: Iterator[bool | Refusal]) -> list[tuple[int, bool | Refusal]]:
        """Every row that waited with its verdict, `verdicts` being those on `reported()`; the window is empty again."""
        told = [(number, next(verdicts) if refusal is None else refusal) for number, refusal in self._rows]
        self._key, self._groups, self._rows = None, [], []
        return told
