"""The kinds of conditions that a title's chain is made of: each a plain value with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kernel.explanation import Source, Text, Worded
from regulations.figures import Share


class RatingLevel(StrEnum):
    """The yearly rating of a collective or a person (xếp loại mức độ hoàn thành nhiệm vụ), lowest first."""

    FAILED = "failed"
    DONE = "done"
    GOOD = "good"
    EXCELLENT = "excellent"

    def reaches(self, level: RatingLevel) -> bool:
        """Whether this rating is `level` or a higher one."""
        return list(RatingLevel).index(self) >= list(RatingLevel).index(level)


class InitiativeLevel(StrEnum):
    """How far an initiative (sáng kiến) is recognised to reach, lowest first."""

    BASE = "base"
    SECTOR = "sector"
    NATIONAL = "national"

    def reaches(self, level: InitiativeLevel) -> bool:
        """Whether this reach is `level` or a wider one."""
        return list(InitiativeLevel).index(self) >= list(InitiativeLevel).index(level)


class DisciplineForm(StrEnum):
    """Forms of discipline (hình thức kỷ luật), mildest first."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    PAY_CUT = "pay_cut"
    DEMOTION = "demotion"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"

    def reaches(self, form: DisciplineForm) -> bool:
        """Whether this form is `form` or a heavier one."""
        return list(DisciplineForm).index(self) >= list(DisciplineForm).index(form)


class YearFigure(Worded):
    """A yearly figure of a collective (số liệu năm của tập thể)."""

    MEMBERS = "members", "tổng số người", "members"
    COMPLETED = "completed", "số người hoàn thành nhiệm vụ", "members who completed their tasks"
    ADVANCED_WORKERS = "advanced_workers", "số Lao động tiên tiến", "Advanced Workers"
    BASE_FIGHTERS = "base_fighters", "số Chiến sĩ thi đua cơ sở", "Base-level Emulation Fighters"
    DISCIPLINED = "disciplined", "số người bị kỷ luật", "disciplined members"
    WOMEN = "women", "số nữ", "women"


class AbsenceFigure(Worded):
    """What an absence of a person counts."""

    WORKING_DAYS = "working_days", "số ngày làm việc vắng mặt", "working days away"


@dataclass(frozen=True)
class AllOf:
    """Every one of these (tất cả)."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of these (một trong các)."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Held:
    """The title was given for `count` years; `consecutive`: without a gap, the last at most `latest` years ago."""

    title: str
    count: int
    consecutive: bool
    latest: int | None


@dataclass(frozen=True)
class Meets:
    """The title was given for this year, or its own standards are met (đạt tiêu chuẩn của danh hiệu)."""

    title: str


@dataclass(frozen=True)
class After:
    """The title was held, `years` have passed since its decision, and what counts lies behind that decision."""

    title: str
    years: int
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Rated:
    """The yearly rating reached `level` in `count` years; `consecutive`: up to this year without a gap."""

    level: RatingLevel
    count: int
    consecutive: bool


@dataclass(frozen=True)
class Recognised:
    """So many initiatives of this level that serve no other award, recognised within `within` years."""

    level: InitiativeLevel
    count: int
    within: int | None


@dataclass(frozen=True)
class PartOf:
    """One yearly figure is such a share of another."""

    part: YearFigure
    whole: YearFigure
    share: Share


@dataclass(frozen=True)
class Counted:
    """A yearly figure is at least, or at most, so many."""

    figure: YearFigure
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True)
class Leads:
    """The unit leads a block or cluster of the sector (dẫn đầu khối, cụm)."""


@dataclass(frozen=True)
class Registered:
    """The title was registered (đã đăng ký)."""


@dataclass(frozen=True)
class Aged:
    """The collective was founded so many years ago (năm thành lập)."""

    years: int


@dataclass(frozen=True)
class Served:
    """In service for so many months of the year (thời gian công tác trong năm); maternity leave counts."""

    months: int


@dataclass(frozen=True)
class DaysOff:
    """Fewer working days off in the year than this (nghỉ dưới … ngày làm việc); maternity leave is none."""

    under: int


@dataclass(frozen=True)
class Undisciplined:
    """No discipline of this form or a heavier one in the year (không bị kỷ luật từ …)."""

    form: DisciplineForm


@dataclass(frozen=True)
class Cleared:
    """No discipline, inspection, investigation or complaint is open (không trong thời gian xem xét)."""


@dataclass(frozen=True)
class CountsAfterDiscipline:
    """Achievements count from the end of the last sanction (tính từ khi hết thời hạn kỷ luật)."""


@dataclass(frozen=True)
class Attested:
    """A standard that only people can attest (tiêu chuẩn định tính), recorded year by year under `standard`."""

    standard: str


@dataclass(frozen=True)
class Unread:
    """The text of the standard has not been read (chưa tra cứu được văn bản): nobody can tell from here."""


Kind = (
    AllOf
    | AnyOf
    | Held
    | Meets
    | After
    | Rated
    | Recognised
    | PartOf
    | Counted
    | Leads
    | Registered
    | Aged
    | Served
    | DaysOff
    | Undisciplined
    | Cleared
    | CountsAfterDiscipline
    | Attested
    | Unread
)


@dataclass(frozen=True)
class Condition:
    """One condition with its source; `name` where its kind does not say what it is."""

    kind: Kind
    source: Source
    name: Text | None = None

    def walk(self) -> Iterator[Condition]:
        """This condition and every one below it."""
        yield self
        if isinstance(self.kind, AllOf | AnyOf | After):
            for each in self.kind.conditions:
                yield from each.walk()
