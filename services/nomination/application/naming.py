"""What people name: a unit, a block or cluster, a movement by code or id, a title by code; refused if there is none."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

import kernel.naming
from kernel.naming import Kind
from kernel.store import Store
from regulations.rulebook import Rulebooks
from services.nomination.domain.refusals.nominating import UnknownCluster, UnknownMovement, UnknownTitle, UnknownUnit
from services.nomination.views.organisation import CLUSTERS, MOVEMENTS, UNITS, code_of

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
        self._titles = frozenset(title for book in books for title in book.titles)
        self._eras = f"{books[0].id} – {books[-1].id}"

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


def require_units(connection: sa.Connection, field: str, *unit_ids: UUID | None) -> None:
    """Refuse what names a unit that nobody has told of.

    Raises:
        UnknownUnit: the first of these that there is not.
    """
    for each in unit_ids:
        if each is not None and code_of(connection, UNITS, each) is None:
            raise UnknownUnit(unit=each, fields=(field,))


def require_movement(connection: sa.Connection, field: str, movement_id: UUID | None) -> None:
    """Refuse what names a movement that nobody has told of.

    Raises:
        UnknownMovement: there is none.
    """
    if movement_id is not None and code_of(connection, MOVEMENTS, movement_id) is None:
        raise UnknownMovement(movement=movement_id, fields=(field,))
