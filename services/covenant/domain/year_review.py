"""The yearly review (kiểm điểm hằng năm) of a unit's targets: recorded by the unit, confirmed by the departments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.covenant.domain.days import day_of
from services.covenant.domain.findings import Entry, Finding, Freeze, Outcome, Standing
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import Goal, Reached
from services.covenant.domain.rules import codes
from services.covenant.domain.rules import year_reviews as rules
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit


@dataclass(frozen=True)
class Account:
    """A unit's account of a year: a finding for each of its targets; a later account has a reason.

    `freeze` is the last review of that year.
    """

    year: int
    findings: Sequence[Finding]
    freeze: Freeze | None = None
    reason: str = ""


@dataclass(frozen=True)
class Look:
    """What the department of a target says of its finding; a disputed one has a reason."""

    indicator: str
    confirmed: bool
    reason: str = ""


class YearReview(Aggregate):
    """Kiểm điểm hằng năm: one per table of targets and year."""

    TOPIC = "covenant.YearReview"
    CALLED = Text("bản đánh giá năm", "yearly review")

    class Event(Aggregate.Event):
        """Base of a yearly review's events."""

        TOPIC = "covenant.YearReviewEvent"

    class Recorded(Event, Aggregate.Created):
        """Tự kiểm điểm năm."""

        TOPIC = "covenant.YearRecorded"
        plan_id: UUID
        unit_id: UUID
        movement_id: UUID
        year: int
        entries: tuple[Entry, ...]
        recorded_on: date

    class Revised(Event):
        """Sửa bản kiểm điểm: these entries, in place of those before, which stay readable."""

        TOPIC = "covenant.YearRevised"
        entries: tuple[Entry, ...]
        changed: tuple[str, ...]
        reason: str
        revised_on: date

    class FindingConfirmed(Event):
        """Ban nghiệp vụ xác nhận kết quả."""

        TOPIC = "covenant.FindingConfirmed"
        indicator: str
        confirmed_on: date

    class FindingDisputed(Event):
        """Ban nghiệp vụ không xác nhận kết quả."""

        TOPIC = "covenant.FindingDisputed"
        indicator: str
        reason: str
        disputed_on: date

    @staticmethod
    def id_for(plan_id: UUID, year: int) -> UUID:
        """The id of the one review of this table in this year."""
        return identity("year-review", plan_id, year)

    @classmethod
    def record(cls, act: Act, plan: TargetPlan, unit: Unit, movement: Movement, account: Account) -> Self:
        """The unit's account of the year, against the official targets of it."""
        entries = _entries(act, plan, unit, movement, account)
        return cls(
            act=act,
            id=cls.id_for(plan.id, account.year),
            plan_id=plan.id,
            unit_id=plan.unit_id,
            movement_id=plan.movement_id,
            year=account.year,
            entries=entries,
            recorded_on=day_of(act),
        )

    @event(Recorded)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        plan_id: UUID,
        unit_id: UUID,
        movement_id: UUID,
        year: int,
        entries: tuple[Entry, ...],
        recorded_on: date,
    ) -> None:
        self.plan_id = plan_id
        self.unit_id = unit_id
        self.movement_id = movement_id
        self.year = year
        self.entries, self.written_on, self.last_on = entries, recorded_on, recorded_on
        self.standings: dict[str, Standing] = {each.indicator: Standing.RECORDED for each in entries}

    def revise(self, act: Act, plan: TargetPlan, unit: Unit, movement: Movement, account: Account) -> None:
        """Another account in place of the one before, with its reason; what changed is looked at anew."""
        codes.something_is_written(account.reason, field="reason", most=codes.LONGEST_TEXT)
        nothing_precedes_what_it_rests_on(day_of(act), self.last_on)
        entries = _entries(act, plan, unit, movement, account)
        rules.something_is_revised(self.entries, entries)
        before = {each.indicator: each for each in self.entries}
        changed = tuple(each.indicator for each in entries if before.get(each.indicator) != each)
        self._revised(act, entries, changed, account.reason.strip(), day_of(act))

    @event(Revised)
    def _revised(
        self, act: Act, entries: tuple[Entry, ...], changed: tuple[str, ...], reason: str, revised_on: date
    ) -> None:
        self.entries, self.written_on, self.last_on = entries, revised_on, revised_on
        before = self.standings
        self.standings = {
            each.indicator: Standing.RECORDED if each.indicator in changed else before[each.indicator]
            for each in entries
        }

    def look(self, act: Act, movement: Movement, look: Look, freeze: Freeze | None) -> None:
        """The department confirms one finding, or disputes it with the reason."""
        day = day_of(act)
        movement.require_open()
        rules.nothing_is_recorded_into_a_frozen_period(day, self.year, freeze)
        nothing_precedes_what_it_rests_on(day, self.written_on)
        rules.the_finding_waits(look.indicator, self.standings)
        if look.confirmed:
            self._confirmed(act, look.indicator, day)
        else:
            codes.something_is_written(look.reason, field="reason", most=codes.LONGEST_TEXT)
            self._disputed(act, look.indicator, look.reason.strip(), day)

    @event(FindingConfirmed)
    def _confirmed(self, act: Act, indicator: str, confirmed_on: date) -> None:
        self.standings[indicator] = Standing.CONFIRMED
        self.last_on = max(self.last_on, confirmed_on)

    @event(FindingDisputed)
    def _disputed(self, act: Act, indicator: str, reason: str, disputed_on: date) -> None:
        self.standings[indicator] = Standing.DISPUTED
        self.last_on = max(self.last_on, disputed_on)

    def reached(self, goals: Iterable[Goal]) -> list[Reached]:
        """What the year brought, not disputed: the unit's own figures, and the binding national ones passed."""
        undisputed = [each for each in self.entries if self.standings[each.indicator] is not Standing.DISPUTED]
        own = [
            Reached(each.indicator, self.year, each.figure)
            for each in undisputed
            if each.figure is not None and each.outcome is Outcome.REACHED
        ]
        actual = {each.indicator: each.actual for each in undisputed if each.actual is not None}
        national = [
            Reached(goal.indicator, self.year, goal.value, goal.source)
            for goal in goals
            if goal.binding and goal.indicator in actual and actual[goal.indicator] >= goal.value
        ]
        return own + national


def _entries(act: Act, plan: TargetPlan, unit: Unit, movement: Movement, account: Account) -> tuple[Entry, ...]:
    day, year = day_of(act), account.year
    movement.require_open()
    unit.require_existence_on(day)
    rules.the_year_has_begun(day, year, movement.years)
    rules.nothing_is_recorded_into_a_frozen_period(day, year, account.freeze)
    targets = plan.official_in(year)
    nothing_precedes_what_it_rests_on(day, plan.submitted_on or plan.drafted_on)
    rules.every_target_of_the_year_is_reviewed(targets, account.findings, year)
    entries: list[Entry] = []
    for finding in account.findings:
        target = targets[finding.indicator]
        rules.a_finding_fits_its_target(finding, target)
        rules.a_result_has_evidence(finding, year)
        entry = Entry.of(finding, target, year, movement.years[-1])
        rules.what_is_missed_says_why_and_what_next(finding, entry.outcome, year, entry.figure)
        entries.append(entry)
    return tuple(entries)
