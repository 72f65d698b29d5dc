"""The stretches of a year that results are reported for and boards are drawn up over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from services.scoring.domain.refusals.reviews import UnknownPeriod

QUARTERS_OF_A_YEAR = 4
MONTHS_OF_A_QUARTER = 3
_CODE = re.compile(r"(?P<year>[12]\d{3})(-(?P<part>Q[1-4]|H[12]))?")
_QUARTERS_OF_PART = {"Q1": (1,), "Q2": (2,), "Q3": (3,), "Q4": (4,), "H1": (1, 2), "H2": (3, 4), "": (1, 2, 3, 4)}


class PeriodKind(StrEnum):
    """How long a period is: quý, sáu tháng, năm."""

    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"


@dataclass(frozen=True)
class Period:
    """A quarter, half-year or year (kỳ sơ kết, tổng kết), named by its code: "2024-Q1", "2024-H1", "2024"."""

    year: int
    part: str

    @classmethod
    def parse(cls, code: str) -> Self:
        """The period with this code, in capitals or not.

        Raises:
            UnknownPeriod: the text names none.
        """
        found = _CODE.fullmatch(code.upper())
        if found is None:
            raise UnknownPeriod(period=code)
        return cls(int(found["year"]), found["part"] or "")

    @property
    def code(self) -> str:
        """The name people and systems use."""
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def kind(self) -> PeriodKind:
        """Quarter, half-year or year."""
        kinds = {"Q": PeriodKind.QUARTER, "H": PeriodKind.HALF_YEAR, "": PeriodKind.YEAR}
        return kinds[self.part[:1]]

    @property
    def ordinals(self) -> tuple[int, ...]:
        """The quarters covered, as numbers of the year."""
        return _QUARTERS_OF_PART[self.part]

    @property
    def quarters(self) -> tuple[str, ...]:
        """The codes of the quarters covered, in order: results are reported by quarter."""
        return tuple(f"{self.year}-Q{ordinal}" for ordinal in self.ordinals)

    @property
    def starts(self) -> date:
        """First day."""
        return date(self.year, MONTHS_OF_A_QUARTER * (self.ordinals[0] - 1) + 1, 1)

    @property
    def ends(self) -> date:
        """Last day."""
        last = self.ordinals[-1]
        if last == QUARTERS_OF_A_YEAR:
            return date(self.year, 12, 31)
        return date.fromordinal(date(self.year, MONTHS_OF_A_QUARTER * last + 1, 1).toordinal() - 1)


@dataclass(frozen=True)
class Shown:
    """A frozen edition that shows a result: of which period, which edition, since when."""

    period: str
    edition: int
    frozen_on: date


def period_asked(code: str | None) -> str | None:
    """The code of the period that a question is about, None for one that names none.

    Raises:
        UnknownPeriod: the text names none.
    """
    return None if code is None else Period.parse(code).code
