"""Commands on voting sessions (phiên họp bỏ phiếu): convene, vote, count, declare void, vote again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation, Text
from kernel.identity import Principal
from kernel.refusals import Refusal
from kernel.store import Command, Missing, Receipt, Store, WriteConflict
from regulations.rulebook import Matter, Rulebooks
from services.nomination.application import ballot_box, cases
from services.nomination.application.box_keys import BoxKeys
from services.nomination.application.cases import Case, Meeting
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.ballots import CandidateChoices, Paper, Recusal, Result, SessionKind, Voter
from services.nomination.domain.convening import Convening
from services.nomination.domain.minutes import Told, explain_session
from services.nomination.domain.openings import CHAIR_ACTIONS, session_steps
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.rules import mandates as mandating
from services.nomination.domain.rules import voting as rules
from services.nomination.domain.steps import SessionStep
from services.nomination.domain.terms import RuleVersion, VotingTerms, local_day
from services.nomination.domain.voting_session import VotingSession
from services.nomination.views import organisation, papers, sessions

CAST_ATTEMPTS = 20
"""How often a ballot is tried again when others vote at the same moment."""


@dataclass(frozen=True)
class Call:
    """A session being called: its paper, and the recusals asked for. A council brings its roll and its code.

    `opinions_until`: instead of meeting, its members send their opinions in writing up to this day.
    """

    movement_id: UUID
    nominations: tuple[UUID, ...]
    recusals: tuple[Recusal, ...] = ()
    code: str = ""
    roll: tuple[Voter, ...] = ()
    opinions_until: date | None = None
    commendations: tuple[UUID, ...] = ()


class SessionCommands:
    """What can be done with voting sessions."""

    def __init__(self, store: Store, rulebooks: Rulebooks, keys: BoxKeys) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._keys = keys

    @by_code
    def open_selection(self, command: Command, cluster_id: UUID, call: Call) -> Receipt:
        """Members of a block or cluster vote, one vote a unit, by the list in force on the day."""
        rights.require(command.principal, Action.CONVENE_SELECTION, Subject(cluster_id=cluster_id))
        day = local_day(command.act.effective)
        with self._store.reading() as connection:
            cluster = organisation.cluster(connection, cluster_id)
            members = organisation.members_on(connection, cluster_id, day)
        if cluster is None:
            raise Missing(thing=Text("khối, cụm thi đua", "block or cluster"), id=cluster_id)
        rules.cluster_exists_on(day, cluster["code"], cluster["disbanded_on"])
        roll, code = tuple(Voter(str(unit), unit) for unit in members), call.code or cluster["code"]
        return self._open(command, SessionKind.SELECTION, cluster_id, replace(call, code=code, roll=roll))

    @by_code
    def open_council(self, command: Command, call: Call) -> Receipt:
        """The council votes, all its candidates on one paper."""
        rights.require(command.principal, Action.CONVENE_COUNCIL)
        return self._open(command, SessionKind.COUNCIL, None, call)

    def _open(self, command: Command, kind: SessionKind, cluster_id: UUID | None, call: Call) -> Receipt:
        applied = self._rulebooks.applying(Matter(local_day(command.act.effective), command.rulebook))
        meeting = Meeting(kind, call.movement_id, cluster_id, local_day(command.act.effective))
        candidates = (
            *cases.nominated(self._store, meeting, call.nominations),
            *cases.commended(self._store, meeting, call.commendations),
        )
        terms = rules.one_rule_for_the_paper(kind, [each.title for each in candidates], applied.rulebook)
        convening = Convening(
            kind=kind,
            code=call.code.strip(),
            movement_id=call.movement_id,
            cluster_id=cluster_id,
            candidates=candidates,
            roll=call.roll,
            recusals=call.recusals,
            terms=VotingTerms.of(terms),
            rules=RuleVersion.of(applied.rulebook),
            opinions_until=call.opinions_until,
        ).checked()
        known = self._store.find(VotingSession, VotingSession.id_for(kind, call.movement_id, convening.code))
        rules.session_is_new(convening.code, known=known is not None)
        session = VotingSession.open(command.act, convening, self._new_box(convening.terms))
        return self._save_with_box(command, session, applied.details, _nobody_stands_twice(session))

    def _new_box(self, terms: VotingTerms) -> str | None:
        return self._keys.create() if terms.secret else None

    def _save_with_box(
        self,
        command: Command,
        session: VotingSession,
        details: Mapping[str, object],
        check: Callable[[sa.Connection], None] | None = None,
    ) -> Receipt:
        """Save a session with a new round; a box that never was leaves no key."""
        box_key, told = session.round.box_key, {"round": session.round.number, **details}
        try:
            return self._store.save(command, session, details=told, alongside=check)
        except Refusal:
            if box_key is not None:
                self._keys.destroy(box_key)
            raise

    @by_code
    def take_attendance(self, command: Command, session_id: UUID, present: Sequence[str]) -> Receipt:
        """Note members present in the meeting."""
        session = self._chaired(command, session_id)
        session.take_attendance(command.act, present)
        return self._store.save(command, session)

    def is_secret(self, session_id: UUID) -> bool:
        """Whether nothing of a ballot cast in it may be kept to compare a repeat with."""
        with self._store.reading() as connection:
            return sessions.is_secret(connection, session_id)

    @by_code
    def cast(self, command: Command, session_id: UUID, paper: Paper, *, in_writing: bool) -> Receipt:
        """Vote. Of a secret ballot only that the voter voted is recorded; the paper goes into the box, sealed.

        Others may vote at the same moment: the ballot is tried again on what they left.
        """
        for attempt in range(1, CAST_ATTEMPTS + 1):
            session = self._store.load(VotingSession, session_id, command.expected_version)
            session.cast(command.act, _seat(command.principal, session), paper, in_writing=in_writing)
            try:
                return self._store.save(command, session, alongside=_dropped(session, paper))
            except WriteConflict:
                if command.expected_version is not None or attempt == CAST_ATTEMPTS:
                    raise
        raise AssertionError(session_id)

    @by_code
    def close(self, command: Command, session_id: UUID) -> Receipt:
        """Open the box, count, and tell every nomination its result; the key of the box is destroyed."""
        session = self._chaired(command, session_id)
        session.require(SessionStep.CLOSE)
        results = session.close(command.act, self._choices(session))
        found_in_play = cases.in_play(self._store, session)
        for result in results:
            if found := found_in_play.get(result.nomination_id):
                found.voted(command.act, session.id, session.convening.kind, session.round.number, result)
        details = {"round": session.round.number, "results": _plain(session, results)}
        return self._end(command, session, found_in_play.values(), details)

    @by_code
    def void(self, command: Command, session_id: UUID, reason: str) -> Receipt:
        """Declare the last round void; what it gave its nominations is taken back, what it recorded stays."""
        session = self._chaired(command, session_id)
        counted = session.round.results
        session.void(command.act, reason)
        voted_on = [cases.case(self._store, session, result.nomination_id) for result in counted]
        for each in voted_on:
            each.annul_vote(command.act, session.id, session.round.number)
        return self._end(command, session, voted_on, {"round": session.round.number})

    @by_code
    def open_round(self, command: Command, session_id: UUID, opinions_until: date | None = None) -> Receipt:
        """Vote again: on everybody after a void round, else on those who did not pass; in writing if so asked."""
        session = self._chaired(command, session_id)
        session.require(SessionStep.OPEN_ROUND)
        session.open_round(command.act, self._new_box(session.convening.terms), opinions_until)
        return self._save_with_box(command, session, {})

    def read_many(self, connection: sa.Connection, ids: Sequence[UUID]) -> list[VotingSession | None]:
        """The session of each id."""
        return self._store.find_many(VotingSession, ids, connection)

    def open_to(self, principal: Principal, session_id: UUID) -> tuple[SessionStep, ...]:
        """The steps that this principal may take now in a session."""
        return session_steps(principal, self._store.load(VotingSession, session_id))

    def in_words(self, session_id: UUID) -> Told:
        """Every quorum and every result of a session in words."""
        return Told.of(self._store.load(VotingSession, session_id))

    def why(self, session_id: UUID) -> Explanation:
        """The count minutes: why the vote came out as it did."""
        session = self._store.load(VotingSession, session_id)
        with self._store.reading() as connection:
            called = names_of(connection, [each.nomination_id for each in session.convening.candidates])
        return explain_session(session, called)

    def clear_up(self) -> None:
        """Destroy the keys of boxes that were closed: a stop may have come between a closing and its clearing-up."""
        with self._store.reading() as connection:
            closed = papers.keys_of_closed_boxes(connection)
        for box_key in closed:
            self._keys.destroy(box_key)

    def _chaired(self, command: Command, session_id: UUID) -> VotingSession:
        session = self._store.load(VotingSession, session_id, command.expected_version)
        kind, cluster_id = session.convening.kind, session.convening.cluster_id
        rights.require(command.principal, CHAIR_ACTIONS[kind], Subject(cluster_id=cluster_id))
        return session

    def _choices(self, session: VotingSession) -> tuple[CandidateChoices, ...]:
        if not session.convening.terms.secret:
            return ()
        with self._store.reading() as connection:
            return ballot_box.opened(connection, self._keys, session.id, session.round)

    def _end(
        self,
        command: Command,
        session: VotingSession,
        voted_on: Iterable[Case],
        details: Mapping[str, object],
    ) -> Receipt:
        """Save, and leave nothing of the box: no paper in the database, no key on disk."""
        number, box_key = session.round.number, session.round.box_key
        receipt = self._store.save(
            command,
            session,
            *voted_on,
            details=details,
            alongside=lambda connection: ballot_box.empty(connection, session.id, number),
        )
        if box_key is not None:
            self._keys.destroy(box_key)
            ballot_box.forget(self._store.recorder.engine)
        return receipt


def _seat(principal: Principal, session: VotingSession) -> str:
    """Whose vote it is: a substitute's member's; else in a selection the unit's, in a council one's own."""
    mandate = session.mandate_of(principal.id)
    if mandate is None:
        voter = _voter(principal, session)
        mandating.no_mandate_stands(voter, session.mandates.get(voter))
        return voter
    rights.require(principal, Action.VOTE_BY_MANDATE, Subject(voter=principal.id))
    mandating.substitute_comes_from_the_unit(mandate, principal.unit_id)
    return mandate.voter


def _voter(principal: Principal, session: VotingSession) -> str:
    if session.convening.kind is SessionKind.COUNCIL:
        rights.require(principal, Action.VOTE_IN_COUNCIL, Subject(voter=principal.id))
        return principal.id
    rights.require(principal, Action.VOTE_FOR_UNIT, Subject(principal.unit_id))
    return str(principal.unit_id)


def _dropped(session: VotingSession, paper: Paper) -> Callable[[sa.Connection], None] | None:
    if not session.convening.terms.secret:
        return None
    return lambda connection: ballot_box.put(connection, session.id, session.round, paper)


def _nobody_stands_twice(session: VotingSession) -> Callable[[sa.Connection], None]:
    def check(connection: sa.Connection) -> None:
        for candidate in session.convening.candidates:
            found = papers.with_candidate(connection, candidate.nomination_id, session.convening.kind)
            rules.candidate_stands_in_no_other_session(candidate.nomination_id, found)

    return check


def _plain(session: VotingSession, results: Sequence[Result]) -> list[dict[str, object]]:
    """The results with their trace in words."""
    words = Told.of(session).results
    return [
        {
            **vars(result),
            "nomination_id": str(result.nomination_id),
            "because": vars(words[session.round.number, result.nomination_id]),
        }
        for result in results
    ]
