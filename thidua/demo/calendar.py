"""When things happen in the demonstration's year: the papers' dates, all before the day the demonstration runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_YEAR = 2012


class UnplayableYearError(ValueError):
    """The year is too early for the register, or its final review has not come yet."""


@dataclass(frozen=True)
class Calendar:
    """The dates of one year. The last ones lie in the first half of the year after it."""

    year: int

    def check(self, today: date) -> None:
        """Refuses a year that cannot be played.

        Raises:
            UnplayableYearError: before the register begins, or not over yet.
        """
        if self.year < FIRST_YEAR or self.revoked > today:
            raise UnplayableYearError(f"a year from {FIRST_YEAR} on whose awards are given by {today.isoformat()}")

    @property
    def lists_issued(self) -> date:
        """The membership lists of the year hold from here."""
        return date(self.year, 1, 1)

    @property
    def officers_elected(self) -> date:
        """The last year-end review elected the heads and deputies of this year, in office at once."""
        return date(self.year, 1, 23)

    @property
    def launched(self) -> date:
        """The movement is launched."""
        return date(self.year, 1, 25)

    @property
    def tables_signed(self) -> date:
        """The score tables are agreed and signed, before anything is scored."""
        return date(self.year, 2, 20)

    @property
    def drafted(self) -> date:
        """The covenants are drafted with their targets."""
        return date(self.year, 2, 10)

    @property
    def agreed(self) -> date:
        """The covenants are agreed in the cluster."""
        return date(self.year, 3, 5)

    @property
    def signed(self) -> date:
        """The joint signing, within the deadline of 31 March."""
        return date(self.year, 3, 20)

    @property
    def signed_late(self) -> date:
        """When those who missed the deadline signed."""
        return date(self.year, 4, 15)

    @property
    def registrations_submitted(self) -> date:
        """The heads hand the registrations to the standing council body."""
        return date(self.year, 4, 20)

    def reported(self, quarter: int) -> date:
        """The results of a quarter arrive in the month after it."""
        return date(self.year, 3 * quarter + 1, 10) if quarter < 4 else date(self.year + 1, 1, 8)  # noqa: PLR2004

    @property
    def half_year_review(self) -> date:
        """Sơ kết sáu tháng."""
        return date(self.year, 7, 15)

    @property
    def year_scored(self) -> date:
        """The cards of the year are made and its boards frozen, by the heads of that year, on the eve of the review."""
        return date(self.year + 1, 1, 22)

    @property
    def year_end_review(self) -> date:
        """Tổng kết năm: selection, election of the next officers (seen on 23/01/2026)."""
        return date(self.year + 1, 1, 23)

    @property
    def council_meets(self) -> date:
        """The Council votes on the candidates."""
        return date(self.year + 1, 2, 20)

    @property
    def decided(self) -> date:
        """The decisions are issued."""
        return date(self.year + 1, 3, 3)

    @property
    def noticed(self) -> date:
        """The decisions are made public."""
        return date(self.year + 1, 3, 5)

    @property
    def revoked(self) -> date:
        """One decision is revoked."""
        return date(self.year + 1, 5, 20)
