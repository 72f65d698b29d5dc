"""How far the aims of the sector have been reached (chỉ tiêu phấn đấu toàn ngành): counted from decisions on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kernel.explanation import Explanation, Text
from regulations.aims import Aim
from regulations.chapters import Holder


@dataclass(frozen=True)
class Given:
    """One award that stands: of which title, to a collective or a person, on which day, by which event."""

    title: str
    holder: Holder
    decided_on: date
    number: str
    event: UUID


@dataclass(frozen=True)
class AimProgress:
    """An aim and what counts towards it on a day."""

    aim: Aim
    on: date
    counted: tuple[Given, ...]

    @property
    def reached(self) -> bool:
        """Whether there are enough."""
        return len(self.counted) >= self.aim.at_least.value

    @property
    def overdue(self) -> bool:
        """Whether its day has passed without it being reached."""
        return self.on > self.aim.by and not self.reached

    def explain(self) -> Explanation:
        """The count with every decision."""
        return Explanation(
            label=self.aim.name,
            value=str(len(self.counted)),
            formula=f"{len(self.counted)} / {self.aim.at_least.value}",
            source=self.aim.at_least.source,
            inputs=tuple(
                Explanation(
                    Text(f"Quyết định {each.number}", f"Decision {each.number}"), each.title, events=(each.event,)
                )
                for each in self.counted
            ),
        )


def progress(aims: Iterable[Aim], given: Iterable[Given], on: date) -> tuple[AimProgress, ...]:
    """Every aim as of a day: what was given after the beginning, by its day, and by the day asked for."""
    known = sorted(given, key=lambda each: (each.decided_on, each.number, each.event))
    return tuple(
        AimProgress(
            aim,
            on,
            tuple(
                each
                for each in known
                if (each.title, each.holder) == (aim.title, aim.holder)
                and aim.since <= each.decided_on <= min(aim.by, on)
            ),
        )
        for aim in aims
    )
