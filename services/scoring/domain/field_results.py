"""From the provinces' final scorecards to a head-office department's result in its own field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from services.scoring.domain.marking import mean
from services.scoring.domain.material import Drawn, FieldCard, Part
from services.scoring.domain.scheme import EXACT, FieldResult, Summary

HUNDRED = Decimal(100)


def drawn(wanted: FieldResult, cards: Sequence[FieldCard]) -> Drawn:
    """Seed 4 of the long movement: departments' awards are compared with the results of the provinces.

    Provinces whose card is not final, or that were scored on nothing of the field, are left out and named.
    """
    found = [(card, _value(wanted, card)) for card in cards]
    parts = tuple(_part(card, value) for card, value in found if value is not None)
    gaps = tuple(str(card.unit_id) for card, value in found if value is None)
    values = [value for _, value in found if value is not None]
    if not values:
        return Drawn(None, (), gaps)
    return Drawn(_summed_up(wanted, values), parts, gaps)


def _summed_up(wanted: FieldResult, values: Sequence[Decimal]) -> Decimal:
    if wanted.summary is Summary.SUM:
        with localcontext(EXACT):
            return sum(values, Decimal(0))
    if wanted.summary is Summary.MEAN:
        return mean(values)
    enough = HUNDRED if wanted.reached_at is None else wanted.reached_at
    return mean([HUNDRED if value >= enough else Decimal(0) for value in values])


def _value(wanted: FieldResult, card: FieldCard) -> Decimal | None:
    """One province's figure: its results, its points, or its points as percents of their maximum."""
    lines = [line for line in card.lines if wanted.indicator in ("", line.indicator)]
    if wanted.indicator and wanted.summary is not Summary.SHARE_REACHED:
        return _added(line.actual for line in lines)
    points = _added(line.points for line in lines)
    if points is None or wanted.summary is Summary.SUM:
        return points
    with localcontext(EXACT):
        most = sum((line.max_points for line in lines if line.points is not None), Decimal(0))
        return points * HUNDRED / most


def _added(values: Iterable[Decimal | None]) -> Decimal | None:
    told = [value for value in values if value is not None]
    with localcontext(EXACT):
        return sum(told, Decimal(0)) if told else None


def _part(card: FieldCard, value: Decimal) -> Part:
    scored = [line for line in card.lines if line.points is not None]
    lines = "; ".join(f"{line.criterion} {line.points:f}/{line.max_points:f}" for line in scored)
    events = () if card.event is None else (card.event,)
    return Part(str(card.unit_id), value, events, f"{card.card_id}/{card.finalisation}: {lines}")
