"""What the merit file of the person says that bears on the medal: sex, recruitment, discipline, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from regulations.conditions import DisciplineForm
from regulations.medal import Sex
from services.nomination.domain.medal.person import Bar, MedalFacts
from services.nomination.domain.merit import facts as merit
from services.nomination.domain.merit.file import MeritFile

UNDER_WAY = {
    merit.InquiryKind.DISCIPLINE: Bar.UNDER_DISCIPLINE,
    merit.InquiryKind.INSPECTION: Bar.UNDER_INVESTIGATION,
    merit.InquiryKind.INVESTIGATION: Bar.UNDER_INVESTIGATION,
    merit.InquiryKind.COMPLAINT: Bar.UNDER_INVESTIGATION,
}
"""Which bar of the medal an inquiry is."""


@dataclass(frozen=True)
class OnFile:
    """The standing facts of a person's merit file."""

    sex: Sex | None = None
    since: date | None = None
    kept: tuple[merit.Kept, ...] = ()

    @classmethod
    def of(cls, file: MeritFile) -> Self:
        """From the file."""
        return cls(file.opening.sex, file.opening.since, tuple(file.holdings.kept.values()))

    def bars(self, day: date) -> Iterator[tuple[Bar, str]]:
        """What bars the person on a day, each with what the file says."""
        for each in self.kept:
            match each.fact:
                case merit.Inquiry(kind=kind, about=about, opened_on=opened):
                    if opened <= day and (each.cleared_on is None or day < each.cleared_on):
                        yield UNDER_WAY[kind], f"{about}, {opened.isoformat()}"
                case merit.Discipline(form=DisciplineForm.DISMISSAL, since=since):
                    if since <= day:
                        yield Bar.DISMISSED, since.isoformat()
                case merit.Discipline(since=since, until=until):
                    if since <= day <= (until or date.max):
                        yield Bar.UNDER_DISCIPLINE, f"{since.isoformat()} – {until or '…'}"

    def untold(self, facts: MedalFacts, day: date) -> list[merit.Discipline]:
        """The disciplines of the file that began by that day and whose time the proposal does not leave out."""
        known = [each.fact for each in self.kept if isinstance(each.fact, merit.Discipline)]
        return [each for each in known if each.since <= day and not _left_out(each, facts, day)]


def _left_out(discipline: merit.Discipline, facts: MedalFacts, day: date) -> bool:
    last = min(discipline.until or day, day)
    return any(each.covers(discipline.since) and each.covers(last) for each in facts.disciplines)
