"""Commands on the operating rules of a block or cluster: draft, issue, withdraw."""

from __future__ import annotations

from uuid import UUID

from kernel.store import Command, Receipt, Store
from services.covenant.application.loading import acting_for, subject_of
from services.covenant.domain import rights
from services.covenant.domain.bylaws import OperatingRules, RulesText
from services.covenant.domain.cluster import Cluster, Issue
from services.covenant.domain.days import day_of
from services.covenant.domain.heads import Acting
from services.covenant.domain.refusals.bylaws import NoOperatingRules
from services.covenant.domain.rights import Action


class OperatingRulesCommands:
    """What can be done with operating rules (quy chế hoạt động)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def draft(self, command: Command, cluster_id: UUID, text: RulesText, reason: str) -> Receipt:
        """Writes the draft: the first, the open one anew, or an amendment once the last was issued."""
        cluster, acting = self._office(command, cluster_id, Action.DRAFT_OPERATING_RULES)
        found = self._store.find(OperatingRules, OperatingRules.id_for(cluster.id))
        if found is None:
            return self._store.save(command, OperatingRules.draft(command.act, cluster, acting, text))
        found = self._store.load(OperatingRules, found.id, command.expected_version)
        found.redraft(command.act, cluster, acting, text, reason)
        return self._store.save(command, found)

    def issue(self, command: Command, cluster_id: UUID, issue: Issue) -> Receipt:
        """Issues the draft."""
        cluster, acting = self._office(command, cluster_id, Action.ISSUE_OPERATING_RULES)
        found = self._load(command, cluster)
        found.issue(command.act, cluster, acting, issue)
        return self._store.save(command, found)

    def withdraw(self, command: Command, cluster_id: UUID, edition: int, reason: str) -> Receipt:
        """Withdraws an issued edition."""
        cluster, acting = self._office(command, cluster_id, Action.ISSUE_OPERATING_RULES)
        found = self._load(command, cluster)
        found.withdraw(command.act, cluster, acting, edition, reason)
        return self._store.save(command, found)

    def _office(self, command: Command, cluster_id: UUID, action: Action) -> tuple[Cluster, Acting]:
        cluster, day = self._store.load(Cluster, cluster_id), day_of(command.act)
        rights.require(command.principal, action, subject_of(cluster, day))
        return cluster, acting_for(self._store, command.principal, cluster, day)

    def _load(self, command: Command, cluster: Cluster) -> OperatingRules:
        rules_id = OperatingRules.id_for(cluster.id)
        if self._store.find(OperatingRules, rules_id) is None:
            raise NoOperatingRules(cluster=cluster.code)
        return self._store.load(OperatingRules, rules_id, command.expected_version)
