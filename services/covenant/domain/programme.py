"""The yearly programme of a block or cluster: activities, progress, inspections, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.heads import Acting, require_head
from services.covenant.domain.rules import codes
from services.covenant.domain.rules import programmes as rules
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on


class ItemKind(StrEnum):
    """Of which plan an item is: the programme of activities, the progress plan, the inspection plan."""

    ACTIVITY = "activity"
    PROGRESS = "progress"
    INSPECTION = "inspection"


@dataclass(frozen=True)
class PlanItem:
    """One thing planned: by when, by whom; of a PROGRESS the indicator and its figure, of an INSPECTION who is seen."""

    code: str
    kind: ItemKind
    content: str
    due_on: date
    responsible_id: UUID
    inspected_id: UUID | None = None
    indicator: str = ""
    expected: Decimal | None = None


@dataclass(frozen=True)
class Change:
    """Another day, another responsible unit, for an item that is still to be done."""

    code: str
    due_on: date
    responsible_id: UUID


@dataclass(frozen=True)
class Adjustment:
    """What a paper changes in the plans, and why."""

    document: str
    reason: str
    added: tuple[PlanItem, ...] = ()
    changed: tuple[Change, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What was done: the result, the papers that show it, and of a PROGRESS the figure reached."""

    result: str
    evidence: str
    reached: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """A year's plans as they are adopted by a paper."""

    year: int
    document: str
    items: tuple[PlanItem, ...]


@dataclass(frozen=True)
class Taking:
    """Who may take part on a day: members and, of district clusters, their province; and the codes to name units by."""

    units: frozenset[UUID]
    codes: Mapping[UUID, str]


class Programme(Aggregate):
    """Chương trình, kế hoạch năm: one per block or cluster and year."""

    TOPIC = "covenant.Programme"
    CALLED = Text("chương trình công tác", "programme")

    class Event(Aggregate.Event):
        """Base of a programme's events."""

        TOPIC = "covenant.ProgrammeEvent"

    class Adopted(Event, Aggregate.Created):
        """Ban hành chương trình, kế hoạch năm."""

        TOPIC = "covenant.ProgrammeAdopted"
        cluster_id: UUID
        year: int
        document: str
        items: tuple[PlanItem, ...]
        adopted_on: date

    class Adjusted(Event):
        """Điều chỉnh chương trình, kế hoạch."""

        TOPIC = "covenant.ProgrammeAdjusted"
        adjustment: Adjustment
        adjusted_on: date

    class ItemDone(Event):
        """Thực hiện xong một nội dung."""

        TOPIC = "covenant.ProgrammeItemDone"
        code: str
        outcome: Outcome
        done_on: date

    class ItemInspected(Event):
        """Kết thúc cuộc kiểm tra theo kế hoạch: the inspection that an item plans was closed, so the item is done."""

        TOPIC = "covenant.ProgrammeItemInspected"
        code: str
        inspection_id: UUID
        outcome: Outcome
        done_on: date

    class ReportWithdrawn(Event):
        """Rút báo cáo đã thực hiện."""

        TOPIC = "covenant.ProgrammeReportWithdrawn"
        code: str
        reason: str
        withdrawn_on: date

    @staticmethod
    def id_for(cluster_id: UUID, year: int) -> UUID:
        """The id of the programme of this block or cluster in this year."""
        return identity("programme", cluster_id, year)

    @classmethod
    def adopt(cls, act: Act, cluster: Cluster, acting: Acting, plan: Plan, taking: Taking) -> Self:
        """The head adopts the year's plans by a paper."""
        day = day_of(act)
        cluster.require_existence_on(day)
        require_head(cluster, acting, day)
        rules.a_programme_is_of_this_year_or_the_next(plan.year, day)
        codes.something_is_written(plan.document, field="document")
        rules.a_plan_has_items(plan.items)
        _check(plan.items, (), plan.year, taking)
        return cls(
            act=act,
            id=cls.id_for(cluster.id, plan.year),
            cluster_id=cluster.id,
            year=plan.year,
            document=plan.document.strip(),
            items=plan.items,
            adopted_on=day,
        )

    @event(Adopted)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        cluster_id: UUID,
        year: int,
        document: str,
        items: tuple[PlanItem, ...],
        adopted_on: date,
    ) -> None:
        self.cluster_id = cluster_id
        self.year = year
        self.last_on = adopted_on
        self.items = {each.code: each for each in items}
        self.planned = dict.fromkeys(self.items, adopted_on)
        self.dropped: frozenset[str] = frozenset()
        self.done: dict[str, date] = {}
        self.inspected: dict[str, UUID] = {}

    def item(self, code: str) -> PlanItem:
        """The item of this code that stands in the plan; refused if there is none."""
        rules.the_item_stands(code, self.items, self.year)
        return self.items[code]

    def adjust(self, act: Act, cluster: Cluster, acting: Acting, adjustment: Adjustment, taking: Taking) -> None:
        """Adds, changes and drops items that are still to be done; the plan as it was stays readable."""
        day = day_of(act)
        require_head(cluster, acting, day)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        codes.something_is_written(adjustment.document, field="document")
        codes.something_is_written(adjustment.reason, field="reason", most=codes.LONGEST_TEXT)
        rules.something_is_adjusted([*adjustment.added, *adjustment.changed, *adjustment.dropped])
        touched = [*(each.code for each in adjustment.changed), *adjustment.dropped]
        rules.each_item_is_named_once(touched)
        for code in touched:
            self.item(code)
            rules.an_item_is_done_once(code, self.done.get(code))
        changed = [_changed(self.items[each.code], each) for each in adjustment.changed]
        _check(changed, (), self.year, taking)
        _check(adjustment.added, {*self.items, *self.dropped}, self.year, taking)
        self._adjusted(act, adjustment, day)

    @event(Adjusted)
    def _adjusted(self, act: Act, adjustment: Adjustment, adjusted_on: date) -> None:
        changed = {each.code: _changed(self.items[each.code], each) for each in adjustment.changed}
        added = {each.code: each for each in adjustment.added}
        self.dropped |= frozenset(adjustment.dropped)
        everything = {**self.items, **changed, **added}
        self.items = {code: each for code, each in everything.items() if code not in self.dropped}
        self.planned = {**self.planned, **dict.fromkeys(added, adjusted_on)}
        self.last_on = adjusted_on

    def report(self, act: Act, code: str, outcome: Outcome) -> None:
        """Records that an item was done on the act's day, with its result and evidence."""
        day, item = day_of(act), self.item(code)
        rules.an_item_is_done_once(code, self.done.get(code))
        rules.what_is_done_is_done_from_the_year_on(self.year, day)
        nothing_precedes_what_it_rests_on(day, self.planned[code])
        codes.something_is_written(outcome.result, field="result", most=codes.LONGEST_TEXT)
        codes.something_is_written(outcome.evidence, field="evidence", most=codes.LONGEST_TEXT)
        rules.progress_is_reported_in_figures(code, progress=item.kind is ItemKind.PROGRESS, figure=outcome.reached)
        self._done(act, code, outcome, day)

    @event(ItemDone)
    def _done(self, act: Act, code: str, outcome: Outcome, done_on: date) -> None:
        self.done = {**self.done, code: done_on}

    def inspect(self, act: Act, code: str, inspection_id: UUID, outcome: Outcome) -> bool:
        """Marks the item done by the inspection it plans, unless it was dropped or done meanwhile; whether it did."""
        planned = code in self.items and code not in self.done
        if planned:
            self._inspected(act, code, inspection_id, outcome, day_of(act))
        return planned

    @event(ItemInspected)
    def _inspected(self, act: Act, code: str, inspection_id: UUID, outcome: Outcome, done_on: date) -> None:
        self.done, self.inspected = {**self.done, code: done_on}, {**self.inspected, code: inspection_id}

    def inspect_again(self, act: Act, code: str, inspection_id: UUID, reason: str) -> bool:
        """Takes back what the closing of this inspection marked, now that it is reopened; whether it had marked it."""
        if marked := self.inspected.get(code) == inspection_id:
            self._report_withdrawn(act, code, reason, day_of(act))
        return marked

    def withdraw_report(self, act: Act, code: str, reason: str) -> None:
        """Takes a report back: the item is to be done again."""
        self.item(code)
        rules.only_what_was_done_is_withdrawn(code, self.done)
        rules.what_an_inspection_marked_is_taken_back_by_reopening_it(code, self.inspected)
        nothing_precedes_what_it_rests_on(day_of(act), self.done[code])
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._report_withdrawn(act, code, reason.strip(), day_of(act))

    @event(ReportWithdrawn)
    def _report_withdrawn(self, act: Act, code: str, reason: str, withdrawn_on: date) -> None:
        self.done = {each: day for each, day in self.done.items() if each != code}
        self.inspected = {each: inspection for each, inspection in self.inspected.items() if each != code}


def _changed(item: PlanItem, change: Change) -> PlanItem:
    return replace(item, due_on=change.due_on, responsible_id=change.responsible_id)


def _check(items: Iterable[PlanItem], known: Iterable[str], year: int, taking: Taking) -> None:
    seen = set(known)
    for each in items:
        codes.a_code_can_be_typed_and_cited(each.code, field="items")
        codes.something_is_written(each.content, field="items", most=codes.LONGEST_TEXT)
        rules.an_item_has_a_code_of_its_own(each.code, seen)
        rules.a_due_day_belongs_to_the_year(each.code, each.due_on, year)
        _take_part(each.code, each.responsible_id, taking)
        _check_kind(each, taking)
        seen.add(each.code)


def _check_kind(item: PlanItem, taking: Taking) -> None:
    rules.a_progress_item_is_quantified(
        item.code, progress=item.kind is ItemKind.PROGRESS, indicator=item.indicator, expected=item.expected
    )
    rules.an_inspection_item_names_another_unit(
        item.code, item.responsible_id, item.inspected_id, inspection=item.kind is ItemKind.INSPECTION
    )
    if item.inspected_id is not None:
        _take_part(item.code, item.inspected_id, taking)


def _take_part(code: str, unit_id: UUID, taking: Taking) -> None:
    rules.units_of_the_cluster_take_part(code, unit_id, taking.codes.get(unit_id, "—"), taking.units)
