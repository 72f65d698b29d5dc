"""Running the engine: one unit's results, covenant, marks and table become a computation, the same at every replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Store
from services.scoring.application.loading import Review, members_of, signed_table
from services.scoring.domain.finalisation import CardRead, Computation, NeighbourRead, SheetRead
from services.scoring.domain.lines import SignedTable, compute
from services.scoring.domain.material import FieldCard, Material, Neighbour, Result, Results, SignedCovenant
from services.scoring.domain.parameters import Measure, Rank
from services.scoring.domain.period import Period
from services.scoring.domain.readings import read
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.scheme import Scheme
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.scorecard import Scorecard
from services.scoring.views import covenants, organisation, score_tables


class Engine:
    """The engine over what is recorded now, for the cards of one review; what several cards need is read once."""

    def __init__(self, store: Store, connection: sa.Connection, table: SignedTable, review: Review) -> None:
        self._store = store
        self._connection = connection
        self._table = table
        self._review = review
        self._sheets: dict[UUID, list[ResultSheet]] = {}

    def run(self, card: Scorecard, covenant: SignedCovenant | None) -> Computation:
        """The card's computation, saying which version of everything it read."""
        neighbours = self._neighbours(card.unit_id)
        others = self._field_cards(card.unit_id)
        found = self._sheets_of(card.unit_id)
        material = Material(
            results=_results(found),
            covenant=covenant,
            neighbours=tuple(self._beside(each) for each in neighbours),
            marks=card.marks_given(),
            field_cards=tuple(others),
        )
        lines = compute(self._table, read(self._table.scheme, self._review.period, material))
        return Computation(
            table_id=self._table.table_id,
            table_version=self._table.version,
            sheets=_read(found),
            covenant=covenant,
            lines=lines,
            neighbours=neighbours,
            marks=material.marks,
            cards=tuple(CardRead(each.unit_id, each.card_id, each.finalisation) for each in others),
        )

    def results_on(self, unit_id: UUID) -> date | None:
        """The last day of which results of this unit are recorded; None: there are none."""
        return max((sheet.last_on for sheet in self._sheets_of(unit_id)), default=None)

    def _sheets_of(self, unit_id: UUID) -> list[ResultSheet]:
        if unit_id not in self._sheets:
            quarters = [Period.parse(quarter) for quarter in self._review.period.quarters]
            ids = [ResultSheet.id_for(unit_id, self._review.movement_id, quarter) for quarter in quarters]
            found = self._store.find_many(ResultSheet, ids, self._connection)
            self._sheets[unit_id] = [sheet for sheet in found if sheet is not None]
        return self._sheets[unit_id]

    def _neighbours(self, unit_id: UUID) -> tuple[NeighbourRead, ...]:
        """The other members of the unit's group of like units, if the table ranks them."""
        scheme = self._table.scheme
        if not any(isinstance(each.formula.parameters, Rank) for each in scheme.criteria):
            return ()
        own = scheme.group_of(unit_id)
        return tuple(
            NeighbourRead(each, _read(self._sheets_of(each)), self._promised.get(each))
            for each in self._members
            if each != unit_id and scheme.group_of(each) == own
        )

    @cached_property
    def _members(self) -> Sequence[UUID]:
        return members_of(self._connection, self._review)

    @cached_property
    def _promised(self) -> Mapping[UUID, SignedCovenant]:
        """The members' covenants, as far as ranking compares with their targets."""
        wanted = _compared_with(self._table.scheme)
        if not wanted:
            return {}
        signed = covenants.signed(self._connection, self._review.movement_id, self._members)
        return {
            unit_id: replace(each, promises=tuple(one for one in each.promises if one.indicator in wanted))
            for unit_id, each in signed.items()
        }

    def _beside(self, neighbour: NeighbourRead) -> Neighbour:
        return Neighbour(neighbour.unit_id, _results(self._sheets_of(neighbour.unit_id)), neighbour.covenant)

    def _field_cards(self, department_id: UUID) -> list[FieldCard]:
        """The provinces' cards whose tables have criteria in this unit's field, if its own table draws on them."""
        if all(each.field_result is None for each in self._table.scheme.criteria):
            return []
        return [
            _field_card(read, card, table, department_id)
            for read, card, table in self._other_cards
            if any(each.department_id == department_id for each in table.scheme.criteria)
        ]

    @cached_property
    def _other_cards(self) -> list[tuple[CardRead, Scorecard | None, SignedTable]]:
        """The cards of the same movement and period in all other blocks and clusters with a signed table."""
        review = self._review
        ids = score_tables.signed_elsewhere(self._connection, review.movement_id, review.cluster_id)
        tables = [each for each in self._store.find_many(ScoreTable, ids, self._connection) if each is not None]
        found: list[tuple[CardRead, Scorecard | None, SignedTable]] = []
        for table in tables:
            members = organisation.members(self._connection, table.cluster_id, review.period.ends)
            key = (table.cluster_id, review.movement_id, review.period)
            ids = [Scorecard.id_for(*key, each) for each in members]
            cards = self._store.find_many(Scorecard, ids, self._connection)
            for unit_id, id, card in zip(members, ids, cards, strict=True):
                final = len(card.finalisations) if card is not None and card.is_final else 0
                found.append((CardRead(unit_id, id, final), card, table.in_force()))
        return found


def _field_card(read: CardRead, card: Scorecard | None, table: SignedTable, department_id: UUID) -> FieldCard:
    if card is None or read.finalisation == 0:
        return FieldCard(read.unit_id, read.card_id, 0, None, ())
    return card.finalisations[read.finalisation - 1].field_card(read, table, department_id)


def _compared_with(scheme: Scheme) -> frozenset[str]:
    """The indicators that units are ranked on by their percentage of a target."""
    return frozenset(
        each.indicator
        for each in scheme.criteria
        if isinstance(rank := each.formula.parameters, Rank) and rank.measure is Measure.PERCENT_OF_TARGET
    )


def _read(sheets: Iterable[ResultSheet]) -> tuple[SheetRead, ...]:
    return tuple(SheetRead(sheet.id, sheet.version) for sheet in sheets)


def _results(sheets: Iterable[ResultSheet]) -> Results:
    return {key: result for sheet in sheets for key, result in sheet.results().items()}


def again(store: Store, table: SignedTable, card: Scorecard, recorded: Computation) -> Computation:
    """The same run made anew from the log: sheets and cards at the versions it read, covenants and marks as sealed."""
    material = Material(
        results=dict(_results_at(store, recorded.sheets)),
        covenant=recorded.covenant,
        neighbours=tuple(
            Neighbour(each.unit_id, dict(_results_at(store, each.sheets)), each.covenant)
            for each in recorded.neighbours
        ),
        marks=recorded.marks,
        field_cards=tuple(_field_card_again(store, each, card.unit_id) for each in recorded.cards),
    )
    lines = compute(table, read(table.scheme, Period.parse(card.period), material))
    return replace(recorded, table_id=table.table_id, table_version=table.version, lines=lines)


def _field_card_again(store: Store, read: CardRead, department_id: UUID) -> FieldCard:
    if read.finalisation == 0:
        return FieldCard(read.unit_id, read.card_id, 0, None, ())
    card = store.load(Scorecard, read.card_id)
    return _field_card(read, card, signed_table(store, card.cluster_id, card.movement_id), department_id)


def _results_at(store: Store, sheets: Iterable[SheetRead]) -> Iterable[tuple[tuple[str, str], Result]]:
    for each in sheets:
        yield from store.load(ResultSheet, each.sheet_id).results(each.version).items()
