"""Confirmation of a figure (xác nhận số liệu quy định): an administrator has read it in its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, event_id, identity
from kernel.explanation import Explanation, Source, Status, Text
from regulations.listing import Entry
from services.nomination.domain.rules import confirming as rules
from services.nomination.domain.rules.nominating import reason_is_stated
from services.nomination.domain.terms import applied, local_day


@dataclass(frozen=True)
class Reading:
    """What was read (nội dung đã đọc): the value, in which document and article, on which day."""

    value: str
    document: str
    article: str
    read_on: date


@dataclass(frozen=True)
class UsedFigure:
    """A figure as it was used: by its key, with the value, its source, and the confirmation if there is one."""

    key: str
    value: str
    source: Source
    shipped: str
    confirmed_by: UUID | None = None

    @classmethod
    def of(cls, entry: Entry, confirmation: FigureConfirmation | None) -> Self:
        """The confirmed reading where one stands, otherwise what the rulebook says."""
        if confirmation is None or not confirmation.stands:
            return cls(entry.key, entry.value, entry.source, entry.value)
        read = confirmation.reading
        source = Source(read.document, read.article, Status.FOUND)
        return cls(entry.key, read.value, source, entry.value, confirmation.confirmed_by)

    def explain(self) -> Explanation:
        """One node: the value, its source, and by which event it was confirmed."""
        return Explanation(
            label=Text(f"Số liệu {self.key}", f"Figure {self.key}"),
            value=self.value,
            formula="" if self.confirmed_by is None else f"{self.shipped} → {self.value}",
            source=self.source,
            events=() if self.confirmed_by is None else (self.confirmed_by,),
        )


class FigureConfirmation(Aggregate):
    """The one confirmation of a figure as a text of the rulebook gives it; a figure that changes needs another."""

    TOPIC = "nomination.FigureConfirmation"
    CALLED = Text("xác nhận con số", "confirmation of a figure")

    class Event(Aggregate.Event):
        """Base of the events of a confirmation."""

        TOPIC = "nomination.FigureConfirmationEvent"

    class Confirmed(Event, Aggregate.Created):
        """An administrator confirmed the figure (xác nhận số liệu)."""

        TOPIC = "nomination.FigureConfirmed"
        key: str
        shipped: str
        source: Source
        reading: Reading

    class ConfirmedAgain(Event):
        """After a withdrawal it was confirmed again (xác nhận lại)."""

        TOPIC = "nomination.FigureConfirmedAgain"
        reading: Reading

    class ConfirmationWithdrawn(Event):
        """The confirmation was withdrawn (rút xác nhận); what was decided on it stays as it was."""

        TOPIC = "nomination.FigureConfirmationWithdrawn"
        reason: str

    @staticmethod
    def id_for(entry: Entry) -> UUID:
        """The same figure in several eras, with the same value and source, is confirmed once."""
        return identity("figure", entry.key, entry.value, entry.source.document, entry.source.article)

    @classmethod
    def confirm(cls, act: Act, entry: Entry, reading: Reading) -> Self:
        """Confirm a figure that was not found in a text."""
        rules.figure_can_be_confirmed(entry, reading.value, reading.document, reading.article)
        rules.it_was_read_by(reading.read_on, local_day(act.effective))
        return cls(
            act=act, id=cls.id_for(entry), key=entry.key, shipped=entry.value, source=entry.source, reading=reading
        )

    @event(Confirmed)
    def __init__(
        self,
        act: Act,
        id: UUID,
        key: str,
        shipped: str,
        source: Source,
        reading: Reading,
    ) -> None:
        self.key, self.shipped, self.source = key, shipped, source
        self.reading = reading
        self.stands = True
        self.confirmed_by = event_id(self.id, self.version)

    def confirm_again(self, act: Act, entry: Entry, reading: Reading) -> None:
        """Confirm it after the confirmation was withdrawn."""
        rules.it_is_not_confirmed(self.key, stands=self.stands)
        rules.figure_can_be_confirmed(entry, reading.value, reading.document, reading.article)
        rules.it_was_read_by(reading.read_on, local_day(act.effective))
        self._confirmed_again(act, reading)

    @event(ConfirmedAgain)
    def _confirmed_again(self, act: Act, reading: Reading) -> None:
        self.reading = reading
        self.stands = True
        self.confirmed_by = applied(self)

    def withdraw(self, act: Act, reason: str) -> None:
        """Take the confirmation back, with the reason."""
        reason_is_stated(reason)
        rules.confirmation_stands(self.key, stands=self.stands)
        self._withdrawn(act, reason)

    @event(ConfirmationWithdrawn)
    def _withdrawn(self, act: Act, reason: str) -> None:
        self.stands = False


@dataclass(frozen=True)
class FiguresInUse:
    """The figures of a chapter on a day, each as it would be used."""

    figures: Mapping[str, UsedFigure]

    def __getitem__(self, key: str) -> UsedFigure:
        return self.figures[key]

    def used(self, keys: Iterator[str]) -> tuple[UsedFigure, ...]:
        """Those with these keys."""
        return tuple(self.figures[key] for key in keys)
