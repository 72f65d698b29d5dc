"""Reading the criteria of a sheet: which row is a heading, which a line, and what stands under what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from kernel.refusals import Refusal
from services.scoring.domain.formulas import REGISTRY
from services.scoring.domain.parameters import Formula, FormulaKind, ProportionalCapped
from services.scoring.domain.refusals.sheet_parts import NumberRepeated, NumberWithoutHeading
from services.scoring.domain.refusals.sheets import ParameterMissing, UnknownWord, UnreadableParameter
from services.scoring.domain.scheme import (
    Accumulation,
    Criterion,
    FieldResult,
    Group,
    Pace,
    Section,
    Summary,
    Target,
    TargetSource,
)
from services.scoring.domain.sheets import vocabulary
from services.scoring.domain.sheets.book import normal
from services.scoring.domain.sheets.cells import LONGEST_CODE, LONGEST_TEXT, Reader, Record
from services.scoring.domain.sheets.formula_words import Elsewhere, parameters_of
from services.scoring.domain.sheets.named import Elsewheres, named
from services.scoring.domain.sheets.numbers import number_in, roman

_LETTER, _ROMAN, _DIGITS = re.compile(r"[A-H]"), re.compile(r"[IVX]+"), re.compile(r"\d{1,3}(\.\d{1,3})*", re.ASCII)
_DEEPEST = 9
_SIMPLEST = FormulaKind.PROPORTIONAL_CAPPED
_TOTAL = ("tổng cộng", "tổng điểm", "cộng")
_DRAWN = re.compile(r"(?P<how>[^\d;]+?)(?: (?P<at>[\d.,]+) ?%?)?(?:; chỉ tiêu (?P<indicator>.+))?")


@dataclass
class Outline:
    """The headings and criteria of a sheet with the rows they stand in, and the total it states for all of it."""

    sections: list[tuple[Section, Record]] = field(default_factory=list)
    criteria: list[tuple[Criterion, Record]] = field(default_factory=list)
    total: tuple[Decimal, Record] | None = None


@dataclass(frozen=True)
class _Heading:
    level: int
    number: str
    code: str


def level_of(number: str) -> int:
    """How deep a number stands: A, then I, then 1, 1.1, 1.1.1; a), – and the like below them all."""
    told = _bare(number)
    if _LETTER.fullmatch(told):
        return 0
    if _ROMAN.fullmatch(told):
        return 1
    return 2 + told.count(".") if _DIGITS.fullmatch(told) else _DEEPEST


def outline_of(rows: Sequence[Record], reader: Reader, elsewhere: Elsewheres) -> Outline:
    """The sheet from the top: a row with a formula is a criterion, one without a heading."""
    found, above, seen = Outline(), list[_Heading](), set[tuple[str, str]]()
    for record in rows:
        number = reader.text(record, "number", LONGEST_CODE, partial(_doubted, above, seen))
        if not record.has("formula") and not number and normal(record.cell("name").text).startswith(_TOTAL):
            reader.text(record, "name")
            found.total = (reader.needed_number(record, "max_points"), record)
            continue
        level = level_of(number) if number else (_DEEPEST if record.has("formula") else 0)
        while above and above[-1].level >= level:
            above.pop()
        parent = above[-1].code if above else ""
        code = reader.text(record, "code", LONGEST_CODE) or _code_from(number, parent)
        if record.has("formula"):
            found.criteria.append((_criterion(record, reader, (code, parent), elsewhere.of(code)), record))
        else:
            found.sections.append((_section(record, reader, code, parent), record))
            above.append(_Heading(level, _bare(number), code))
    return found


def _bare(number: str) -> str:
    return number.strip().rstrip(".)")


def _doubted(above: Sequence[_Heading], seen: set[tuple[str, str]], number: str) -> Refusal | None:
    """What is odd about a number where it stands: another row under the same heading has it, or 2.1 is not under 2."""
    own, level = _bare(number), level_of(number)
    under = [each for each in above if each.level < level]
    place = (under[-1].code if under else "", own)
    heading = own.rpartition(".")[0]
    if level == _DEEPEST:
        return None
    if place in seen:
        return NumberRepeated(number=own)
    seen.add(place)
    if heading and not any(each.number in (heading, _in_roman(heading)) for each in under):
        return NumberWithoutHeading(number=own, heading=heading)
    return None


def _in_roman(number: str) -> str:
    return roman(int(number)) if number.isdigit() else ""


def _code_from(number: str, parent: str) -> str:
    own = _bare(number)
    return f"{parent}.{own.split('.')[-1]}" if parent else own


def _section(record: Record, reader: Reader, code: str, parent: str) -> Section:
    return Section(code, named(record, reader), parent, reader.number(record, "max_points"))


def _criterion(record: Record, reader: Reader, place: tuple[str, str], elsewhere: Elsewhere) -> Criterion:
    code, section = place
    kind = FormulaKind(reader.choice(record, "formula", vocabulary.meanings(vocabulary.FORMULAS), _SIMPLEST))
    groups = REGISTRY[kind].groups
    usual = Group.CONTENT if Group.CONTENT in groups else min(groups)
    group = Group(reader.choice(record, "group", vocabulary.meanings(vocabulary.GROUPS), usual))
    indicator = reader.text(record, "indicator", LONGEST_CODE)
    by_marks = kind in (FormulaKind.PANEL, FormulaKind.DEPARTMENT_SUM)
    return Criterion(
        code=code,
        name=named(record, reader),
        group=group,
        max_points=Decimal(0) if group is Group.GATE else reader.needed_number(record, "max_points"),
        indicator=indicator or ("" if by_marks else code),
        formula=_formula(record, reader, kind, elsewhere),
        accumulation=Accumulation(
            reader.choice(record, "accumulation", vocabulary.meanings(vocabulary.ACCUMULATIONS), "LATEST")
        ),
        target=_target(record, reader),
        department_id=reader.unit(record, "department"),
        section=section,
        evidence=reader.text(record, "evidence", LONGEST_TEXT),
        field_result=_drawn(record, reader),
    )


def _formula(record: Record, reader: Reader, kind: FormulaKind, elsewhere: Elsewhere) -> Formula:
    told = reader.text(record, "parameters", 4 * LONGEST_TEXT)
    try:
        return Formula.of(parameters_of(kind, told, elsewhere))
    except (ParameterMissing, UnreadableParameter) as refusal:
        reader.wrong(record, "parameters", refusal)
        return Formula.of(ProportionalCapped())


def _target(record: Record, reader: Reader) -> Target:
    value = reader.number(record, "target")
    usual = TargetSource.NONE if value is None else TargetSource.TABLE
    source = reader.choice(record, "source", vocabulary.meanings(vocabulary.SOURCES), usual)
    pace = reader.choice(record, "pace", vocabulary.meanings(vocabulary.PACES), "FULL")
    return Target(TargetSource(source), value, Pace(pace))


def _drawn(record: Record, reader: Reader) -> FieldResult | None:
    told = reader.text(record, "drawn")
    if not told:
        return None
    summaries = vocabulary.meanings(vocabulary.SUMMARIES)
    found = _DRAWN.fullmatch(told)
    at = None if found is None or found["at"] is None else number_in(found["at"])
    if found is None or normal(found["how"]) not in summaries or (found["at"] is not None and at is None):
        reader.wrong(record, "drawn", UnknownWord(given=told[:60], known=", ".join(summaries)))
        return None
    reached = None if at is None else at.value
    return FieldResult(Summary(summaries[normal(found["how"])]), found["indicator"] or "", reached)
