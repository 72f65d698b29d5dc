"""Rules of blocks and clusters (khối, cụm thi đua): their lists and the number of district clusters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from kernel.explanation import Explanation, Text
from regulations.chapters import ClusterBands
from services.covenant.domain import sources
from services.covenant.domain.refusals.clusters import (
    ClusterNotInExistence,
    DistrictClustersFormTogether,
    DistrictsLeftOut,
    DividedLater,
    EmptyList,
    MemberOfAnotherCluster,
    MemberOfWrongKind,
    MemberTwice,
    NoDistricts,
    NotAMember,
    WrongNumberOfDistrictClusters,
)
from services.covenant.domain.unit import Member, UnitKind


def it_exists_on(day: date, cluster: str, since: date, until: date | None) -> None:
    """House rule: nothing is recorded of a block or cluster before its first day, nor from the day it ended."""
    if day < since or (until is not None and day >= until):
        raise ClusterNotInExistence(cluster=cluster, since=since, until=until or "…", day=day)


def a_list_names_members(cluster: str, members: Sequence[Member]) -> None:
    """CV 4268 A.I.3: the members are those on the issued list, so the list names some, each once."""
    if not members:
        raise EmptyList(cluster=cluster)
    each_unit_is_listed_once(members)


def each_unit_is_listed_once(members: Sequence[Member], field: str = "members") -> None:
    """CV 4268 A.I.3: a list, or the lists of one annex together, name a unit once."""
    seen: set[UUID] = set()
    for member in members:
        if member.id in seen:
            raise MemberTwice(unit=member.code, fields=(field,))
        seen.add(member.id)


def members_are_of_the_kind(
    cluster: str, cluster_kind: str, allowed: frozenset[UnitKind], members: Collection[Member]
) -> None:
    """CV 4268 A.I.1, 2, 5: head-office units form blocks, provincial offices clusters, districts their own."""
    for member in members:
        if member.kind not in allowed:
            raise MemberOfWrongKind(unit=member.code, kind=member.kind, cluster=cluster, cluster_kind=cluster_kind)


def a_unit_has_one_cluster(members: Collection[Member], elsewhere: Mapping[UUID, str], day: date) -> None:
    """CV 4268 A.I.3: a unit competes in one block or cluster at a time; `elsewhere` gives the other one's code."""
    for member in members:
        if member.id in elsewhere:
            raise MemberOfAnotherCluster(unit=member.code, other=elsewhere[member.id], day=day)


def district_clusters_form_together(*, of_districts: bool) -> None:
    """CV 4268 A.I.5: their number follows from the province, so one alone is neither formed nor changed."""
    if of_districts:
        raise DistrictClustersFormTogether


def there_are_districts(unit: str, districts: Collection[Member], day: date) -> None:
    """CV 4268 A.I.5: district clusters are of the district offices under the unit on that day."""
    if not districts:
        raise NoDistricts(unit=unit, day=day)


def explain_the_number_of_district_clusters(districts: int, bands: ClusterBands, rule_version: str) -> Explanation:
    """CV 4268 A.I.5: up to 9 districts form 1 cluster, 10-14: 2, 15-19: 3, 20-24: 4, from 25: 5; with its why."""
    required = bands.clusters_for(districts)
    formula = "; ".join(
        f"{band.least}–{band.most} → {band.clusters}" if band.most else f"≥ {band.least} → {band.clusters}"
        for band in bands.bands
    )
    return Explanation(
        label=Text("Số cụm thi đua cấp huyện", "Number of district clusters"),
        value=str(required.value),
        formula=formula,
        source=required.source,
        rule_version=rule_version,
        inputs=(Explanation(Text("Số đơn vị cấp huyện", "Number of district offices"), str(districts)),),
    )


def district_clusters_are_as_many_as_the_rule(given: int, districts: int, required: Explanation) -> None:
    """CV 4268 A.I.5: a province forms exactly the number of clusters that its number of districts gives."""
    if str(given) != required.value:
        raise WrongNumberOfDistrictClusters(
            districts=districts, required=required.value, given=given, source=required.source, explanation=required
        )


def every_district_stands_in_a_cluster(
    districts: Sequence[Member], grouped: Sequence[Member], province: str, cluster_kind: str, field: str = "clusters"
) -> None:
    """CV 4268 A.I.5: the clusters divide the province's districts: none is left out, none is of elsewhere."""
    own = {district.id for district in districts}
    for member in grouped:
        if member.id not in own:
            raise MemberOfWrongKind(
                unit=member.code,
                kind=member.kind,
                cluster=province,
                cluster_kind=cluster_kind,
                source=sources.DISTRICT_CLUSTERS,
                fields=(field,),
            )
    placed = {member.id for member in grouped}
    left_out = [district.code for district in districts if district.id not in placed]
    if left_out:
        raise DistrictsLeftOut(units=", ".join(left_out), fields=(field,))


def a_division_told_late_keeps_the_clusters(province: str, day: date, later: Collection[date], *, same: bool) -> None:
    """CV 4268 A.I.5: a district is in one cluster on later days too; a later division knows no other clusters."""
    if later and not same:
        raise DividedLater(province=province, day=day, later=min(later))


def joint_signers_are_members(signers: Mapping[UUID, str], members: Collection[UUID], cluster: str, day: date) -> None:
    """CV 4268 A.II.1.2: the head organises the signing of the members' covenants, of nobody else's."""
    for signer, unit in signers.items():
        if signer not in members:
            raise NotAMember(unit=unit, cluster=cluster, day=day)
