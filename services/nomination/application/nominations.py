"""Commands on nominations (đề cử), and the question whether one would be accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation
from kernel.identity import Principal
from kernel.store import Command, Missing, Receipt, Store
from regulations.calendar import Calendar
from regulations.rulebook import Matter, Rulebook, Rulebooks
from services.nomination.application.assessments import Assessments
from services.nomination.application.records import case_is_open_to, may_read, require_may_read
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.eligibility import Verdict, verdict
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.notice import Notice, Posting
from services.nomination.domain.openings import nomination_steps, subject_of
from services.nomination.domain.reasons import explain_nomination
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.rules.persons import person_code
from services.nomination.domain.steps import NominationStep
from services.nomination.domain.terms import local_day
from services.nomination.views import candidacies, editions, merit_files, papers


class BasisMoved(Exception):
    """A newer edition of the board, or the revocation of an award, came while the nomination was being judged."""


@dataclass(frozen=True)
class Proposal:
    """Who is put forward for what: a unit, or a person through it; which initiatives, where they are named."""

    title: str
    unit_id: UUID
    movement_id: UUID
    person: str | None = None
    initiatives: tuple[UUID, ...] = ()

    def coded(self) -> Proposal:
        """The same under the one code of the person; a name is refused."""
        return self if self.person is None else replace(self, person=person_code(self.person))


class NominationCommands:
    """What can be done with nominations."""

    def __init__(self, store: Store, rulebooks: Rulebooks, calendar: Calendar) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._calendar = calendar
        self._assessments = Assessments(store, rulebooks)

    def eligibility(self, reader: Principal, proposal: Proposal, asked: Matter) -> Verdict:
        """What the rules of that day, or those named, say of the candidacy as known now; nothing is recorded."""
        proposal = proposal.coded()
        if proposal.person is not None:
            with self._store.reading() as connection:
                require_may_read(connection, reader, Bearer.person(proposal.person), proposal.unit_id)
        return verdict(self._candidacy(proposal, asked), self._rulebooks.applying(asked).rulebook)

    @by_code
    def nominate(self, command: Command, proposal: Proposal) -> Receipt:
        """Nominate, or put in again what was withdrawn or lost its basis; judged on what is known when recorded."""
        proposal = proposal.coded()
        asked = Matter(local_day(command.act.effective), command.rulebook)
        applied = self._rulebooks.applying(asked)
        while True:
            candidacy = self._candidacy(proposal, asked)
            cluster_id = candidacy.standing.cluster_id if candidacy.standing else None
            rights.require(command.principal, Action.NOMINATE, Subject(proposal.unit_id, cluster_id))
            self._refused_in_public(command.principal, candidacy, applied.rulebook)
            nomination = self._accepted(command, candidacy, applied.rulebook)
            files = self._using(command, nomination)
            unmoved = self._basis_has_not_moved(nomination)
            try:
                return self._store.save(command, nomination, *files, details=applied.details, alongside=unmoved)
            except BasisMoved:
                continue

    def _refused_in_public(self, reader: Principal, candidacy: Candidacy, rulebook: Rulebook) -> None:
        """Refuse, before anything else is told, in words for everybody where the record is not the reader's to see."""
        if candidacy.person is None:
            return
        with self._store.reading() as connection:
            whole = may_read(connection, reader, Bearer.person(candidacy.person), candidacy.unit_id)
        if not whole:
            verdict(candidacy.in_public(), rulebook).require()

    def _using(self, command: Command, nomination: Nomination) -> list[MeritFile]:
        """The holder's merit file, the initiatives that the nomination rests on now put to it, and no others."""
        file, assessment = self._store.find(MeritFile, nomination.bearer.file_id), nomination.grounds.assessment
        if file is None or assessment is None:
            return []
        file.release(command.act, nomination.id)
        for each in assessment.initiatives:
            file.use(command.act, each, Use(assessment.title, assessment.year, nomination.id))
        return [file]

    def _accepted(self, command: Command, candidacy: Candidacy, rulebook: Rulebook) -> Nomination:
        key = (candidacy.title, candidacy.unit_id, candidacy.movement_id, candidacy.person)
        known = self._store.find(Nomination, Nomination.id_for(*key))
        if known is None or NominationStep.RESUBMIT not in known.open_steps():
            return Nomination.accept(command.act, candidacy, rulebook)
        known.resubmit(command.act, candidacy, rulebook)
        return known

    def _basis_has_not_moved(self, nomination: Nomination) -> Callable[[sa.Connection], None]:
        assessment = nomination.grounds.assessment
        events = sorted(assessment.events()) if assessment else []

        def check(connection: sa.Connection) -> None:
            standing = nomination.standing
            newest = standing and editions.newest_no(connection, standing, nomination.movement_id)
            moved = standing is not None and newest != standing.edition_no
            if moved or merit_files.any_fallen(connection, events):
                raise BasisMoved

        return check

    @by_code
    def withdraw(self, command: Command, nomination_id: UUID, reason: str) -> Receipt:
        """Take a nomination back."""
        nomination = self._store.load(Nomination, nomination_id, command.expected_version)
        rights.require(
            command.principal,
            Action.WITHDRAW,
            subject_of(nomination),
        )
        nomination.withdraw(command.act, reason)
        file = self._store.find(MeritFile, nomination.bearer.file_id)
        if file is None:
            return self._store.save(command, nomination)
        file.release(command.act, nomination.id)
        return self._store.save(command, nomination, file)

    @by_code
    def announce(self, command: Command, nomination_id: UUID, posting: Posting) -> Receipt:
        """Make a candidate public for comment; the answer says up to which day."""
        nomination = self._store.load(Nomination, nomination_id, command.expected_version)
        rights.require(
            command.principal,
            Action.ANNOUNCE,
            subject_of(nomination),
        )
        applied = self._rulebooks.applying(Matter(local_day(command.act.effective), command.rulebook))
        nomination.announce(command.act, posting, applied.rulebook, self._calendar)
        return self._store.save(command, nomination, details={**_told(nomination.notice), **applied.details})

    def read_many(
        self, connection: sa.Connection, ids: Sequence[UUID]
    ) -> list[tuple[Nomination, set[SessionKind]] | None]:
        """The nomination of each id, with the kinds of sessions on whose paper it stands."""
        kinds = papers.kinds_with(connection, ids)
        found = zip(ids, self._store.find_many(Nomination, ids, connection), strict=True)
        return [None if nomination is None else (nomination, kinds[each]) for each, nomination in found]

    def open_to(self, principal: Principal, nomination_id: UUID) -> tuple[NominationStep, ...]:
        """The steps that this principal may take now with a nomination."""
        with self._store.reading() as connection:
            [found] = self.read_many(connection, [nomination_id])
        if found is None:
            raise Missing(thing=Nomination.CALLED, id=nomination_id)
        return nomination_steps(principal, *found)

    def outstanding(self, nomination_id: UUID) -> list[dict[str, str]]:
        """The conditions that nothing on record answered when the nomination was accepted."""
        assessment = self._store.load(Nomination, nomination_id).grounds.assessment
        found = assessment.missing() if assessment else ()
        return [{"vi": each.label.vi, "en": each.label.en, "source": str(each.source)} for each in found]

    def why(self, reader: Principal, nomination_id: UUID) -> Explanation:
        """Why the nomination stands where it stands, as far as the reader may see the record of the person."""
        nomination = self._store.load(Nomination, nomination_id)
        rulebook = self._rulebooks.by_id(nomination.grounds.rules.id)
        with self._store.reading() as connection:
            called = names_of(connection, [nomination.id], [vote.session_id for vote in nomination.votes])
            whole = case_is_open_to(connection, reader, nomination)
        return explain_nomination(nomination, rulebook, called, whole=whole)

    def _candidacy(self, proposal: Proposal, asked: Matter) -> Candidacy:
        with self._store.reading() as connection:
            known = candidacies.candidacy(
                connection, proposal.title, proposal.unit_id, proposal.movement_id, proposal.person
            )
            return self._assessments.completed(connection, known, asked, proposal.initiatives)


def _told(notice: Notice | None) -> dict[str, str]:
    """For the answer: the last day of comments, and how long the rules ask for them."""
    if notice is None:
        return {}
    until = {"comments_until": notice.comments_until.isoformat()}
    return until if notice.term is None else {**until, "asked": str(notice.term.span)}
