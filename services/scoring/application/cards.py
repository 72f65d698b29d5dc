"""Commands on scorecards (phiếu chấm điểm): computed, self-scored, checked, verified, final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation, Text
from kernel.store import Command, Missing, Receipt, Store
from services.scoring.application.computing import Engine
from services.scoring.application.leading import require_leave
from services.scoring.application.loading import (
    Review,
    called,
    cluster_subject,
    known_movement,
    members_of,
    require_open,
    require_unit_until,
    signed_table,
)
from services.scoring.domain.calendar import day_of
from services.scoring.domain.finalisation import Computation, Finalisation
from services.scoring.domain.lines import SignedTable
from services.scoring.domain.material import Mark
from services.scoring.domain.period import Period
from services.scoring.domain.refusals.cards import CardNotFinal
from services.scoring.domain.rights import Action, Subject, department_of, may, require
from services.scoring.domain.rules.cards import card_can_change
from services.scoring.domain.rules.reviews import unit_is_member
from services.scoring.domain.scorecard import Scorecard
from services.scoring.views import covenants


@dataclass(frozen=True)
class Cards:
    """The cards of a review's members, computed by the signed table; nothing of it is saved yet."""

    table: SignedTable
    cards: tuple[Scorecard, ...]


class CardCommands:
    """Compute, mark, finalise, reopen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def compute_one(self, command: Command, review: Review, unit_id: UUID) -> Receipt:
        """Lập và chấm máy phiếu của một đơn vị: the unit itself may, to see where it stands before it scores itself."""
        subject = self._subject(review, unit_id)
        if not may(command.principal, Action.SELF_SCORE, subject):
            self._require(command, Action.COMPUTE, subject)
        computed = self._computed(command, review, [unit_id])
        return self._store.save(command, *computed.cards)

    def compute(self, command: Command, review: Review) -> Receipt:
        """Chấm máy cả khối, cụm: every member's card that is not final."""
        self._require(command, Action.COMPUTE, self._subject(review))
        computed = self._computed(command, review)
        return self._store.save(command, *computed.cards, details=_told(computed.cards))

    def finalise_all(self, command: Command, review: Review) -> Receipt:
        """Chấm và chốt cả khối, cụm in one command; cards that are final stay as they are."""
        self._require(command, Action.FINALISE, self._subject(review))
        computed = self.closed(command, review)
        return self._store.save(command, *computed.cards, details=_told(computed.cards))

    def closed(self, command: Command, review: Review) -> Cards:
        """Every member's card, computed and final, to be saved by whoever asked."""
        computed = self._computed(command, review)
        for card in computed.cards:
            if not card.is_final:
                card.finalise(command.act, computed.table)
        return computed

    def reopened(self, command: Command, review: Review, reason: str) -> Cards:
        """Every member's card; those whose figures have changed since they were final are opened, computed, closed."""
        final = self.gathered(command, review)
        with self._store.reading() as connection:
            signed = covenants.signed(connection, review.movement_id, [card.unit_id for card in final.cards])
            engine = Engine(self._store, connection, final.table, review)
            runs = {card.id: engine.run(card, signed.get(card.unit_id)) for card in final.cards}
        for card in final.cards:
            if card.is_final and _says_otherwise(card.finalisations[-1], runs[card.id]):
                card.reopen(command.act, reason)
            if not card.is_final:
                card.compute(command.act, runs[card.id], engine.results_on(card.unit_id))
                card.finalise(command.act, final.table)
        return final

    def self_score(self, command: Command, card_id: UUID, marks: Sequence[Mark]) -> Receipt:
        """Tự chấm điểm."""
        card = self._card(command, card_id)
        require(command.principal, Action.SELF_SCORE, Subject(card.unit_id, card.cluster_id))
        card.self_score(command.act, self._open_table(command, card), marks)
        return self._store.save(command, card)

    def cross_check(self, command: Command, card_id: UUID, marks: Sequence[Mark]) -> Receipt:
        """Kiểm tra chéo: by the head or deputy, never of the own unit."""
        card = self._card(command, card_id)
        self._require(command, Action.CROSS_CHECK, Subject(card.unit_id, card.cluster_id))
        card.cross_check(command.act, self._open_table(command, card), marks)
        return self._store.save(command, card)

    def verify(self, command: Command, card_id: UUID, marks: Sequence[Mark]) -> Receipt:
        """Thẩm định: by the professional department, in its own field."""
        card = self._card(command, card_id)
        department_id = department_of(command.principal)
        card.verify(command.act, self._open_table(command, card), department_id, marks)
        return self._store.save(command, card)

    def finalise(self, command: Command, card_id: UUID) -> Receipt:
        """Chốt phiếu điểm."""
        card = self._card(command, card_id)
        self._require(command, Action.FINALISE, Subject(card.unit_id, card.cluster_id))
        table, review = self._open_table(command, card), Review.of(card)
        with self._store.reading() as connection:
            results_on = Engine(self._store, connection, table, review).results_on(card.unit_id)
        card.finalise(command.act, table, results_on)
        return self._store.save(command, card)

    def reopen(self, command: Command, card_id: UUID, reason: str) -> Receipt:
        """Mở lại phiếu điểm, with the reason; boards that were frozen stay as they are."""
        card = self._card(command, card_id)
        require(command.principal, Action.REOPEN, Subject(card.unit_id, card.cluster_id))
        try:
            card.reopen(command.act, reason)
        except CardNotFinal as refusal:
            raise CardNotFinal(units=called(self._store, card.unit_id)) from refusal
        return self._store.save(command, card)

    def read(self, card_id: UUID) -> tuple[Scorecard, SignedTable]:
        """A card with everything on it, and the table it goes by."""
        card = self._store.load(Scorecard, card_id)
        return card, signed_table(self._store, card.cluster_id, card.movement_id)

    def read_many(
        self, connection: sa.Connection, card_ids: Sequence[UUID]
    ) -> list[tuple[Scorecard, SignedTable] | None]:
        """The card of each id with its table; None where there is no such card."""
        cards = self._store.find_many(Scorecard, card_ids, connection)
        reviews = {(card.cluster_id, card.movement_id) for card in cards if card is not None}
        tables = {review: signed_table(self._store, *review) for review in reviews}
        return [None if card is None else (card, tables[card.cluster_id, card.movement_id]) for card in cards]

    def why(self, card_id: UUID) -> Explanation:
        """Why the card comes to its score, as it stands now."""
        card, table = self.read(card_id)
        return card.explain(table)

    def why_points(self, card_id: UUID, criterion: str) -> Explanation:
        """Why the points of one criterion are what they are, as the card stands now."""
        card, table = self.read(card_id)
        if table.scheme.criterion(criterion) is None:
            raise Missing(thing=Text("tiêu chí", "criterion"), id=criterion)
        return card.explain_line(table, criterion)

    def _card(self, command: Command, card_id: UUID) -> Scorecard:
        return self._store.load(Scorecard, card_id, command.expected_version)

    def _open_table(self, command: Command, card: Scorecard) -> SignedTable:
        require_open(self._store, card.movement_id, Period.parse(card.period), day_of(command.act.effective))
        return signed_table(self._store, card.cluster_id, card.movement_id)

    def _require(self, command: Command, action: Action, subject: Subject) -> None:
        with self._store.reading() as connection:
            require_leave(connection, command, action, subject)

    def _subject(self, review: Review, unit_id: UUID | None = None) -> Subject:
        with self._store.reading() as connection:
            known_movement(connection, review.movement_id)
            subject = cluster_subject(connection, review.cluster_id)
        return Subject(unit_id, review.cluster_id, subject.national)

    def gathered(self, command: Command, review: Review, only: Sequence[UUID] | None = None) -> Cards:
        """The cards of the members, or of some of them; those that are not there yet are opened."""
        require_open(self._store, review.movement_id, review.period, day_of(command.act.effective))
        table = signed_table(self._store, review.cluster_id, review.movement_id)
        with self._store.reading() as connection:
            members = members_of(connection, review)
            for unit_id in only or ():
                require_unit_until(connection, unit_id, review.period)
                unit_is_member(unit_id, members, review.period)
            key = (review.cluster_id, review.movement_id, review.period)
            units = only or members
            found = self._store.find_many(Scorecard, [Scorecard.id_for(*key, each) for each in units], connection)
            cards = [
                card or Scorecard.open(command.act, *key, unit_id) for unit_id, card in zip(units, found, strict=True)
            ]
        return Cards(table, tuple(cards))

    def _computed(self, command: Command, review: Review, only: Sequence[UUID] | None = None) -> Cards:
        gathered = self.gathered(command, review, only)
        if only is not None:
            for card in gathered.cards:
                card_can_change(len(card.finalisations), is_final=card.is_final)
        open_cards = [card for card in gathered.cards if not card.is_final]
        with self._store.reading() as connection:
            signed = covenants.signed(connection, review.movement_id, [card.unit_id for card in open_cards])
            engine = Engine(self._store, connection, gathered.table, review)
            for card in open_cards:
                run = engine.run(card, signed.get(card.unit_id))
                card.compute(command.act, run, engine.results_on(card.unit_id))
        return gathered


def _says_otherwise(final: Finalisation, run: Computation) -> bool:
    """A sheet may have grown by what the table does not read; only what the card is made of counts."""
    return (run.lines, run.covenant) != (final.computation.lines, final.computation.covenant)


def _told(cards: Sequence[Scorecard]) -> dict[str, object]:
    return {"cards": len(cards), "final": sum(card.is_final for card in cards)}
