"""What is on record about the case of a dossier: its board, and the merit file of whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Store
from services.nomination.application.merit_files import merged_into, undeclared
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.dossier import Dossier
from services.nomination.domain.merit.facts import Bearer, Predecessor
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.merit.record import Record
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.on_record import of_the_board, of_the_merit_file
from services.nomination.domain.papers import DossierKind, Known
from services.nomination.views import editions


@dataclass(frozen=True)
class About:
    """Whom a case is about, and the year it is of."""

    bearer: Bearer
    year: int


def record_of(store: Store, connection: sa.Connection, file: MeritFile) -> Record:
    """The record of a merit file, with those of the units merged into its own."""
    [record] = records_of(store, connection, [file])
    return record


def records_of(store: Store, connection: sa.Connection, files: Sequence[MeritFile]) -> list[Record]:
    """The same of several files, read together."""
    before = [[Bearer.unit(each.unit_id).file_id for each in file.holdings.of(Predecessor)] for file in files]
    wanted = [id for ids in before for id in ids]
    found = {each.id: each for each in store.find_many(MeritFile, wanted, connection) if each is not None}
    return [
        Record.of(file, [found[id] for id in ids if id in found], undeclared(file, merged))
        for file, ids, merged in zip(files, before, merged_into(connection, files), strict=True)
    ]


def on_record(store: Store, connection: sa.Connection, dossier: Dossier) -> dict[str, Known]:
    """What is on record of the figures that the papers of a dossier quote."""
    about, quoted = dossier.about, [quote.indicator for paper in dossier.papers.values() for quote in paper.quotes]
    standing = about.movement_id and editions.standing(connection, about.unit_id, about.movement_id)
    known = of_the_board(standing, editions.classification(connection, standing, about.unit_id)) if standing else {}
    found = _about(store, connection, dossier.about.kind, about.case_id)
    file = store.find(MeritFile, found.bearer.file_id, connection)
    if file is None:
        return known
    return of_the_merit_file(record_of(store, connection, file), found.year, quoted) | known


def _about(store: Store, connection: sa.Connection, kind: DossierKind, case_id: UUID) -> About:
    if kind is DossierKind.MERIT:
        nomination = store.find(Nomination, case_id, connection)
        assert nomination is not None, case_id  # noqa: S101 (its dossier was opened on it)
        return About(nomination.bearer, nomination.grounds.year)
    commendation = store.find(Commendation, case_id, connection)
    assert commendation is not None, case_id  # noqa: S101 (its dossier was opened on it)
    proposal = commendation.proposal
    bearer = Bearer.person(proposal.person) if proposal.person else Bearer.unit(proposal.unit_id)
    return About(bearer, proposal.achieved_on.year)
