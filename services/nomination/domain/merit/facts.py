"""What a merit file (hồ sơ thành tích) holds: facts with the day they were true, each a plain value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from unicodedata import normalize
from uuid import UUID

from kernel.aggregate import identity
from kernel.explanation import Text, Worded
from regulations.chapters import Holder
from regulations.conditions import DisciplineForm, InitiativeLevel, RatingLevel, YearFigure
from regulations.medal import Sex
from regulations.sentences import FORMS
from services.nomination.domain.rules.persons import person_code


class InquiryKind(Worded):
    """What is open against a holder (NĐ 152/2025/NĐ-CP Art. 4)."""

    DISCIPLINE = "discipline", "đang xem xét kỷ luật", "discipline being considered"
    INSPECTION = "inspection", "thanh tra, kiểm tra có dấu hiệu vi phạm", "inspection with signs of wrongdoing"
    INVESTIGATION = "investigation", "đang điều tra", "investigation"
    COMPLAINT = "complaint", "khiếu nại, tố cáo, báo chí nêu đang xác minh", "complaint or press report being verified"


@dataclass(frozen=True)
class Bearer:
    """Whose file it is: a unit (tập thể) by its id, or a person (cá nhân) by the staff code; never by a name."""

    kind: Holder
    key: str

    @classmethod
    def unit(cls, unit_id: UUID) -> Bearer:
        """A collective."""
        return cls(Holder.COLLECTIVE, str(unit_id))

    @classmethod
    def person(cls, code: str) -> Bearer:
        """A person."""
        return cls(Holder.PERSON, code)

    @property
    def file_id(self) -> UUID:
        """The one file of this bearer."""
        return identity("merit-file", self.kind.value, self.key)


@dataclass(frozen=True)
class Rating:
    """The rating of one year (xếp loại năm)."""

    year: int
    level: RatingLevel


@dataclass(frozen=True)
class Award:
    """A title or commendation held (danh hiệu, hình thức khen thưởng đã được tặng).

    `decision_id`: the decision of ours, or the record of one made elsewhere, that put it here and takes it back.
    """

    title: str
    year: int
    number: str
    decided_on: date
    initiatives: tuple[UUID, ...] = ()
    decision_id: UUID | None = None


@dataclass(frozen=True)
class Initiative:
    """A recognised initiative or study (sáng kiến, đề tài được công nhận)."""

    name: str
    level: InitiativeLevel
    recognised_on: date
    council: str


@dataclass(frozen=True)
class Discipline:
    """A discipline (kỷ luật), in force up to and including `until`."""

    form: DisciplineForm
    since: date
    until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day it is in force; one without an end lasts."""
        return self.until or date.max

    def first_year_after(self, year: int) -> int:
        """The first year whose achievements count again, asked about a year."""
        return min(self.last_day.year, year) + 1

    def said(self) -> Text:
        """Which discipline, from when to when."""
        days = {"since": self.since.isoformat(), "until": self.until or "…"}
        return Text("{form} {since} – {until}", "{form} {since} – {until}").format({"form": FORMS[self.form], **days})


@dataclass(frozen=True)
class InspectionFinding:
    """Which finding of which inspection (nội dung ghi nhận của cuộc kiểm tra), and the event it was heard in."""

    inspection_id: UUID
    number: int
    event: UUID


@dataclass(frozen=True)
class Inquiry:
    """Something open against the holder (đang xem xét, xác minh); `finding` where an inspection opened it."""

    kind: InquiryKind
    about: str
    opened_on: date
    finding: InspectionFinding | None = None

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Inquiries recorded before inspections were heard of were put down by people."""
        state["fact"]["finding"] = None


@dataclass(frozen=True)
class YearFigures:
    """The figures of a collective for a year (số liệu năm)."""

    year: int
    members: int
    completed: int
    advanced_workers: int
    base_fighters: int
    disciplined: int
    women: int

    def value(self, figure: YearFigure) -> int:
        """One of them."""
        return int(getattr(self, figure.value))


@dataclass(frozen=True)
class Absence:
    """Working days off in a year (số ngày nghỉ); maternity leave (thai sản) is kept, and counts as service."""

    year: int
    working_days: int
    maternity: bool


@dataclass(frozen=True)
class Attestation:
    """A standard of quality attested for a year (xác nhận tiêu chuẩn định tính)."""

    year: int
    standard: str
    holds: bool


@dataclass(frozen=True)
class Membership:
    """Time in a unit (công tác tại đơn vị), both days included; `moved_from` names the unit left the day before."""

    unit_id: UUID
    since: date
    until: date | None = None
    moved_from: UUID | None = None

    def covers(self, day: date) -> bool:
        """Whether the person was there on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: Membership) -> bool:
        """Whether some day lies in both."""
        latest = date.max
        return self.since <= (other.until or latest) and other.since <= (self.until or latest)


@dataclass(frozen=True)
class Predecessor:
    """A unit merged into this one whose history counts as declared (lịch sử của đơn vị trước khi sáp nhập)."""

    unit_id: UUID
    merged_on: date


@dataclass(frozen=True)
class Merger:
    """A unit that went up in another (sáp nhập), as the registry of units told: `unit` is its code."""

    unit_id: UUID
    unit: str
    merged_on: date
    event: UUID


Fact = (
    Rating | Award | Initiative | Discipline | Inquiry | YearFigures | Absence | Attestation | Membership | Predecessor
)


@dataclass(frozen=True)
class Kept:
    """A fact that stands, by the event that recorded it; `cleared_on` of an inquiry that has ended."""

    id: UUID
    fact: Fact
    evidence: str
    recorded_by: str
    cleared_on: date | None = None
    cleared_by: UUID | None = None

    @property
    def events(self) -> tuple[UUID, ...]:
        """The event that recorded it, and the one of another service that it was heard in."""
        found = self.fact.finding if isinstance(self.fact, Inquiry) else None
        return (self.id,) if found is None else (self.id, found.event)

    @property
    def follows(self) -> str | None:
        """What recorded it and alone takes it back: its paper; None where people keep it here."""
        fact = self.fact
        heard = isinstance(fact, Inquiry) and fact.finding is not None
        given = isinstance(fact, Award) and fact.decision_id is not None
        return self.evidence if heard or given else None


@dataclass(frozen=True)
class Opening:
    """What a file begins with: the year from which it is complete, and since when the holder serves or exists.

    `complete_from` None: nobody has said so; then a title that is not on record may still have been given.
    """

    bearer: Bearer
    complete_from: int | None = None
    since: date | None = None
    sex: Sex | None = None

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Files opened before the medal's words were used for both."""
        words = {"female": Sex.WOMAN.value, "male": Sex.MAN.value}
        state["opening"]["sex"] = words.get(state["opening"]["sex"])

    def coded(self) -> Opening:
        """The same under the one code of the person; a name is refused."""
        if self.bearer.kind is not Holder.PERSON:
            return self
        return replace(self, bearer=Bearer.person(person_code(self.bearer.key)))


@dataclass(frozen=True)
class Entry:
    """A fact being recorded: known from which paper, and which standing one it corrects.

    `merged_on`: of a predecessor the day that the registry of units tells; None: it was not merged into the holder.
    """

    fact: Fact
    evidence: str
    corrects: UUID | None = None
    yearly: bool = True
    merged_on: date | None = None


def days_of(fact: Fact) -> Iterator[date]:
    """The days a fact names as past: none of them may lie in the future."""
    match fact:
        case Award(decided_on=day) | Initiative(recognised_on=day) | Inquiry(opened_on=day):
            yield day
        case Discipline(since=day) | Membership(since=day) | Predecessor(merged_on=day):
            yield day
        case _:
            yield date(fact.year, 1, 1)


def once_a_year(fact: Fact) -> tuple[object, ...] | None:
    """What may stand once: a title, rating, figures, leave, standard or initiative of one year; None: often."""
    match fact:
        case Award(title=name, year=year) | Attestation(standard=name, year=year):
            return type(fact), name, year
        case Absence(year=year, maternity=maternity):
            return type(fact), maternity, year
        case Initiative(name=name, recognised_on=day):
            return type(fact), " ".join(normalize("NFC", name).casefold().split()), day.year
        case Rating(year=year) | YearFigures(year=year):
            return type(fact), year
        case Predecessor(unit_id=unit):
            return type(fact), unit
    return None
