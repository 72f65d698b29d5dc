"""A movement (phong trào thi đua): what is contested, by whom, when, and by when covenants and titles are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Source, Text, Worded
from services.covenant.domain.days import day_of
from services.covenant.domain.plan import Goal, Programme
from services.covenant.domain.rules import codes, movements, plans
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on


class MovementKind(Worded):
    """How a movement runs: yearly, by theme, on a sudden need, over years, or in commemoration."""

    ANNUAL = "annual", "thường xuyên, hằng năm", "annual"
    THEMATIC = "thematic", "theo chuyên đề", "thematic"
    SUDDEN = "sudden", "đột xuất", "sudden"
    MULTI_YEAR = "multi_year", "nhiều năm", "over several years"
    COMMEMORATIVE = "commemorative", "kỷ niệm", "commemorative"


@dataclass(frozen=True)
class Due:
    """A deadline (thời hạn): the last day in Ho Chi Minh time, and where it stands."""

    day: date
    source: Source


@dataclass(frozen=True)
class Duty:
    """Who does what in a movement (phân công thực hiện)."""

    party: str
    task: str


@dataclass(frozen=True)
class Launch:
    """What a movement is launched with (nội dung phát động)."""

    kind: MovementKind
    theme: str
    purposes: tuple[str, ...]
    audience: str
    contents: tuple[str, ...]
    duties: tuple[Duty, ...]
    period_from: date
    period_to: date


@dataclass(frozen=True)
class Terms:
    """By when covenants are signed and titles registered, and the version of the rules these days were taken from."""

    covenant_signing: Due
    registration: Due
    rulebook: str


class Movement(Aggregate):
    """Phong trào thi đua."""

    TOPIC = "covenant.Movement"
    CALLED = Text("phong trào thi đua", "movement")

    class Event(Aggregate.Event):
        """Base of a movement's events."""

        TOPIC = "covenant.MovementEvent"

    class Launched(Event, Aggregate.Created):
        """Phát động phong trào."""

        TOPIC = "covenant.MovementLaunched"
        code: str
        launch: Launch
        terms: Terms
        organiser_id: UUID | None
        launched_on: date

    class Closed(Event):
        """Kết thúc phong trào."""

        TOPIC = "covenant.MovementClosed"
        closed_on: date

    class NationalTargetsSet(Event):
        """Đề ra mục tiêu chung: these, in place of those before."""

        TOPIC = "covenant.NationalTargetsSet"
        programme: Programme

    @staticmethod
    def id_for(code: str) -> UUID:
        """The id of the movement with this code, in capitals or not."""
        return identity("movement", code.upper())

    @classmethod
    def begin(cls, act: Act, code: str, launch: Launch, terms: Terms, organiser_id: UUID | None) -> Self:
        """Launches a movement of the sector's council, or of the unit `organiser_id`."""
        codes.a_code_can_be_typed_and_cited(code)
        codes.something_is_written(launch.theme, field="theme")
        movements.a_period_runs_forward(launch.period_from, launch.period_to)
        movements.it_is_launched_before_it_is_over(day_of(act), launch.period_to)
        if launch.kind is MovementKind.ANNUAL:
            movements.a_yearly_movement_lasts_a_year(launch.period_from, launch.period_to)
        movements.a_movement_has_contents(launch.contents)
        for content in launch.contents:
            codes.something_is_written(content, field="contents", most=codes.LONGEST_TEXT)
        movements.deadlines_lie_before_the_end((terms.covenant_signing.day, terms.registration.day), launch.period_to)
        return cls(
            act=act,
            id=cls.id_for(code),
            code=code,
            launch=launch,
            terms=terms,
            organiser_id=organiser_id,
            launched_on=day_of(act),
        )

    @event(Launched)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        code: str,
        launch: Launch,
        terms: Terms,
        organiser_id: UUID | None,
        launched_on: date,
    ) -> None:
        self.code = code
        self.launch = launch
        self.terms = terms
        self.organiser_id = organiser_id
        self.launched_on = launched_on
        self.closed_on: date | None = None
        self.programme = Programme((), appraised=False)

    @property
    def years(self) -> range:
        """The years it runs in."""
        return range(self.launch.period_from.year, self.launch.period_to.year + 1)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Its national targets."""
        return self.programme.goals

    def require_years(self) -> None:
        """Refuses targets by year in a movement that does not run over years."""
        multi_year = self.launch.kind is MovementKind.MULTI_YEAR
        plans.it_runs_over_years(self.code, self.launch.kind, multi_year=multi_year)

    def require_open(self) -> None:
        """Refuses whatever is recorded in a closed movement."""
        movements.the_movement_is_open(self.code, self.closed_on)

    def close(self, act: Act) -> None:
        """Ends the movement on the act's day, which is not before its launch."""
        self.require_open()
        day = day_of(act)
        movements.a_period_runs_forward(self.launched_on, day)
        self._closed(act, day)

    @event(Closed)
    def _closed(self, act: Act, closed_on: date) -> None:
        self.closed_on = closed_on

    def set_national_targets(self, act: Act, programme: Programme) -> None:
        """Puts these national targets in place of the ones before, and says whether a unit's are appraised."""
        self.require_open()
        self.require_years()
        nothing_precedes_what_it_rests_on(day_of(act), self.launched_on)
        plans.goals_make_sense(programme.goals, self.years)
        self._national_targets_set(act, programme)

    @event(NationalTargetsSet)
    def _national_targets_set(self, act: Act, programme: Programme) -> None:
        self.programme = programme
