"""Commands on commendations outside the year's ranking (đột xuất, chuyên đề, sơ kết)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation
from kernel.store import Command, Receipt, Store
from regulations.calendar import Calendar
from regulations.rulebook import Applied, Matter, Rulebooks
from services.nomination.application.naming import require_movement, require_units
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.commendation_facts import HandCount, Proposal
from services.nomination.domain.commendation_reasons import explain_commendation
from services.nomination.domain.dossier import About, Dossier
from services.nomination.domain.papers import Asked
from services.nomination.domain.refusals.dossiers import DossierExists
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.rules.commendations import an_achievement_is_commended_once, no_session_votes_on_it
from services.nomination.domain.terms import local_day
from services.nomination.views import commendations, papers


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
        with self._store.reading() as connection:
            require_units(connection, "unit_id", proposal.unit_id, on=proposal.achieved_on)
            require_movement(connection, "movement_id", proposal.movement_id)
        known = Commendation.id_for(proposal.kind, proposal.unit_id, proposal.code)
        applied = self._applied(command)
        found = self._store.find(Commendation, known)
        if found is None:
            found = Commendation.propose(command.act, proposal, applied.rulebook, self._calendar)
        else:
            found.propose_again(command.act, proposal, applied.rulebook, self._calendar)
        return self._store.save(command, found, details=applied.details, alongside=_it_is_the_only_one(found))

    @by_code
    def recommend(self, command: Command, commendation_id: UUID, paper: str) -> Receipt:
        """Put it to the authority without a vote, where the rules ask for none."""
        rights.require(command.principal, Action.RECOMMEND)
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        applied = self._applied(command)
        found.recommend(command.act, paper, applied.rulebook)
        details = {"state": found.state.value, **applied.details}
        return self._store.save(command, found, details=details, alongside=_no_session_votes_on(found))

    @by_code
    def tally(self, command: Command, commendation_id: UUID, hands: HandCount) -> Receipt:
        """Take the council's count."""
        rights.require(command.principal, Action.CONVENE_COUNCIL)
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        applied = self._applied(command)
        found.tally(command.act, hands, applied.rulebook)
        details = {"state": found.state.value, **applied.details}
        return self._store.save(command, found, details=details, alongside=_no_session_votes_on(found))

    @by_code
    def correct_count(self, command: Command, commendation_id: UUID, hands: HandCount, reason: str) -> Receipt:
        """Put the numbers of the count right, with the reason."""
        rights.require(command.principal, Action.CONVENE_COUNCIL)
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        applied = self._applied(command)
        found.correct_count(command.act, hands, reason, applied.rulebook)
        details = {"state": found.state.value, **applied.details}
        return self._store.save(command, found, details=details, alongside=_no_session_votes_on(found))

    @by_code
    def decide(self, command: Command, commendation_id: UUID, number: str, authority: str) -> Receipt:
        """Decide on it."""
        rights.require(command.principal, Action.DECIDE)
        found = self._store.load(Commendation, commendation_id, command.expected_version)
        applied = self._applied(command)
        without_a_session = None if found.votes else _no_session_votes_on(found)
        found.decide(command.act, number, authority, applied.rulebook)
        return self._store.save(command, found, details=applied.details, alongside=without_a_session)

    def why(self, commendation_id: UUID) -> Explanation:
        """Why a commendation stands where it stands."""
        found = self._store.load(Commendation, commendation_id)
        with self._store.reading() as connection:
            called = names_of(connection, [], [vote.session_id for vote in found.votes])
        return explain_commendation(found, called)

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
        applied = self._applied(command)
        asked = Asked.of(about.kind, about.title, due, applied.rulebook)
        opened = Dossier.open(command.act, about, asked, found.proposed_on)
        return self._store.save(command, opened, details=applied.details)

    def _applied(self, command: Command) -> Applied:
        return self._rulebooks.applying(Matter(local_day(command.act.effective), command.rulebook))


def _it_is_the_only_one(found: Commendation) -> Callable[[sa.Connection], None]:
    """No other commendation is of this achievement, one that is proposed at this moment included."""

    def check(connection: sa.Connection) -> None:
        earlier = commendations.of_the_same(connection, found.id, found.proposal)
        an_achievement_is_commended_once(found.proposal.achieved_on, earlier)

    return check


def _no_session_votes_on(found: Commendation) -> Callable[[sa.Connection], None]:
    """It is decided past no session, one that is opened at this moment included."""

    def check(connection: sa.Connection) -> None:
        sessions = papers.with_candidate(connection, found.id, SessionKind.COUNCIL)
        no_session_votes_on_it(found.proposal.code, sessions)

    return check
