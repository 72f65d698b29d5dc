"""The facts of a merit file as they are written over REST: one shape a kind, told apart by `kind`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kernel.http import Body
from regulations.conditions import DisciplineForm, InitiativeLevel, RatingLevel
from services.nomination.api.asking import Reference
from services.nomination.api.nominations import Title
from services.nomination.application.naming import Naming
from services.nomination.domain.merit import facts
from services.nomination.domain.merit.facts import InquiryKind
from services.nomination.domain.rules.merit import DAYS_OF_A_YEAR, FIRST_YEAR, LAST_YEAR, MOST_PEOPLE

Year = Annotated[int, Field(description="Năm", ge=FIRST_YEAR, le=LAST_YEAR, examples=[2024])]
Count = Annotated[int, Field(ge=0, le=MOST_PEOPLE, examples=[40])]
Words = Annotated[str, Field(min_length=1, max_length=500)]


class RatingIn(Body):
    """Xếp loại năm: the rating of a year."""

    kind: Literal["rating"]
    year: Year
    level: RatingLevel = Field(description="Mức: failed, done, good, excellent")

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Rating(self.year, self.level)


class AwardIn(Body):
    """Danh hiệu, khen thưởng đã được tặng: a title held, given before this system or elsewhere."""

    kind: Literal["award"]
    title: Title
    year: Year
    number: str = Field(description="Số quyết định", min_length=1, max_length=60, examples=["2468/QĐ-BHXH"])
    decided_on: date = Field(description="Ngày quyết định")
    initiatives: list[UUID] = Field(default=[], description="Sáng kiến đã dùng: what it rested on", max_length=10)

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Award(self.title, self.year, self.number, self.decided_on, tuple(self.initiatives))


class InitiativeIn(Body):
    """Sáng kiến, đề tài được công nhận: a recognised initiative or study."""

    kind: Literal["initiative"]
    name: Words
    level: InitiativeLevel = Field(description="Phạm vi: base, sector, national")
    recognised_on: date = Field(description="Ngày công nhận")
    council: Words = Field(description="Hội đồng sáng kiến")

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Initiative(self.name, self.level, self.recognised_on, self.council)


class DisciplineIn(Body):
    """Kỷ luật: a discipline, in force up to and including `until`."""

    kind: Literal["discipline"]
    form: DisciplineForm
    since: date
    until: date | None = None

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Discipline(self.form, self.since, self.until)


class InquiryIn(Body):
    """Đang xem xét, thanh tra, điều tra, khiếu nại: something open against the holder."""

    kind: Literal["inquiry"]
    inquiry: InquiryKind
    about: Words
    opened_on: date

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Inquiry(self.inquiry, self.about, self.opened_on)


class FiguresIn(Body):
    """Số liệu năm của tập thể: the figures of a collective."""

    kind: Literal["figures"]
    year: Year
    members: Count
    completed: Count
    advanced_workers: Count
    base_fighters: Count
    disciplined: Count = Field(description="Bị kỷ luật từ cảnh cáo")
    women: Count

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.YearFigures(**self.model_dump(exclude={"kind"}))


class AbsenceIn(Body):
    """Ngày nghỉ trong năm: working days off; maternity leave counts as service."""

    kind: Literal["absence"]
    year: Year
    working_days: int = Field(ge=1, le=DAYS_OF_A_YEAR, examples=[12])
    maternity: bool = False

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Absence(self.year, self.working_days, self.maternity)


class AttestationIn(Body):
    """Xác nhận tiêu chuẩn định tính: a standard that only people can attest."""

    kind: Literal["attestation"]
    year: Year
    standard: str = Field(min_length=1, max_length=60, examples=["united"])
    holds: bool = True

    def to_fact(self, _naming: Naming) -> facts.Fact:
        """The domain's value."""
        return facts.Attestation(self.year, self.standard, self.holds)


class MembershipIn(Body):
    """Công tác tại đơn vị: time in a unit; a move names the unit left."""

    kind: Literal["membership"]
    unit_id: Reference
    since: date
    until: date | None = None
    moved_from: Reference | None = Field(default=None, description="Chuyển từ đơn vị: the unit left the day before")

    def to_fact(self, naming: Naming) -> facts.Fact:
        """The domain's value.

        Raises:
            UnknownUnit: there is none of this code or id.
        """
        unit = naming.id("unit_id", self.unit_id, "fact.unit_id")
        left = naming.given("unit_id", self.moved_from, "fact.moved_from")
        return facts.Membership(unit, self.since, self.until, left)


class PredecessorIn(Body):
    """Kế thừa thành tích của đơn vị sáp nhập: the history of a merged unit counts."""

    kind: Literal["predecessor"]
    unit_id: Reference
    merged_on: date

    def to_fact(self, naming: Naming) -> facts.Fact:
        """The domain's value.

        Raises:
            UnknownUnit: there is none of this code or id.
        """
        return facts.Predecessor(naming.id("unit_id", self.unit_id, "fact.unit_id"), self.merged_on)


FactIn = Annotated[
    RatingIn
    | AwardIn
    | InitiativeIn
    | DisciplineIn
    | InquiryIn
    | FiguresIn
    | AbsenceIn
    | AttestationIn
    | MembershipIn
    | PredecessorIn,
    Field(discriminator="kind"),
]
