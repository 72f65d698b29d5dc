"""Commands on merit files (hồ sơ thành tích), and what is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from kernel.identity import Principal
from kernel.store import Command, Receipt, Store
from regulations.chapters import YEAR_END, Form, Holder
from regulations.rulebook import Rulebooks
from services.nomination.application import person_names
from services.nomination.application.naming import require_units
from services.nomination.application.records import require_reader
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.challenges import Challenge, questioned
from services.nomination.domain.merit.facts import (
    Award,
    Discipline,
    Entry,
    Fact,
    Inquiry,
    Membership,
    Merger,
    Opening,
    Predecessor,
    days_of,
)
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.kinds import OwnKind
from services.nomination.domain.refusals.merit import MeritFactNotOfHolder, MeritFileOpenAlready
from services.nomination.domain.rights import Action, Subject
from services.nomination.domain.rules.merit import rating_is_of_a_year_at_its_end, standard_is_asked_for
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.terms import local_day
from services.nomination.views import candidacies, mergers

BARS = (Discipline, Inquiry, Predecessor)
"""What the standing body alone records: it bars a candidate, or adds another unit's history."""


class MeritCommands:
    """What can be done with merit files."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    @by_code
    def open(self, command: Command, opening: Opening, joined: Membership | None = None) -> Receipt:
        """Open the file of a unit, or of a person in the unit joined."""
        opening = opening.coded()
        unit = UUID(opening.bearer.key) if joined is None else joined.unit_id
        rights.require(command.principal, Action.KEEP_MERIT, Subject(unit))
        with self._store.reading() as connection:
            begins = opening.since if joined is None else joined.since
            require_units(connection, "unit_id", unit, on=begins or date.min)
        if self._store.find(MeritFile, opening.bearer.file_id) is not None:
            raise MeritFileOpenAlready(holder=opening.bearer.key)
        file = MeritFile.open(command.act, opening)
        if joined is not None:
            file.record(command.act, Entry(joined, "lập hồ sơ"))
        return self._store.save(command, file)

    @by_code
    def record(self, command: Command, file_id: UUID, entry: Entry) -> Receipt:
        """Record a fact, or correct one."""
        file = self._store.load(MeritFile, file_id, command.expected_version)
        self._may_keep(command, file, entry.fact)
        with self._store.reading() as connection:
            for unit, day in _units_of(entry.fact, file):
                require_units(connection, "unit_id", unit, on=day)
        standard_is_asked_for(entry.fact, file.bearer.kind, self._rulebooks.eras)
        today = local_day(command.act.effective)
        rating_is_of_a_year_at_its_end(entry.fact, today, self._rulebooks.at(today).deadlines[YEAR_END])
        if isinstance(entry.fact, Award):
            entry = self._of_title(entry, entry.fact, file)
        elif isinstance(entry.fact, Predecessor):
            entry = self._of_merger(entry, entry.fact, file)
        made = file.record(command.act, entry)
        if not isinstance(entry.fact, Discipline | Inquiry):
            return self._store.save(command, file, details={"fact": str(made)})
        challenge = Challenge.recorded(file.bearer, entry.fact, made)
        with self._store.reading() as connection:
            waiting = candidacies.open_of(connection, file.bearer)
            against = questioned(waiting, partial(self._store.find, connection=connection), command.act, challenge)
        details = {"fact": str(made), "questioned": len(against)}
        return self._store.save(command, file, *against, details=details)

    def _of_title(self, entry: Entry, award: Award, file: MeritFile) -> Entry:
        rule = title_is_known(award.title, self._rulebooks.at(award.decided_on))
        if rule.holder is not file.bearer.kind:
            raise MeritFactNotOfHolder(given=award.title, holder=file.bearer.kind)
        return Entry(award, entry.evidence, entry.corrects, yearly=rule.form is Form.TITLE)

    def _of_merger(self, entry: Entry, declared: Predecessor, file: MeritFile) -> Entry:
        with self._store.reading() as connection:
            heard = {each.unit_id: each.merged_on for each in merged_into(connection, [file])[0]}
        return replace(entry, merged_on=heard.get(declared.unit_id))

    def _may_keep(self, command: Command, file: MeritFile, fact: object) -> None:
        if isinstance(fact, BARS):
            rights.require(command.principal, Action.KEEP_BARS)
            return
        units = {file.unit_on(local_day(command.act.effective))}
        if isinstance(fact, Membership):
            units.add(fact.unit_id)
        if not any(rights.may(command.principal, Action.KEEP_MERIT, Subject(each)) for each in units):
            rights.require(command.principal, Action.KEEP_MERIT)

    @by_code
    def clear(self, command: Command, file_id: UUID, fact_id: UUID, cleared_on: date, finding: str) -> Receipt:
        """End what was open against the holder; the case resumes."""
        rights.require(command.principal, Action.KEEP_BARS)
        file = self._store.load(MeritFile, file_id, command.expected_version)
        file.clear(command.act, fact_id, cleared_on, finding)
        return self._store.save(command, file)

    @by_code
    def withdraw(self, command: Command, file_id: UUID, fact_id: UUID, reason: str) -> Receipt:
        """Withdraw a fact that was recorded wrongly."""
        file = self._store.load(MeritFile, file_id, command.expected_version)
        known = file.holdings.find(fact_id, object)
        self._may_keep(command, file, known.fact if known else None)
        file.withdraw(command.act, fact_id, reason)
        return self._store.save(command, file)

    @by_code
    def declare_complete(self, command: Command, file_id: UUID, from_year: int) -> Receipt:
        """Say from which year on the file is complete."""
        file = self._store.load(MeritFile, file_id, command.expected_version)
        self._may_keep(command, file, None)
        file.declare_complete(command.act, from_year)
        return self._store.save(command, file)

    @by_code
    def keep_name(self, command: Command, file_id: UUID, name: str) -> Receipt:
        """Put the person's name where names are kept; an empty one erases it. The log does not hold it."""
        file = self._store.load(MeritFile, file_id, command.expected_version)
        if file.bearer.kind is not Holder.PERSON:
            raise MeritFactNotOfHolder(given=OwnKind.NAME, holder=file.bearer.kind, fields=("name",))
        self._may_keep(command, file, None)
        file.keep_name(command.act)
        key = file.bearer.key
        return self._store.save(command, file, alongside=lambda connection: person_names.keep(connection, key, name))

    def name(self, reader: Principal, file_id: UUID) -> str | None:
        """The personal name, for those with the right to read the file of the person."""
        file = self.read(reader, file_id)
        with self._store.reading() as connection:
            return person_names.name_of(connection, file.bearer.key)

    def read(self, reader: Principal, file_id: UUID) -> MeritFile:
        """The file, for those with the right: what is on record about a person is not for everybody."""
        file = self._store.load(MeritFile, file_id)
        with self._store.reading() as connection:
            require_reader(connection, reader, file.bearer)
        return file

    def mergers(self, reader: Principal, file_id: UUID) -> list[tuple[Merger, bool]]:
        """The units that went up in the holder, each with whether its history was declared to count."""
        file = self.read(reader, file_id)
        with self._store.reading() as connection:
            [merged] = merged_into(connection, [file])
        open_ones = undeclared(file, merged)
        return [(each, each not in open_ones) for each in merged]

    def read_many(self, connection: sa.Connection, ids: Sequence[UUID]) -> list[MeritFile | None]:
        """The file of each id."""
        return self._store.find_many(MeritFile, ids, connection)


def _units_of(fact: Fact, file: MeritFile) -> Iterator[tuple[UUID, date]]:
    """The unit that a fact is about, with each day on which there must have been one; a merger is the registry's.

    Of an award that is a day of the year it is for: it may be decided when the unit is no more.
    """
    if isinstance(fact, Membership):
        yield fact.unit_id, fact.since
        if fact.until is not None:
            yield fact.unit_id, fact.until
    elif file.bearer.kind is Holder.COLLECTIVE and not isinstance(fact, Predecessor):
        for day in (date(fact.year, 1, 1),) if isinstance(fact, Award) else days_of(fact):
            yield UUID(file.bearer.key), day


def merged_into(connection: sa.Connection, files: Sequence[MeritFile]) -> list[tuple[Merger, ...]]:
    """The units that went up in the holder of each file, as heard; none of a person."""
    units = [UUID(each.bearer.key) for each in files if each.bearer.kind is Holder.COLLECTIVE]
    heard = mergers.into(connection, units)
    return [heard[UUID(each.bearer.key)] if each.bearer.kind is Holder.COLLECTIVE else () for each in files]


def undeclared(file: MeritFile, merged: Sequence[Merger]) -> tuple[Merger, ...]:
    """Those of them whose history nobody declared to count."""
    declared = {each.unit_id for each in file.holdings.of(Predecessor)}
    return tuple(each for each in merged if each.unit_id not in declared)
