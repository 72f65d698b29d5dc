"""Commands on decisions (quyết định khen thưởng): issue, make public, revoke."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.aggregate import Aggregate
from kernel.explanation import Explanation
from kernel.identity import Principal
from kernel.store import Command, Missing, Receipt, Store
from regulations.chapters import Form
from regulations.rulebook import Applied, Matter, Rulebook, Rulebooks
from services.nomination.application.bases import MoreStandsOnIt, taken_back
from services.nomination.application.records import case_is_open_to
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.decision import Decision, DecisionCase, Ground
from services.nomination.domain.merit.facts import Entry, Opening
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.openings import decision_steps
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.reasons import explain_decision, explain_nomination
from services.nomination.domain.rights import Action
from services.nomination.domain.rules.objections import no_objection_stands
from services.nomination.domain.stages import LostBasis
from services.nomination.domain.steps import DecisionStep
from services.nomination.domain.terms import local_day
from services.nomination.views import merit_files, nominations, objections


@dataclass(frozen=True)
class Ruling:
    """What the authority rules: under which number, as whom, and why if against a rule."""

    number: str
    authority: str
    override_reason: str = ""


class DecisionCommands:
    """What can be done with decisions."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    @by_code
    def issue(self, command: Command, nomination_id: UUID, ruling: Ruling) -> Receipt:
        """Decide on a nomination; its place under the quota is taken in the same moment."""
        rights.require(command.principal, Action.DECIDE)
        nomination = self._store.load(Nomination, nomination_id)
        line = self._line(nomination)
        with self._store.reading() as connection:
            raised = objections.standing(connection, nomination_id)
        applied = self._applied(command, nomination)
        case = DecisionCase(nomination, line, applied.rulebook, raised)
        decision = Decision.issue(command.act, case, ruling.number, ruling.authority, ruling.override_reason)
        nomination.decided(command.act, decision.id)
        touched: list[Aggregate] = [decision, nomination, self._on_file(command, decision, nomination)]
        if line is not None:
            line.take_place(command.act, nomination.id)
            touched.append(line)
        unobjected = _no_other_objection(nomination_id, raised)
        return self._store.save(command, *touched, details=applied.details, alongside=unobjected)

    def _applied(self, command: Command, nomination: Nomination) -> Applied:
        """The rules of the decision: of its day, unless the nomination was received under others that it keeps."""
        day, received = local_day(command.act.effective), local_day(nomination.created_on)

        def money(book: Rulebook) -> Decimal:
            return book.rewards.money(nomination.title, day) or Decimal()

        return self._rulebooks.applying(Matter(day, command.rulebook, received), money)

    @by_code
    def post_notice(self, command: Command, decision_id: UUID, place: str) -> Receipt:
        """Make a decision public."""
        rights.require(command.principal, Action.POST_NOTICE)
        decision = self._store.load(Decision, decision_id, command.expected_version)
        decision.post_notice(command.act, place)
        return self._store.save(command, decision)

    @by_code
    def revoke(self, command: Command, decision_id: UUID, ground: Ground, finding: str) -> Receipt:
        """Revoke a decision: its place is free again, the title leaves the file, what rests on it is challenged."""
        rights.require(command.principal, Action.REVOKE)
        while True:
            decision = self._store.load(Decision, decision_id, command.expected_version)
            decision.revoke(command.act, ground, finding)
            nomination = self._store.load(Nomination, decision.award.nomination_id)
            nomination.award_revoked(command.act, decision.id)
            touched, alone = self._taken_back(command, decision, nomination)
            line = self._line(nomination)
            if line is not None:
                line.return_place(command.act, nomination.id)
                touched.append(line)
            try:
                return self._store.save(command, decision, nomination, *touched, alongside=alone)
            except MoreStandsOnIt:
                continue

    def read_many(self, connection: sa.Connection, ids: Sequence[UUID]) -> list[Decision | None]:
        """The decision of each id."""
        return self._store.find_many(Decision, ids, connection)

    def open_to(self, principal: Principal, decision_id: UUID) -> tuple[DecisionStep, ...]:
        """The steps that this principal may take now with a decision."""
        return decision_steps(principal, self._store.load(Decision, decision_id))

    def why(self, reader: Principal, decision_id: UUID) -> Explanation:
        """Why the decision is what it is: authority, case, votes, quota, money; the case as the reader may see it."""
        decision = self._store.load(Decision, decision_id)
        nomination = self._store.load(Nomination, decision.award.nomination_id)
        rulebook = self._rulebooks.by_id(nomination.grounds.rules.id)
        with self._store.reading() as connection:
            called = names_of(connection, [nomination.id], [vote.session_id for vote in nomination.votes])
            whole = case_is_open_to(connection, reader, nomination)
        case = explain_nomination(nomination, rulebook, called, whole=whole)
        return explain_decision(decision, case, self._line(nomination), called)

    def consequences(self, connection: sa.Connection, decision_id: UUID) -> list[dict[str, Any]]:
        """The nominations that stood on what this decision gave.

        Raises:
            Missing: there is no such decision.
        """
        if self._store.find(Decision, decision_id, connection) is None:
            raise Missing(thing=Decision.CALLED, id=decision_id)
        return nominations.resting_on(connection, merit_files.of_decision(connection, decision_id))

    def _on_file(self, command: Command, decision: Decision, nomination: Nomination) -> MeritFile:
        """The holder's merit file with the award in it; the first award opens it."""
        file = self._store.find(MeritFile, nomination.bearer.file_id)
        if file is None:
            file = MeritFile.open(command.act, Opening(nomination.bearer))
        award = decision.as_award(nomination.grounds.year)
        rule = self._rulebooks.by_id(decision.award.rules.id).titles[award.title]
        file.record(command.act, Entry(award, award.number, yearly=rule.form is Form.TITLE))
        return file

    def _taken_back(
        self, command: Command, decision: Decision, nomination: Nomination
    ) -> tuple[list[Aggregate], Callable[[sa.Connection], None]]:
        """The file without the award, what served it free again, and the nominations that stood on it challenged."""
        assert decision.revoked_by is not None  # noqa: S101 (it was revoked just now)
        lost = LostBasis(decision.id, decision.award.number, decision.finding, decision.revoked_by)
        touched, alone = taken_back(self._store, command.act, nomination.bearer, lost)
        for each in touched:
            if isinstance(each, MeritFile):
                each.release(command.act, nomination.id)
        return touched, alone

    def _line(self, nomination: Nomination) -> QuotaLine | None:
        unit = None if nomination.grounds.person is None else nomination.unit_id
        return self._store.find(QuotaLine, QuotaLine.id_for(nomination.title, nomination.movement_id, unit))


def _no_other_objection(nomination_id: UUID, judged: Mapping[str, bool | None]) -> Callable[[sa.Connection], None]:
    """What is raised or found while the decision is being made stands against it all the same."""

    def check(connection: sa.Connection) -> None:
        now = objections.standing(connection, nomination_id)
        no_objection_stands({code: upheld for code, upheld in now.items() if (code, upheld) not in judged.items()})

    return check
