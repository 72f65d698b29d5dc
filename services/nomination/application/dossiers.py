"""Commands on dossiers (hồ sơ), and the list of who is late, missing or thin."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.explanation import Source
from kernel.store import Command, Receipt, Store
from regulations.calendar import Calendar
from regulations.rulebook import Matter, Rulebook, Rulebooks
from services.nomination.application.case_records import on_record
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.dossier import About, Appraisal, Dossier, Extension
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.papers import (
    Asked,
    Check,
    DossierKind,
    Paper,
    chapter_of,
    check,
)
from services.nomination.domain.refusals.dossiers import DossierExists
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.terms import local_day

APPRAISAL = "appraisal"


class DossierCommands:
    """What can be done with dossiers."""

    def __init__(self, store: Store, rulebooks: Rulebooks, calendar: Calendar) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._calendar = calendar

    @by_code
    def open(self, command: Command, nomination_id: UUID) -> Receipt:
        """Open the dossier of a nomination, with what the rules of the day ask of it."""
        nomination = self._store.load(Nomination, nomination_id)
        rights.require(command.principal, Action.PREPARE_DOSSIER, Subject(nomination.unit_id))
        if self._store.find(Dossier, Dossier.id_for(nomination_id)) is not None:
            raise DossierExists(case=nomination_id)
        applied = self._rulebooks.applying(Matter(local_day(command.act.effective), command.rulebook))
        about = About(nomination.id, DossierKind.MERIT, nomination.title, nomination.unit_id, nomination.movement_id)
        asked = Asked.of(about.kind, about.title, _due(applied.rulebook, nomination), applied.rulebook)
        opened = Dossier.open(command.act, about, asked, nomination.accepted_on)
        return self._store.save(command, opened, details=applied.details)

    @by_code
    def attach(self, command: Command, dossier_id: UUID, paper: Paper) -> Receipt:
        """Put a paper in."""
        dossier = self._prepared(command, dossier_id)
        dossier.attach(command.act, paper)
        return self._store.save(command, dossier)

    @by_code
    def submit(self, command: Command, dossier_id: UUID) -> Receipt:
        """Send the dossier."""
        dossier = self._prepared(command, dossier_id)
        dossier.submit(command.act)
        return self._store.save(command, dossier, details=_told(self._check(dossier)))

    @by_code
    def receive(self, command: Command, dossier_id: UUID) -> Receipt:
        """Note the receipt, with what is missing or thin."""
        dossier = self._appraised(command, dossier_id)
        seen = self._check(dossier)
        dossier.receive(command.act, seen)
        return self._store.save(command, dossier, details=_told(seen))

    @by_code
    def send_back(self, command: Command, dossier_id: UUID, reason: str) -> Receipt:
        """Return it for a supplement."""
        dossier = self._appraised(command, dossier_id)
        dossier.send_back(command.act, reason)
        return self._store.save(command, dossier)

    @by_code
    def accept(self, command: Command, dossier_id: UUID) -> Receipt:
        """Accept a full dossier; the clock of the appraisal begins."""
        dossier = self._appraised(command, dossier_id)
        day = local_day(command.act.effective)
        applied = self._rulebooks.applying(Matter(day, command.rulebook))
        dossier.accept(command.act, self._check(dossier), self._appraisal_due(day, applied.rulebook))
        return self._store.save(command, dossier, details=applied.details)

    @by_code
    def appraise(self, command: Command, dossier_id: UUID, appraisal: Appraisal) -> Receipt:
        """Appraise it."""
        dossier = self._appraised(command, dossier_id)
        dossier.appraise(command.act, appraisal)
        return self._store.save(command, dossier)

    @by_code
    def extend(self, command: Command, dossier_id: UUID, extension: Extension) -> Receipt:
        """Give more time."""
        dossier = self._appraised(command, dossier_id)
        dossier.extend(command.act, extension)
        return self._store.save(command, dossier)

    @by_code
    def remind(self, command: Command, dossier_id: UUID, text: str) -> Receipt:
        """Remind the unit."""
        dossier = self._appraised(command, dossier_id)
        dossier.remind(command.act, text)
        return self._store.save(command, dossier)

    def verdict(self, dossier_id: UUID) -> Check:
        """What is missing and what is thin now, held against the newest board."""
        return self._check(self._store.load(Dossier, dossier_id))

    def _prepared(self, command: Command, dossier_id: UUID) -> Dossier:
        dossier = self._store.load(Dossier, dossier_id, command.expected_version)
        rights.require(command.principal, Action.PREPARE_DOSSIER, Subject(dossier.about.unit_id))
        return dossier

    def _appraised(self, command: Command, dossier_id: UUID) -> Dossier:
        rights.require(command.principal, Action.APPRAISE_DOSSIER)
        return self._store.load(Dossier, dossier_id, command.expected_version)

    def _check(self, dossier: Dossier) -> Check:
        with self._store.reading() as connection:
            record = on_record(self._store, connection, dossier)
        return check(dossier.asked, tuple(dossier.papers.values()), record)

    def _appraisal_due(self, day: date, book: Rulebook) -> date | None:
        return chapter_of(book).clocks[APPRAISAL].span.value.known_end(day, self._calendar)


def _due(book: Rulebook, nomination: Nomination) -> tuple[date, Source] | None:
    """The deadline of the title's dossier for the year of the board that the nomination rests on."""
    name = chapter_of(book).checklist_of(nomination.title).deadline
    year = nomination.grounds.period[:4]
    if name is None or not year.isdigit():
        return None
    found = book.deadlines[name].in_year(int(year))
    return found.value, found.source


def _told(seen: Check) -> dict[str, object]:
    return {"missing": list(seen.missing), "short": list(seen.short), "thin": seen.thin}
