"""What will be done to a year, drawn from a seed: the same seed, the same disturbances in the same order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

API_POINTS = ("before save", "after save")
RELAY_POINTS = ("before send", "after send", "after commit", "after checkpoint")
FOLLOWER_POINTS = ("before save", "after save", "before offset", "after offset")


class Kind(StrEnum):
    """One way to disturb."""

    KILL = "a process is killed, whatever it is doing"
    DIE_AT = "a process dies at a named point of the way from a decision to its effect elsewhere"
    RESTART_DATABASE = "the database server crashes and is started again"
    RESTART_BROKER = "the broker crashes and is started again"
    CUT_DATABASE = "every connection to the database server breaks"
    CUT_BROKER = "every connection to the broker breaks"
    DELAY = "every byte to and from the broker and the database takes longer for a while"
    REDELIVER = "the offsets that a follower has committed are put back to the beginning"
    RACE = "a relay freezes, loses its lock, a second one takes over, and the first wakes up again"


SHARES: Mapping[Kind, int] = {
    Kind.KILL: 40,
    Kind.DIE_AT: 40,
    Kind.RESTART_DATABASE: 3,
    Kind.RESTART_BROKER: 3,
    Kind.CUT_DATABASE: 4,
    Kind.CUT_BROKER: 4,
    Kind.DELAY: 3,
    Kind.REDELIVER: 2,
    Kind.RACE: 3,
}
"""How often each comes up."""


@dataclass(frozen=True)
class Disturbance:
    """What is done to whom; `point` where it dies, `after_seconds` the calm before.

    `else_anywhere`: who does not come by the point in time is killed wherever it is.
    """

    kind: Kind
    target: str
    point: str
    after_seconds: float
    else_anywhere: bool = False

    def paced(self, years_played: float, kills_done: float) -> Disturbance:
        """After a quarter of the calm where more of the years is over than of the kills, as on a quick machine."""
        return replace(self, after_seconds=self.after_seconds / 4) if years_played > kills_done else self


@dataclass(frozen=True)
class Cast:
    """Who is there to be disturbed, by what they do."""

    apis: tuple[str, ...]
    relays: tuple[str, ...]
    followers: tuple[str, ...]

    @classmethod
    def of(cls, services: tuple[str, ...], following: tuple[str, ...]) -> Cast:
        """The processes of so many services, of which some follow others."""
        return cls(
            tuple(f"{each}-api" for each in services),
            tuple(f"{each}-relay" for each in services),
            tuple(f"{each}-follower" for each in following),
        )

    @property
    def all(self) -> tuple[str, ...]:
        """Those that pass named points."""
        return *self.relays, *self.followers, *self.apis


def disturbances(seed: int, cast: Cast, calm_seconds: float) -> Iterator[Disturbance]:
    """Without an end; on the average one in `calm_seconds`."""
    draw = random.Random(seed)  # noqa: S311 (a plan that can be played again, no secret)
    while True:
        [kind] = draw.choices(list(SHARES), list(SHARES.values()))
        target = point = ""
        match kind:
            case Kind.KILL:
                target = draw.choice([*cast.all, "gateway"])
            case Kind.DIE_AT:
                target = draw.choice(cast.all)
                point = draw.choice(points_of(target))
            case Kind.REDELIVER:
                target = draw.choice(cast.followers)
            case Kind.RACE:
                target = draw.choice(cast.relays)
        yield Disturbance(kind, target, point, draw.uniform(0.2, 1.8) * calm_seconds, else_anywhere=bool(point))


def aimed(seed: int, cast: Cast, calm_seconds: float, role: str, point: str) -> Iterator[Disturbance]:
    """The same, but nothing else is done than that processes of one role die at one of its points.

    Raises:
        ValueError: processes of that role do not pass that point.
    """
    draw = random.Random(seed)  # noqa: S311
    victims = [each for each in cast.all if each.endswith(f"-{role}") and point in points_of(each)]
    if not victims:
        raise ValueError(f"no {role} passes “{point}”")
    while True:
        yield Disturbance(Kind.DIE_AT, draw.choice(victims), point, draw.uniform(0.2, 1.8) * calm_seconds)


def points_of(member: str) -> tuple[str, ...]:
    """The points that a process passes, by its name."""
    if member.endswith("-relay"):
        return RELAY_POINTS
    return FOLLOWER_POINTS if member.endswith("-follower") else API_POINTS
