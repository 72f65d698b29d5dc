"""Commands on commendations outside the year's ranking (đột xuất, chuyên đề, sơ kết)."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from regulations.calendar import Calendar
from regulations.rulebook import Matter, Rulebook, Rulebooks
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.commendation import Commendation, HandCount, Proposal
from services.nomination.domain.dossier import About, Dossier
from services.nomination.domain.papers import Asked
from services.nomination.domain.refusals.commendations import CommendationExists
from services.nomination.domain.refusals.dossiers import DossierExists
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.terms import local_day


class CommendationCommands:
    """What can be done with commendations."""

    def __init__(self, store: Store, rulebooks: Rulebooks, calendar: Calendar) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._calendar = calendar

    @by_code
    def propose(self, command: Command, proposal: Proposal) -> Receipt:
        """Propose one, on its achievement."""
        rights.require(command.principal, Action.NOMINATE, Subject(proposal.unit_id))
        known = Commendation.id_for(proposal.kind, proposal.unit_id, proposal.code)
        if self._store.find(Commendation, known) is not None:
            raise CommendationExists(code=proposal.code)
        found = Commendation.propose(command.act, proposal, self._book(command), self._calendar)
        return self._store.save(command, found)

    @by_code
    def tally(self, command: Command, commendation_id: UUID, hands: HandCount) -> Receipt:
        """Take the council's count."""
        rights.require(command.principal, Action.CONVENE_COUNCIL)
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        found.tally(command.act, hands, self._book(command))
        return self._store.save(command, found, details={"state": found.state.value})

    @by_code
    def decide(self, command: Command, commendation_id: UUID, number: str, authority: str) -> Receipt:
        """Decide on it."""
        rights.require(command.principal, Action.DECIDE)
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        found.decide(command.act, number, authority, self._book(command))
        return self._store.save(command, found)

    @by_code
    def withdraw(self, command: Command, commendation_id: UUID, reason: str) -> Receipt:
        """Take it back."""
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        rights.require(command.principal, Action.WITHDRAW, Subject(found.proposal.unit_id))
        found.withdraw(command.act, reason)
        return self._store.save(command, found)

    @by_code
    def open_dossier(self, command: Command, commendation_id: UUID) -> Receipt:
        """Open its dossier, with the short checklist of its kind; due when it is to be decided."""
        found = self._store.load(Commendation, commendation_id)
        proposal = found.proposal
        rights.require(command.principal, Action.PREPARE_DOSSIER, Subject(proposal.unit_id))
        if self._store.find(Dossier, Dossier.id_for(found.id)) is not None:
            raise DossierExists(case=proposal.code)
        about = About(found.id, proposal.kind, proposal.title, proposal.unit_id, proposal.movement_id)
        due = None if found.due is None else (found.due, found.due_source)
        asked = Asked.of(about.kind, about.title, due, self._book(command))
        return self._store.save(command, Dossier.open(command.act, about, asked))

    def _book(self, command: Command) -> Rulebook:
        return self._rulebooks.applying(Matter(local_day(command.act.effective), command.rulebook)).rulebook
