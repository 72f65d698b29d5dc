"""Rules of the yearly programme, progress plan and inspection plan of a block or cluster."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.covenant.domain.refusals.programmes import (
    DoneBeforeTheYear,
    DueOutsideTheYear,
    EmptyProgramme,
    FigureMissing,
    InspectionItemWithoutUnit,
    ItemCodeTaken,
    ItemDoneAlready,
    ItemDoneByInspection,
    ItemNamedTwice,
    ItemNotDone,
    NothingAdjusted,
    ProgressNotQuantified,
    UnitNotTakingPart,
    UnknownItem,
    WrongProgrammeYear,
)


def a_programme_is_of_this_year_or_the_next(year: int, day: date) -> None:
    """CV 4268 A.II.1.3: a programme is of one year; it is adopted in that year, or at the end of the one before."""
    if year not in {day.year, day.year + 1}:
        raise WrongProgrammeYear(day=day, this=day.year, next=day.year + 1, given=year)


def a_plan_has_items(items: Sequence[object]) -> None:
    """CV 4268 A.II.1.3: the plans say what will be done."""
    if not items:
        raise EmptyProgramme


def an_item_has_a_code_of_its_own(code: str, known: Iterable[str]) -> None:
    """House rule: the code of an item is used once in a year, in capitals or not, even where the item was dropped."""
    if code.upper() in {each.upper() for each in known}:
        raise ItemCodeTaken(item=code)


def each_item_is_named_once(codes: Sequence[str]) -> None:
    """House rule: one adjustment changes or drops an item once."""
    for place, code in enumerate(codes):
        if code in codes[:place]:
            raise ItemNamedTwice(item=code)


def a_due_day_belongs_to_the_year(code: str, due_on: date, year: int) -> None:
    """CV 4268 A.II.1.3, A.I.1: what a year plans is due in it, or at its review, which may be held in the next."""
    if due_on.year not in {year, year + 1}:
        raise DueOutsideTheYear(item=code, due_on=due_on, year=year)


def units_of_the_cluster_take_part(item: str, unit_id: UUID, unit: str, units: Collection[UUID]) -> None:
    """CV 4268 A.II.1.3: the plans are of the members' work; a district cluster's province may take part."""
    if unit_id not in units:
        raise UnitNotTakingPart(item=item, unit=unit)


def a_progress_item_is_quantified(code: str, *, progress: bool, indicator: str, expected: Decimal | None) -> None:
    """CV 4268 A.II.1.2, A.II.1.3: progress is of the targets set, quantitative ones: an indicator and its figure."""
    if progress and (not indicator.strip() or expected is None):
        raise ProgressNotQuantified(item=code)


def an_inspection_item_names_another_unit(
    code: str, responsible_id: UUID, inspected_id: UUID | None, *, inspection: bool
) -> None:
    """CV 4268 A.II.1.3: an inspection is of a member by another; nothing else in the plans inspects anybody."""
    if inspection != (inspected_id is not None) or inspected_id == responsible_id:
        raise InspectionItemWithoutUnit(item=code)


def something_is_adjusted(parts: Sequence[object]) -> None:
    """House rule: an adjustment adds, changes or drops something."""
    if not parts:
        raise NothingAdjusted


def the_item_stands(code: str, items: Container[str], year: int) -> None:
    """House rule: what is reported, changed or dropped stands in the plan."""
    if code not in items:
        raise UnknownItem(item=code, year=year)


def an_item_is_done_once(code: str, done_on: date | None) -> None:
    """House rule: what was done is neither done again nor changed; its report can be withdrawn."""
    if done_on is not None:
        raise ItemDoneAlready(item=code, done_on=done_on)


def only_what_was_done_is_withdrawn(code: str, done: Container[str]) -> None:
    """House rule: withdrawing names a report that stands."""
    if code not in done:
        raise ItemNotDone(item=code)


def what_an_inspection_marked_is_taken_back_by_reopening_it(code: str, inspected: Container[str]) -> None:
    """House rule: an item that a closed inspection marked as done is open again when that inspection is."""
    if code in inspected:
        raise ItemDoneByInspection(item=code)


def what_is_done_is_done_from_the_year_on(year: int, day: date) -> None:
    """House rule: what a year plans is not done before it begins."""
    if day.year < year:
        raise DoneBeforeTheYear(year=year, day=day)


def progress_is_reported_in_figures(code: str, *, progress: bool, figure: Decimal | None) -> None:
    """CV 4268 A.II.1.2: a quantitative target is reached or not by a figure."""
    if progress and figure is None:
        raise FigureMissing(item=code)
