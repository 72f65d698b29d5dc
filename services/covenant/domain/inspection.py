"""An inspection or cross-check (kiểm tra, kiểm tra chéo) in a block or cluster: findings, followed until closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text, Worded
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.rules import codes
from services.covenant.domain.rules import inspections as rules
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on


class InspectionKind(StrEnum):
    """Of the head's inspection plan, or between members (kiểm tra chéo)."""

    INSPECTION = "inspection"
    CROSS_CHECK = "cross_check"


class Severity(StrEnum):
    """How much a finding weighs."""

    MINOR = "minor"
    MAJOR = "major"
    SIGNS_OF_WRONGDOING = "signs_of_wrongdoing"


class FindingState(Worded):
    """How far the follow-up of a finding has come."""

    OPEN = "open", "chưa khắc phục", "open"
    REPORTED = "reported", "đã báo cáo khắc phục", "remedy reported"
    CONFIRMED = "confirmed", "đã xác nhận khắc phục", "remedy confirmed"
    WITHDRAWN = "withdrawn", "đã rút", "withdrawn"


@dataclass(frozen=True)
class Mandate:
    """Who inspects whom, of which period, and by which item of the year's inspection plan, if it was planned."""

    kind: InspectionKind
    inspector_id: UUID
    inspected_id: UUID
    period: str
    plan_item: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found, how much it weighs, what remedy is asked, and by when."""

    severity: Severity
    text: str
    remedy: str
    due_on: date


class Inspection(Aggregate):
    """Cuộc kiểm tra."""

    TOPIC = "covenant.Inspection"
    CALLED = Text("cuộc kiểm tra", "inspection")

    class Event(Aggregate.Event):
        """Base of an inspection's events."""

        TOPIC = "covenant.InspectionEvent"

    class Opened(Event, Aggregate.Created):
        """Mở cuộc kiểm tra."""

        TOPIC = "covenant.InspectionOpened"
        code: str
        cluster_id: UUID
        mandate: Mandate
        opened_on: date

    class FindingRecorded(Event):
        """Ghi nhận tồn tại, hạn chế."""

        TOPIC = "covenant.FindingRecorded"
        number: int
        finding: Finding
        recorded_on: date

    class RemedyReported(Event):
        """Đơn vị được kiểm tra báo cáo khắc phục."""

        TOPIC = "covenant.RemedyReported"
        number: int
        report: str
        evidence: str
        reported_on: date

    class RemedyRejected(Event):
        """Chưa chấp nhận kết quả khắc phục."""

        TOPIC = "covenant.RemedyRejected"
        number: int
        reason: str
        due_on: date
        rejected_on: date

    class RemedyConfirmed(Event):
        """Xác nhận đã khắc phục."""

        TOPIC = "covenant.RemedyConfirmed"
        number: int
        confirmed_on: date

    class FindingWithdrawn(Event):
        """Rút một nội dung ghi nhận không đúng."""

        TOPIC = "covenant.FindingWithdrawn"
        number: int
        reason: str
        withdrawn_on: date

    class Closed(Event):
        """Kết thúc cuộc kiểm tra."""

        TOPIC = "covenant.InspectionClosed"
        conclusion: str
        closed_on: date

    class Reopened(Event):
        """Mở lại cuộc kiểm tra."""

        TOPIC = "covenant.InspectionReopened"
        reason: str
        reopened_on: date

    @staticmethod
    def id_for(cluster_id: UUID, code: str) -> UUID:
        """The id of the inspection with this code, in capitals or not, in this block or cluster."""
        return identity("inspection", cluster_id, code.upper())

    @classmethod
    def open(cls, act: Act, cluster: Cluster, code: str, mandate: Mandate, units: Collection[UUID]) -> Self:
        """Opens an inspection; `units` are those that may take part that day."""
        day = day_of(act)
        cluster.require_existence_on(day)
        codes.a_code_can_be_typed_and_cited(code)
        rules.another_unit_inspects(mandate.inspector_id, mandate.inspected_id)
        rules.they_belong_to_the_cluster((mandate.inspector_id, mandate.inspected_id), units, cluster.code, day)
        period = rules.a_period_is_named(mandate.period)
        rules.a_cross_check_is_of_a_quarter_or_half_year(period, crosswise=mandate.kind is InspectionKind.CROSS_CHECK)
        rules.the_period_has_begun(period, day)
        return cls(
            act=act,
            id=cls.id_for(cluster.id, code),
            code=code,
            cluster_id=cluster.id,
            mandate=mandate,
            opened_on=day,
        )

    @event(Opened)
    def __init__(self, *, act: Act, id: UUID, code: str, cluster_id: UUID, mandate: Mandate, opened_on: date) -> None:
        self.code = code
        self.cluster_id = cluster_id
        self.mandate = mandate
        self.opened_on = opened_on
        self.closed_on: date | None = None
        self.last_on = opened_on
        self.findings: dict[int, FindingState] = {}
        self.followed_on: dict[int, date] = {}

    def find(self, act: Act, finding: Finding) -> int:
        """Records a finding with the remedy asked; its number."""
        day = self._open_on(act)
        codes.something_is_written(finding.text, field="text", most=codes.LONGEST_TEXT)
        codes.something_is_written(finding.remedy, field="remedy", most=codes.LONGEST_TEXT)
        rules.a_remedy_is_due_from_that_day_on(finding.due_on, day)
        number = len(self.findings) + 1
        self._found(act, number, finding, day)
        return number

    @event(FindingRecorded)
    def _found(self, act: Act, number: int, finding: Finding, recorded_on: date) -> None:
        self._follow(number, FindingState.OPEN, recorded_on)

    def report_remedy(self, act: Act, number: int, report: str, evidence: str) -> None:
        """The unit inspected reports what it did about a finding."""
        day = self._following(act, number, FindingState.OPEN)
        codes.something_is_written(report, field="report", most=codes.LONGEST_TEXT)
        codes.something_is_written(evidence, field="evidence", most=codes.LONGEST_TEXT)
        self._reported(act, number, report.strip(), evidence.strip(), day)

    @event(RemedyReported)
    def _reported(self, act: Act, number: int, report: str, evidence: str, reported_on: date) -> None:
        self._follow(number, FindingState.REPORTED, reported_on)

    def reject_remedy(self, act: Act, number: int, reason: str, due_on: date) -> None:
        """The inspector does not accept a remedy, and says why and by when it is due now."""
        day = self._following(act, number, FindingState.REPORTED)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        rules.a_remedy_is_due_from_that_day_on(due_on, day)
        self._rejected(act, number, reason.strip(), due_on, day)

    @event(RemedyRejected)
    def _rejected(self, act: Act, number: int, reason: str, due_on: date, rejected_on: date) -> None:
        self._follow(number, FindingState.OPEN, rejected_on)

    def confirm_remedy(self, act: Act, number: int) -> None:
        """The inspector confirms that a finding was remedied."""
        day = self._following(act, number, FindingState.REPORTED)
        self._confirmed(act, number, day)

    @event(RemedyConfirmed)
    def _confirmed(self, act: Act, number: int, confirmed_on: date) -> None:
        self._follow(number, FindingState.CONFIRMED, confirmed_on)

    def withdraw_finding(self, act: Act, number: int, reason: str) -> None:
        """The inspector takes back what was found in error."""
        day = self._following(act, number, FindingState.OPEN, FindingState.REPORTED)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._withdrawn(act, number, reason.strip(), day)

    @event(FindingWithdrawn)
    def _withdrawn(self, act: Act, number: int, reason: str, withdrawn_on: date) -> None:
        self._follow(number, FindingState.WITHDRAWN, withdrawn_on)

    def close(self, act: Act, conclusion: str) -> None:
        """The inspector closes it, once every finding was remedied and confirmed, or withdrawn."""
        day = self._open_on(act)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        codes.something_is_written(conclusion, field="conclusion", most=codes.LONGEST_TEXT)
        unsettled = (FindingState.OPEN, FindingState.REPORTED)
        rules.nothing_closes_with_an_open_finding(
            self.code, [number for number, state in self.findings.items() if state in unsettled]
        )
        self._closed(act, conclusion.strip(), day)

    @event(Closed)
    def _closed(self, act: Act, conclusion: str, closed_on: date) -> None:
        self.closed_on = self.last_on = closed_on

    def reopen(self, act: Act, reason: str) -> None:
        """Opens a closed inspection again, with the reason."""
        rules.only_a_closed_one_is_reopened(self.code, self.closed_on)
        nothing_precedes_what_it_rests_on(day_of(act), self.last_on)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        self._reopened(act, reason.strip(), day_of(act))

    @event(Reopened)
    def _reopened(self, act: Act, reason: str, reopened_on: date) -> None:
        self.closed_on = None
        self.last_on = reopened_on

    def _following(self, act: Act, number: int, *states: FindingState) -> date:
        """The act's day, on which the inspection is open, and which is not before this finding's last step."""
        day = self._open_on(act)
        rules.a_finding_is_in_the_state(number, self.findings.get(number), states)
        nothing_precedes_what_it_rests_on(day, self.followed_on[number])
        return day

    def _follow(self, number: int, state: FindingState, day: date) -> None:
        self.findings = {**self.findings, number: state}
        self.followed_on = {**self.followed_on, number: day}
        self.last_on = max(self.last_on, day)

    def _open_on(self, act: Act) -> date:
        """The act's day, on which the inspection is open."""
        day = day_of(act)
        rules.the_inspection_is_open(self.code, self.opened_on, self.closed_on, day)
        return day
