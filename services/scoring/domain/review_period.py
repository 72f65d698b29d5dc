"""A period of a movement that is open for results, or for review, until the standing body closes it."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.scoring.domain.calendar import day_of
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.reviews import PeriodAlreadyOpen
from services.scoring.domain.rules import order, reviews


class ReviewPeriod(Aggregate):
    """Kỳ báo cáo, sơ kết, tổng kết: one per movement and period."""

    TOPIC = "scoring.ReviewPeriod"
    CALLED = Text("kỳ chấm điểm", "scoring period")

    class Event(Aggregate.Event):
        """Base of the period's events."""

        TOPIC = "scoring.ReviewPeriodEvent"

    class Opened(Event, Aggregate.Created):
        """The period was opened (mở kỳ)."""

        TOPIC = "scoring.ReviewPeriodOpened"
        movement_id: UUID
        period: str

    class Closed(Event):
        """The period was closed (đóng kỳ)."""

        TOPIC = "scoring.ReviewPeriodClosed"

    class Reopened(Event):
        """The period was opened once more, for a reason (mở lại kỳ)."""

        TOPIC = "scoring.ReviewPeriodReopened"
        reason: str

    @staticmethod
    def id_for(movement_id: UUID, period: Period) -> UUID:
        """The one record of this period of this movement."""
        return identity("review-period", movement_id, period.code)

    @classmethod
    def open(cls, act: Act, movement_id: UUID, period: Period) -> Self:
        """Open the period for the first time."""
        return cls(act=act, id=cls.id_for(movement_id, period), movement_id=movement_id, period=period.code)

    @event(Opened)
    def __init__(self, act: Act, id: UUID, movement_id: UUID, period: str) -> None:
        self.movement_id = movement_id
        self.period = period
        self.is_open, self.last_on = True, day_of(act.effective)

    def close(self, act: Act) -> None:
        """Nothing more is taken in for this period."""
        reviews.period_is_open(Period.parse(self.period), is_open=self.is_open)
        self._follows(act)
        self._closed(act)

    @event(Closed)
    def _closed(self, act: Act) -> None:
        self.is_open, self.last_on = False, day_of(act.effective)

    def reopen(self, act: Act, reason: str) -> None:
        """Open a closed period once more, saying why."""
        if self.is_open:
            raise PeriodAlreadyOpen(period=self.period)
        self._follows(act)
        reviews.reason_is_given(reason)
        self._reopened(act, reason)

    @event(Reopened)
    def _reopened(self, act: Act, reason: str) -> None:
        self.is_open, self.last_on = True, day_of(act.effective)

    def _follows(self, act: Act) -> None:
        order.nothing_precedes_what_it_rests_on(day_of(act.effective), self.last_on, order.PERIOD_STEP)
