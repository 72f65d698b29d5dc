"""The table of targets over years (bảng chỉ tiêu từng năm) of a covenant: drafted, submitted, appraised, amended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text, Worded
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.days import day_of
from services.covenant.domain.lateness import Timing
from services.covenant.domain.movement import Movement
from services.covenant.domain.plan import AnyTarget, FigureTarget, Reached, TargetTable, with_departments
from services.covenant.domain.rules import appraisals, codes, floors, plans
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.domain.target import Target
from services.covenant.domain.unit import Unit, UnitKind

PROVINCES = frozenset({UnitKind.PROVINCE, UnitKind.REGION})
"""The units whose figures the national targets bind (Đối với BHXH tỉnh)."""


class Verdict(Worded):
    """How far the appraisal of one target is: proposed (chờ thẩm định), agreed (thống nhất), returned (trả lại)."""

    PROPOSED = "proposed", "chờ thẩm định", "proposed"
    AGREED = "agreed", "thống nhất", "agreed"
    RETURNED = "returned", "trả lại", "returned"


@dataclass(frozen=True)
class Opinion:
    """What a department says of one target; a returned one has a reason."""

    indicator: str
    agreed: bool
    reason: str = ""


@dataclass(frozen=True)
class Amendment:
    """A table in place of the one before, with the reason; `reached` and `reviewed` tell what the years brought."""

    table: TargetTable
    reason: str
    reached: Sequence[Reached] = ()
    reviewed: Collection[int] = ()


class TargetPlan(Aggregate):
    """Bảng chỉ tiêu từng năm: one per covenant of a long movement."""

    TOPIC = "covenant.TargetPlan"
    CALLED = Text("bảng chỉ tiêu theo năm", "table of targets by year")

    class Event(Aggregate.Event):
        """Base of a table's events."""

        TOPIC = "covenant.TargetPlanEvent"

    class Drafted(Event, Aggregate.Created):
        """Dự thảo bảng chỉ tiêu."""

        TOPIC = "covenant.TargetPlanDrafted"
        covenant_id: UUID
        unit_id: UUID
        movement_id: UUID
        drafted_on: date

    class TableSet(Event):
        """Đề ra chỉ tiêu từng năm: these, in place of those before."""

        TOPIC = "covenant.TargetTableSet"
        table: TargetTable

    class Submitted(Event):
        """Nộp bản đăng ký; official at once where the movement asks for no appraisal."""

        TOPIC = "covenant.TargetPlanSubmitted"
        timing: Timing
        appraised: bool

    class Appraised(Event):
        """Thẩm định một chỉ tiêu."""

        TOPIC = "covenant.TargetAppraised"
        indicator: str
        verdict: Verdict
        reason: str
        department_id: UUID | None
        appraised_on: date

    class Amended(Event):
        """Điều chỉnh chỉ tiêu: this table, in place of the one before, which stays readable."""

        TOPIC = "covenant.TargetPlanAmended"
        edition: int
        table: TargetTable
        changed: tuple[str, ...]
        reason: str
        appraised: bool
        amended_on: date

    @staticmethod
    def id_for(covenant_id: UUID) -> UUID:
        """The id of the one table of this covenant."""
        return identity("target-plan", covenant_id)

    @classmethod
    def draft(cls, act: Act, covenant: Covenant, movement: Movement) -> Self:
        """An empty table of a covenant in a movement over years that is open."""
        movement.require_open()
        movement.require_years()
        nothing_precedes_what_it_rests_on(day_of(act), covenant.drafted_on)
        return cls(
            act=act,
            id=cls.id_for(covenant.id),
            covenant_id=covenant.id,
            unit_id=covenant.unit_id,
            movement_id=covenant.movement_id,
            drafted_on=day_of(act),
        )

    @event(Drafted)
    def __init__(
        self, *, act: Act, id: UUID, covenant_id: UUID, unit_id: UUID, movement_id: UUID, drafted_on: date
    ) -> None:
        self.covenant_id = covenant_id
        self.unit_id = unit_id
        self.movement_id = movement_id
        self.drafted_on = self.made_on = self.last_on = drafted_on
        self.edition = 0
        self.table = TargetTable()
        self.submission: Timing | None = None
        self.verdicts: dict[str, Verdict] = {}
        self.official: dict[str, AnyTarget] = {}

    @property
    def submitted_on(self) -> date | None:
        """The day of the submission, None before it."""
        return None if self.submission is None else self.submission.day

    def set_table(self, act: Act, unit: Unit, movement: Movement, table: TargetTable) -> None:
        """Puts this table in place of the one before; a draft may have gaps, but no figure below its floor."""
        plans.a_plan_has_targets(table)
        self._table_set(act, self.checked(act, unit, movement, table))

    def checked(self, act: Act, unit: Unit, movement: Movement, table: TargetTable) -> TargetTable:
        """The table as it would be set, or why it cannot be; nothing happens."""
        movement.require_open()
        unit.require_existence_on(day_of(act))
        appraisals.only_a_draft_is_set(self.submitted_on)
        nothing_precedes_what_it_rests_on(day_of(act), self.last_on)
        table = with_departments(table, movement.goals)
        plans.a_table_makes_sense(table, movement.years)
        _above_the_floors(table, unit, movement, ())
        return table

    @event(TableSet)
    def _table_set(self, act: Act, table: TargetTable) -> None:
        self.table = table
        self.made_on = self.last_on = day_of(act)

    def submit(self, act: Act, unit: Unit, movement: Movement) -> None:
        """Hands the whole table in, in time or late by the movement's deadline."""
        day = day_of(act)
        movement.require_open()
        unit.require_existence_on(day)
        appraisals.only_a_draft_is_set(self.submitted_on)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        first = max(movement.years[0], unit.established_on.year)
        _complete(self.table, unit, movement, {target.indicator: first for target in self.table.figures})
        timing = Timing.of(day, movement.terms.registration, movement.terms.rulebook)
        self._submitted(act, timing, appraised=movement.programme.appraised)

    @event(Submitted)
    def _submitted(self, act: Act, timing: Timing, appraised: bool) -> None:
        self.submission = timing
        self.made_on = self.last_on = timing.day
        self._propose(self.table, [each.indicator for each in self.table], official=not appraised)

    def appraise(self, act: Act, movement: Movement, opinion: Opinion) -> None:
        """Records what the department of the field says of one target; the right to is the caller's to ask for."""
        movement.require_open()
        appraisals.it_is_submitted(self.submitted_on)
        nothing_precedes_what_it_rests_on(day_of(act), self.made_on)
        appraisals.the_target_waits_for_appraisal(opinion.indicator, self.verdicts)
        if not opinion.agreed:
            codes.something_is_written(opinion.reason, field="reason", most=codes.LONGEST_TEXT)
        verdict = Verdict.AGREED if opinion.agreed else Verdict.RETURNED
        department_id = self.target(opinion.indicator).department_id
        self._appraised(act, opinion.indicator, verdict, opinion.reason.strip(), department_id, day_of(act))

    @event(Appraised)
    def _appraised(
        self, act: Act, indicator: str, verdict: Verdict, reason: str, department_id: UUID | None, appraised_on: date
    ) -> None:
        self.verdicts[indicator] = verdict
        self.last_on = max(self.last_on, appraised_on)
        if verdict is Verdict.AGREED:
            self.official[indicator] = self.target(indicator)

    def amend(self, act: Act, unit: Unit, movement: Movement, amendment: Amendment) -> None:
        """Puts another table in place of the one before: what changed is appraised anew, the rest stays official."""
        day = day_of(act)
        movement.require_open()
        unit.require_existence_on(day)
        appraisals.it_is_submitted(self.submitted_on)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        codes.something_is_written(amendment.reason, field="reason", most=codes.LONGEST_TEXT)
        table = with_departments(amendment.table, movement.goals)
        plans.a_table_makes_sense(table, movement.years)
        appraisals.something_is_amended(self.table, table)
        appraisals.no_official_target_is_dropped(self.official, table)
        first_open = max([day.year, *(year + 1 for year in amendment.reviewed)])
        appraisals.only_years_to_come_are_amended(self.table, table, first_open)
        _complete(table, unit, movement, {each.indicator: self._since(each, first_open) for each in table.figures})
        _above_the_floors(table, unit, movement, amendment.reached, first_open)
        changed = tuple(each.indicator for each in table if self.table.find(each.indicator) != each)
        appraised = movement.programme.appraised
        self._amended(act, self.edition + 1, table, changed, amendment.reason.strip(), appraised, day)

    @event(Amended)
    def _amended(
        self,
        act: Act,
        edition: int,
        table: TargetTable,
        changed: tuple[str, ...],
        reason: str,
        appraised: bool,
        amended_on: date,
    ) -> None:
        self.made_on = self.last_on = amended_on
        self._propose(table, changed, official=not appraised)

    def target(self, indicator: str, field: str = "opinions") -> AnyTarget:
        """The target of this code, which `field` names; refused where the table has none."""
        appraisals.it_is_in_the_table(indicator, [each.indicator for each in self.table], field=field)
        return next(each for each in self.table if each.indicator == indicator)

    def official_in(self, year: int) -> dict[str, AnyTarget]:
        """The official targets that say something of that year, refused of a draft."""
        appraisals.it_is_submitted(self.submitted_on)
        return {code: each for code, each in self.official.items() if each.in_year(year) not in (None, ())}

    def require_official(self, day: date) -> None:
        """Refuses what may only follow once every target is official, or is dated before that."""
        appraisals.it_is_submitted(self.submitted_on)
        appraisals.everything_is_official(self.verdicts)
        nothing_precedes_what_it_rests_on(day, self.last_on)

    def figures_of(self, year: int) -> list[Target]:
        """The quantitative targets of one year, as a covenant states them."""
        return [
            Target(each.indicator, each.name, each.unit_of_measure, each.direction, value)
            for each in self.table.figures
            if (value := each.in_year(year)) is not None
        ]

    def _propose(self, table: TargetTable, changed: Collection[str], *, official: bool) -> None:
        self.table = table
        self.edition += 1
        waiting = Verdict.AGREED if official else Verdict.PROPOSED
        before = self.verdicts
        self.verdicts = {
            each.indicator: waiting if each.indicator in changed else before[each.indicator] for each in table
        }
        if official:
            self.official = {each.indicator: each for each in table}

    def _since(self, target: FigureTarget, first_open: int) -> int:
        before = self.table.find(target.indicator)
        stated = [each.year for each in before.years] if isinstance(before, FigureTarget) else []
        return min(stated, default=first_open)


def _complete(table: TargetTable, unit: Unit, movement: Movement, since: Mapping[str, int]) -> None:
    plans.a_plan_has_targets(table)
    plans.every_year_is_stated(table, since, movement.years[-1])
    plans.every_target_has_a_department(table)
    if unit.kind in PROVINCES:
        plans.every_binding_goal_is_answered(table, movement.goals)


def _above_the_floors(
    table: TargetTable, unit: Unit, movement: Movement, reached: Sequence[Reached], first_open: int = 0
) -> None:
    goals = movement.goals if unit.kind in PROVINCES else ()
    for target in table.figures:
        floors.a_figure_is_measured_like_its_goal(target, goals)
        floors.no_figure_is_below_the_national_target(target, goals)
        floors.what_is_reached_is_held(target, goals, reached, first_open)
