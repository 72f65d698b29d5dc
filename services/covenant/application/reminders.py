"""Commands on reminders (đôn đốc): send, answer, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import require_in_office
from services.covenant.domain import rights
from services.covenant.domain.days import day_of
from services.covenant.domain.refusals.reminders import NothingToUrge
from services.covenant.domain.reminder import Matter, MatterKind, Reminder
from services.covenant.domain.rights import Action, Subject
from services.covenant.domain.rules import reminders as rules
from services.covenant.views import oversight


@dataclass(frozen=True)
class Reminding:
    """A reminder as it is asked for: the matter by the three members that name it in the oversight list."""

    kind: MatterKind
    about_id: UUID
    subject: str
    text: str


class ReminderCommands:
    """What can be done with reminders."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(self, command: Command, reminding: Reminding) -> Receipt:
        """Reminds whoever a matter waits for; it is looked up as it stands on the command's day."""
        day, kind, subject = day_of(command.act), reminding.kind, reminding.subject
        with self._store.reading() as connection:
            matter = oversight.waiting(connection, kind, (reminding.about_id, subject), day)
        if matter is None:
            raise NothingToUrge(kind=kind, subject=subject or "—", day=day)
        self._require_watching(command, matter)
        urged = self._store.find(Reminder, Reminder.id_for(matter, day)) is not None
        rules.a_matter_is_urged_once_a_day(kind, subject, day, urged=urged)
        return self._store.save(command, Reminder.send(command.act, matter, reminding.text))

    def answer(self, command: Command, reminder_id: UUID, answer: str) -> Receipt:
        """The unit reminded answers."""
        reminder = self._store.load(Reminder, reminder_id, command.expected_version)
        rights.require(command.principal, Action.ANSWER_REMINDER, Subject(reminder.matter.unit_id))
        reminder.answer(command.act, answer)
        return self._store.save(command, reminder)

    def withdraw(self, command: Command, reminder_id: UUID, reason: str) -> Receipt:
        """Takes a reminder back."""
        reminder = self._store.load(Reminder, reminder_id, command.expected_version)
        self._require_watching(command, reminder.matter)
        reminder.withdraw(command.act, reason)
        return self._store.save(command, reminder)

    def _require_watching(self, command: Command, matter: Matter) -> None:
        """Only the standing body, or the head of the block or cluster that a matter belongs to."""
        subject = Subject(clusters=frozenset(() if matter.cluster_id is None else (matter.cluster_id,)))
        rights.require(command.principal, Action.REMIND, subject)
        require_in_office(self._store, command, Action.REMIND, subject)
