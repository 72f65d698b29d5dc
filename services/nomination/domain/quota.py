"""Where the line of a quota (chỉ tiêu khen thưởng) falls: from the highest down, a tie decided by the chair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from kernel.explanation import Source
from regulations.chapters import QuotaBasis, QuotaRule
from regulations.figures import Portion, Rounding
from services.nomination.domain.refusals.deciding import TieAtTheLine


@dataclass(frozen=True)
class Contender:
    """A nomination that the council passed (đề cử đã được Hội đồng thông qua), with what orders it.

    `holds_place`: it has been decided already, and its place is taken whatever comes after.
    """

    nomination_id: UUID
    unit_id: UUID
    in_favour: int
    base: int
    score: Decimal
    holds_place: bool = False

    def standing(self) -> tuple[int, Fraction, Decimal]:
        """What is compared, greatest first: a place held, the share of votes, the score."""
        return int(self.holds_place), Fraction(self.in_favour, self.base), self.score


@dataclass(frozen=True)
class Place:
    """One contender in the order, and whether the quota lets it through."""

    contender: Contender
    place: int
    within: bool
    by_chair: bool


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

    @classmethod
    def of(cls, rule: QuotaRule, title: str, movement_id: UUID, counted: Sequence[UUID]) -> Quota:
        """The quota over these counted things, each named by the event it was heard in."""
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
        )


def line_up(contenders: Sequence[Contender], places: int, chair_prefers: Sequence[UUID] = ()) -> tuple[Place, ...]:
    """Everybody in order, the first `places` within: by share of votes, then score (TT 25/2025/TT-BKHCN Art. 23).

    The order of `contenders` does not matter. Who is equal in both on the two sides of the line is put in the order
    `chair_prefers`; without it the tie is refused, never broken by chance.
    """
    order = {nomination: rank for rank, nomination in enumerate(chair_prefers)}
    unnamed = len(order)

    def key(each: Contender) -> tuple[int, Fraction, Decimal, int]:
        held, share, score = each.standing()
        return -held, -share, -score, order.get(each.nomination_id, unnamed)

    lined = sorted(contenders, key=lambda each: (key(each), each.nomination_id))
    at_line = _tied_at_the_line(lined, places)
    if at_line and key(lined[places - 1]) == key(lined[places]):
        raise TieAtTheLine(tied=", ".join(sorted(str(each.nomination_id) for each in at_line)))
    return tuple(
        Place(each, number, within=each.holds_place or number <= places, by_chair=each in at_line)
        for number, each in enumerate(lined, 1)
    )


def _tied_at_the_line(lined: Sequence[Contender], places: int) -> tuple[Contender, ...]:
    if not 0 < places < len(lined) or lined[places - 1].standing() != lined[places].standing():
        return ()
    return tuple(each for each in lined if each.standing() == lined[places].standing())
