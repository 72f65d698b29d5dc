"""What a nomination rests on: what was heard about one unit, title and movement, and in which events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Text, Worded
from services.nomination.domain.merit.assessment import Assessment
from services.nomination.domain.terms import year_of

SECTOR_BOARDS = ("block", "cluster")
"""Kinds of boards that the sector itself organises (khối, cụm cấp tỉnh); district clusters are a province's."""

RANKED = "RANKED"
"""State of a unit that a board ranks."""

FIRST = 1
"""Rank of the leading unit (đơn vị dẫn đầu)."""


class RowState(Worded):
    """Whether the board ranks a unit, and if not, why."""

    RANKED = "RANKED", "được xếp hạng", "ranked"
    BARRED = "BARRED", "vướng điều kiện loại", "barred by a gate"
    NO_COVENANT = "NO_COVENANT", "chưa ký giao ước thi đua", "without a signed covenant"
    UNSCORED = "UNSCORED", "chưa có điểm", "not scored yet"


class BoardKind(Worded):
    """Of what kind of block or cluster a board is."""

    BLOCK = "block", "khối thi đua", "block"
    CLUSTER = "cluster", "cụm thi đua", "cluster"
    DISTRICT_CLUSTER = "district_cluster", "cụm thi đua cấp huyện", "district cluster"
    NATIONAL = "national", "toàn ngành", "national"


def told(kind: type[Worded], token: str) -> str:
    """A word that scoring or the covenants have told of, which may be newer than those known here."""
    return next((member for member in kind if member == token), token)


@dataclass(frozen=True)
class SignedCovenant:
    """The covenant (giao ước) the unit signed."""

    covenant_id: UUID
    signed_on: date
    late: bool
    event: UUID


@dataclass(frozen=True)
class Registration:
    """The registration (đăng ký) of the title by the unit."""

    registered_on: date
    late: bool
    event: UUID


@dataclass(frozen=True)
class LikeGroup:
    """A group of like units (nhóm đơn vị tương đồng) that the board ranks apart."""

    code: str
    name: Text

    def words(self) -> Text:
        """What to call it: its name, and the code that the score table gives it."""
        return Text(f"nhóm đơn vị {self.name.vi} ({self.code})", f"the group {self.name.en} ({self.code})")


@dataclass(frozen=True)
class Standing:
    """The unit's line on the newest year-end edition of its board (bảng xếp hạng tổng kết năm).

    Where the board has groups of like units, `rank` is the one within the unit's group.
    """

    cluster_id: UUID
    cluster_kind: str
    period: str
    edition_no: int
    frozen_on: date
    state: str
    rank: int | None
    score: Decimal | None
    event: UUID
    group: LikeGroup | None = None

    def supersedes(self, known: Standing | None) -> bool:
        """Whether it is of a newer edition of the same board."""
        if known is None or (self.cluster_id, self.period) != (known.cluster_id, known.period):
            return False
        return self.edition_no > known.edition_no

    def leads(self) -> bool:
        """Whether the unit is the leader of a block or cluster of the sector, or of its group of like units there."""
        return self.state == RANKED and self.rank == FIRST and self.cluster_kind in SECTOR_BOARDS


@dataclass(frozen=True)
class Candidacy:
    """Everything the rules of nomination look at; None where nothing has been heard.

    People know the unit and the movement by their codes (mã); refusals name them so. `person` is the staff code of the
    person nominated through the unit, None for the unit itself; `in_unit`: they work there on the day.
    """

    title: str
    unit_id: UUID
    movement_id: UUID
    unit_code: str | None
    movement_code: str | None
    covenant: SignedCovenant | None
    registration: Registration | None
    standing: Standing | None
    already_nominated: bool = False
    person: str | None = None
    in_unit: bool = True
    assessment: Assessment | None = None

    def in_public(self) -> Candidacy:
        """What everybody may know of it: of the record only which conditions are met."""
        return replace(self, assessment=self.assessment.in_public() if self.assessment else None)

    @property
    def ranked(self) -> Standing | None:
        """The standing, if the board ranks the unit."""
        return self.standing if self.standing and self.standing.state == RANKED else None

    def year(self, day: date) -> int:
        """The year it is of: of the board, else of the registration, else of the day."""
        if self.standing is not None:
            return year_of(self.standing.period, day)
        return self.registration.registered_on.year if self.registration else day.year

    @property
    def unit(self) -> str:
        """What to call the unit: its code, its id where none has been heard."""
        return self.unit_code or str(self.unit_id)

    @property
    def holder(self) -> str:
        """What to call the candidate: the unit, or the person and the unit."""
        return self.unit if self.person is None else f"{self.person}, {self.unit}"

    @property
    def movement(self) -> str:
        """What to call the movement: its code, its id where none has been heard."""
        return self.movement_code or str(self.movement_id)
