"""The rotation check (kiểm tra luân phiên) of one series: two tests, the evidence, and a flag that is no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from services.nomination.domain.refusals.rotation import LevelNotBetween
from services.nomination.domain.rotation.chance import Chance, given_the_scores, returns, were_all_equal
from services.nomination.domain.rotation.drift import Drifts, drifts
from services.nomination.domain.rotation.series import Line, Season, Series, Winner

LEVEL = Decimal("0.05")
"""How often a fair series may be flagged, unless the reader asks for another level. The method's own choice."""
FINEST = Decimal("0.000001")
"""The finest level that can be asked for."""
TESTS = 2
"""The level is shared between so many tests (Bonferroni), so that together they keep it."""


class Flag(StrEnum):
    """What the check says of a series."""

    FLAGGED = "FLAGGED"  # có dấu hiệu, cần xem xét
    NOT_FLAGGED = "NOT_FLAGGED"  # chưa thấy dấu hiệu
    TOO_FEW_YEARS = "TOO_FEW_YEARS"  # chưa đủ năm để có thể thấy


class Sign(StrEnum):
    """What was noticed. Only the first two raise the flag."""

    CHOSEN_BY_TURN = "CHOSEN_BY_TURN"  # đơn vị xếp dưới được chọn theo lượt
    FEW_RETURNS = "FEW_RETURNS"  # rất ít đơn vị được lại, dù đều có cơ hội
    FULL_TURN = "FULL_TURN"  # mỗi đơn vị đúng một lần, liên tiếp
    SAME_ORDER_AGAIN = "SAME_ORDER_AGAIN"  # vòng sau lặp lại thứ tự vòng trước
    OVER_RANK = "OVER_RANK"  # được tặng khi không đứng đầu


@dataclass(frozen=True)
class OverRank:
    """A winner that did not have the highest score of its year, in its group of like units, and by how much."""

    season: Season
    winner: Winner
    line: Line | None
    top: Line

    @property
    def behind(self) -> Decimal | None:
        """Points behind the top score; None where the board does not rank the winner."""
        return None if self.line is None else self.top.score - self.line.score


@dataclass(frozen=True)
class RotationCheck:
    """One series judged at a level: what was counted, how likely that is by chance, what was noticed."""

    series: Series
    level: Decimal
    tested: int
    returns: int
    given_scores: Chance | None
    all_equal: Chance | None
    over_rank: tuple[OverRank, ...]
    turn: tuple[Season, ...]
    signs: tuple[Sign, ...]
    overrides: Drifts | None

    @property
    def drift(self) -> Flag | None:
        """The flag of overrides: shared by all assessors looked at; None where nothing is known of any."""
        if self.overrides is None:
            return None
        found = self.overrides.by_assessor
        if any(each.given_places.p <= self.of_assessor for each in found):
            return Flag.FLAGGED
        if not found or any(each.given_places.smallest <= self.of_assessor for each in found):
            return Flag.NOT_FLAGGED
        return Flag.TOO_FEW_YEARS

    @property
    def of_assessor(self) -> Fraction:
        """The level of one assessor's test."""
        return Fraction(self.level) / max(1, len(self.overrides.by_assessor if self.overrides else ()))

    @property
    def each(self) -> Fraction:
        """The level of one test."""
        return Fraction(self.level) / TESTS

    @property
    def flag(self) -> Flag:
        """Flagged, not flagged, or too few years for either test to flag anything whatever had happened."""
        if {Sign.CHOSEN_BY_TURN, Sign.FEW_RETURNS} & set(self.signs):
            return Flag.FLAGGED
        chances = [each for each in (self.given_scores, self.all_equal) if each is not None]
        return Flag.NOT_FLAGGED if any(each.smallest <= self.each for each in chances) else Flag.TOO_FEW_YEARS


def check(series: Series, level: Decimal = LEVEL) -> RotationCheck:
    """Judge a series.

    Raises:
        LevelNotBetween: the level is no chance between 0 and 1, or finer than a millionth.
    """
    if not (level.is_finite() and 0 < level < 1 and level == level.quantize(FINEST)):
        raise LevelNotBetween(given=str(level)[:20])
    tested = series.tested()
    scores = given_the_scores(tested, series.seed()) if tested else None
    equal = were_all_equal(tested, series.seed()) if tested else None
    over, turn = _over_rank(series), full_turn(tested)
    each = Fraction(level) / TESTS
    noticed = {
        Sign.CHOSEN_BY_TURN: scores is not None and scores.p <= each,
        Sign.FEW_RETURNS: equal is not None and equal.p <= each,
        Sign.FULL_TURN: bool(turn),
        Sign.SAME_ORDER_AGAIN: repeats_its_order(tested, turn),
        Sign.OVER_RANK: bool(over),
    }
    return RotationCheck(
        series=series,
        level=level,
        tested=len(tested),
        returns=returns([season.won for season in tested], [len(season.members) for season in tested]),
        given_scores=scores,
        all_equal=equal,
        over_rank=over,
        turn=turn,
        overrides=drifts(series),
        signs=tuple(sign for sign, seen in noticed.items() if seen),
    )


def full_turn(seasons: Sequence[Season]) -> tuple[Season, ...]:
    """The first years in a row, as many as there are members, in which each member won once; () if none."""
    for start, season in enumerate(seasons):
        window = seasons[start : start + len(season.members)]
        if len({each.members for each in window}) == 1 and _each_once(window, season.members):
            return tuple(window)
    return ()


def _each_once(window: Sequence[Season], members: frozenset[UUID]) -> bool:
    single = [next(iter(each.won)) for each in window if len(each.won) == 1]
    return len(single) == len(window) > 1 and set(single) == members


def repeats_its_order(seasons: Sequence[Season], turn: Sequence[Season]) -> bool:
    """Whether at least two years follow the full turn, and their winners come in its order again."""
    if not turn:
        return False
    start = seasons.index(turn[0])
    again = [season.won for season in seasons[start + len(turn) :]]
    same = [turn[place % len(turn)].won for place in range(len(again))]
    return len(again) > 1 and again == same


def _over_rank(series: Series) -> tuple[OverRank, ...]:
    return tuple(
        OverRank(season, winner, line, top)
        for season in series.seasons
        for winner in season.winners
        for line in [season.line_of(winner.unit_id)]
        if (top := season.top_of(line)) is not None and (line is None or line.rank > top.rank)
    )
