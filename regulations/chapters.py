"""The chapters of a rulebook as types: what each figure of a TOML folder means once it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kernel.explanation import Source, Text, Worded
from regulations.figures import DayOfYear, Figure, Portion, Rounding, Share

YEAR_END = "year_end"
"""From when it is the end of a year, for what a text puts there without a day."""


@dataclass(frozen=True)
class Deadline:
    """A date by which something is due (thời hạn); met until the end of that day in Ho Chi Minh time.

    Of the year's end it is the first day: what belongs to the end of the year is not done before it.
    """

    code: str
    name: Text
    due: Figure[DayOfYear]

    def in_year(self, year: int) -> Figure[date]:
        """The deadline of the movement of `year`."""
        return Figure(self.due.value.in_year(year), self.due.source)


@dataclass(frozen=True)
class Band:
    """A range of district offices, both ends included (`most` None: no upper end), and the clusters it forms."""

    least: int
    most: int | None
    clusters: int


@dataclass(frozen=True)
class ClusterBands:
    """How many district clusters (cụm thi đua cấp huyện) a province forms; the bands cover all counts from 1."""

    bands: tuple[Band, ...]
    source: Source

    def clusters_for(self, districts: int) -> Figure[int]:
        """The number of clusters that a province with this many district offices forms."""
        if districts < 1:
            raise ValueError(f"a province has at least one district office, not {districts}")
        band = next(band for band in self.bands if band.most is None or districts <= band.most)
        return Figure(band.clusters, self.source)


class Holder(Worded):
    """Who may hold a title."""

    COLLECTIVE = "collective", "tập thể", "a collective"
    PERSON = "person", "cá nhân", "a person"


class Form(StrEnum):
    """A yearly title (danh hiệu thi đua) or a form of commendation (hình thức khen thưởng)."""

    TITLE = "title"
    COMMENDATION = "commendation"


class Level(StrEnum):
    """How high a title stands: base (cơ sở), sector (ngành), government and national."""

    BASE = "base"
    SECTOR = "sector"
    GOVERNMENT = "government"
    NATIONAL = "national"


@dataclass(frozen=True)
class Authority:
    """Who decides, from a date on (thẩm quyền quyết định)."""

    from_day: date
    name: Text
    source: Source


@dataclass(frozen=True)
class TitleRule:
    """One emulation title or form of commendation, and what must be so before it is given."""

    code: str
    name: Text
    holder: Holder
    form: Form
    level: Level
    basis: Source
    authorities: tuple[Authority, ...]
    covenant_required: Figure[bool]
    registration_required: Figure[bool]
    board_required: Figure[bool]
    must_lead_cluster: Figure[bool]
    selection_vote: str | None
    council_vote: str
    quota: str | None
    notice_before_decision: Figure[bool]

    def authority_on(self, day: date) -> Authority:
        """Who decides on `day`: the latest that had taken over by then."""
        return next((held for held in reversed(self.authorities) if held.from_day <= day), self.authorities[0])


class Denominator(StrEnum):
    """Of whom a share of votes is taken."""

    ALL_MEMBERS = "all_members"
    PRESENT = "present"
    VALID = "valid"


class TieRule(Worded):
    """Who breaks a tie at the last place, or decides when the rounds have ended without a result."""

    CHAIR = "chair", "Chủ tịch Hội đồng", "the chair"
    HEAD_AND_DEPUTY = "head_and_deputy", "trưởng và phó khối, cụm", "the head and the deputy"
    AUTHORITY = "authority", "người có thẩm quyền", "the authority"


@dataclass(frozen=True)
class VotingRule:
    """How a meeting votes (bỏ phiếu): secrecy, quorum, threshold with its named denominator, rounds, ties."""

    code: str
    name: Text
    secret: Figure[bool]
    quorum: Figure[Share]
    threshold: Figure[Share]
    denominator: Figure[Denominator]
    max_rounds: Figure[int]
    tie: Figure[TieRule]
    recused_in_own_case: Figure[bool]
    absent_in_writing: Figure[bool]
    wholly_written: Figure[bool]
    substitutes: Figure[bool]


class QuotaBasis(Worded):
    """What a quota is a share of."""

    CLUSTER_LEADERS = "cluster_leaders", "đơn vị dẫn đầu khối, cụm", "leaders of blocks and clusters"
    ADVANCED_WORKERS = "advanced_workers", "Lao động tiên tiến", "Advanced Workers"


@dataclass(frozen=True)
class QuotaRule:
    """How many may be given: a share of a counted base, rounded as declared."""

    code: str
    name: Text
    basis: Figure[QuotaBasis]
    share: Figure[Portion]
    rounding: Figure[Rounding]

    def places(self, base: int) -> int:
        """How many of `base` the quota lets through."""
        return int(self.rounding.value.quantize(self.share.value.of(base), 0))


MONEY_ROUNDING = Rounding.HALF_UP
"""Reward money is whole đồng (house rule): a multiple such as 1.5 leaves neither a fraction nor a decimal point."""


@dataclass(frozen=True)
class Rewards:
    """Reward money (tiền thưởng): multiples of the base salary (mức lương cơ sở) in force on the decision's day."""

    base_salaries: tuple[tuple[date, Figure[Decimal]], ...]
    multiples: Mapping[str, Figure[Decimal]]

    def base_salary_on(self, day: date) -> Figure[Decimal]:
        """The base salary in đồng a month on `day`; a day before the first known one has the first."""
        known = [figure for begins, figure in self.base_salaries if begins <= day]
        return known[-1] if known else self.base_salaries[0][1]

    def money(self, title: str, day: date) -> Decimal | None:
        """What a title given on `day` brings, in đồng; None where no multiple is known."""
        multiple = self.multiples.get(title)
        if multiple is None:
            return None
        return MONEY_ROUNDING.quantize(multiple.value * self.base_salary_on(day).value, 0)


class TieStep(StrEnum):
    """One step of the chain that orders units of equal score, most telling first."""

    CONTENT_POINTS = "content_points"
    FEWER_PENALTIES = "fewer_penalties"
    EQUAL_RANK = "equal_rank"


@dataclass(frozen=True)
class ScoreClass:
    """A class (xếp loại) and the least percentage of the table's total that reaches it."""

    code: str
    name: Text
    at_least_percent: Decimal


@dataclass(frozen=True)
class PrizeTier:
    """One tier of a national thematic ranking and how many prizes it has."""

    code: str
    name: Text
    prizes: int


@dataclass(frozen=True)
class FormulaRule:
    """The name of a formula kind and where it was seen."""

    code: str
    name: Text
    source: Source


@dataclass(frozen=True)
class Scoring:
    """The shape of a score table (bảng điểm) and how its result is rounded, ranked and classed."""

    content_points: Figure[Decimal]
    bonus_cap: Figure[Decimal]
    unregistered_penalty: Figure[Decimal]
    late_covenant_penalty: Figure[Decimal]
    award_bonus: Mapping[str, Figure[Decimal]]
    decimals: Figure[int]
    rounding: Figure[Rounding]
    tie_chain: Figure[tuple[TieStep, ...]]
    women_share_preferred: Figure[Share] | None
    classes: Figure[tuple[ScoreClass, ...]]
    prize_tiers: Figure[tuple[PrizeTier, ...]]
    formulas: Mapping[str, FormulaRule]
