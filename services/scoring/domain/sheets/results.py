"""Reading a worksheet of results (trang kết quả): one result a row, each cell as it stands or named with its fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kernel.refusals import Refusal
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.results import (
    NumberOfTwoReadings,
    NumberTooLong,
    ValueOrNotApplicable,
    WorksheetUnclear,
    WorksheetUnknown,
)
from services.scoring.domain.refusals.reviews import NotAQuarter, UnknownPeriod
from services.scoring.domain.refusals.sheet_parts import HeaderNotFound, UnknownColumn
from services.scoring.domain.result_sheet import Cell, Evidence, EvidenceKind
from services.scoring.domain.rules.reviews import results_are_reported_by_quarter
from services.scoring.domain.sheets import vocabulary
from services.scoring.domain.sheets.book import BlockName, CellVerdict, GivenBlock, Level, Verdicts, normal
from services.scoring.domain.sheets.cells import (
    LONGEST_CODE,
    LONGEST_TEXT,
    Reader,
    Record,
    header_of,
    needed_columns,
    records,
)
from services.scoring.domain.sheets.numbers import in_words, number_in, two_readings

MOST_DIGITS, MOST_DECIMALS = 20, 6
"""House bound: what a result that comes as JSON or CSV is kept with."""


@dataclass(frozen=True)
class ResultLine:
    """What one row reports of whom; `places` are its cells by their columns, `notes` what was read otherwise in it."""

    unit: str
    movement: str
    period: str
    cell: Cell
    places: Mapping[str, str]
    notes: tuple[CellVerdict, ...] = ()


@dataclass(frozen=True)
class ReadResults:
    """A worksheet as it was read: the rows that could be, and the cells that could not."""

    worksheet: str
    lines: tuple[ResultLine, ...]
    unread: tuple[CellVerdict, ...]


def worksheet_of(blocks: Sequence[GivenBlock], wanted: str | None) -> GivenBlock:
    """The worksheet that is named, else the only one with the header of results.

    Raises:
        WorksheetUnknown: none has this name.
        HeaderNotFound: none has the header.
        WorksheetUnclear: several have it.
    """
    asked = [each for each in blocks if wanted is None or normal(each.name) == normal(wanted)]
    if wanted is not None and not asked:
        raise WorksheetUnknown(given=wanted, known=_names(blocks))
    found = [each for each in asked if header_of(each, BlockName.RESULTS) is not None]
    if not found:
        raise HeaderNotFound(block=_names(asked), columns=needed_columns(BlockName.RESULTS))
    if len(found) > 1:
        raise WorksheetUnclear(found=_names(found))
    return found[0]


def results_in(block: GivenBlock) -> ReadResults:
    """Every row under the header: read, or its cells named that cannot be; a strange column is never passed over."""
    verdicts = Verdicts()
    reader = Reader(verdicts, {})
    lines = []
    for record in records(block, BlockName.RESULTS, verdicts):
        before = len(verdicts.found)
        line = _line(reader, record)
        said = verdicts.found[before:]
        if line is not None and all(each.level is not Level.ERROR for each in said):
            lines.append(replace(line, notes=tuple(each for each in said if each.level is Level.WARNING)))
    unread = (each for each in verdicts.found if each.level is Level.ERROR or isinstance(each.said, UnknownColumn))
    return ReadResults(block.name, tuple(lines), tuple(unread))


def _line(reader: Reader, record: Record) -> ResultLine | None:
    unit, movement, indicator = (
        reader.needed(record, each, LONGEST_CODE) for each in ("unit_id", "movement_id", "indicator")
    )
    period = _quarter(reader, record)
    value, applies = _value(reader, record)
    evidence = Evidence(
        EvidenceKind(reader.choice(record, "evidence", _EVIDENCE, EvidenceKind.DECLARED)),
        reader.text(record, "source", LONGEST_TEXT),
        reader.text(record, "note", LONGEST_TEXT),
    )
    if not (unit and movement and indicator):
        return None
    return ResultLine(
        unit=unit,
        movement=movement,
        period=period,
        cell=Cell(indicator, value, evidence),
        places={
            "cell": record.cell("value" if applies else "not_applicable").place,
            **{each: record.cell(each).place for each in ("indicator", "unit_id", "movement_id", "period")},
        },
    )


_EVIDENCE = vocabulary.meanings(vocabulary.EVIDENCE)


def _quarter(reader: Reader, record: Record) -> str:
    told = reader.needed(record, "period", LONGEST_CODE)
    try:
        if told:
            results_are_reported_by_quarter(Period.parse(told))
    except (UnknownPeriod, NotAQuarter) as refusal:
        reader.wrong(record, "period", refusal)
    return told


def _value(reader: Reader, record: Record) -> tuple[Decimal | None, bool]:
    """The value, and whether the row says that there is one: a value or the mark of none, never both or neither."""
    applies = reader.choice(record, "not_applicable", vocabulary.MARKS, vocabulary.NO) == vocabulary.NO
    if record.has("value") is not applies:
        reader.wrong(record, "value", ValueOrNotApplicable(row=record.row))
        return None, applies
    value = None
    fault = next(_faults(record), None)
    if fault is None:
        value = reader.number(record, "value")
    else:
        reader.wrong(record, "value", fault)
    return value, applies


def _faults(record: Record) -> Iterator[Refusal]:
    """Why a number is not taken as it stands: it may mean two, or is longer than results are kept."""
    cell = record.cell("value")
    given = cell.text.strip()
    found = two_readings(given) if cell.number is None and not cell.merged else None
    if found is not None:
        yield NumberOfTwoReadings(given=given, one=in_words(found[0]), other=found[1])
    read = number_in(given)
    number = cell.number if cell.number is not None or read is None else read.value
    if number is not None and not _is_kept(number):
        yield NumberTooLong(given=given[:60], digits=MOST_DIGITS, decimals=MOST_DECIMALS)


def _is_kept(number: Decimal) -> bool:
    _, digits, exponent = number.normalize().as_tuple()
    decimals = max(0, -int(exponent))
    return decimals <= MOST_DECIMALS and len(digits) + max(0, int(exponent)) <= MOST_DIGITS


def _names(blocks: Sequence[GivenBlock]) -> str:
    return ", ".join(each.name for each in blocks)
