"""A score table's text as blocks of cells, which reading gives back unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from services.scoring.domain.parameters import DepartmentSum, Panel
from services.scoring.domain.scheme import (
    ClassBand,
    Criterion,
    FieldResult,
    Indicator,
    LikeUnits,
    PrizeTier,
    Scheme,
    Section,
)
from services.scoring.domain.sheets import vocabulary
from services.scoring.domain.sheets.book import BlockName, Value, Written
from services.scoring.domain.sheets.formula_words import text_of
from services.scoring.domain.sheets.numbers import in_words, roman
from services.scoring.domain.sheets.vocabulary import NO, YES, Setting

Codes = Mapping[UUID, str]
"""What people call the units."""


def written(scheme: Scheme, codes: Codes) -> tuple[Written, ...]:
    """The blocks of a table; those with nothing to say are left out."""
    blocks: dict[BlockName, list[tuple[Value, ...]]] = {
        BlockName.CRITERIA: list(_criteria(scheme, codes)),
        BlockName.SETTINGS: list(_settings(scheme)),
        BlockName.INDICATORS: [
            (
                *_named(each),
                each.unit_of_measure,
                each.minimum,
                each.maximum,
                _answer(each.whole),
            )
            for each in scheme.indicators
        ],
        BlockName.PANELS: list(_panels(scheme)),
        BlockName.DEPARTMENTS: list(_departments(scheme, codes)),
        BlockName.CLASSES: [(*_named(each), each.at_least) for each in scheme.classes],
        BlockName.PRIZES: [(*_named(each), Decimal(each.places)) for each in scheme.prizes],
        BlockName.GROUPS: [
            (*_named(each), each.basis, called(unit, codes)) for each in scheme.like_units for unit in each.units
        ],
    }
    return tuple(Written(name, (header(name), *lines)) for name, lines in blocks.items() if lines)


def header(name: BlockName) -> tuple[Value, ...]:
    """The header of a block."""
    return tuple(words[0] for words in vocabulary.COLUMNS[name].values())


def called(unit_id: UUID, codes: Codes) -> str:
    """A unit by its code, by its id where nobody has told of it."""
    return codes.get(unit_id, str(unit_id))


def _named(each: Indicator | ClassBand | PrizeTier | LikeUnits) -> tuple[Value, ...]:
    return each.code, each.name.vi, each.name.en


def _answer(yes: bool) -> str:
    return YES if yes else NO


def _settings(scheme: Scheme) -> Iterator[tuple[Value, ...]]:
    yield Setting.CONTENT_TOTAL.value, scheme.content_total
    yield Setting.BONUS_CAP.value, scheme.bonus_cap
    yield Setting.LINE_DECIMALS.value, Decimal(scheme.rounding.line_decimals)
    yield Setting.TOTAL_DECIMALS.value, Decimal(scheme.rounding.total_decimals)
    yield Setting.ROUNDING.value, vocabulary.ROUNDINGS[scheme.rounding.mode]
    for code in scheme.ties:
        yield Setting.TIE.value, code
    yield Setting.NEEDS_COVENANT.value, _answer(scheme.needs_covenant)


def _panels(scheme: Scheme) -> Iterator[tuple[Value, ...]]:
    for criterion in scheme.criteria:
        if isinstance(panel := criterion.formula.parameters, Panel):
            yield from ((criterion.code, member) for member in panel.members)


def _departments(scheme: Scheme, codes: Codes) -> Iterator[tuple[Value, ...]]:
    for criterion in scheme.criteria:
        if isinstance(table := criterion.formula.parameters, DepartmentSum):
            for part in table.parts:
                for item in part.items:
                    named = (item.code, item.name.vi, item.name.en, item.max_points)
                    yield criterion.code, called(part.department_id, codes), part.weight, *named


def _criteria(scheme: Scheme, codes: Codes) -> Iterator[tuple[Value, ...]]:
    """Headings and criteria from the top, numbered I, 1, 1.1 by where they stand."""
    numbers = _Numbers(scheme)
    opened: set[str] = set()
    for criterion in scheme.criteria:
        for section in _above(scheme, criterion.section):
            if section.code not in opened:
                opened.add(section.code)
                yield _section_row(numbers.next_in(section.parent, section.code), section)
        yield _criterion_row(numbers.next_in(criterion.section), criterion, codes)


def _above(scheme: Scheme, code: str) -> list[Section]:
    path: list[Section] = []
    while (section := scheme.section(code)) is not None:
        path.insert(0, section)
        code = section.parent
    return path


class _Numbers:
    """What stands in the first column: Roman at the top of a table with headings, then 1, 1.1, 1.1.1."""

    def __init__(self, scheme: Scheme) -> None:
        self._roman = bool(scheme.sections)
        self._counts: dict[str, int] = {}
        self._numbers: dict[str, str] = {}

    def next_in(self, parent: str, code: str = "") -> str:
        """The number of the next line under a heading; `code`: it is itself a heading."""
        count = self._counts[parent] = self._counts.get(parent, 0) + 1
        above = self._numbers.get(parent, "")
        if parent == "":
            number = roman(count) if self._roman else str(count)
        else:
            number = f"{above}.{count}" if above[:1].isdigit() else str(count)
        if code:
            self._numbers[code] = number
        return number


def _section_row(number: str, section: Section) -> tuple[Value, ...]:
    row: dict[str, Value] = {"number": number, "code": section.code, "name": section.name.vi}
    row |= {"name_en": section.name.en, "max_points": section.max_points}
    return _in_columns(row)


def _criterion_row(number: str, criterion: Criterion, codes: Codes) -> tuple[Value, ...]:
    target = criterion.target
    department = criterion.department_id
    row: dict[str, Value] = {
        "number": number,
        "code": criterion.code,
        "name": criterion.name.vi,
        "name_en": criterion.name.en,
        "group": vocabulary.GROUPS[criterion.group],
        "max_points": criterion.max_points,
        "formula": vocabulary.FORMULAS[criterion.formula.kind],
        "parameters": text_of(criterion.formula.parameters),
        "indicator": criterion.indicator,
        "source": vocabulary.SOURCES[target.source],
        "target": target.value,
        "pace": vocabulary.PACES[target.pace],
        "accumulation": vocabulary.ACCUMULATIONS[criterion.accumulation],
        "drawn": "" if criterion.field_result is None else drawn_text(criterion.field_result),
        "department": "" if department is None else called(department, codes),
        "evidence": criterion.evidence,
    }
    return _in_columns(row)


def _in_columns(row: Mapping[str, Value]) -> tuple[Value, ...]:
    told = {column: value for column, value in row.items() if value != ""}
    return tuple(told.get(column) for column in vocabulary.COLUMNS[BlockName.CRITERIA])


def drawn_text(wanted: FieldResult) -> str:
    """How a result is drawn from the provinces, in words: "tỷ lệ đạt 85; chỉ tiêu BHYT"."""
    enough = "" if wanted.reached_at is None else f" {in_words(wanted.reached_at)}"
    indicator = f"; chỉ tiêu {wanted.indicator}" if wanted.indicator else ""
    return f"{vocabulary.SUMMARIES[wanted.summary]}{enough}{indicator}"
