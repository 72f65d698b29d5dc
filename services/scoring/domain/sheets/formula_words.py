"""The parameters of a formula as one text of a cell: "mức = 8; xét = giá trị; tròn"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from services.scoring.domain.parameters import (
    Band,
    Boolean,
    DeductPerPercent,
    DepartmentPart,
    DepartmentSum,
    FixedBonus,
    FormulaKind,
    Gate,
    Inverse,
    LatePenalty,
    Measure,
    OverfulfilBonus,
    Panel,
    Parameters,
    ProportionalCapped,
    Rank,
    Step,
    StepRange,
)
from services.scoring.domain.refusals.sheets import ParameterMissing, UnreadableParameter
from services.scoring.domain.sheets.book import normal
from services.scoring.domain.sheets.numbers import in_words, number_in

_EACH, _MEASURE, _WHOLE = "mức", "xét", "tròn"
_BY_VALUE, _BY_PERCENT = "giá trị", "% chỉ tiêu"
_RANGE = re.compile(r"(?:từ (?P<low>\S+))?\s*(?:(?:đến )?dưới (?P<high>\S+))?|mọi giá trị")
_PLACE = re.compile(r"hạng (\d{1,3})", re.ASCII)


@dataclass
class Told:
    """The members of a text of parameters: those with a value, and those that only are there."""

    values: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Told:
        """Read from "key = value; flag".

        Raises:
            UnreadableParameter: a member is told twice.
        """
        told = cls()
        for member in filter(None, (each.strip() for each in text.split(";"))):
            name, separator, value = member.partition("=")
            key = normal(name)
            if key in told.values or key in told.flags:
                raise UnreadableParameter(given=member)
            if separator:
                told.values[key] = value.strip()
            else:
                told.flags.add(key)
        return told

    def number(self, key: str) -> Decimal | None:
        """The number under this key, if it is told.

        Raises:
            UnreadableParameter: it is none.
        """
        given = self.values.pop(key, None)
        if given is None:
            return None
        return _number(given)

    def needed(self, key: str) -> Decimal:
        """The number under this key.

        Raises:
            ParameterMissing: it is not told.
        """
        found = self.number(key)
        if found is None:
            raise ParameterMissing(parameter=key)
        return found

    def count(self, key: str, otherwise: int) -> int:
        """The whole number under this key."""
        found = self.number(key)
        if found is not None and found != found.to_integral_value():
            raise UnreadableParameter(given=f"{key} = {found}")
        return otherwise if found is None else int(found)

    def flag(self, key: str) -> bool:
        """Whether it is there."""
        there = key in self.flags
        self.flags.discard(key)
        return there

    def measure(self, otherwise: Measure) -> Measure:
        """What the formula looks at."""
        given = self.values.pop(_MEASURE, None)
        known = {_BY_VALUE: Measure.VALUE, _BY_PERCENT: Measure.PERCENT_OF_TARGET}
        if given is not None and normal(given) not in known:
            raise UnreadableParameter(given=f"{_MEASURE} = {given}")
        return otherwise if given is None else known[normal(given)]


@dataclass(frozen=True)
class Elsewhere:
    """What other blocks of the file say of one criterion's formula."""

    members: tuple[str, ...] = ()
    parts: tuple[DepartmentPart, ...] = ()


def parameters_of(kind: FormulaKind, text: str, elsewhere: Elsewhere) -> Parameters:
    """The parameters of this kind that a text tells.

    Raises:
        ParameterMissing: one that the kind needs is not told.
        UnreadableParameter: one cannot be read, or means nothing to this kind.
    """
    told = Told.of(text)
    found = _READ[kind](told, elsewhere)
    rest = [*told.values, *told.flags]
    if rest:
        raise UnreadableParameter(given="; ".join(sorted(rest)))
    return found


def _deduct(told: Told) -> DeductPerPercent:
    measure = told.measure(Measure.PERCENT_OF_TARGET)
    return DeductPerPercent(told.needed(_EACH), measure, told.flag(_WHOLE))


def _band(told: Told) -> Band:
    losses = (told.needed("trừ dưới"), told.needed("trừ trên"))
    return Band(*losses, told.number("từ"), told.number("đến"), told.measure(Measure.VALUE))


def _step(told: Told) -> Step:
    measure = told.measure(Measure.VALUE)
    return Step(_ranges(told), measure)


def _panel(told: Told, elsewhere: Elsewhere) -> Panel:
    dropped = (told.count("bỏ cao", 0), told.count("bỏ thấp", 0))
    return Panel(elsewhere.members, *dropped, told.count("ít nhất", 1))


_READ: Mapping[FormulaKind, Callable[[Told, Elsewhere], Parameters]] = {
    FormulaKind.PROPORTIONAL_CAPPED: lambda _told, _: ProportionalCapped(),
    FormulaKind.INVERSE: lambda _told, _: Inverse(),
    FormulaKind.BOOLEAN: lambda _told, _: Boolean(),
    FormulaKind.OVERFULFIL_BONUS: lambda told, _: OverfulfilBonus(told.needed(_EACH), told.flag(_WHOLE)),
    FormulaKind.DEDUCT_PER_PERCENT: lambda told, _: _deduct(told),
    FormulaKind.LATE_PENALTY: lambda told, _: LatePenalty(told.needed(_EACH)),
    FormulaKind.FIXED_BONUS: lambda told, _: FixedBonus(told.needed(_EACH)),
    FormulaKind.BAND: lambda told, _: _band(told),
    FormulaKind.STEP: lambda told, _: _step(told),
    FormulaKind.GATE: lambda told, _: Gate(_bars_when(told), told.flag("thiếu cũng loại")),
    FormulaKind.RANK: lambda told, _: _rank(told),
    FormulaKind.PANEL: _panel,
    FormulaKind.DEPARTMENT_SUM: lambda _, elsewhere: DepartmentSum(elsewhere.parts),
}


def _bars_when(told: Told) -> bool:
    given = told.values.pop("loại khi", None)
    if given is None:
        raise ParameterMissing(parameter="loại khi")
    answers = {"có": True, "không": False}
    if normal(given) not in answers:
        raise UnreadableParameter(given=f"loại khi = {given}")
    return answers[normal(given)]


def _ranges(told: Told) -> tuple[StepRange, ...]:
    ranges: list[StepRange] = []
    for key, points in list(told.values.items()):
        found = _RANGE.fullmatch(key)
        if found is None:
            raise UnreadableParameter(given=f"{key} = {points}")
        low, high = (None if end is None else _number(end) for end in (found["low"], found["high"]))
        ranges.append(StepRange(_number(points), low, high))
        del told.values[key]
    return tuple(ranges)


def _rank(told: Told) -> Rank:
    places = {int(found[1]): key for key in told.values if (found := _PLACE.fullmatch(key))}
    if sorted(places) != list(range(1, len(places) + 1)):
        raise UnreadableParameter(given="; ".join(places.values()))
    points = tuple(told.needed(places[place]) for place in sorted(places))
    lower, waits = told.flag("thấp hơn là tốt hơn"), not told.flag("không chờ đủ nhóm")
    return Rank(points, told.number("bước"), lower, told.measure(Measure.VALUE), waits)


def _number(text: str) -> Decimal:
    found = number_in(text)
    if found is None:
        raise UnreadableParameter(given=text)
    return found.value


def text_of(parameters: Parameters) -> str:
    """The parameters as one text, which `parameters_of` reads back."""
    return "; ".join(filter(None, _members(parameters)))


def _members(parameters: Parameters) -> list[str]:  # noqa: PLR0911 (one a kind)
    match parameters:
        case OverfulfilBonus(each, whole):
            return [f"{_EACH} = {in_words(each)}", _WHOLE if whole else ""]
        case DeductPerPercent(each, measure, whole):
            return [
                f"{_EACH} = {in_words(each)}",
                _measured(measure, Measure.PERCENT_OF_TARGET),
                _WHOLE if whole else "",
            ]
        case LatePenalty(each) | FixedBonus(each):
            return [f"{_EACH} = {in_words(each)}"]
        case Band(below, above, low, high, measure):
            ends = {"từ": low, "đến": high}
            losses = [f"trừ dưới = {in_words(below)}", f"trừ trên = {in_words(above)}"]
            return [*losses, *_given(ends), _measured(measure, Measure.VALUE)]
        case Step(ranges, measure):
            return [_measured(measure, Measure.VALUE), *(f"{_ends(each)} = {in_words(each.points)}" for each in ranges)]
        case Gate(bars_when, missing_bars):
            return [f"loại khi = {'có' if bars_when else 'không'}", "thiếu cũng loại" if missing_bars else ""]
        case Rank():
            return _rank_members(parameters)
        case Panel(_, highest, lowest, fewest):
            return [*_given({"bỏ cao": highest, "bỏ thấp": lowest}), f"ít nhất = {fewest}"]
        case _:
            return []


def _rank_members(rank: Rank) -> list[str]:
    return [
        *(f"hạng {place} = {in_words(points)}" for place, points in enumerate(rank.places, start=1)),
        *_given({"bước": rank.step}),
        "thấp hơn là tốt hơn" if rank.lower_is_better else "",
        _measured(rank.measure, Measure.VALUE),
        "" if rank.waits else "không chờ đủ nhóm",
    ]


def _given(members: Mapping[str, Decimal | int | None]) -> list[str]:
    return [f"{key} = {in_words(Decimal(value))}" for key, value in members.items() if value is not None]


def _measured(measure: Measure, usual: Measure) -> str:
    words = {Measure.VALUE: _BY_VALUE, Measure.PERCENT_OF_TARGET: _BY_PERCENT}
    return "" if measure is usual else f"{_MEASURE} = {words[measure]}"


def _ends(each: StepRange) -> str:
    low = "" if each.at_least is None else f"từ {in_words(each.at_least)}"
    if each.below is None:
        return low or "mọi giá trị"
    return f"{low} đến dưới {in_words(each.below)}" if low else f"dưới {in_words(each.below)}"
