"""The set of registrations (hồ sơ đăng ký của khối, cụm) that a head submits to the standing council body, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Text
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.heads import Acting
from services.covenant.domain.movement import Movement
from services.covenant.domain.rules import officers, registrations


@dataclass(frozen=True)
class Standing:
    """How one member stands on the day of the submission."""

    unit_id: UUID
    signed: bool
    late: bool
    registered: bool


class RegistrationSet(Aggregate):
    """Hồ sơ đăng ký: one per block or cluster and movement."""

    TOPIC = "covenant.RegistrationSet"
    CALLED = Text("bộ đăng ký của cụm", "set of registrations")

    class Event(Aggregate.Event):
        """Base of a set's events."""

        TOPIC = "covenant.RegistrationSetEvent"

    class Submitted(Event, Aggregate.Created):
        """Nộp hồ sơ đăng ký."""

        TOPIC = "covenant.RegistrationSetSubmitted"
        cluster_id: UUID
        movement_id: UUID
        submitted_on: date
        signed: tuple[UUID, ...]
        late: tuple[UUID, ...]
        unsigned: tuple[UUID, ...]
        unregistered: tuple[UUID, ...]

    @staticmethod
    def id_for(cluster_id: UUID, movement_id: UUID) -> UUID:
        """The id of the one set of this block or cluster in this movement."""
        return identity("registration-set", cluster_id, movement_id)

    @classmethod
    def submit(
        cls, act: Act, cluster: Cluster, movement: Movement, acting: Acting, standings: Sequence[Standing]
    ) -> Self:
        """Submits the set as the members stand; `standings` are in the order of the list of the act's day."""
        day = day_of(act)
        movement.require_open()
        registrations.a_set_is_of_members(cluster.code, day, standings)
        term = cluster.term_on(day)
        head = None if term is None else (term.head_id, acting.head_code)
        officers.the_elected_head_is_still_there(cluster.code, day, acting.head_code, gone=acting.head_gone)
        registrations.the_head_in_office_submits(cluster.code, day, head, acting.unit_id)
        return cls(
            act=act,
            id=cls.id_for(cluster.id, movement.id),
            cluster_id=cluster.id,
            movement_id=movement.id,
            submitted_on=day,
            signed=tuple(each.unit_id for each in standings if each.signed and not each.late),
            late=tuple(each.unit_id for each in standings if each.signed and each.late),
            unsigned=tuple(each.unit_id for each in standings if not each.signed),
            unregistered=tuple(each.unit_id for each in standings if not each.registered),
        )

    @event(Submitted)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        cluster_id: UUID,
        movement_id: UUID,
        submitted_on: date,
        signed: tuple[UUID, ...],
        late: tuple[UUID, ...],
        unsigned: tuple[UUID, ...],
        unregistered: tuple[UUID, ...],
    ) -> None:
        self.cluster_id = cluster_id
        self.movement_id = movement_id
        self.submitted_on = submitted_on
