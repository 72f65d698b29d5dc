"""What people name: a unit, a block or cluster, a movement by code or id, a title by code; refused if there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

import kernel.naming
from kernel.naming import LONGEST, Kind, id_of
from kernel.store import Store
from regulations.chapters import Holder
from regulations.medal import MEDAL
from regulations.rulebook import Rulebooks
from services.nomination.domain.refusals.medal import UnknownMedalClass
from services.nomination.domain.refusals.nominating import (
    TitleIsForPersons,
    UnknownCluster,
    UnknownMovement,
    UnknownTitle,
    UnknownUnit,
)
from services.nomination.domain.rules.units import unit_was_there
from services.nomination.views import mergers
from services.nomination.views.organisation import CLUSTERS, MOVEMENTS, UNITS, code_of, units_heard_of

UNIT = Kind("unit", UNITS, lambda given, fields: UnknownUnit(unit=given, fields=fields))
CLUSTER = Kind("cluster", CLUSTERS, lambda given, fields: UnknownCluster(cluster=given, fields=fields))
MOVEMENT = Kind("movement", MOVEMENTS, lambda given, fields: UnknownMovement(movement=given, fields=fields))
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("unit", "unit_id", "taken_up_by"), UNIT),
    **dict.fromkeys(("cluster", "cluster_id"), CLUSTER),
    **dict.fromkeys(("movement", "movement_id", "long_movement"), MOVEMENT),
}


class Naming(kernel.naming.Naming):
    """What questions name, held against what this service has heard of; titles against the rules of every era."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        super().__init__(store, KINDS)
        books = rulebooks.eras
        self._titles = {code: rule for book in books for code, rule in book.titles.items()}
        chapters = [found for book in books if (found := book.chapter(MEDAL)) is not None]
        self._classes = tuple(dict.fromkeys(code for found in chapters for code in found.classes))
        self._eras = f"{books[0].id} – {books[-1].id}"

    def units(self, given: Iterable[str]) -> Callable[[str, str], UUID]:
        """What `id` says of each of these units, by what was given and the field it stands in; read together."""
        meant = {each: id_of(UNIT.name, each) for each in given}
        with self._store.reading() as connection:
            heard = units_heard_of(connection, meant.values())

        def unit(reference: str, field: str) -> UUID:
            if (id := meant[reference]) not in heard:
                raise UNIT.refusal(reference[:LONGEST], (field,))
            return id

        return unit

    def title(self, given: str | None) -> str | None:
        """The title, if one is given.

        Raises:
            UnknownTitle: no rules of any era have it.
        """
        return None if given is None else self.known_title(given)

    def known_title(self, given: str) -> str:
        """The title.

        Raises:
            UnknownTitle: no rules of any era have it.
        """
        if given not in self._titles:
            raise UnknownTitle(given=given, rulebook=self._eras)
        return given

    def title_of_collectives(self, given: str) -> str:
        """The title, of those that boards can lead to.

        Raises:
            UnknownTitle: no rules of any era have it.
            TitleIsForPersons: only persons hold it.
        """
        rule = self._titles[self.known_title(given)]
        if rule.holder is Holder.PERSON:
            raise TitleIsForPersons(name=rule.name.vi, name_en=rule.name.en, source=rule.basis)
        return given

    def medal_class(self, given: str | None) -> str | None:
        """The class of persons of the medal, if one is given.

        Raises:
            UnknownMedalClass: no rules of any era have it.
        """
        if given is not None and given not in self._classes:
            raise UnknownMedalClass(given=given, known=", ".join(self._classes))
        return given


def require_units(connection: sa.Connection, field: str, *unit_ids: UUID | None, on: date) -> None:
    """Refuse what names a unit that nobody has told of, or that was no more on the day of the fact.

    Raises:
        UnknownUnit: the first of these that there is not.
        UnitWasMerged: the first that had gone up in another by that day.
        UnitWasDissolved: the first that had been dissolved by then.
    """
    named = [each for each in unit_ids if each is not None]
    lives = mergers.lives(connection, named) if named else {}
    for each in named:
        require_life(each, lives.get(each), field, on)


def require_life(unit_id: UUID, life: Any, field: str, on: date) -> None:
    """The same of one unit whose life has been read: None where nobody has told of it."""
    if life is None:
        raise UnknownUnit(unit=unit_id, fields=(field,))
    unit_was_there(life.code, on, life.ended_on, life.into, field=field)


def require_movement(connection: sa.Connection, field: str, movement_id: UUID | None) -> None:
    """Refuse what names a movement that nobody has told of.

    Raises:
        UnknownMovement: there is none.
    """
    if movement_id is not None and code_of(connection, MOVEMENTS, movement_id) is None:
        raise UnknownMovement(movement=movement_id, fields=(field,))
