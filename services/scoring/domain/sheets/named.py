"""The small blocks of a sheet: indicators, panels, departments' tables, classes, prizes, groups of like units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Text
from services.scoring.domain.parameters import DepartmentPart, FieldItem
from services.scoring.domain.refusals.sheets import UnreadableParameter
from services.scoring.domain.scheme import ClassBand, Indicator, LikeUnits, PrizeTier
from services.scoring.domain.sheets import vocabulary
from services.scoring.domain.sheets.book import words
from services.scoring.domain.sheets.cells import LONGEST_CODE, LONGEST_TEXT, Reader, Record
from services.scoring.domain.sheets.formula_words import Elsewhere

ANSWERS = words({vocabulary.YES: "yes", vocabulary.NO: "no", "x": "yes", "yes": "yes", "no": "no"})
ZERO = Decimal(0)
LONGEST_ACCOUNT = 200


@dataclass(frozen=True)
class Elsewheres:
    """What the blocks of panels and departments say, by criterion."""

    panels: dict[str, tuple[str, ...]]
    departments: dict[str, tuple[DepartmentPart, ...]]

    def of(self, criterion: str) -> Elsewhere:
        """What they say of one criterion."""
        return Elsewhere(self.panels.get(criterion, ()), self.departments.get(criterion, ()))


def named(record: Record, reader: Reader) -> Text:
    """A name in both languages; where the English one is left out, the Vietnamese stands for it."""
    name = reader.needed(record, "name")
    return Text(name, reader.text(record, "name_en") or name)


def _code(record: Record, reader: Reader) -> str:
    return reader.needed(record, "code", LONGEST_CODE)


def answer(record: Record, reader: Reader, column: str, *, otherwise: bool) -> bool:
    """A yes or no."""
    return reader.choice(record, column, ANSWERS, "yes" if otherwise else "no") == "yes"


def indicators(rows: Sequence[Record], reader: Reader) -> list[tuple[Indicator, Record]]:
    """What is measured, as the block lists it."""
    return [(_indicator(record, reader), record) for record in rows]


def _indicator(record: Record, reader: Reader) -> Indicator:
    return Indicator(
        code=_code(record, reader),
        name=named(record, reader),
        unit_of_measure=reader.text(record, "unit", LONGEST_CODE),
        minimum=reader.number(record, "minimum") or ZERO,
        maximum=reader.number(record, "maximum"),
        whole=answer(record, reader, "whole", otherwise=False),
    )


def elsewheres(panels: Sequence[Record], departments: Sequence[Record], reader: Reader) -> Elsewheres:
    """The panels' members and the departments' tables."""
    members: dict[str, tuple[str, ...]] = {}
    for record in panels:
        code = _code(record, reader)
        members[code] = (*members.get(code, ()), reader.needed(record, "member", LONGEST_ACCOUNT))
    return Elsewheres(members, _departments(departments, reader))


def _departments(rows: Sequence[Record], reader: Reader) -> dict[str, tuple[DepartmentPart, ...]]:
    items: dict[tuple[str, UUID], list[FieldItem]] = {}
    weights: dict[tuple[str, UUID], Decimal] = {}
    for record in rows:
        code = _code(record, reader)
        department = reader.needed_unit(record, "department")
        if department is None:
            continue
        key = (code, department)
        weight = reader.number(record, "weight")
        if weights.setdefault(key, weight or Decimal(1)) != (weight or weights[key]):
            reader.wrong(record, "weight", UnreadableParameter(given=record.cell("weight").text))
        item = reader.needed(record, "item", LONGEST_CODE)
        items.setdefault(key, []).append(
            FieldItem(item, named(record, reader), reader.needed_number(record, "max_points"))
        )
    found: dict[str, tuple[DepartmentPart, ...]] = {}
    for (code, department), listed in items.items():
        found[code] = (*found.get(code, ()), DepartmentPart(department, tuple(listed), weights[code, department]))
    return found


def classes(rows: Sequence[Record], reader: Reader) -> list[tuple[ClassBand, Record]]:
    """The classes, the best first."""
    return [
        (
            ClassBand(_code(each, reader), named(each, reader), reader.needed_number(each, "at_least")),
            each,
        )
        for each in rows
    ]


def prizes(rows: Sequence[Record], reader: Reader) -> list[tuple[PrizeTier, Record]]:
    """The tiers of prizes, the best first."""
    return [(PrizeTier(_code(each, reader), named(each, reader), reader.whole(each, "places")), each) for each in rows]


def groups(rows: Sequence[Record], reader: Reader) -> list[tuple[LikeUnits, Record]]:
    """The groups of like units: a row a unit, the group's own cells on each or on its first."""
    found: dict[str, tuple[Text, str, list[UUID], Record]] = {}
    for record in rows:
        code = _code(record, reader)
        unit = reader.needed_unit(record, "unit")
        if code not in found:
            found[code] = (named(record, reader), reader.text(record, "basis", LONGEST_TEXT), [], record)
        if unit is not None:
            found[code][2].append(unit)
    return [
        (LikeUnits(code, name, tuple(units), basis), record) for code, (name, basis, units, record) in found.items()
    ]
