"""Commands on who acts in a session for others: substitutes with a mandate, and those who decide after the rounds."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.nomination.application import cases
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.mandates import Mandate, Settlement
from services.nomination.domain.openings import CHAIR_ACTIONS, settling
from services.nomination.domain.rights import Subject
from services.nomination.domain.rules.mandates import nomination_is_left_over
from services.nomination.domain.voting_session import VotingSession


class MandateCommands:
    """What can be done about mandates and settlements."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @by_code
    def give(self, command: Command, session_id: UUID, mandate: Mandate) -> Receipt:
        """Note a member's written mandate for a substitute."""
        session = self._chaired(command, session_id)
        session.mandate(command.act, mandate)
        return self._store.save(command, session)

    @by_code
    def end(self, command: Command, session_id: UUID, voter: str, reason: str) -> Receipt:
        """End a mandate: the member votes again."""
        session = self._chaired(command, session_id)
        session.end_mandate(command.act, voter, reason)
        return self._store.save(command, session)

    @by_code
    def settle(self, command: Command, session_id: UUID, settlement: Settlement) -> Receipt:
        """Record what those decided whom the rule names, after the last round gave no result."""
        session = self._store.load(VotingSession, session_id, command.expected_version)
        rights.require(command.principal, settling(session.convening), _subject(session))
        session.settle(command.act, settlement)
        nomination_is_left_over(settlement.nomination_id, cases.in_play(self._store, session))
        found = cases.case(self._store, session, settlement.nomination_id)
        found.settled(command.act, session.id, in_favour=settlement.in_favour)
        return self._store.save(command, session, found)

    def _chaired(self, command: Command, session_id: UUID) -> VotingSession:
        session = self._store.load(VotingSession, session_id, command.expected_version)
        rights.require(command.principal, CHAIR_ACTIONS[session.convening.kind], _subject(session))
        return session


def _subject(session: VotingSession) -> Subject:
    return Subject(cluster_id=session.convening.cluster_id)
