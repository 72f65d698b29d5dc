"""Commands on the confirmation of figures (xác nhận số liệu quy định), and what of a rulebook waits for one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.explanation import Status
from kernel.store import Command, Receipt, Store
from regulations.listing import Entry, entries_of
from regulations.medal import MEDAL
from regulations.rulebook import Matter, Rulebook, Rulebooks
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.confirmation import FigureConfirmation, FiguresInUse, Reading, UsedFigure
from services.nomination.domain.refusals.confirming import NoFigureToConfirm
from services.nomination.domain.rights import Action
from services.nomination.domain.terms import local_day


class ConfirmationCommands:
    """What can be done with the figures of the rulebooks."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    @by_code
    def confirm(self, command: Command, key: str, reading: Reading, as_of: date | None = None) -> Receipt:
        """Confirm a figure of the rules of a day (by default the day on which the command is effective)."""
        rights.require(command.principal, Action.CONFIRM_FIGURE)
        entry = self._entry(key, as_of or local_day(command.act.effective))
        found = self._store.find(FigureConfirmation, FigureConfirmation.id_for(entry))
        if found is None:
            found = FigureConfirmation.confirm(command.act, entry, reading)
        else:
            found.confirm_again(command.act, entry, reading)
        return self._store.save(command, found)

    @by_code
    def withdraw(self, command: Command, confirmation_id: UUID, reason: str) -> Receipt:
        """Take a confirmation back."""
        rights.require(command.principal, Action.CONFIRM_FIGURE)
        found = self._store.load(FigureConfirmation, confirmation_id, command.expected_version)
        found.withdraw(command.act, reason)
        return self._store.save(command, found)

    def in_use(self, book: Rulebook, chapter: str, day: date) -> FiguresInUse:
        """The figures of a chapter as they would be used on a day: confirmed readings for shipped values."""
        entries = [each for each in _on(book, day) if each.chapter == chapter]
        ids = [FigureConfirmation.id_for(each) for each in entries]
        with self._store.reading() as connection:
            found = self._store.find_many(FigureConfirmation, ids, connection)
        used = [UsedFigure.of(entry, each) for entry, each in zip(entries, found, strict=True)]
        return FiguresInUse({each.key: each for each in used})

    def waiting(self, day: date) -> list[UsedFigure]:
        """The figures that must be confirmed before their first use and are not, on a day."""
        book = self._rulebooks.applying(Matter(day, asked_as="as_of")).rulebook
        rules = book.chapter(MEDAL)
        if rules is None or not rules.confirm_before_use:
            return []
        figures = self.in_use(book, MEDAL.name, day).figures.values()
        return [each for each in figures if each.source.status is not Status.FOUND]

    def _entry(self, key: str, day: date) -> Entry:
        found = next(
            (
                each
                for each in _on(self._rulebooks.applying(Matter(day, asked_as="as_of")).rulebook, day)
                if each.key == key
            ),
            None,
        )
        if found is None:
            raise NoFigureToConfirm(key=key, day=day)
        return found


def _on(book: Rulebook, day: date) -> list[Entry]:
    """The figures of the book that apply on a day; one that begins inside the era may not have begun."""
    return [each for each in entries_of(book) if each.until is None or day <= each.until]
