"""Aggregates by what people call them: a code or an id, refused by name where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kernel.identity import Principal
from kernel.naming import id_of
from kernel.store import Command, Store
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.heads import Acting, led_by_another, require_head
from services.covenant.domain.movement import Movement
from services.covenant.domain.refusals.clusters import UnknownCluster
from services.covenant.domain.refusals.movements import UnknownMovement
from services.covenant.domain.refusals.plans import UnknownDepartment
from services.covenant.domain.refusals.units import UnknownUnit
from services.covenant.domain.rights import Action, Subject, may
from services.covenant.domain.unit import Unit
from services.covenant.views import clusters, units


def load_unit(store: Store, reference: str | UUID, *, field: str = "unit") -> Unit:
    """The unit of this code or id.

    Raises:
        UnknownUnit: there is none.
    """
    found = store.find(Unit, id_of("unit", str(reference)))
    if found is None:
        raise UnknownUnit(unit=reference, fields=(field,))
    return found


def require_departments(store: Store, departments: Mapping[str, UUID | None]) -> None:
    """Refuses departments that there are not, by the indicators that name them.

    Raises:
        UnknownDepartment: no unit has the code or id given for these indicators.
    """
    there = {each: store.find(Unit, each) is not None for each in set(departments.values()) if each is not None}
    unknown = [indicator for indicator, each in departments.items() if each is not None and not there[each]]
    if unknown:
        raise UnknownDepartment(indicators=", ".join(unknown))


def load_movement(store: Store, reference: str | UUID) -> Movement:
    """The movement of this code or id.

    Raises:
        UnknownMovement: there is none.
    """
    found = store.find(Movement, id_of("movement", str(reference)))
    if found is None:
        raise UnknownMovement(movement=reference)
    return found


def load_cluster(store: Store, reference: str | UUID) -> Cluster:
    """The block or cluster of this code or id.

    Raises:
        UnknownCluster: there is none.
    """
    found = store.find(Cluster, id_of("cluster", str(reference)))
    if found is None:
        raise UnknownCluster(cluster=reference)
    return found


def members_on(store: Store, cluster: Cluster, day: date) -> tuple[UUID, ...]:
    """The members by the list in force on that day, in its order, less those merged or dissolved by then."""
    listed = cluster.members_on(day)
    with store.reading() as connection:
        there = units.existing(connection, listed, day)
    return tuple(each for each in listed if each in there)


def acting_for(store: Store, principal: Principal, cluster: Cluster, day: date) -> Acting:
    """Who acts for a block or cluster, beside who should: the unit of its head in office on that day."""
    term = cluster.term_on(day)
    if term is None:
        return Acting(principal.unit_id)
    head = store.load(Unit, term.head_id)
    return Acting(principal.unit_id, head.code, head_gone=not head.exists_on(day))


def require_no_other_head(store: Store, principal: Principal, clusters: Iterable[UUID], day: date) -> None:
    """Refuses whoever claims to head these blocks or clusters while in each the head of another unit is in office."""
    claimed = sorted(principal.clusters & frozenset(clusters))
    if claimed and not not_led_by_others(store, principal, claimed, day):
        cluster = store.load(Cluster, claimed[0])
        require_head(cluster, acting_for(store, principal, cluster, day), day)


def not_led_by_others(store: Store, principal: Principal, clusters: Iterable[UUID], day: date) -> list[UUID]:
    """Those that the principal claims to head and that no head of another unit leads on that day."""
    claimed = (store.load(Cluster, each) for each in sorted(principal.clusters & frozenset(clusters)))
    return [each.id for each in claimed if not led_by_another(each, acting_for(store, principal, each, day), day)]


def require_in_office(store: Store, command: Command, action: Action, subject: Subject) -> None:
    """Refuses a head by the token only, while another is in office; who may without being a head is not asked."""
    if not may(command.principal, action, Subject(subject.unit_id)):
        require_no_other_head(store, command.principal, subject.clusters, day_of(command.act))


def subject_of_unit(store: Store, unit_id: UUID, day: date) -> Subject:
    """What belongs to a unit: it stands in the blocks and clusters that have the unit on that day."""
    with store.reading() as connection:
        [found] = clusters.of_units(connection, [unit_id], day)
    return Subject(unit_id, frozenset(row["id"] for row in found))


def subject_of(cluster: Cluster, day: date) -> Subject:
    """A block's or cluster's own work: it belongs to the unit of its head in office, the secretariat."""
    term = cluster.term_on(day)
    return Subject(None if term is None else term.head_id, frozenset({cluster.id}))
