"""A person and a unit with their merit files: what the tests of titles act with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kernel.aggregate import Act, identity
from regulations.conditions import DisciplineForm, InitiativeLevel, RatingLevel
from services.nomination.domain.merit.facts import (
    Award,
    Bearer,
    Discipline,
    Entry,
    Fact,
    Initiative,
    Inquiry,
    InquiryKind,
    InspectionFinding,
    Membership,
    Opening,
    Predecessor,
    Rating,
    YearFigures,
)
from services.nomination.domain.merit.file import MeritFile
from tests.nomination.examples import LEADER, OFFICES, january

PERSON = "CB-0001"
RECRUITED = date(2015, 3, 1)
OLD_UNIT = OFFICES[1]


def person_file(complete_from: int | None = 2015, since: date | None = RECRUITED) -> MeritFile:
    """A person of the leading unit since 2015."""
    file = MeritFile.open(january(11), Opening(Bearer.person(PERSON), complete_from, since))
    put(file, Membership(LEADER, since or RECRUITED))
    return file


def unit_file(complete_from: int | None = 2010, since: date | None = date(1995, 7, 1)) -> MeritFile:
    """The file of the leading unit."""
    return MeritFile.open(january(11), Opening(Bearer.unit(LEADER), complete_from, since))


def put(
    file: MeritFile, fact: Fact, *, corrects: UUID | None = None, yearly: bool = True, act: Act | None = None
) -> UUID:
    merged_on = fact.merged_on if isinstance(fact, Predecessor) else None
    return file.record(act or january(11), Entry(fact, "12/QĐ-BHXH", corrects, yearly, merged_on))


def rated(year: int, level: RatingLevel = RatingLevel.GOOD) -> Rating:
    return Rating(year, level)


def award(title: str, year: int, decided_on: date | None = None, initiatives: Sequence[UUID] = ()) -> Award:
    return Award(title, year, f"{year}/QĐ-BHXH", decided_on or date(year, 12, 20), tuple(initiatives))


def initiative(level: InitiativeLevel = InitiativeLevel.BASE, on: date = date(2024, 11, 5)) -> Initiative:
    return Initiative("Rút ngắn thời gian giải quyết", level, on, "Hội đồng sáng kiến BHXH tỉnh")


def discipline(since: date, until: date | None = None, form: DisciplineForm = DisciplineForm.REPRIMAND) -> Discipline:
    return Discipline(form, since, until)


def inquiry(opened_on: date = date(2024, 9, 1), kind: InquiryKind = InquiryKind.COMPLAINT) -> Inquiry:
    return Inquiry(kind, "Đơn phản ánh 07", opened_on)


def inspected(number: int = 1, opened_on: date = date(2024, 9, 1)) -> Inquiry:
    """What a finding of an inspection opens."""
    finding = InspectionFinding(identity("inspection", "KTC-01"), number, identity("event", "heard"))
    return Inquiry(InquiryKind.INSPECTION, f"KTC-01, nội dung {number}", opened_on, finding)


def figures(**changed: int) -> YearFigures:
    """Ten members, all completed, seven advanced workers, one base fighter."""
    known = {"year": 2024, "members": 10, "completed": 10, "advanced_workers": 7, "base_fighters": 1}
    return YearFigures(**{**known, "disciplined": 0, "women": 7, **changed})
