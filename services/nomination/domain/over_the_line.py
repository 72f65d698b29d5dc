"""Who falls over the line of a quota (vượt chỉ tiêu), and the smallest change of each kind that would keep each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from services.nomination.domain.quota import Contender, Place, Quota


class Change(StrEnum):
    """What could have kept a contender."""

    MORE_VOTES = "MORE_VOTES"  # thêm phiếu đồng ý
    HIGHER_SCORE = "HIGHER_SCORE"  # thêm điểm: more than this many
    LARGER_BASE = "LARGER_BASE"  # thêm số làm căn cứ
    FEWER_BEFORE = "FEWER_BEFORE"  # bớt người đứng trước


@dataclass(frozen=True)
class Keeping:
    """The smallest change of one kind."""

    change: Change
    amount: Decimal


@dataclass(frozen=True)
class Over:
    """One contender over the line, and what would keep it; the line it missed."""

    place: Place
    places: int
    keeping: tuple[Keeping, ...]


def over_the_line(quota: Quota, order: Sequence[Place]) -> tuple[Over, ...]:
    """Everybody over the line, in order."""
    last = next((each.contender for each in order if each.place == quota.places), None)
    return tuple(Over(each, quota.places, _keeping(quota, each, last)) for each in order if not each.within)


def _keeping(quota: Quota, over: Place, last: Contender | None) -> tuple[Keeping, ...]:
    found = [Keeping(Change.LARGER_BASE, Decimal(_more_of_the_base(quota, over.place)))]
    if last is None or last.holds_place:
        return tuple(found)
    mine = over.contender
    if (votes := _more_votes(mine, last)) is not None:
        found.append(Keeping(Change.MORE_VOTES, Decimal(votes)))
    if mine.share == last.share:
        found.append(Keeping(Change.HIGHER_SCORE, last.score - mine.score))
    return (*found, Keeping(Change.FEWER_BEFORE, Decimal(over.place - quota.places)))


def _more_of_the_base(quota: Quota, place: int) -> int:
    """How many more must be counted until the quota has this place."""
    more = 1
    while quota.places_of(quota.base + more) < place:
        more += 1
    return more


def _more_votes(mine: Contender, last: Contender) -> int | None:
    """How many more votes put it before the last one within; None: all of its base would not."""
    for more in range(1, mine.base - mine.in_favour + 1):
        share = Fraction(mine.in_favour + more, mine.base)
        if (share, mine.score) > (last.share, last.score):
            return more
    return None
