"""A file of cells read as the text of a score table, with a verdict on every cell and on the table as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from kernel.refusals import Refusal
from services.scoring.domain.parameters import Boolean, Gate
from services.scoring.domain.refusals import sheet_parts as parts
from services.scoring.domain.refusals import sheets as refusals
from services.scoring.domain.rules.tables import faults
from services.scoring.domain.scheme import Criterion, Group, Indicator, Rounding, RoundingMode, Scheme
from services.scoring.domain.sheets import named, vocabulary
from services.scoring.domain.sheets.book import (
    BlockName,
    CellVerdict,
    GivenBlock,
    GivenCell,
    Level,
    Verdicts,
    normal,
    plain,
)
from services.scoring.domain.sheets.cells import Reader, Record, column_name, records
from services.scoring.domain.sheets.lines import Outline, outline_of
from services.scoring.domain.sheets.numbers import in_words
from services.scoring.domain.sheets.vocabulary import Setting

ZERO, ONE = Decimal(0), Decimal(1)
_T = TypeVar("_T")
_FIELD = re.compile(r"(?P<list>\w+)(?:\[(?P<place>\d+)\])?(?:\.(?P<member>\w+))?(?:\.(?P<inner>\w+))?")


@dataclass(frozen=True)
class Preview:
    """What a file says (xem trước): the table, if it is sound, and what is to be said of its cells."""

    scheme: Scheme | None
    verdicts: tuple[CellVerdict, ...]

    @property
    def errors(self) -> tuple[CellVerdict, ...]:
        """The cells that cannot be used."""
        return tuple(each for each in self.verdicts if each.level is Level.ERROR)


def preview(blocks: Sequence[GivenBlock], units: Mapping[UUID, str]) -> Preview:
    """Read the blocks of a file; `units` are the codes of the units that are known."""
    verdicts = Verdicts()
    sheet = _Sheet(blocks, Reader(verdicts, units))
    scheme = sheet.scheme()
    found = sheet.faults(scheme)
    if unread := verdicts.at(Level.ERROR):
        other = _Sheet(blocks, Reader(Verdicts(), units, unread=ONE))
        found = sheet.certain(found, other.faults(other.scheme()), unread)
    for fault in found:
        sheet.tell(fault)
    return Preview(None if verdicts.at(Level.ERROR) else scheme, tuple(verdicts.found))


class _Sheet:
    """One file being read: its rows by block, and where each part of the table stands."""

    def __init__(self, blocks: Sequence[GivenBlock], reader: Reader) -> None:
        self._reader = reader
        self._rows = self._by_block(blocks)
        self._places: dict[str, list[Record]] = {}
        self._settings: dict[Setting, Record] = {}
        self._outline = Outline()

    def scheme(self) -> Scheme:
        """The table that the file tells, as far as its cells could be read."""
        reader = self._reader
        elsewhere = named.elsewheres(self._rows[BlockName.PANELS], self._rows[BlockName.DEPARTMENTS], reader)
        self._outline = outline_of(self._rows[BlockName.CRITERIA], reader, elsewhere)
        criteria = self._listed("criteria", self._outline.criteria)
        listed = named.indicators(self._rows[BlockName.INDICATORS], reader)
        ties = self._read_settings()
        return Scheme(
            indicators=self._listed("indicators", [*listed, *self._implied(listed)]),
            criteria=criteria,
            content_total=self._number(Setting.CONTENT_TOTAL, _sum(criteria, Group.CONTENT)),
            bonus_cap=self._number(Setting.BONUS_CAP, _sum(criteria, Group.BONUS)),
            rounding=self._rounding(),
            ties=ties,
            classes=self._listed("classes", named.classes(self._rows[BlockName.CLASSES], reader)),
            prizes=self._listed("prizes", named.prizes(self._rows[BlockName.PRIZES], reader)),
            needs_covenant=self._needs_covenant(),
            sections=self._listed("sections", self._outline.sections),
            like_units=self._listed("like_units", named.groups(self._rows[BlockName.GROUPS], reader)),
        )

    def faults(self, scheme: Scheme) -> list[Refusal]:
        """What is wrong with the table as a whole; the grand total that it states is its content and its bonus cap."""
        found = list(faults(scheme))
        declared = None if self._outline.total is None else self._outline.total[0]
        total = scheme.content_total + scheme.bonus_cap
        if declared is not None and declared not in (total, scheme.content_total):
            found.append(refusals.TotalRowDiffers(declared=in_words(declared), total=in_words(total)))
        return found

    def certain(
        self, found: Sequence[Refusal], otherwise: Sequence[Refusal], unread: Sequence[CellVerdict]
    ) -> list[Refusal]:
        """The faults that the readable cells suffice for.

        They are there whatever number stands in the unreadable cells (`otherwise`: with another number in each), and
        not in a row with such a cell. While a cell is unreadable that says what stands where, none is certain.
        """
        if any((each.block, each.column) not in _ALONE for each in unread):
            return []
        rows = {(each.block, each.row) for each in unread}
        same = [(type(each), each.facts, each.fields) for each in otherwise]
        return [
            each
            for each in found
            if (type(each), each.facts, each.fields) in same and not rows & set(self._rows_of(each))
        ]

    def _rows_of(self, fault: Refusal) -> Iterator[tuple[str, int]]:
        """The rows that a fault is about; none, where it is about the whole table."""
        for field in fault.fields:
            record, _ = self._where(field)
            yield record.block, record.row

    def tell(self, fault: Refusal) -> None:
        """A fault of the table, at the cell it is about."""
        for field in fault.fields or ("",):
            record, column = self._where(field)
            self._reader.wrong(record, column, fault)

    def _where(self, field: str) -> tuple[Record, str]:
        """The cell that a member of the table was read from; the total, or the first line, where it has none."""
        found, setting = _FIELD.match(field), _SETTING_OF.get(field)
        if setting in self._settings:
            return self._settings[setting], "value"
        if found is not None and found["place"] is not None:
            record = self._places.get(found["list"], [])[int(found["place"])]
            return record, _column(record, found["member"] or "code", found["inner"])
        if self._outline.total is not None:
            return self._outline.total[1], "max_points"
        nowhere = Record(BlockName.CRITERIA, 1, {}, {})
        return next((record for _, record in self._outline.criteria), nowhere), "max_points"

    def _by_block(self, blocks: Sequence[GivenBlock]) -> dict[BlockName, list[Record]]:
        known = {normal(name): name for name in BlockName if name is not BlockName.RESULTS}
        rows: dict[BlockName, list[Record]] = {name: [] for name in BlockName}
        given, seen = {normal(block.name) for block in blocks}, set[BlockName]()
        has_criteria = normal(BlockName.CRITERIA) in given
        for place, block in enumerate(blocks):
            name = known.get(normal(block.name))
            if name is None and place == 0 and not has_criteria:
                name = BlockName.CRITERIA
            if name in seen:
                first = block.rows[0][0] if block.rows else GivenCell(1, 1, "")
                self._reader.verdicts.wrong(block.name, "", first, parts.BlockTwice(block=block.name))
            elif name is None:
                self._strange(block, [each for word, each in known.items() if word not in given])
            else:
                rows[name] = records(block, name, self._reader.verdicts)
                seen.add(name)
        return rows

    def _strange(self, block: GivenBlock, absent: Sequence[BlockName]) -> None:
        """Something else; or a part that the table lacks, under nearly its name, which would be lost."""
        first = block.rows[0][0] if block.rows else GivenCell(1, 1, "")
        meant = next((each for each in absent if plain(each) in plain(block.name)), None)
        if meant is None:
            self._reader.verdicts.warn(block.name, "", first, "", parts.UnknownBlock(block=block.name))
        else:
            self._reader.verdicts.wrong(block.name, "", first, parts.BlockMisspelt(block=block.name, meant=meant.value))

    def _listed(self, name: str, found: Sequence[tuple[_T, Record]]) -> tuple[_T, ...]:
        self._places[name] = [record for _, record in found]
        return tuple(each for each, _ in found)

    def _implied(self, listed: Sequence[tuple[Indicator, Record]]) -> list[tuple[Indicator, Record]]:
        """What criteria measure without the file describing it: the criterion's own name, yes or no, or from 0 on."""
        known = {each.code for each, _ in listed}
        found: dict[str, tuple[Indicator, Record]] = {}
        for criterion, record in self._outline.criteria:
            code = criterion.indicator
            if code and code not in known and code not in found:
                unit = self._reader.text(record, "unit")
                found[code] = (_indicator(criterion, unit), record)
        return list(found.values())

    def _read_settings(self) -> tuple[str, ...]:
        known = {normal(each): each for each in Setting}
        ties: list[tuple[str, Record]] = []
        for record in self._rows[BlockName.SETTINGS]:
            key = self._reader.choice(record, "key", {word: each.value for word, each in known.items()}, "")
            if key == Setting.TIE:
                ties.append((self._reader.needed(record, "value"), record))
            elif key and Setting(key) in self._settings:
                self._reader.wrong(record, "key", parts.SettingTwice(setting=key))
            elif key:
                self._settings[Setting(key)] = record
        return self._listed("ties", ties)

    def _number(self, setting: Setting, otherwise: Decimal) -> Decimal:
        record = self._settings.get(setting)
        return otherwise if record is None else self._reader.needed_number(record, "value")

    def _rounding(self) -> Rounding:
        usual = Rounding()
        line = self._whole(Setting.LINE_DECIMALS, usual.line_decimals)
        total = self._whole(Setting.TOTAL_DECIMALS, usual.total_decimals)
        record = self._settings.get(Setting.ROUNDING)
        if record is None:
            return Rounding(line, total)
        mode = self._reader.choice(record, "value", vocabulary.meanings(vocabulary.ROUNDINGS), usual.mode)
        return Rounding(line, total, RoundingMode(mode))

    def _whole(self, setting: Setting, otherwise: int) -> int:
        record = self._settings.get(setting)
        return otherwise if record is None else self._reader.whole(record, "value", otherwise)

    def _needs_covenant(self) -> bool:
        record = self._settings.get(Setting.NEEDS_COVENANT)
        return True if record is None else named.answer(record, self._reader, "value", otherwise=True)


_SETTING_OF = {
    "content_total": Setting.CONTENT_TOTAL,
    "bonus_cap": Setting.BONUS_CAP,
    "rounding.line_decimals": Setting.LINE_DECIMALS,
    "rounding.total_decimals": Setting.TOTAL_DECIMALS,
}

_ALONE = frozenset(
    (block.value, column_name(block, column))
    for block, columns in {
        BlockName.CRITERIA: (
            *("name", "name_en", "max_points", "parameters", "unit", "source", "target", "pace"),
            *("accumulation", "drawn", "department", "evidence"),
        ),
        BlockName.SETTINGS: ("value",),
        BlockName.INDICATORS: ("name", "name_en", "unit", "minimum", "maximum", "whole"),
        BlockName.DEPARTMENTS: ("name", "name_en", "max_points"),
        BlockName.CLASSES: ("name", "name_en", "at_least"),
        BlockName.PRIZES: ("name", "name_en", "places"),
        BlockName.GROUPS: ("name", "name_en", "basis"),
    }.items()
    for column in columns
)
"""Columns whose unreadable cell leaves the other rows what they are: it lacks a number, or a word of its own row."""

_COLUMN_OF = {
    "section": "number",
    "field_result": "drawn",
    "units": "unit",
}


_BESIDE = {"target": "source"}
"""Where a fault of a member is told in a file without its column."""


def _column(record: Record, member: str, inner: str | None) -> str:
    """The column that a member of the table stands in."""
    columns = vocabulary.COLUMNS[record.block]
    if record.block is BlockName.SETTINGS:
        return "value"
    if member == "formula":
        return "parameters" if inner else "formula"
    column = "name_en" if (member, inner) == ("name", "en") else _COLUMN_OF.get(member, member)
    if column not in record.columns:
        column = _BESIDE.get(column, column)
    return column if column in columns else next(iter(columns))


def _indicator(criterion: Criterion, unit: str) -> Indicator:
    is_answer = isinstance(criterion.formula.parameters, Boolean | Gate)
    return Indicator(criterion.indicator, criterion.name, unit, ZERO, ONE if is_answer else None, is_answer)


def _sum(criteria: Sequence[Criterion], group: Group) -> Decimal:
    return sum((each.max_points for each in criteria if each.group is group), ZERO)
