"""Aggregates by what people call them: a code or an id, refused by name where there is none."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.aggregate import identity
from kernel.identity import Principal
from kernel.store import Store
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.heads import Acting
from services.covenant.domain.movement import Movement
from services.covenant.domain.refusals.clusters import UnknownCluster
from services.covenant.domain.refusals.movements import UnknownMovement
from services.covenant.domain.refusals.units import UnknownUnit
from services.covenant.domain.rights import Subject
from services.covenant.domain.unit import Unit
from services.covenant.views import units

UUID_TEXT_LENGTH = 36


def named(kind: str, reference: str) -> UUID:
    """The id meant by a reference: an id in text, or the code that the id is made from."""
    if len(reference) == UUID_TEXT_LENGTH:
        try:
            return UUID(reference)
        except ValueError:
            return identity(kind, reference)
    return identity(kind, reference)


def load_unit(store: Store, reference: str | UUID, *, field: str = "unit") -> Unit:
    """The unit of this code or id.

    Raises:
        UnknownUnit: there is none.
    """
    found = store.find(Unit, named("unit", str(reference)))
    if found is None:
        raise UnknownUnit(unit=reference, fields=(field,))
    return found


def load_movement(store: Store, reference: str | UUID) -> Movement:
    """The movement of this code or id.

    Raises:
        UnknownMovement: there is none.
    """
    found = store.find(Movement, named("movement", str(reference)))
    if found is None:
        raise UnknownMovement(movement=reference)
    return found


def load_cluster(store: Store, reference: str | UUID) -> Cluster:
    """The block or cluster of this code or id.

    Raises:
        UnknownCluster: there is none.
    """
    found = store.find(Cluster, named("cluster", str(reference)))
    if found is None:
        raise UnknownCluster(cluster=reference)
    return found


def acting_for(store: Store, principal: Principal, cluster: Cluster, day: date) -> Acting:
    """Who acts for a block or cluster, beside who should: the unit of its head in office on that day."""
    term = cluster.term_on(day)
    if term is None:
        return Acting(principal.unit_id)
    with store.reading() as connection:
        return Acting(principal.unit_id, units.codes(connection, [term.head_id])[term.head_id])


def subject_of(cluster: Cluster, day: date) -> Subject:
    """A block's or cluster's own work: it belongs to the unit of its head in office, the secretariat."""
    term = cluster.term_on(day)
    return Subject(None if term is None else term.head_id, frozenset({cluster.id}))
