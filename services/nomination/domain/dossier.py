"""A dossier (hồ sơ đề nghị khen thưởng): papers, submission, receipt, supplement, acceptance, appraisal, reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text, Worded
from services.nomination.domain.papers import Asked, Check, DossierKind, Paper
from services.nomination.domain.rules import dossiers as rules
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.terms import local_day


class DossierState(Worded):
    """Where a dossier is."""

    DRAFT = "DRAFT", "đang lập", "being prepared"
    SUBMITTED = "SUBMITTED", "đã gửi", "submitted"
    RECEIVED = "RECEIVED", "đã nhận", "received"
    RETURNED = "RETURNED", "trả lại, bổ sung", "returned"
    ACCEPTED = "ACCEPTED", "đủ hồ sơ", "accepted"
    APPRAISED = "APPRAISED", "đã thẩm định", "appraised"


UNFINISHED = (DossierState.DRAFT, DossierState.SUBMITTED, DossierState.RECEIVED, DossierState.RETURNED)
"""Where it has not been found full: its own deadline still runs."""


@dataclass(frozen=True)
class About:
    """What a dossier is about: the case it belongs to, its kind, title, unit, movement and year."""

    case_id: UUID
    kind: DossierKind
    title: str
    unit_id: UUID
    movement_id: UUID | None


@dataclass(frozen=True)
class Extension:
    """More time (gia hạn): until when, by whom, under which text."""

    until: date
    by: str
    text: str


@dataclass(frozen=True)
class Appraisal:
    """The outcome of an appraisal (kết quả thẩm định): whether the dossier bears the proposal, and what was found."""

    favourable: bool
    finding: str


class Dossier(Aggregate):
    """The one dossier of a case."""

    TOPIC = "nomination.Dossier"
    CALLED = Text("hồ sơ", "dossier")

    class Event(Aggregate.Event):
        """Base of the events of a dossier."""

        TOPIC = "nomination.DossierEvent"

    class Opened(Event, Aggregate.Created):
        """The dossier was opened with what the rules of the day ask (lập hồ sơ)."""

        TOPIC = "nomination.DossierOpened"
        about: About
        asked: Asked

    class PaperAttached(Event):
        """A paper was put in (bổ sung giấy tờ), in the place of one of the same kind and name."""

        TOPIC = "nomination.DossierPaperAttached"
        class_version = 2
        paper: Paper

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Before, papers quoted numbers only."""
            for quote in state["paper"]["quotes"]:
                quote["text"] = ""

    class Submitted(Event):
        """The unit sent it (gửi hồ sơ)."""

        TOPIC = "nomination.DossierSubmitted"

    class Received(Event):
        """The standing body received it (tiếp nhận); `missing` and `thin` are what was seen of it then."""

        TOPIC = "nomination.DossierReceived"
        late: bool
        missing: tuple[str, ...]
        thin: bool

    class Returned(Event):
        """It went back for a supplement (trả lại để bổ sung)."""

        TOPIC = "nomination.DossierReturned"
        reason: str

    class Accepted(Event):
        """It is full (đủ hồ sơ); the appraisal's clock runs, to `appraisal_due` where the calendar is known."""

        TOPIC = "nomination.DossierAccepted"
        appraisal_due: date | None

    class Appraised(Event):
        """It was appraised (thẩm định)."""

        TOPIC = "nomination.DossierAppraised"
        appraisal: Appraisal
        late: bool | None

    class Extended(Event):
        """More time was given (gia hạn)."""

        TOPIC = "nomination.DossierExtended"
        extension: Extension

    class Reminded(Event):
        """The unit was reminded (đôn đốc)."""

        TOPIC = "nomination.DossierReminded"
        text: str

    @staticmethod
    def id_for(case_id: UUID) -> UUID:
        """The one dossier of this case."""
        return identity("dossier", case_id)

    @classmethod
    def open(cls, act: Act, about: About, asked: Asked, case_since: date) -> Self:
        """Open the dossier of a case, not before the day of the case."""
        nothing_precedes_what_it_rests_on(local_day(act.effective), case_since)
        return cls(act=act, id=cls.id_for(about.case_id), about=about, asked=asked)

    @event(Opened)
    def __init__(self, act: Act, id: UUID, about: About, asked: Asked) -> None:
        self.about = about
        self.asked = asked
        self.state = DossierState.DRAFT
        self.papers: dict[tuple[str, str], Paper] = {}
        self.due = asked.due
        self.last_on = local_day(act.effective)
        self.received_on: date | None = None
        self.reminded_on: frozenset[date] = frozenset()
        self.appraisal_due: date | None = None

    def _step(self, act: Act, *states: DossierState) -> date:
        day = local_day(act.effective)
        rules.dossier_is_at(self.state, states)
        nothing_precedes_what_it_rests_on(day, self.last_on)
        return day

    def attach(self, act: Act, paper: Paper) -> None:
        """Put a paper in, while the dossier is with its unit."""
        self._step(act, DossierState.DRAFT, DossierState.RETURNED)
        rules.paper_is_known(paper.kind, self.asked.papers)
        rules.paper_is_whole(paper)
        rules.quotes_are_stated(paper.quotes)
        self._paper_attached(act, paper)

    @event(PaperAttached)
    def _paper_attached(self, act: Act, paper: Paper) -> None:
        self.papers[paper.kind, paper.name] = paper

    def submit(self, act: Act) -> None:
        """Send it; what is missing is said at the receipt, so that a thin one is seen and not kept back."""
        self._step(act, DossierState.DRAFT, DossierState.RETURNED)
        rules.dossier_has_papers(self.papers)
        self._submitted(act)

    @event(Submitted)
    def _submitted(self, act: Act) -> None:
        self.state, self.last_on = DossierState.SUBMITTED, local_day(act.effective)

    def receive(self, act: Act, seen: Check) -> None:
        """Receive it: late is late whatever comes after, and what is missing or thin is on record from this day on."""
        day = self._step(act, DossierState.SUBMITTED)
        late = self.due is not None and (self.received_on or day) > self.due
        self._received(act, late, seen.missing, seen.thin)

    @event(Received)
    def _received(self, act: Act, late: bool, missing: tuple[str, ...], thin: bool) -> None:
        self.state, self.last_on = DossierState.RECEIVED, local_day(act.effective)
        self.received_on = self.received_on or self.last_on

    def send_back(self, act: Act, reason: str) -> None:
        """Return it for a supplement."""
        reason_is_stated(reason)
        self._step(act, DossierState.RECEIVED)
        self._returned(act, reason)

    @event(Returned)
    def _returned(self, act: Act, reason: str) -> None:
        self.state, self.last_on = DossierState.RETURNED, local_day(act.effective)

    def accept(self, act: Act, seen: Check, appraisal_due: date | None) -> None:
        """Accept a full dossier; from this day the appraisal's clock runs."""
        self._step(act, DossierState.RECEIVED)
        rules.dossier_is_complete(seen.missing, self.asked)
        self._accepted(act, appraisal_due)

    @event(Accepted)
    def _accepted(self, act: Act, appraisal_due: date | None) -> None:
        self.state, self.last_on = DossierState.ACCEPTED, local_day(act.effective)
        self.appraisal_due = appraisal_due

    def appraise(self, act: Act, appraisal: Appraisal) -> None:
        """Appraise it; without a known calendar nobody can say whether that was late."""
        reason_is_stated(appraisal.finding, "finding")
        day = self._step(act, DossierState.ACCEPTED)
        self._appraised(act, appraisal, None if self.appraisal_due is None else day > self.appraisal_due)

    @event(Appraised)
    def _appraised(self, act: Act, appraisal: Appraisal, late: bool | None) -> None:
        self.state, self.last_on = DossierState.APPRAISED, local_day(act.effective)

    def extend(self, act: Act, extension: Extension) -> None:
        """Give more time to a dossier that is not accepted yet, by somebody, under a text; never less than it had."""
        self._step(act, *UNFINISHED)
        rules.extension_is_grounded(extension.by, extension.text)
        rules.extension_is_later(extension.until, self.due)
        nothing_precedes_what_it_rests_on(extension.until, local_day(act.effective), "until")
        self._extended(act, extension)

    @event(Extended)
    def _extended(self, act: Act, extension: Extension) -> None:
        self.due = extension.until

    def remind(self, act: Act, text: str) -> None:
        """Remind the unit; the reminder is on record."""
        reason_is_stated(text, "text")
        day = self._step(act, *UNFINISHED, DossierState.ACCEPTED)
        rules.reminder_is_the_first_of_its_day(day, self.reminded_on)
        self._reminded(act, text)

    @event(Reminded)
    def _reminded(self, act: Act, text: str) -> None:
        self.reminded_on |= {local_day(act.effective)}
