"""A good example (điển hình tiên tiến, người tốt việc tốt): found, nurtured, recognised, spread, followed up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text, Worded
from services.nomination.domain.rules import examples as rules
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.rules.persons import person_code
from services.nomination.domain.terms import local_day


class ExampleKind(StrEnum):
    """What is an example to others."""

    COLLECTIVE = "COLLECTIVE"  # tập thể điển hình
    PERSON = "PERSON"  # cá nhân điển hình
    DEED = "DEED"  # người tốt, việc tốt


class ExampleStepKind(StrEnum):
    """What was done with an example."""

    NURTURED = "NURTURED"  # bồi dưỡng
    RECOGNISED = "RECOGNISED"  # công nhận
    TAKEN_UP = "TAKEN_UP"  # nhân rộng
    INTRODUCED = "INTRODUCED"  # giới thiệu
    FOLLOWED = "FOLLOWED"  # theo dõi hiệu quả


class ExampleState(Worded):
    """Whether it is still followed."""

    OPEN = "OPEN", "đang theo dõi", "open"
    CLOSED = "CLOSED", "đã khép lại", "closed"
    WITHDRAWN = "WITHDRAWN", "đã rút", "withdrawn"


class Channel(StrEnum):
    """The media that good examples are introduced to, CV 01/BHXH-TĐKT (2011) and CV 1144/BHXH-TĐKT (2013)."""

    NEWSPAPER = "NEWSPAPER"  # Báo Bảo hiểm xã hội
    MAGAZINE = "MAGAZINE"  # Tạp chí Bảo hiểm xã hội
    WEBSITE = "WEBSITE"  # trang tin điện tử
    OTHER = "OTHER"  # phương tiện khác


@dataclass(frozen=True)
class Finding:
    """What was found where (nội dung phát hiện); a person is named by a code."""

    code: str
    kind: ExampleKind
    unit_id: UUID
    what: str
    found_by: str
    movement_id: UUID | None = None
    person_code: str | None = None


@dataclass(frozen=True)
class Introduction:
    """An introduction to the media (giới thiệu, tuyên truyền): where exactly, on which day."""

    channel: Channel
    where: str
    published_on: date


@dataclass(frozen=True)
class Effect:
    """What came of it (hiệu quả): a figure before and after, in which unit, on which evidence."""

    what: str
    evidence: str
    unit_id: UUID | None = None
    before: Decimal | None = None
    after: Decimal | None = None


WHAT = Text("điển hình ở việc gì", "what the example is in")
FINDER = Text("ai phát hiện", "who found it")
MEASURE = Text("cách bồi dưỡng", "how it is nurtured")
FORM = Text("hình thức công nhận", "the form of recognition")
WHERE = Text("giới thiệu ở đâu", "where it is introduced")
PERSON = Text("mã của cá nhân điển hình", "the code of the person")
EFFECT = Text("hiệu quả", "the effect")
EVIDENCE = Text("căn cứ của hiệu quả", "the evidence of the effect")


class GoodExample(Aggregate):
    """One good example and all that became of it."""

    TOPIC = "nomination.GoodExample"
    CALLED = Text("điển hình tiên tiến", "good example")

    class Event(Aggregate.Event):
        """Base of the events of a good example."""

        TOPIC = "nomination.GoodExampleEvent"

    class Found(Event, Aggregate.Created):
        """It was found (phát hiện)."""

        TOPIC = "nomination.GoodExampleFound"
        finding: Finding

    class Nurtured(Event):
        """Something was done to bring it on (bồi dưỡng)."""

        TOPIC = "nomination.GoodExampleNurtured"
        measure: str

    class Recognised(Event):
        """It was recognised (công nhận, biểu dương)."""

        TOPIC = "nomination.GoodExampleRecognised"
        form: str
        number: str

    class TakenUp(Event):
        """Other units took it up (nhân rộng)."""

        TOPIC = "nomination.GoodExampleTakenUp"
        units: tuple[UUID, ...]

    class Introduced(Event):
        """It was introduced to the media (giới thiệu, tuyên truyền)."""

        TOPIC = "nomination.GoodExampleIntroduced"
        introduction: Introduction

    class EffectFollowed(Event):
        """Its effect was followed up (theo dõi hiệu quả)."""

        TOPIC = "nomination.GoodExampleEffectFollowed"
        effect: Effect

    class Closed(Event):
        """Following it ended (khép lại)."""

        TOPIC = "nomination.GoodExampleClosed"
        reason: str

    class FindingWithdrawn(Event):
        """It turned out to be no example (rút)."""

        TOPIC = "nomination.GoodExampleWithdrawn"
        reason: str

    class Reopened(Event):
        """It is followed again (mở lại)."""

        TOPIC = "nomination.GoodExampleReopened"
        reason: str

    @staticmethod
    def id_for(code: str) -> UUID:
        """The one good example of this code."""
        return identity("good-example", code.strip().upper())

    @classmethod
    def find(cls, act: Act, finding: Finding) -> Self:
        """Put a good example down."""
        rules.it_is_stated(finding.code, Text("mã điển hình", "the code of the example"), "code")
        rules.it_is_stated(finding.what, WHAT, "what")
        rules.it_is_stated(finding.found_by, FINDER, "found_by")
        rules.a_collective_is_no_person(finding.person_code, collective=finding.kind is ExampleKind.COLLECTIVE)
        if finding.person_code is not None:
            finding = replace(finding, person_code=person_code(finding.person_code))
        elif finding.kind is ExampleKind.PERSON:
            rules.it_is_stated("", PERSON, "person_code")
        return cls(act=act, id=cls.id_for(finding.code), finding=finding)

    @event(Found)
    def __init__(self, act: Act, id: UUID, finding: Finding) -> None:
        self.finding = finding
        self.state = ExampleState.OPEN
        self.found_on = self.last_on = local_day(act.effective)
        self.taken: frozenset[UUID] = frozenset()
        self.recognitions: frozenset[tuple[str, str]] = frozenset()

    def nurture(self, act: Act, measure: str) -> None:
        """Note what is done to bring it on."""
        self._open(act)
        rules.it_is_stated(measure, MEASURE, "measure")
        self._nurtured(act, measure)

    @event(Nurtured)
    def _nurtured(self, act: Act, measure: str) -> None:
        self._follow(act)

    def recognise(self, act: Act, form: str, number: str = "") -> None:
        """Note a recognition, with the number of its decision if there is one."""
        self._open(act)
        rules.it_is_stated(form, FORM, "form")
        form, number = form.strip(), number.strip()
        rules.recognition_is_new(self.finding.code, form, number, self.recognitions)
        self._recognised(act, form, number)

    @event(Recognised)
    def _recognised(self, act: Act, form: str, number: str) -> None:
        self.recognitions |= {(form.casefold(), number.casefold())}
        self._follow(act)

    def spread(self, act: Act, units: tuple[UUID, ...]) -> None:
        """Note the units that took it up."""
        self._open(act)
        rules.units_are_new(units, self.finding.unit_id, self.taken)
        self._taken_up(act, units)

    @event(TakenUp)
    def _taken_up(self, act: Act, units: tuple[UUID, ...]) -> None:
        self.taken |= frozenset(units)
        self._follow(act)

    def introduce(self, act: Act, introduction: Introduction) -> None:
        """Note an introduction to the media."""
        self._open(act)
        rules.it_is_stated(introduction.where, WHERE, "where")
        nothing_precedes_what_it_rests_on(introduction.published_on, self.found_on, "published_on")
        rules.it_was_published(introduction.published_on, local_day(act.effective))
        self._introduced(act, introduction)

    @event(Introduced)
    def _introduced(self, act: Act, introduction: Introduction) -> None:
        self._follow(act)

    def follow_up(self, act: Act, effect: Effect) -> None:
        """Note an effect with its evidence."""
        self._open(act)
        rules.it_is_stated(effect.what, EFFECT, "what")
        rules.it_is_stated(effect.evidence, EVIDENCE, "evidence")
        rules.an_effect_is_measured_to_its_end(effect.before, effect.after)
        rules.an_effect_is_where_the_example_is(effect.unit_id, self.finding.unit_id, self.taken)
        self._effect_followed(act, effect)

    @event(EffectFollowed)
    def _effect_followed(self, act: Act, effect: Effect) -> None:
        self._follow(act)

    def close(self, act: Act, reason: str) -> None:
        """End following it."""
        self._open(act)
        reason_is_stated(reason)
        self._closed(act, reason)

    @event(Closed)
    def _closed(self, act: Act, reason: str) -> None:
        self.state = ExampleState.CLOSED
        self._follow(act)

    def withdraw(self, act: Act, reason: str) -> None:
        """Withdraw it: it was no example."""
        self._open(act)
        reason_is_stated(reason)
        self._finding_withdrawn(act, reason)

    @event(FindingWithdrawn)
    def _finding_withdrawn(self, act: Act, reason: str) -> None:
        self.state = ExampleState.WITHDRAWN
        self._follow(act)

    def reopen(self, act: Act, reason: str) -> None:
        """Follow it again."""
        rules.example_is_not_open(self.finding.code, is_open=self.state is ExampleState.OPEN)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)
        reason_is_stated(reason)
        self._reopened(act, reason)

    @event(Reopened)
    def _reopened(self, act: Act, reason: str) -> None:
        self.state = ExampleState.OPEN
        self._follow(act)

    def _open(self, act: Act) -> None:
        rules.example_is_open(self.finding.code, self.state, is_open=self.state is ExampleState.OPEN)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.last_on)

    def _follow(self, act: Act) -> None:
        self.last_on = max(self.last_on, local_day(act.effective))
