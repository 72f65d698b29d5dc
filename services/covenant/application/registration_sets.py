"""The command by which a cluster head submits the members' registrations."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import acting_for, load_movement
from services.covenant.domain import rights
from services.covenant.domain.cluster import Cluster
from services.covenant.domain.days import day_of
from services.covenant.domain.refusals.covenants import SetSubmitted
from services.covenant.domain.registration_set import RegistrationSet, Standing
from services.covenant.domain.rights import Action, Subject
from services.covenant.views.standings import standings as member_standings


class RegistrationSetCommands:
    """What can be done with sets of registrations (hồ sơ đăng ký)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def submit(self, command: Command, cluster_id: UUID, movement: str) -> Receipt:
        """Submits the set of a block or cluster as its members stand on the command's day."""
        cluster = self._store.load(Cluster, cluster_id)
        rights.require(command.principal, Action.SUBMIT_SET, Subject(cluster.owner_id, frozenset({cluster.id})))
        contest, day = load_movement(self._store, movement), day_of(command.act)
        before = self._store.find(RegistrationSet, RegistrationSet.id_for(cluster.id, contest.id))
        if before is not None:
            raise SetSubmitted(cluster=cluster.code, movement=contest.code, submitted_on=before.submitted_on)
        with self._store.reading() as connection:
            [rows] = member_standings(connection, [cluster.id], day, contest.id)
        standings = [
            Standing(row["unit_id"], signed=row["signed"], late=row["late"], registered=bool(row["titles"]))
            for row in rows
        ]
        acting = acting_for(self._store, command.principal, cluster, day)
        return self._store.save(command, RegistrationSet.submit(command.act, cluster, contest, acting, standings))
