"""Asks the chain of a title about a holder: the record out of the merit files, judged by the rules of the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from kernel.identity import Forbidden, Principal
from kernel.store import Missing, Store
from regulations.chains import chains_of
from regulations.chapters import Holder
from regulations.rulebook import Matter, Rulebooks
from services.nomination.application.case_records import record_of, records_of
from services.nomination.application.records import may_read_each, require_reader
from services.nomination.domain import rights
from services.nomination.domain.candidacy import Candidacy, Registration, Standing
from services.nomination.domain.merit.assessment import (
    Assessment,
    Rung,
    Streak,
    assess,
    ladder,
    next_rung,
    streaks,
)
from services.nomination.domain.merit.facts import Bearer, Initiative
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.findings import State
from services.nomination.domain.merit.judging import Case, Outside
from services.nomination.domain.merit.record import Record
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.refusals.merit import MeritFactNotOfHolder, MeritFactNotStanding
from services.nomination.domain.rights import Action
from services.nomination.domain.rules.merit import initiative_is_unused, year_can_be
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.views import covenants, editions, mergers, merit_files, organisation

BATCH = 100
"""Files judged at a time while looking for those who qualify."""


@dataclass(frozen=True)
class Wanted:
    """Whom a list of the qualified is about: a title of a year, everywhere, in a unit, or in a block or cluster."""

    title: str
    year: int
    state: State = State.MET
    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    movement_id: UUID | None = None


@dataclass(frozen=True)
class Qualified:
    """One holder with the answer."""

    file: MeritFile
    assessment: Assessment


class Assessments:
    """What the chains say of holders."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    def completed(
        self, connection: sa.Connection, candidacy: Candidacy, asked: Matter, only: Sequence[UUID]
    ) -> Candidacy:
        """The candidacy with what the holder's merit file and the chain of the title say of it."""
        rulebook, day = self._rulebooks.applying(asked).rulebook, asked.on
        rule = rulebook.titles.get(candidacy.title)
        person = candidacy.person
        bearer = Bearer.unit(candidacy.unit_id) if person is None else Bearer.person(person)
        file = self._store.find(MeritFile, bearer.file_id, connection)
        in_unit = person is None or (file is not None and file.unit_on(day) == candidacy.unit_id)
        if rule is None or rule.holder is not bearer.kind:
            return replace(candidacy, in_unit=in_unit)
        by = Nomination.id_for(candidacy.title, candidacy.unit_id, candidacy.movement_id, person)
        _initiatives_are_free(file, only, by)
        standing = candidacy.standing
        case = Case(
            record=record_of(self._store, connection, file) if file else _unwritten(connection, bearer),
            chains=chains_of(rulebook),
            title=candidacy.title,
            year=candidacy.year(day),
            day=day,
            outside=Outside(
                leads=standing.leads() if standing else None,
                registered=candidacy.registration is not None,
                events=tuple(each.event for each in (standing, candidacy.registration) if each is not None),
            ),
            only=frozenset(only) or None,
            by=by,
        )
        return replace(candidacy, in_unit=in_unit, assessment=assess(case, rulebook))

    def of(self, reader: Principal, file_id: UUID, wanted: Wanted, day: date) -> Assessment:
        """What the rules of a day say of a holder for a title of a year."""
        title = wanted.title
        year_can_be(wanted.year)
        rulebook = self._rulebooks.applying(Matter(day, asked_as="on")).rulebook
        with self._store.reading() as connection:
            file = self._read(connection, reader, file_id)
            if title_is_known(title, rulebook).holder is not file.bearer.kind:
                raise MeritFactNotOfHolder(given=title, holder=file.bearer.kind, fields=("title",))
            return assess(self._case(connection, file, wanted, day), rulebook)

    def ladder(self, reader: Principal, file_id: UUID, year: int, day: date) -> tuple[tuple[Rung, ...], Rung | None]:
        """Every title of the holder's kind for a year, and the next one: what is missing for it is its assessment's."""
        year_can_be(year)
        rulebook = self._rulebooks.applying(Matter(day, asked_as="on")).rulebook
        with self._store.reading() as connection:
            file = self._read(connection, reader, file_id)
            rungs = ladder(self._case(connection, file, Wanted("", year), day), rulebook)
        return rungs, next_rung(rungs)

    def streaks(self, reader: Principal, file_id: UUID) -> tuple[Streak, ...]:
        """The years of each title on record, with their gaps."""
        with self._store.reading() as connection:
            return streaks(record_of(self._store, connection, self._read(connection, reader, file_id)))

    def qualified(
        self, reader: Principal, wanted: Wanted, day: date, after: UUID | None, limit: int
    ) -> tuple[list[Qualified], UUID | None]:
        """Up to `limit` holders in the wanted state by the order of their files, and the file behind which to go on."""
        rights.require(reader, Action.READ)
        year_can_be(wanted.year)
        rulebook = self._rulebooks.applying(Matter(day, asked_as="on")).rulebook
        holder = title_is_known(wanted.title, rulebook).holder
        found: list[Qualified] = []
        with self._store.reading() as connection:
            units = self._units(connection, wanted, day)
            while ids := merit_files.holders(connection, holder, units, after, BATCH):
                files = [each for each in self._store.find_many(MeritFile, ids, connection) if each is not None]
                for file, whole, case in self._opened(connection, reader, files, wanted, day):
                    if len(found) == limit:
                        return found, found[-1].file.id
                    if not whole:
                        raise Forbidden(who=reader.name, action=Action.READ_PERSONS)
                    assessment = assess(case, rulebook)
                    if assessment.state is wanted.state:
                        found.append(Qualified(file, assessment))
                after = ids[-1]
        return found, None

    @staticmethod
    def _units(connection: sa.Connection, wanted: Wanted, day: date) -> Sequence[UUID] | None:
        if wanted.unit_id is not None:
            return [wanted.unit_id]
        if wanted.cluster_id is not None:
            return organisation.members_on(connection, wanted.cluster_id, day)
        return None

    def _opened(
        self, connection: sa.Connection, reader: Principal, files: Sequence[MeritFile], wanted: Wanted, day: date
    ) -> Iterator[tuple[MeritFile, bool, Case]]:
        """The files of one kind of holder, whether the reader may see each, and what is asked of it."""
        persons = any(each.bearer.kind is Holder.PERSON for each in files)
        bearers = [(each.bearer, None) for each in files]
        open_to = may_read_each(connection, reader, bearers) if persons else [True] * len(files)
        return zip(files, open_to, self._cases(connection, files, wanted, day), strict=True)

    def _case(self, connection: sa.Connection, file: MeritFile, wanted: Wanted, day: date) -> Case:
        [case] = self._cases(connection, [file], wanted, day)
        return case

    def _cases(self, connection: sa.Connection, files: Sequence[MeritFile], wanted: Wanted, day: date) -> list[Case]:
        records, chains = records_of(self._store, connection, files), chains_of(self._rulebooks.at(day))
        outside = _heard(connection, files, wanted, day)
        return [
            Case(record=record, chains=chains, title=wanted.title, year=wanted.year, day=day, outside=heard)
            for record, heard in zip(records, outside, strict=True)
        ]

    def _read(self, connection: sa.Connection, reader: Principal, file_id: UUID) -> MeritFile:
        file = self._store.find(MeritFile, file_id, connection)
        if file is None:
            raise Missing(thing=MeritFile.CALLED, id=file_id)
        require_reader(connection, reader, file.bearer)
        return file


def _unwritten(connection: sa.Connection, bearer: Bearer) -> Record:
    """The record of a holder that has no file yet."""
    if bearer.kind is Holder.PERSON:
        return Record(bearer.kind)
    unit = UUID(bearer.key)
    return Record(bearer.kind, undeclared=mergers.into(connection, [unit])[unit])


def _heard(connection: sa.Connection, files: Sequence[MeritFile], wanted: Wanted, day: date) -> list[Outside]:
    """Rank and registration of each holder in the movement, where one is named."""
    movement, units = wanted.movement_id, [each.unit_on(day) for each in files]
    if movement is None:
        return [Outside(movement=False)] * len(files)
    holders = [
        None if unit is None else (unit, each.bearer.key if each.bearer.kind is Holder.PERSON else "")
        for unit, each in zip(units, files, strict=True)
    ]
    in_units = [each for each in holders if each is not None]
    registrations = covenants.registrations(connection, in_units, movement, wanted.title)
    standings = editions.standings(connection, [unit for unit, _ in in_units], movement)
    return [
        Outside(movement=False) if each is None else _outside(standings.get(each[0]), registrations.get(each))
        for each in holders
    ]


def _outside(standing: Standing | None, registration: Registration | None) -> Outside:
    events = tuple(each.event for each in (standing, registration) if each is not None)
    return Outside(standing.leads() if standing else None, registration is not None, events)


def _initiatives_are_free(file: MeritFile | None, only: Sequence[UUID], by: UUID) -> None:
    """Initiatives named for a nomination stand in the file and serve no other award than it."""
    for each in only:
        if file is None or file.holdings.find(each, Initiative) is None:
            raise MeritFactNotStanding(fact=each, fields=("initiatives",))
        initiative_is_unused(each, {of: use for of, use in file.holdings.uses.items() if use.by != by})
