"""Commands on the medal (kỷ niệm chương): propose, one or a list; papers, appraisal, decision, revocation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation, Text
from kernel.identity import Forbidden, Principal
from kernel.refusals import Refusal
from kernel.store import Command, Receipt, Store
from regulations.medal import MEDAL
from regulations.rulebook import Rulebooks
from services.nomination.application.confirmations import ConfirmationCommands
from services.nomination.application.naming import require_life
from services.nomination.application.records import may_read, may_read_each
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.confirmation import FiguresInUse
from services.nomination.domain.decision import Ground
from services.nomination.domain.discretion import in_public
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.medal.eligibility import MedalTerms, MedalVerdict, verdict
from services.nomination.domain.medal.on_file import OnFile
from services.nomination.domain.medal.person import MedalFacts
from services.nomination.domain.medal.shares import OutsidersShare, shares
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.refusals.medal import MedalListEmpty, NobodyLetIn, ProposedAlready
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.rules.medal import medal_is_known
from services.nomination.domain.rules.persons import normal
from services.nomination.domain.terms import local_day
from services.nomination.views import medals, mergers

OF_THE_PERSON = ("sex", "died_on", "opinion", "reason")
"""What a medal says of the person, beside who it is: for those with the right to the record."""

ListRow = tuple[int, MedalFacts | Refusal]
"""A row of a list by its number: what it says, or why it cannot be read."""


@dataclass(frozen=True)
class Proposed:
    """Whom a unit proposes: what it says, the life of the unit, the merit file, if open to the reader, the medal."""

    facts: MedalFacts
    life: Any
    file: MeritFile | None
    whole: bool
    medal: Medal | None


class MedalCommands:
    """What can be done with medals."""

    def __init__(self, store: Store, rulebooks: Rulebooks, confirmations: ConfirmationCommands) -> None:
        self._store = store
        self._rulebooks = rulebooks
        self._confirmations = confirmations

    @by_code
    def propose(self, command: Command, facts: MedalFacts) -> Receipt:
        """Propose a person."""
        terms, [person] = self.terms(local_day(command.act.effective)), self._read(command.principal, [facts])
        return self._store.save(command, _let_in(command, person, terms))

    @by_code
    def propose_list(self, command: Command, rows: Sequence[ListRow]) -> Receipt:
        """Propose everybody of a list whom the rules let in; the receipt has a verdict on every row.

        Raises:
            MedalListEmpty: it has no row.
            NobodyLetIn: there is nobody whom they let in; nothing was recorded.
        """
        if not rows:
            raise MedalListEmpty
        terms = self.terms(local_day(command.act.effective))
        taken: dict[UUID, Medal] = {}
        told: list[dict[str, Any]] = []
        people = iter(self._read(command.principal, [said for _, said in rows if isinstance(said, MedalFacts)]))
        for number, said in rows:
            try:
                medal = self._row(command, said if isinstance(said, Refusal) else next(people), terms, taken)
            except Refusal as refusal:
                told.append({"row": number, "verdict": "REFUSED", "problem": refusal.as_problem()})
            else:
                taken[medal.id] = medal
                told.append({"row": number, "verdict": "PROPOSED", "id": str(medal.id)})
        if not taken:
            raise NobodyLetIn(bad=len(told), explanation=_refused(told))
        return self._store.save(command, *taken.values(), details={"rows": told})

    @by_code
    def _row(self, command: Command, said: Proposed | Refusal, terms: MedalTerms, taken: dict[UUID, Medal]) -> Medal:
        if isinstance(said, Refusal):
            raise said
        person = said.facts.person_code
        if (twin := taken.get(Medal.id_for(person))) is not None:
            raise ProposedAlready(person=person, state=twin.state)
        return _let_in(command, said, terms)

    def _read(self, reader: Principal, people: Sequence[MedalFacts]) -> list[Proposed]:
        """What is known of each of these people; read together."""
        bearers = [_bearer(each) for each in people]
        with self._store.reading() as connection:
            lives = mergers.lives(connection, [each.unit_id for each in people])
            files = self._store.find_many(MeritFile, [each.file_id for each in bearers], connection)
            units = [each.unit_id for each in people]
            whole = may_read_each(connection, reader, list(zip(bearers, units, strict=True)))
            known = self._store.find_many(Medal, [Medal.id_for(each.person_code) for each in people], connection)
        return list(map(Proposed, people, map(lives.get, units), files, whole, known))

    def check(self, reader: Principal, facts: MedalFacts, day: date) -> MedalVerdict:
        """What the rules of a day say of these facts and of the person's merit file; nothing is recorded."""
        [person] = self._read(reader, [facts])
        return verdict(facts, _for_proposal(reader, person, self.terms(day)))

    def _with_file(self, reader: Principal, facts: MedalFacts, terms: MedalTerms) -> MedalTerms:
        """The terms with the person's merit file, where one is kept; for who may read it."""
        with self._store.reading() as connection:
            file = self._store.find(MeritFile, _bearer(facts).file_id, connection)
            whole = file is None or may_read(connection, reader, file.bearer, facts.unit_id)
        return _on_file(reader, file, terms, whole=whole)

    @by_code
    def receive(self, command: Command, medal_id: UUID, papers: Sequence[str]) -> Receipt:
        """Note papers that came in."""
        terms = self.terms(local_day(command.act.effective))
        return self._of_unit(command, medal_id, lambda medal: medal.receive(command.act, tuple(papers), terms))

    @by_code
    def withdraw(self, command: Command, medal_id: UUID, reason: str) -> Receipt:
        """Withdraw a proposal."""
        return self._of_unit(command, medal_id, lambda medal: medal.withdraw(command.act, reason))

    @by_code
    def report_death(self, command: Command, medal_id: UUID, died_on: date) -> Receipt:
        """Note that the person died."""
        return self._of_unit(command, medal_id, lambda medal: medal.report_death(command.act, died_on))

    @by_code
    def appraise(self, command: Command, medal_id: UUID, opinion: str) -> Receipt:
        """Appraise a proposal."""
        rights.require(command.principal, Action.APPRAISE_MEDAL)
        return self._judged(command, medal_id, lambda medal, terms: medal.appraise(command.act, opinion, terms))

    @by_code
    def give_back(self, command: Command, medal_id: UUID, reason: str) -> Receipt:
        """Return a proposal to its unit."""
        rights.require(command.principal, Action.APPRAISE_MEDAL)
        return self._changed(command, medal_id, lambda medal: medal.give_back(command.act, reason))

    @by_code
    def award(self, command: Command, medal_id: UUID, number: str) -> Receipt:
        """Give the medal."""
        rights.require(command.principal, Action.AWARD_MEDAL)
        return self._judged(command, medal_id, lambda medal, terms: medal.award(command.act, number, terms))

    @by_code
    def revoke(self, command: Command, medal_id: UUID, ground: Ground, finding: str) -> Receipt:
        """Revoke a decision."""
        rights.require(command.principal, Action.AWARD_MEDAL)
        return self._changed(command, medal_id, lambda medal: medal.revoke(command.act, ground, finding))

    def _of_unit(self, command: Command, medal_id: UUID, do: Callable[[Medal], None]) -> Receipt:
        """What the proposing unit may do with its own."""
        medal = self._store.load(Medal, medal_id, command.expected_version)
        rights.require(command.principal, Action.PROPOSE_MEDAL, Subject(medal.facts.unit_id))
        do(medal)
        return self._store.save(command, medal)

    def _judged(self, command: Command, medal_id: UUID, do: Callable[[Medal, MedalTerms], None]) -> Receipt:
        """A step that the rules of the day and the person's merit file may forbid."""
        terms = self.terms(local_day(command.act.effective))
        return self._changed(
            command, medal_id, lambda medal: do(medal, self._with_file(command.principal, medal.facts, terms))
        )

    def _changed(self, command: Command, medal_id: UUID, do: Callable[[Medal], None]) -> Receipt:
        medal = self._store.load(Medal, medal_id, command.expected_version)
        do(medal)
        return self._store.save(command, medal)

    def terms(self, day: date) -> MedalTerms:
        """The rules of a day, figures as confirmed."""
        book = self._rulebooks.at(day)
        rules = medal_is_known(book.chapter(MEDAL), day)
        return MedalTerms(rules, self._confirmations.in_use(book, MEDAL.name, day), book.version, day)

    def outsiders(self, day: date) -> tuple[OutsidersShare, ...]:
        """The share of outsiders, year by year, beside the limit of a day."""
        terms = self.terms(day)
        with self._store.reading() as connection:
            given = medals.given(connection)
        return shares(given, terms.rules.outsiders, terms.figures["medal.outsiders_share"])

    def shown(
        self, connection: sa.Connection, reader: Principal, rows: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The rows of medals as the reader may see them: the facts of a person only with the right to the record."""
        people = [(Bearer.person(row["person_code"]), row["unit_id"]) for row in rows]
        open_to = may_read_each(connection, reader, people)
        return [row if whole else row | dict.fromkeys(OF_THE_PERSON) for row, whole in zip(rows, open_to, strict=True)]

    def why(self, reader: Principal, medal_id: UUID) -> Explanation:
        """Why the proposal was let in: every rule as it was then, the figures used, the years span by span.

        Without the right to the record of the person: which rules were met.
        """
        medal = self._store.load(Medal, medal_id)
        day = medal.proposed_on
        terms = self.terms(day)
        figures = {**terms.figures.figures, **{each.key: each for each in medal.used}}
        then = MedalTerms(terms.rules, FiguresInUse(figures), medal.version_of_rules, day)
        tree = verdict(medal.facts, then).explanation
        with self._store.reading() as connection:
            whole = may_read(connection, reader, Bearer.person(medal.facts.person_code), medal.facts.unit_id)
        tree = tree if whole else in_public(tree)
        label = Text("Trạng thái đề nghị kỷ niệm chương", "State of the proposal for the medal")
        return Explanation(label=label, value=medal.state.value, events=(medal.proposed_by,), inputs=(tree,))


def _bearer(facts: MedalFacts) -> Bearer:
    return Bearer.person(normal(facts.person_code))


def _let_in(command: Command, person: Proposed, terms: MedalTerms) -> Medal:
    rights.require(command.principal, Action.PROPOSE_MEDAL, Subject(person.facts.unit_id))
    terms = _for_proposal(command.principal, person, terms)
    if person.medal is None:
        return Medal.propose(command.act, person.facts, terms)
    person.medal.propose_again(command.act, person.facts, terms)
    return person.medal


def _for_proposal(reader: Principal, person: Proposed, terms: MedalTerms) -> MedalTerms:
    """The terms of a proposal by a unit that is there on the day."""
    require_life(person.facts.unit_id, person.life, "unit_id", terms.day)
    return _on_file(reader, person.file, terms, whole=person.whole)


def _on_file(reader: Principal, file: MeritFile | None, terms: MedalTerms, *, whole: bool) -> MedalTerms:
    """The terms with the person's merit file, where one is kept."""
    if file is None:
        return terms
    if not whole:
        raise Forbidden(who=reader.name, action=Action.READ_PERSONS)
    return replace(terms, on_file=OnFile.of(file))


def _refused(told: Sequence[dict[str, Any]]) -> Explanation:
    """Every refused row with its reason."""
    nodes = tuple(
        Explanation(
            label=Text(each["problem"]["detail"], each["problem"]["detail_en"]),
            value=each["problem"]["code"],
            formula=f"rows[{each['row']}]",
        )
        for each in told
    )
    return Explanation(label=NobodyLetIn.title, value=str(len(told)), inputs=nodes)
