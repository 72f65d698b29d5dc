"""Awards decided elsewhere, the aims of the sector they count towards, and priority by the long movement."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.store import Command, Receipt, Store
from regulations.aims import AIMS
from regulations.chapters import Form
from regulations.rulebook import Rulebooks
from services.nomination.application.bases import MoreStandsOnIt, taken_back
from services.nomination.application.naming import require_units
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.aims import AimProgress, progress
from services.nomination.domain.higher_award import HigherAward, HigherAwardFacts
from services.nomination.domain.merit.facts import Entry, Opening
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.priority import Precedence, in_order
from services.nomination.domain.refusals.examples import HigherAwardRecorded
from services.nomination.domain.refusals.merit import MeritFactNotOfHolder
from services.nomination.domain.rights import Action
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.stages import LostBasis
from services.nomination.views import higher_awards, long_movement, movement_standings


class AimCommands:
    """What can be done with awards from elsewhere, and asked about aims and priority."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    @by_code
    def record(self, command: Command, facts: HigherAwardFacts) -> Receipt:
        """Put an award down, and into its holder's merit file; the command is effective on the day of its decision."""
        rights.require(command.principal, Action.RECORD_HIGHER_AWARD)
        award = HigherAward.record(command.act, facts)
        if self._store.find(HigherAward, award.id) is not None:
            raise HigherAwardRecorded(number=facts.number, title=facts.title)
        return self._store.save(command, award, self._on_file(command, award))

    def _on_file(self, command: Command, award: HigherAward) -> MeritFile:
        """The holder's merit file with the award in it; the first award opens it, with nothing claimed complete."""
        rule = title_is_known(award.facts.title, self._rulebooks.at(award.decided_on))
        bearer = award.facts.bearer
        if rule.holder is not bearer.kind:
            raise MeritFactNotOfHolder(given=award.facts.title, holder=bearer.kind, fields=("title",))
        with self._store.reading() as connection:
            since = date(award.facts.year or award.decided_on.year, 1, 1)  # it may be decided when the unit is no more
            require_units(connection, "unit_id", award.facts.unit_id, on=since)
        file = self._store.find(MeritFile, bearer.file_id) or MeritFile.open(command.act, Opening(bearer))
        file.record(command.act, Entry(award.as_award(), award.facts.number, yearly=rule.form is Form.TITLE))
        return file

    @by_code
    def strike(self, command: Command, award_id: UUID, reason: str) -> Receipt:
        """Strike a record: the award leaves the merit file, and what rests on it is challenged."""
        rights.require(command.principal, Action.RECORD_HIGHER_AWARD)
        while True:
            award = self._store.load(HigherAward, award_id, command.expected_version)
            award.strike(command.act, reason)
            assert award.struck_by is not None  # noqa: S101 (it was struck just now)
            lost = LostBasis(award.id, award.facts.number, reason, award.struck_by)
            touched, alone = taken_back(self._store, command.act, award.facts.bearer, lost)
            try:
                return self._store.save(command, award, *touched, alongside=alone)
            except MoreStandsOnIt:
                continue

    def progress(self, on: date) -> tuple[AimProgress, ...]:
        """Every aim of the rules, as of a day."""
        aims = self._rulebooks.at(on).chapter(AIMS) or {}
        with self._store.reading() as connection:
            given = higher_awards.given(connection)
        return progress(aims.values(), given, on)

    def priorities(self, title: str, movement_id: UUID, long_movement_id: UUID) -> tuple[Precedence, ...]:
        """The nominations of a title in a movement, those first who did better in the long movement."""
        with self._store.reading() as connection:
            nominated = long_movement.eligible(connection, title, movement_id)
            results = long_movement.results(connection, long_movement_id)
            standings = movement_standings.newest(connection, long_movement_id)
        return in_order(nominated, results, standings)
