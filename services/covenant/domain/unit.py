"""A unit (đơn vị): it keeps its identity while names and parents change by date, until it is merged or dissolved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text, Worded
from services.covenant.domain.days import as_of, day_of
from services.covenant.domain.rules import codes, units


class UnitKind(Worded):
    """The level of a unit (cấp đơn vị)."""

    HEAD_OFFICE = "head_office", "đơn vị thuộc cơ quan Ngành", "head-office unit"
    PROVINCE = "province", "BHXH tỉnh", "provincial office"
    DISTRICT = "district", "BHXH cấp huyện", "district office"
    BASE = "base", "BHXH cơ sở", "base office"
    REGION = "region", "BHXH khu vực", "regional office"


LOWER_OFFICES = frozenset({UnitKind.DISTRICT, UnitKind.BASE})
"""District and base offices: they stand under another unit and compete in district clusters."""

STANDS_UNDER = {
    UnitKind.HEAD_OFFICE: frozenset({UnitKind.HEAD_OFFICE}),
    UnitKind.REGION: frozenset({UnitKind.HEAD_OFFICE}),
    UnitKind.PROVINCE: frozenset({UnitKind.HEAD_OFFICE, UnitKind.REGION}),
    UnitKind.DISTRICT: frozenset({UnitKind.PROVINCE, UnitKind.REGION}),
    UnitKind.BASE: frozenset({UnitKind.PROVINCE, UnitKind.REGION, UnitKind.DISTRICT}),
}
"""Of which levels the unit above may be."""


@dataclass(frozen=True)
class Member:
    """A unit as lists and elections see it: what it is on the day that counts."""

    id: UUID
    code: str
    kind: UnitKind
    parent_id: UUID | None


class Unit(Aggregate):
    """Đơn vị. Names and parents are dated by the act's effective day, so a correction is a later event."""

    TOPIC = "covenant.Unit"
    CALLED = Text("đơn vị", "unit")

    class Event(Aggregate.Event):
        """Base of a unit's events."""

        TOPIC = "covenant.UnitEvent"

    class Established(Event, Aggregate.Created):
        """Thành lập đơn vị."""

        TOPIC = "covenant.UnitEstablished"
        code: str
        name: str
        kind: UnitKind
        parent_id: UUID | None
        established_on: date

    class Renamed(Event):
        """Đổi tên đơn vị."""

        TOPIC = "covenant.UnitRenamed"
        name: str
        renamed_on: date

    class Moved(Event):
        """Chuyển đơn vị cấp trên."""

        TOPIC = "covenant.UnitMoved"
        parent_id: UUID | None
        moved_on: date

    class Merged(Event):
        """Sáp nhập vào đơn vị khác."""

        TOPIC = "covenant.UnitMerged"
        into_id: UUID
        merged_on: date

    class Dissolved(Event):
        """Giải thể đơn vị."""

        TOPIC = "covenant.UnitDissolved"
        dissolved_on: date

    @staticmethod
    def id_for(code: str) -> UUID:
        """The id of the unit with this code, in capitals or not."""
        return identity("unit", code.upper())

    @classmethod
    def establish(cls, act: Act, code: str, name: str, kind: UnitKind, parent: Unit | None) -> Self:
        """A new unit from the act's day on, under `parent`, which must exist on that day."""
        codes.a_code_can_be_typed_and_cited(code)
        codes.something_is_written(name, field="name")
        day = day_of(act)
        if parent is not None:
            parent.require_existence_on(day)
            units.the_unit_above_is_of_a_higher_level(code, kind, (parent.code, parent.kind), STANDS_UNDER[kind])
        parent_id = None if parent is None else parent.id
        units.a_lower_office_has_a_parent(kind, parent_id, required=kind in LOWER_OFFICES)
        return cls(
            act=act,
            id=cls.id_for(code),
            code=code,
            name=name.strip(),
            kind=kind,
            parent_id=parent_id,
            established_on=day,
        )

    @event(Established)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        code: str,
        name: str,
        kind: UnitKind,
        parent_id: UUID | None,
        established_on: date,
    ) -> None:
        self.code = code
        self.kind = kind
        self.established_on = established_on
        self.ended_on: date | None = None
        self.names: tuple[tuple[date, str], ...] = ((established_on, name),)
        self.parents: tuple[tuple[date, UUID | None], ...] = ((established_on, parent_id),)

    def name_on(self, day: date) -> str | None:
        """The name on that day, None before its first."""
        return as_of(self.names, day)

    def parent_on(self, day: date) -> UUID | None:
        """The unit above on that day."""
        return as_of(self.parents, day)

    def exists_on(self, day: date) -> bool:
        """Whether the unit is there on that day."""
        return self.established_on <= day and (self.ended_on is None or day < self.ended_on)

    def require_existence_on(self, day: date) -> None:
        """Refuses a day on which the unit is not there."""
        units.it_exists_on(day, self.code, self.established_on, self.ended_on)

    def member_on(self, day: date) -> Member:
        """The unit as a list of that day sees it; refused if it is not there."""
        self.require_existence_on(day)
        return Member(self.id, self.code, self.kind, self.parent_on(day))

    def rename(self, act: Act, name: str) -> None:
        """Gives the unit another name from the act's day on."""
        day = day_of(act)
        self.require_existence_on(day)
        codes.something_is_written(name, field="name")
        units.something_changes(self.code, day, self.name_on(day), name.strip(), field="name")
        self._renamed(act, name.strip(), day)

    @event(Renamed)
    def _renamed(self, act: Act, name: str, renamed_on: date) -> None:
        self.names = (*self.names, (renamed_on, name))

    def move(self, act: Act, parent: Unit | None, line_above: Collection[UUID]) -> None:
        """Puts the unit under `parent` from the act's day on; `line_above` are the parent and all units above it."""
        day = day_of(act)
        self.require_existence_on(day)
        if parent is not None:
            parent.require_existence_on(day)
        parent_id = None if parent is None else parent.id
        units.a_lower_office_has_a_parent(self.kind, parent_id, required=self.kind in LOWER_OFFICES)
        units.no_unit_stands_under_itself(self.id, self.code, line_above)
        if parent is not None:
            above = parent.code, parent.kind
            units.the_unit_above_is_of_a_higher_level(self.code, self.kind, above, STANDS_UNDER[self.kind])
        units.something_changes(self.code, day, self.parent_on(day), parent_id, field="parent")
        self._moved(act, parent_id, day)

    @event(Moved)
    def _moved(self, act: Act, parent_id: UUID | None, moved_on: date) -> None:
        self.parents = (*self.parents, (moved_on, parent_id))

    def merge(self, act: Act, into: Unit, under: Sequence[str] = ()) -> None:
        """Merges the unit into another that exists on the act's day, the first day without this one.

        `under` are the codes of the units that stand under it on that day or later; they are moved first.
        """
        day = day_of(act)
        self._require_end(day, under)
        units.it_is_merged_into_another(self.id, self.code, into.id)
        into.require_existence_on(day)
        self._merged(act, into.id, day)

    @event(Merged)
    def _merged(self, act: Act, into_id: UUID, merged_on: date) -> None:
        self.ended_on = merged_on

    def dissolve(self, act: Act, under: Sequence[str] = ()) -> None:
        """Ends the unit; the act's day is the first without it, and nobody stands under it then or later."""
        day = day_of(act)
        self._require_end(day, under)
        self._dissolved(act, day)

    def _require_end(self, day: date, under: Sequence[str]) -> None:
        self.require_existence_on(day)
        last = max(since for since, _ in (*self.names, *self.parents))
        units.it_ends_after_its_last_change(self.code, day, last)
        units.nobody_stands_under_what_ends(self.code, day, under)

    @event(Dissolved)
    def _dissolved(self, act: Act, dissolved_on: date) -> None:
        self.ended_on = dissolved_on
