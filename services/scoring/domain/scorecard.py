"""The scorecard of one unit for one board: computed, self-scored, checked, verified, final, each with who and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Explanation, Text
from services.scoring.domain.calendar import day_of
from services.scoring.domain.finalisation import Computation, Finalisation, explain_card, explain_criterion, final_lines
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.material import GivenMark, ItemMark, Mark
from services.scoring.domain.period import Period
from services.scoring.domain.ranking import Standing
from services.scoring.domain.refusals.cards import CardNotFinal
from services.scoring.domain.rules import cards, given_marks, order, reviews
from services.scoring.domain.totals import Assessment, FinalLine, Layer, Totals, total


class Scorecard(Aggregate):
    """Phiếu chấm điểm: one per block or cluster, movement, period and member unit."""

    TOPIC = "scoring.Scorecard"
    CALLED = Text("phiếu điểm", "scorecard")

    class Event(Aggregate.Event):
        """Base of the card's events."""

        TOPIC = "scoring.ScorecardEvent"

    class Opened(Event, Aggregate.Created):
        """The card was opened (lập phiếu chấm điểm)."""

        TOPIC = "scoring.ScorecardOpened"
        cluster_id: UUID
        movement_id: UUID
        period: str
        unit_id: UUID

    class Computed(Event):
        """The engine scored the unit's results (máy chấm điểm)."""

        TOPIC = "scoring.ScorecardComputed"
        class_version = 3
        computation: Computation

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Before marks, neighbours and other cards were read a computation had none: left out, they are none."""

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """Before covenants were amended each had its first edition: left out, it is that one."""

    class SelfScored(Event):
        """The unit scored itself (đơn vị tự chấm điểm)."""

        TOPIC = "scoring.ScorecardSelfScored"
        marks: tuple[Mark, ...]

    class CrossChecked(Event):
        """The block or cluster cross-checked (kiểm tra chéo)."""

        TOPIC = "scoring.ScorecardCrossChecked"
        marks: tuple[Mark, ...]

    class Verified(Event):
        """A professional department verified its own field (ban nghiệp vụ thẩm định)."""

        TOPIC = "scoring.ScorecardVerified"
        department_id: UUID
        marks: tuple[Mark, ...]

    class PanelMarked(Event):
        """A member of the panel gave points (thành viên hội đồng chấm điểm)."""

        TOPIC = "scoring.ScorecardPanelMarked"
        member: str
        marks: tuple[Mark, ...]

    class FieldScored(Event):
        """A professional department gave points by its own table (ban nghiệp vụ chấm lĩnh vực của mình)."""

        TOPIC = "scoring.ScorecardFieldScored"
        department_id: UUID
        marks: tuple[ItemMark, ...]

    class Finalised(Event):
        """The card was made final (chốt phiếu điểm)."""

        TOPIC = "scoring.ScorecardFinalised"
        lines: tuple[FinalLine, ...]
        totals: Totals

    class Reopened(Event):
        """The final card was opened again, for a reason (mở lại phiếu điểm)."""

        TOPIC = "scoring.ScorecardReopened"
        reason: str

    @staticmethod
    def id_for(cluster_id: UUID, movement_id: UUID, period: Period, unit_id: UUID) -> UUID:
        """The one card of this unit on this board."""
        return identity("scorecard", cluster_id, movement_id, period.code, unit_id)

    @classmethod
    def open(cls, act: Act, cluster_id: UUID, movement_id: UUID, period: Period, unit_id: UUID) -> Self:
        """An empty card for a member unit."""
        return cls(
            act=act,
            id=cls.id_for(cluster_id, movement_id, period, unit_id),
            cluster_id=cluster_id,
            movement_id=movement_id,
            period=period.code,
            unit_id=unit_id,
        )

    @event(Opened)
    def __init__(self, act: Act, id: UUID, cluster_id: UUID, movement_id: UUID, period: str, unit_id: UUID) -> None:
        self.cluster_id = cluster_id
        self.movement_id = movement_id
        self.period = period
        self.unit_id = unit_id
        self.computation: Computation | None = None
        self.computed_by: UUID | None = None
        self.computed_at: Act | None = None
        self.assessments: dict[tuple[Layer, str], Assessment] = {}
        self.given: dict[tuple[str, str, str], GivenMark] = {}
        self.finalisations: list[Finalisation] = []
        self.is_final = False

    def compute(self, act: Act, computation: Computation, results_on: date | None = None) -> None:
        """Take in what the engine gives of results until `results_on`; the same figures as before leave no event."""
        self._can_change()
        order.nothing_precedes_the_results(day_of(act.effective), results_on)
        if computation != self.computation:
            self._computed(act, computation)

    @event(Computed)
    def _computed(self, act: Act, computation: Computation) -> None:
        self.computation = computation
        self.computed_by = self._applying()
        self.computed_at = act

    def self_score(self, act: Act, table: SignedTable, marks: Sequence[Mark]) -> None:
        """The unit's own points: read beside the others, never counted."""
        self._can_change()
        cards.marks_name_criteria_once(table.scheme, marks)
        self._self_scored(act, tuple(marks))

    @event(SelfScored)
    def _self_scored(self, act: Act, marks: tuple[Mark, ...]) -> None:
        self._take(act, Layer.SELF_SCORED, marks)

    def cross_check(self, act: Act, table: SignedTable, marks: Sequence[Mark]) -> None:
        """The points of the other members' check; they count where no department verified."""
        self._check(table, marks)
        self._cross_checked(act, tuple(marks))

    @event(CrossChecked)
    def _cross_checked(self, act: Act, marks: tuple[Mark, ...]) -> None:
        self._take(act, Layer.CROSS_CHECKED, marks)

    def verify(self, act: Act, table: SignedTable, department_id: UUID, marks: Sequence[Mark]) -> None:
        """The owning department's points for criteria of its own field; they count before all others."""
        cards.department_owns(table.scheme, marks, department_id)
        self._check(table, marks)
        self._verified(act, department_id, tuple(marks))

    @event(Verified)
    def _verified(self, act: Act, department_id: UUID, marks: tuple[Mark, ...]) -> None:
        self._take(act, Layer.VERIFIED, marks)

    def mark_for_panel(self, act: Act, table: SignedTable, member: str, marks: Sequence[Mark]) -> None:
        """One panel member's points; its later ones take the place of its earlier ones."""
        self._can_change()
        given_marks.member_sits_on_the_panel(table.scheme, marks, member)
        self._panel_marked(act, member, tuple(marks))

    @event(PanelMarked)
    def _panel_marked(self, act: Act, member: str, marks: tuple[Mark, ...]) -> None:
        for each in marks:
            self.given[each.criterion, "", member] = GivenMark.of(each, "", member, self._applying())

    def score_field(self, act: Act, table: SignedTable, department_id: UUID, marks: Sequence[ItemMark]) -> None:
        """One department's points for items of its own table."""
        self._can_change()
        given_marks.department_has_the_items(table.scheme, marks, department_id)
        self._field_scored(act, department_id, tuple(marks))

    @event(FieldScored)
    def _field_scored(self, act: Act, department_id: UUID, marks: tuple[ItemMark, ...]) -> None:
        for each in marks:
            mark = GivenMark.of(each.mark, each.item, str(department_id), self._applying())
            self.given[mark.criterion, mark.item, mark.giver] = mark

    def finalise(self, act: Act, table: SignedTable, results_on: date | None = None) -> None:
        """Freeze the card: for each criterion the verified points if there are any, else checked, else computed."""
        self._can_change()
        order.nothing_precedes_the_results(day_of(act.effective), results_on)
        order.nothing_precedes_any_of(
            act.effective, [each.effective for each in self.assessments.values()], order.MARKS
        )
        lines = final_lines(self._run(), tuple(self.assessments.values()))
        self._finalised(act, lines, total(table.scheme, lines))

    @event(Finalised)
    def _finalised(self, act: Act, lines: tuple[FinalLine, ...], totals: Totals) -> None:
        self.is_final = True
        self.finalisations.append(
            Finalisation(
                no=len(self.finalisations) + 1,
                event=self._applying(),
                actor=act.actor,
                at=act.at,
                effective=act.effective,
                computation=self._run(),
                computed_by=self.computed_by or self.id,
                assessments=tuple(self.assessments.values()),
                lines=lines,
                totals=totals,
            )
        )

    def reopen(self, act: Act, reason: str) -> None:
        """Open a final card again; the finalisation that boards were drawn from stays on record."""
        if not self.is_final:
            raise CardNotFinal(units=self.unit_id)
        order.nothing_precedes_any_of(act.effective, [self.finalisations[-1].effective], order.FINAL)
        reviews.reason_is_given(reason)
        self._reopened(act, reason)

    @event(Reopened)
    def _reopened(self, act: Act, reason: str) -> None:
        self.is_final = False

    def standing(self) -> Standing:
        """What the card brings to the ranking.

        Raises:
            CardNotFinal: it is still being worked on.
        """
        if not self.is_final:
            raise CardNotFinal(units=self.unit_id)
        return self.finalisations[-1].standing(self.unit_id, self.id)

    def explain_line(self, table: SignedTable, criterion: str) -> Explanation:
        """Why the points of this criterion are what they are, as the card stands now."""
        return explain_criterion(table, self._run(), tuple(self.assessments.values()), criterion)

    def explain(self, table: SignedTable) -> Explanation:
        """Why the card comes to its score, as it stands now."""
        run, marks = self._run(), tuple(self.assessments.values())
        return explain_card(table, run, marks, total(table.scheme, final_lines(run, marks)))

    def marks_given(self) -> tuple[GivenMark, ...]:
        """What panels and departments gave."""
        return tuple(self.given[key] for key in sorted(self.given))

    def _applying(self) -> UUID:
        return event_id(self.id, self.version + 1)  # of the event being applied: the version rises only afterwards

    def _can_change(self) -> None:
        cards.card_can_change(len(self.finalisations), is_final=self.is_final)

    def _run(self) -> Computation:
        cards.card_is_computed(is_computed=self.computation is not None)
        assert self.computation is not None  # noqa: S101 (said by the rule above)
        return self.computation

    def _check(self, table: SignedTable, marks: Sequence[Mark]) -> None:
        self._can_change()
        cards.marks_name_criteria_once(table.scheme, marks)
        computed = {line.reading.criterion: line.points for line in self._run().lines}
        for place, mark in enumerate(marks):
            cards.difference_has_reason(mark, computed[mark.criterion], f"marks[{place}].reason")

    def _take(self, act: Act, layer: Layer, marks: tuple[Mark, ...]) -> None:
        lines = self.computation.lines if self.computation else ()
        computed = {each.reading.criterion: each.points for each in lines}
        for mark in marks:
            self.assessments[layer, mark.criterion] = Assessment(
                layer=layer,
                mark=mark,
                against=computed.get(mark.criterion),
                event=self._applying(),
                actor=act.actor,
                at=act.at,
                effective=act.effective,
            )
