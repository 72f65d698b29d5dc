"""The district clusters of a province (cụm thi đua cấp huyện), formed and formed anew all together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from kernel.aggregate import Act
from kernel.explanation import Explanation
from services.covenant.domain.cluster import Cluster, ClusterKind, Issue
from services.covenant.domain.rules import clusters
from services.covenant.domain.unit import Member, Unit


@dataclass(frozen=True)
class Group:
    """One district cluster to be: its code, its name, its members in the order of the list."""

    code: str
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Division:
    """How a province divides its districts: the paper, the groups, all its districts that day, the number required."""

    issue: Issue
    groups: tuple[Group, ...]
    districts: tuple[Member, ...]
    required: Explanation


def form_together(act: Act, province: Unit, division: Division, existing: Collection[Cluster]) -> Sequence[Cluster]:
    """Forms the clusters of the division, gives those that exist their new list, ends those that are no more.

    `existing` are the province's district clusters of the day before. CV 4268 A.I.5.
    """
    province.require_existence_on(division.issue.effective_from)
    grouped = tuple(chain.from_iterable(group.members for group in division.groups))
    clusters.there_are_districts(province.code, division.districts, division.issue.effective_from)
    clusters.district_clusters_are_as_many_as_the_rule(len(division.groups), len(division.districts), division.required)
    clusters.each_unit_is_listed_once(grouped)
    clusters.every_district_stands_in_a_cluster(
        division.districts, grouped, province.code, ClusterKind.DISTRICT_CLUSTER
    )
    kept = {Cluster.id_for(group.code) for group in division.groups}
    ended = [cluster for cluster in existing if cluster.id not in kept]
    same = not ended and kept <= {cluster.id for cluster in existing}
    later = [since for cluster in existing for since, _ in cluster.lists if since > division.issue.effective_from]
    clusters.a_division_told_late_keeps_the_clusters(province.code, division.issue.effective_from, later, same=same)
    for cluster in ended:
        cluster.disband(act, division.issue.effective_from)
    return [*(_listed(act, province, division.issue, group, existing) for group in division.groups), *ended]


def _listed(act: Act, province: Unit, issue: Issue, group: Group, existing: Collection[Cluster]) -> Cluster:
    found = next((cluster for cluster in existing if cluster.id == Cluster.id_for(group.code)), None)
    cluster = found or Cluster.form_of_districts(act, group.code, group.name, province.id, issue.effective_from)
    cluster.list_members(act, issue, group.members)
    return cluster
