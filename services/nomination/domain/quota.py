"""Where the line of a quota (chỉ tiêu khen thưởng) falls: from the highest down, a tie decided by the chair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self
from uuid import UUID

from kernel.explanation import Source
from regulations.chapters import QuotaBasis, QuotaRule, TieRule
from regulations.figures import Portion, Rounding, Share
from regulations.rulebook import Rulebook
from services.nomination.domain.refusals.deciding import TieAtTheLine


@dataclass(frozen=True)
class Composition:
    """How many women a collective has (tỷ lệ nữ), by which paper; of a person, one of one or none of one."""

    members: int
    women: int
    paper: str


@dataclass(frozen=True)
class Contender:
    """A nomination that the council passed (đề cử đã được Hội đồng thông qua), with what orders it.

    `holds_place`: it has been decided already, and its place is taken whatever comes after; decided without a vote it
    has 0 votes of 0. `preferred`: among equals the law puts it first, by its `composition`.
    """

    nomination_id: UUID
    unit_id: UUID
    in_favour: int
    base: int
    score: Decimal
    holds_place: bool = False
    composition: Composition | None = None
    preferred: bool = False

    @property
    def share(self) -> Fraction:
        """Of the votes, those in favour; none of none is none."""
        return Fraction(self.in_favour, self.base) if self.base else Fraction()

    def merit(self) -> tuple[int, Fraction, Decimal]:
        """What is compared first, greatest first: a place held, the share of votes, the score."""
        return int(self.holds_place), self.share, self.score

    def standing(self) -> tuple[int, Fraction, Decimal, int]:
        """The same, and among equals the law's preference."""
        return *self.merit(), int(self.preferred)


@dataclass(frozen=True)
class Place:
    """One contender in the order, and whether the quota lets it through."""

    contender: Contender
    place: int
    within: bool
    by_chair: bool
    by_law: bool = False


@dataclass(frozen=True)
class Tie:
    """What orders equals at the last place: whom the law prefers (`women`, None: nobody), then whose word decides."""

    women: Share | None
    women_source: Source | None
    decided_by: TieRule
    source: Source

    @classmethod
    def of(cls, title: str, rulebook: Rulebook) -> Self:
        """What the rules of the day say for this title."""
        women, rule = rulebook.scoring.women_share_preferred, rulebook.council_rule(rulebook.titles[title])
        share, source = (women.value, women.source) if women else (None, None)
        return cls(share, source, rule.tie.value, rule.tie.source)

    def prefers(self, composition: Composition | None) -> bool:
        """NĐ 152/2025/NĐ-CP Art. 4(6), NĐ 65/2014/NĐ-CP Art. 2(3): a woman, or a collective with enough women."""
        return bool(self.women and composition and self.women.met_by(composition.women, composition.members))


@dataclass(frozen=True)
class Quota:
    """The quota of a title in a movement, as the rulebook had it when the line was drawn, and what it is a share of."""

    code: str
    title: str
    movement_id: UUID
    basis: QuotaBasis
    basis_source: Source
    share: Portion
    share_source: Source
    rounding: Rounding
    base: int
    places: int
    counted: tuple[UUID, ...]
    tie: Tie
    unit_id: UUID | None

    @classmethod
    def of(
        cls,
        rule: QuotaRule,
        title: str,
        movement_id: UUID,
        counted: Sequence[UUID],
        tie: Tie,
        unit_id: UUID | None = None,
    ) -> Quota:
        """The quota over these counted things, each named by the event it was recorded or heard in."""
        return cls(
            code=rule.code,
            title=title,
            movement_id=movement_id,
            basis=rule.basis.value,
            basis_source=rule.basis.source,
            share=rule.share.value,
            share_source=rule.share.source,
            rounding=rule.rounding.value,
            base=len(counted),
            places=rule.places(len(counted)),
            counted=tuple(sorted(counted)),
            tie=tie,
            unit_id=unit_id,
        )

    def places_of(self, base: int) -> int:
        """How many places another base would have given."""
        return int(self.rounding.quantize(self.share.of(base), 0))

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Lines drawn before a quota could be a unit's are of everybody."""
        state["quota"]["unit_id"] = None


def line_up(contenders: Sequence[Contender], places: int, chair_prefers: Sequence[UUID] = ()) -> tuple[Place, ...]:
    """Everybody in order, the first `places` within: by share of votes, then score (TT 25/2025/TT-BKHCN Art. 23).

    The order of `contenders` does not matter. Of equals on the two sides of the line those stand first whom the law
    prefers; who is equal in that too is put in the order `chair_prefers`; without it the tie is refused, never broken
    by chance.
    """
    order = {nomination: rank for rank, nomination in enumerate(chair_prefers)}
    unnamed = len(order)

    def key(each: Contender) -> tuple[int, Fraction, Decimal, int, int]:
        held, share, score, preferred = each.standing()
        return -held, -share, -score, -preferred, order.get(each.nomination_id, unnamed)

    lined = sorted(contenders, key=lambda each: (key(each), each.nomination_id))
    tied, equal = _across(lined, places, Contender.standing), _across(lined, places, Contender.merit)
    if tied and key(lined[places - 1]) == key(lined[places]):
        raise TieAtTheLine(tied=", ".join(sorted(str(each.nomination_id) for each in tied)))
    law_tells = len({each.preferred for each in equal}) > 1
    return tuple(
        Place(
            each,
            number,
            within=each.holds_place or number <= places,
            by_chair=each in tied,
            by_law=law_tells and each in equal,
        )
        for number, each in enumerate(lined, 1)
    )


def _across(
    lined: Sequence[Contender], places: int, compared: Callable[[Contender], tuple[object, ...]]
) -> tuple[Contender, ...]:
    """Those who are equal in what is compared, on both sides of the line; nobody where it separates unequals."""
    if not 0 < places < len(lined) or compared(lined[places - 1]) != compared(lined[places]):
        return ()
    return tuple(each for each in lined if compared(each) == compared(lined[places]))
