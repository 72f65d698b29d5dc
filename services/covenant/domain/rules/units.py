"""Rules of units (đơn vị)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from services.covenant.domain.refusals.units import (
    EndsBeforeItsChange,
    MergedIntoItself,
    NothingChanges,
    ParentNotHigher,
    ParentRequired,
    UnitNotInExistence,
    UnitsMergedIntoIt,
    UnitsStillUnder,
    UnitUnderItself,
)


def it_exists_on(day: date, unit: str, since: date, until: date | None) -> None:
    """House rule: nothing is recorded of a unit before its first day, nor from the day it ceased."""
    if day < since or (until is not None and day >= until):
        raise UnitNotInExistence(unit=unit, since=since, until=until or "…", day=day)


def a_lower_office_has_a_parent(kind: str, parent_id: UUID | None, *, required: bool) -> None:
    """House rule: district and base offices stand under another unit."""
    if required and parent_id is None:
        raise ParentRequired(kind=kind)


def no_unit_stands_under_itself(unit_id: UUID, unit: str, line_above: Collection[UUID]) -> None:
    """House rule: the new parent, and all units above it, are other units."""
    if unit_id in line_above:
        raise UnitUnderItself(unit=unit)


def something_changes(unit: str, day: date, before: object, after: object, *, field: str) -> None:
    """House rule: an event that changes nothing is not recorded."""
    if before == after:
        raise NothingChanges(unit=unit, day=day, value=after, fields=(field,))


def it_is_merged_into_another(unit_id: UUID, unit: str, into_id: UUID) -> None:
    """House rule: a unit is merged into another one."""
    if unit_id == into_id:
        raise MergedIntoItself(unit=unit)


def the_unit_above_is_of_a_higher_level(
    unit: str, kind: str, parent: tuple[str, str], allowed: Collection[str]
) -> None:
    """House rule: a unit stands under one of a higher level; `parent` is the code and the level of the unit above."""
    if parent[1] not in allowed:
        raise ParentNotHigher(unit=unit, kind=kind, parent=parent[0], parent_kind=parent[1])


def it_ends_after_its_last_change(unit: str, day: date, last: date) -> None:
    """House rule: a unit bears no name and has no parent from a day on which it is not there any more."""
    if day < last:
        raise EndsBeforeItsChange(unit=unit, day=day, last=last)


def nobody_stands_under_what_ends(unit: str, day: date, under: Sequence[str]) -> None:
    """House rule: the units under one that is merged or dissolved are put under another one first."""
    if under:
        raise UnitsStillUnder(unit=unit, day=day, count=len(under), units=", ".join(under))


def nobody_goes_up_in_what_ended(unit: str, day: date, merged: Sequence[str]) -> None:
    """House rule: a unit that another is merged into is there on the day of the merger; `merged` are from `day` on."""
    if merged:
        raise UnitsMergedIntoIt(unit=unit, day=day, units=", ".join(merged))
