"""A decision of commendation (quyết định khen thưởng): issued, made public, and if need be revoked; never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Source, Text
from kernel.refusals import Refusal
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.merit import facts as merit
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.refusals.deciding import OverrideNeedless
from services.nomination.domain.rules import deciding as rules
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, reason_is_stated
from services.nomination.domain.rules.notices import comments_were_heard
from services.nomination.domain.rules.objections import no_objection_stands
from services.nomination.domain.steps import DecisionStep, NominationStep, open_steps
from services.nomination.domain.terms import RuleVersion, applied, local_day


class Ground(StrEnum):
    """Grounds of a revocation, law 06/2022/QH15 Art. 93(2)."""

    FALSE_RECORD = "FALSE_RECORD"  # kê khai gian dối thành tích
    FORGED_PAPERS = "FORGED_PAPERS"  # giả mạo giấy tờ, hồ sơ
    UNLAWFUL_APPRAISAL = "UNLAWFUL_APPRAISAL"  # thẩm định, xét duyệt trái quy định
    LATER_FINDING = "LATER_FINDING"  # kết luận sau đó không còn đủ tiêu chuẩn


@dataclass(frozen=True)
class Reward:
    """Reward money (tiền thưởng), in whole đồng: a multiple of the base salary (mức lương cơ sở) of the day."""

    multiple: Decimal
    multiple_source: Source
    base_salary: Decimal
    base_salary_source: Source
    amount: Decimal


@dataclass(frozen=True)
class Override:
    """A decision against a rule, on record (quyết định ngoại lệ): the reason, and the refusal overridden."""

    reason: str
    refusal: str


@dataclass(frozen=True)
class Award:
    """What a decision gives to whom, by whom, under which rules, on which vote."""

    nomination_id: UUID
    number: str
    title: str
    unit_id: UUID
    movement_id: UUID
    authority: str
    authority_source: Source
    in_favour: int | None
    base: int | None
    reward: Reward | None
    rules: RuleVersion
    override: Override | None
    person: str | None


@dataclass(frozen=True)
class DecisionCase:
    """What a decision is judged on: the nomination, the line of its quota if one was drawn, the rules of the day.

    `objections`: by number, what became of each that was raised; None while it is open.
    """

    nomination: Nomination
    line: QuotaLine | None
    rulebook: Rulebook
    objections: Mapping[str, bool | None] = field(default_factory=dict)


class Decision(Aggregate):
    """The one decision on a nomination."""

    TOPIC = "nomination.Decision"
    CALLED = Text("quyết định", "decision")

    class Event(Aggregate.Event):
        """Base of the events of a decision."""

        TOPIC = "nomination.DecisionEvent"

    class Issued(Event, Aggregate.Created):
        """The decision was issued (ban hành quyết định)."""

        TOPIC = "nomination.DecisionIssued"
        class_version = 2
        award: Award

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Decisions recorded before persons could be nominated are a unit's."""
            state["award"]["person"] = None

    class NoticePosted(Event):
        """The decision was made public (công khai quyết định)."""

        TOPIC = "nomination.DecisionNoticePosted"
        place: str

    class Revoked(Event):
        """The decision was revoked, what was given is to be recovered (hủy bỏ, thu hồi)."""

        TOPIC = "nomination.DecisionRevoked"
        ground: Ground
        finding: str
        recover: Decimal | None

    @staticmethod
    def id_for(nomination_id: UUID) -> UUID:
        """The one decision on this nomination."""
        return identity("decision", nomination_id)

    @classmethod
    def issue(cls, act: Act, case: DecisionCase, number: str, authority: str, override_reason: str = "") -> Self:
        """Decide, if no rule says no; or against what a rule says, with the reason on record.

        A number that is none, another authority, and a case that is challenged or closed cannot be overridden.
        """
        nomination, rulebook = case.nomination, case.rulebook
        rule, day = rulebook.titles[nomination.title], local_day(act.effective)
        nomination.require(NominationStep.DECIDE)
        rules.number_is_valid(number)
        competent = rule.authority_on(day)
        rules.authority_is_competent(nomination.title, authority, competent)
        nothing_precedes_what_it_rests_on(day, nomination.last_step_on())
        vote = nomination.last_vote(SessionKind.COUNCIL)
        award = Award(
            nomination_id=nomination.id,
            number=number,
            title=nomination.title,
            unit_id=nomination.unit_id,
            movement_id=nomination.movement_id,
            authority=competent.name.vi,
            authority_source=competent.source,
            in_favour=vote.result.in_favour if vote else None,
            base=vote.result.base if vote else None,
            reward=_reward(nomination.title, day, rulebook),
            rules=RuleVersion.of(rulebook),
            override=_overridden(case, day, override_reason),
            person=nomination.grounds.person,
        )
        return cls(act=act, id=cls.id_for(nomination.id), award=award)

    @event(Issued)
    def __init__(self, act: Act, id: UUID, award: Award) -> None:
        self.award = award
        self.decided_on = local_day(act.effective)
        self.issued_by = event_id(self.id, self.version)
        self.posted_on: date | None = None
        self.place = ""
        self.revoked_on: date | None = None
        self.ground: Ground | None = None
        self.finding = ""
        self.recover: Decimal | None = None
        self.revoked_by: UUID | None = None

    def as_award(self, year: int) -> merit.Award:
        """What it is in the holder's merit file."""
        return merit.Award(self.award.title, year, self.award.number, self.decided_on, decision_id=self.id)

    def require(self, step: DecisionStep) -> None:
        """Refuse unless this step may be taken now."""
        rules.decision_stands(self.award.number, self.revoked_on)
        if step is DecisionStep.POST_NOTICE:
            rules.notice_is_not_posted_yet(self.award.number, self.posted_on)

    def open_steps(self) -> tuple[DecisionStep, ...]:
        """What can be done with it now, whoever asks."""
        return open_steps(DecisionStep, self.require)

    def post_notice(self, act: Act, place: str) -> None:
        """Make the decision public."""
        rules.place_is_stated(place)
        self.require(DecisionStep.POST_NOTICE)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.decided_on)
        self._notice_posted(act, place)

    @event(NoticePosted)
    def _notice_posted(self, act: Act, place: str) -> None:
        self.posted_on = local_day(act.effective)
        self.place = place

    def revoke(self, act: Act, ground: Ground, finding: str) -> None:
        """Revoke the decision on a ground of the law, with what was found."""
        reason_is_stated(finding, "finding")
        self.require(DecisionStep.REVOKE)
        nothing_precedes_what_it_rests_on(local_day(act.effective), self.decided_on)
        self._revoked(act, ground, finding, self.award.reward.amount if self.award.reward else None)

    @event(Revoked)
    def _revoked(self, act: Act, ground: Ground, finding: str, recover: Decimal | None) -> None:
        self.recover = recover
        self.revoked_on = local_day(act.effective)
        self.ground = ground
        self.finding = finding
        self.revoked_by = applied(self)


def _overridden(case: DecisionCase, day: date, reason: str) -> Override | None:
    """The refusal of the rules, raised, or noted as overridden where the authority gives its reason."""
    try:
        _judge(case, day)
    except Refusal as refusal:
        if not reason.strip():
            raise
        return Override(reason.strip(), refusal.code)
    if reason.strip():
        raise OverrideNeedless
    return None


def _judge(case: DecisionCase, day: date) -> None:
    nomination, line = case.nomination, case.line
    rule = case.rulebook.titles[nomination.title]
    rules.council_passed_it(nomination.id, nomination.stage)
    comments_were_heard(rule, nomination.notice.comments_until if nomination.notice else None, day)
    no_objection_stands(case.objections)
    place = line.place_of(nomination.id) if line else None
    rules.nomination_is_within_the_quota(rule, nomination.id, place, line.quota if line else None)


def _reward(title: str, day: date, rulebook: Rulebook) -> Reward | None:
    multiple, amount = rulebook.reward_of(rulebook.titles[title]), rulebook.rewards.money(title, day)
    if multiple is None or amount is None:
        return None
    salary = rulebook.rewards.base_salary_on(day)
    return Reward(multiple.value, multiple.source, salary.value, salary.source, amount)
