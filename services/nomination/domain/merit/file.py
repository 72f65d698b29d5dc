"""The merit file (hồ sơ thành tích) of one holder: facts recorded, corrected and withdrawn, never erased."""

from __future__ import annotations

from datetime import date
from typing import Self, get_type_hints
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id
from kernel.explanation import Text
from regulations.chapters import Holder
from services.nomination.domain.merit.facts import (
    Absence,
    Attestation,
    Award,
    Discipline,
    Entry,
    Initiative,
    Inquiry,
    InspectionFinding,
    Kept,
    Membership,
    Opening,
    Predecessor,
    Rating,
    YearFigures,
)
from services.nomination.domain.merit.holdings import FactRecorded, Holdings
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.refusals.merit import MeritFactInTheFuture, MeritFactNotStanding
from services.nomination.domain.rules import merit as rules
from services.nomination.domain.rules.nominating import reason_is_stated
from services.nomination.domain.terms import applied, local_day


class MeritFile(Aggregate):
    """What is on record about one holder. The personal name is not: it lies apart and can be erased."""

    TOPIC = "nomination.MeritFile"
    CALLED = Text("hồ sơ thành tích", "merit file")

    class Event(Aggregate.Event):
        """Base of the events of a merit file."""

        TOPIC = "nomination.MeritFileEvent"

    class Opened(Event, Aggregate.Created):
        """The file was opened (lập hồ sơ)."""

        TOPIC = "nomination.MeritFileOpened"
        class_version = 2
        upcast_v1_v2 = Opening.upcast
        opening: Opening

    class YearRated(FactRecorded, Event):
        """The year was rated (xếp loại năm)."""

        TOPIC = "nomination.MeritYearRated"
        fact: Rating

    class AwardHeld(FactRecorded, Event):
        """A title or commendation was given (được tặng danh hiệu, khen thưởng)."""

        TOPIC = "nomination.MeritAwardHeld"
        fact: Award

    class InitiativeRecognised(FactRecorded, Event):
        """An initiative was recognised (công nhận sáng kiến)."""

        TOPIC = "nomination.MeritInitiativeRecognised"
        fact: Initiative

    class Disciplined(FactRecorded, Event):
        """The holder was disciplined (bị kỷ luật)."""

        TOPIC = "nomination.MeritDisciplined"
        fact: Discipline

    class InquiryOpened(FactRecorded, Event):
        """Something was opened against the holder (bắt đầu xem xét, xác minh)."""

        TOPIC = "nomination.MeritInquiryOpened"
        class_version = 2
        upcast_v1_v2 = Inquiry.upcast
        fact: Inquiry

    class FiguresReported(FactRecorded, Event):
        """The figures of a year were reported (số liệu năm)."""

        TOPIC = "nomination.MeritFiguresReported"
        fact: YearFigures

    class AbsenceNoted(FactRecorded, Event):
        """Days off were noted (ngày nghỉ)."""

        TOPIC = "nomination.MeritAbsenceNoted"
        fact: Absence

    class StandardAttested(FactRecorded, Event):
        """A standard of quality was attested (xác nhận tiêu chuẩn định tính)."""

        TOPIC = "nomination.MeritStandardAttested"
        fact: Attestation

    class UnitJoined(FactRecorded, Event):
        """The person joined a unit, or moved there (về công tác tại đơn vị)."""

        TOPIC = "nomination.MeritUnitJoined"
        fact: Membership

    class PredecessorDeclared(FactRecorded, Event):
        """The history of a unit merged into this one was declared to count (kế thừa thành tích)."""

        TOPIC = "nomination.MeritPredecessorDeclared"
        fact: Predecessor

    class InquiryCleared(Event):
        """What was open has ended without a finding (kết thúc xem xét, xác minh)."""

        TOPIC = "nomination.MeritInquiryCleared"
        fact_id: UUID
        cleared_on: date
        finding: str

    class FactWithdrawn(Event):
        """A fact was recorded wrongly and is withdrawn (rút khỏi hồ sơ)."""

        TOPIC = "nomination.MeritFactWithdrawn"
        fact_id: UUID
        reason: str

    class DeclaredComplete(Event):
        """The file was declared complete from a year on (hồ sơ đầy đủ từ năm)."""

        TOPIC = "nomination.MeritFileComplete"
        from_year: int

    class NameKept(Event):
        """The personal name was put where names are kept (cập nhật họ tên); it is not told here."""

        TOPIC = "nomination.MeritNameKept"

    class InitiativeUsed(Event):
        """An initiative was put to an award (sử dụng sáng kiến)."""

        TOPIC = "nomination.MeritInitiativeUsed"
        initiative_id: UUID
        use: Use

    class InitiativesReleased(Event):
        """What served a nomination that was withdrawn or an award that was revoked is free again (giải phóng)."""

        TOPIC = "nomination.MeritInitiativesReleased"
        by: UUID

    @classmethod
    def told_to_nobody(cls) -> frozenset[type[Event]]:
        """Its events: all of them stay in this service."""
        found = (each for each in vars(cls).values() if isinstance(each, type))
        return frozenset(each for each in found if issubclass(each, cls.Event) and each.TOPIC != cls.Event.TOPIC)

    @classmethod
    def open(cls, act: Act, opening: Opening) -> Self:
        """Open the file of a holder."""
        today = local_day(act.effective)
        rules.year_can_be(opening.complete_from)
        if opening.since is not None and opening.since > today:
            raise MeritFactInTheFuture(given=opening.since, today=today, fields=("since",))
        return cls(act=act, id=opening.bearer.file_id, opening=opening)

    @event(Opened)
    def __init__(self, act: Act, id: UUID, opening: Opening) -> None:
        self.opening = opening
        self.bearer = opening.bearer
        self.complete_from = opening.complete_from
        self.opened_by = event_id(self.id, self.version)
        self.holdings = Holdings()

    def unit_on(self, day: date) -> UUID | None:
        """The unit of the holder on a day: a collective is its own."""
        if self.bearer.kind is Holder.COLLECTIVE:
            return UUID(self.bearer.key)
        return next((each.unit_id for each in self.holdings.of(Membership) if each.covers(day)), None)

    def record(self, act: Act, entry: Entry) -> UUID:
        """Record a fact, or the right one in the place of a wrong one; the id of its event."""
        if entry.corrects is not None:
            rules.fact_is_kept_here(self._standing(entry.corrects, type(entry.fact)))
        others = self.holdings.without(entry.corrects)
        rules.evidence_is_stated(entry.evidence)
        rules.fact_is_of_the_holder(entry.fact, self.bearer.kind)
        for can_be in (rules.what_it_is_called_is_stated, rules.counts_can_be, rules.figures_add_up):
            can_be(entry.fact)
        rules.fact_has_happened(entry.fact, local_day(act.effective))
        rules.ends_after_it_begins(entry.fact)
        rules.fact_is_not_older_than_its_holder(entry.fact, self.bearer.kind, self.opening.since)
        rules.fact_stands_once(entry.fact, others.kept.values(), yearly=entry.yearly)
        rules.person_is_in_one_unit(entry.fact, others.of(Membership))
        rules.unit_is_another(entry.fact, self.bearer.key)
        rules.predecessor_was_merged_here(entry.fact, entry.merged_on)
        for each in entry.fact.initiatives if isinstance(entry.fact, Award) else ():
            self._standing(each, Initiative)
            rules.initiative_is_unused(each, others.uses)
        made = applied(self)
        kind = RECORDED[type(entry.fact)]
        self.trigger_event(kind, act=act, fact=entry.fact, evidence=entry.evidence, corrects=entry.corrects)
        return made

    def _standing(self, fact_id: UUID, kind: type[object] = object) -> Kept:
        found = self.holdings.find(fact_id, kind)
        if found is None:
            raise MeritFactNotStanding(fact=fact_id)
        return found

    def hear_of(self, act: Act, inquiry: Inquiry, evidence: str) -> None:
        """Keep what a finding of an inspection opens against the holder, once; it is the inspector who found it."""
        assert inquiry.finding is not None  # noqa: S101 (it is heard with it)
        if self.holdings.opened_by(inquiry.finding) is None:
            self.trigger_event(self.InquiryOpened, act=act, fact=inquiry, evidence=evidence, corrects=None)

    def hear_remedied(self, act: Act, finding: InspectionFinding, confirmed_on: date, said: str) -> None:
        """End what the finding opened, once the inspector confirmed its remedy; never before the day it began."""
        known = self.holdings.opened_by(finding)
        if known is not None and known.cleared_on is None:
            assert isinstance(known.fact, Inquiry)  # noqa: S101 (asked for above)
            self._inquiry_cleared(act, known.id, max(confirmed_on, known.fact.opened_on), said)

    def hear_withdrawn(self, act: Act, finding: InspectionFinding, reason: str) -> None:
        """Withdraw what the finding opened, once the inspector took it back as found in error."""
        known = self.holdings.opened_by(finding)
        if known is not None:
            self._fact_withdrawn(act, known.id, reason)

    def clear(self, act: Act, fact_id: UUID, cleared_on: date, finding: str) -> None:
        """End what was open, without a finding against the holder; the case resumes."""
        reason_is_stated(finding, "finding")
        known = rules.fact_is_kept_here(self._standing(fact_id, Inquiry))
        rules.an_inquiry_ends_once_and_in_order(known, cleared_on, local_day(act.effective))
        self._inquiry_cleared(act, fact_id, cleared_on, finding)

    @event(InquiryCleared)
    def _inquiry_cleared(self, act: Act, fact_id: UUID, cleared_on: date, finding: str) -> None:
        self.holdings.clear(fact_id, cleared_on, applied(self))

    def withdraw(self, act: Act, fact_id: UUID, reason: str) -> None:
        """Withdraw a fact that was recorded wrongly; it stays in the history."""
        reason_is_stated(reason)
        rules.fact_is_kept_here(self._standing(fact_id))
        self._fact_withdrawn(act, fact_id, reason)

    @event(FactWithdrawn)
    def _fact_withdrawn(self, act: Act, fact_id: UUID, reason: str) -> None:
        self.holdings.drop(fact_id)

    def declare_complete(self, act: Act, from_year: int) -> None:
        """Say that everything from a year on is on record, so that what is missing was not given."""
        rules.year_can_be(from_year)
        if from_year > local_day(act.effective).year:
            raise MeritFactInTheFuture(given=from_year, today=local_day(act.effective), fields=("from_year",))
        self._declared_complete(act, from_year)

    @event(DeclaredComplete)
    def _declared_complete(self, act: Act, from_year: int) -> None:
        self.complete_from = from_year

    def keep_name(self, act: Act) -> None:
        """Note that the personal name was put where names are kept."""
        self.trigger_event(self.NameKept, act=act)

    def use(self, act: Act, initiative_id: UUID, use: Use) -> None:
        """Put an initiative to an award; a second award is refused."""
        self._standing(initiative_id, Initiative)
        rules.initiative_is_unused(initiative_id, self.holdings.uses)
        self._initiative_used(act, initiative_id, use)

    @event(InitiativeUsed)
    def _initiative_used(self, act: Act, initiative_id: UUID, use: Use) -> None:
        self.holdings.uses[initiative_id] = use

    def release(self, act: Act, by: UUID) -> None:
        """Free what served this nomination, if anything did."""
        if any(use.by == by for use in self.holdings.uses.values()):
            self._initiatives_released(act, by)

    @event(InitiativesReleased)
    def _initiatives_released(self, act: Act, by: UUID) -> None:
        self.holdings.release(by)

    def take_back(self, act: Act, decision_id: UUID, reason: str) -> None:
        """Withdraw what a decision gave that was revoked, or a record told that was struck."""
        if (given := self.holdings.given_by(decision_id)) is not None:
            self._fact_withdrawn(act, given.id, reason)


RECORDED: dict[type[object], type[FactRecorded]] = {get_type_hints(e)["fact"]: e for e in FactRecorded.__subclasses__()}
"""Which event records which kind of fact."""
