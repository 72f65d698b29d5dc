"""The facts of a merit file as the graph takes them: one input with a member a kind, of which one is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import strawberry

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from regulations.conditions import DisciplineForm, InitiativeLevel, RatingLevel
from services.nomination.application.naming import Naming
from services.nomination.domain.merit import facts
from services.nomination.domain.merit.facts import InquiryKind
from services.nomination.graph.asking import key_of

for enumeration, name in (
    (RatingLevel, "YearRating"),
    (InitiativeLevel, "InitiativeLevel"),
    (DisciplineForm, "DisciplineForm"),
    (InquiryKind, "InquiryKind"),
):
    strawberry.enum(enumeration, name=name)


class OneFactExpected(Refusal):
    """A command records one fact."""

    code = "merit-one-fact-expected"
    kind = Kind.INVALID
    title = Text("Mỗi lệnh ghi một mục", "One fact a command")
    detail = Text("Cần đúng một mục, nhận được {given}.", "Exactly one fact is expected, {given} were given.")
    source = HOUSE_RULE
    fields = ("fact",)


@strawberry.input(description="Xếp loại năm: the rating of a year")
class MeritRatingInput:
    """A rating."""

    year: int
    level: RatingLevel


@strawberry.input(description="Danh hiệu, khen thưởng đã được tặng: a title held")
class MeritAwardInput:
    """An award given before this system or elsewhere."""

    title: str
    year: int
    number: str
    decided_on: date
    initiatives: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="Sáng kiến, đề tài được công nhận: a recognised initiative")
class MeritInitiativeInput:
    """An initiative."""

    name: str
    level: InitiativeLevel
    recognised_on: date
    council: str


@strawberry.input(description="Kỷ luật: a discipline")
class MeritDisciplineInput:
    """A discipline, in force up to and including `until`."""

    form: DisciplineForm
    since: date
    until: date | None = None


@strawberry.input(description="Đang xem xét, xác minh: something open against the holder")
class MeritInquiryInput:
    """An inquiry."""

    kind: InquiryKind
    about: str
    opened_on: date


@strawberry.input(description="Số liệu năm của tập thể: the figures of a collective")
class MeritYearFiguresInput:
    """Yearly figures."""

    year: int
    members: int
    completed: int
    advanced_workers: int
    base_fighters: int
    disciplined: int
    women: int


@strawberry.input(description="Ngày nghỉ trong năm: working days off")
class MeritAbsenceInput:
    """Leave; maternity leave counts as service."""

    year: int
    working_days: int
    maternity: bool = False


@strawberry.input(description="Xác nhận tiêu chuẩn định tính: a standard that people attest")
class MeritAttestationInput:
    """An attestation."""

    year: int
    standard: str
    holds: bool = True


@strawberry.input(description="Công tác tại đơn vị: time in a unit; a move names the unit left")
class MeritMembershipInput:
    """A membership."""

    unit: strawberry.ID
    since: date
    until: date | None = None
    moved_from: strawberry.ID | None = None


@strawberry.input(description="Kế thừa thành tích của đơn vị sáp nhập: the history of a merged unit counts")
class MeritPredecessorInput:
    """A predecessor."""

    unit: strawberry.ID
    merged_on: date


@strawberry.input(description="Một mục của hồ sơ: exactly one of these")
class MeritFactInput:
    """One fact."""

    rating: MeritRatingInput | None = None
    award: MeritAwardInput | None = None
    initiative: MeritInitiativeInput | None = None
    discipline: MeritDisciplineInput | None = None
    inquiry: MeritInquiryInput | None = None
    figures: MeritYearFiguresInput | None = None
    absence: MeritAbsenceInput | None = None
    attestation: MeritAttestationInput | None = None
    membership: MeritMembershipInput | None = None
    predecessor: MeritPredecessorInput | None = None

    def to_fact(self, naming: Naming) -> facts.Fact:
        """The domain's value.

        Raises:
            OneFactExpected: none or several were given.
            UnknownUnit: it names one that there is not.
        """
        given = {each.name: found for each in fields(self) if (found := getattr(self, each.name)) is not None}
        if len(given) != 1:
            raise OneFactExpected(given=len(given))
        [(name, found)] = given.items()
        said = {key: _plain(naming, f"fact.{name}", key, value) for key, value in vars(found).items()}
        return MADE[name](**{RENAMED.get(key, key): value for key, value in said.items()})


UNITS = {"unit": "unit", "moved_from": "movedFrom"}
"""The members that name a unit, as they are written."""
RENAMED = {"unit": "unit_id"}


def _plain(naming: Naming, place: str, name: str, value: Any) -> Any:
    if name == "initiatives":
        return tuple(key_of(each) for each in value)
    return naming.given("unit", value, f"{place}.{UNITS[name]}") if name in UNITS else value


MADE: dict[str, Callable[..., facts.Fact]] = {
    "rating": facts.Rating,
    "award": facts.Award,
    "initiative": facts.Initiative,
    "discipline": facts.Discipline,
    "inquiry": facts.Inquiry,
    "figures": facts.YearFigures,
    "absence": facts.Absence,
    "attestation": facts.Attestation,
    "membership": facts.Membership,
    "predecessor": facts.Predecessor,
}
"""The domain's value of each member."""
