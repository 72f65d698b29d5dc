"""Rules of the proposed grouping of a province's districts into clusters (phương án chia cụm thi đua cấp huyện)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from kernel.explanation import Text
from services.covenant.domain.refusals.clusters import DistrictsLeftOut, MemberTwice, WrongNumberOfDistrictClusters
from services.covenant.domain.refusals.groupings import (
    BorderOfNoDistricts,
    FiguresOfNoYear,
    GroupingIssued,
    MapInPieces,
    NotADistrictOfTheGrouping,
)
from services.covenant.domain.refusals.units import NotYetTrue

MEASURES = (Text("số thu", "collections"), Text("số chi", "payments"))


def districts_have_figures(collections: Iterable[Decimal], payments: Iterable[Decimal]) -> None:
    """CV 4268 A.I.5: clusters share a province's collections and payments, so some district has of each."""
    missing = [name for name, figures in zip(MEASURES, (collections, payments), strict=True) if not any(figures)]
    if missing:
        raise FiguresOfNoYear(
            missing=", ".join(each.vi for each in missing),
            missing_en=" or ".join(each.en for each in missing),
            fields=tuple(each.en for each in missing),
        )


def borders_join_two_districts(borders: Collection[tuple[str, str]], districts: Collection[str]) -> None:
    """CV 4268 A.I.5: geography is who borders on whom among the province's districts."""
    for one, other in borders:
        if one == other or one not in districts or other not in districts:
            raise BorderOfNoDistricts(one=one, other=other)


def the_map_has_no_more_pieces_than_clusters(pieces: int, clusters: int, *, asked: bool) -> None:
    """CV 4268 A.I.5: clusters follow the borders where they can: a map in more pieces than clusters leaves one torn."""
    if asked and pieces > clusters:
        raise MapInPieces(pieces=pieces, clusters=clusters)


def groups_divide_the_districts(grouped: Sequence[str], districts: Collection[str]) -> None:
    """CV 4268 A.I.3, 5: the clusters divide the province's districts: each stands in one only, none is foreign."""
    for place, code in enumerate(grouped):
        if code not in districts:
            raise NotADistrictOfTheGrouping(unit=code)
        if code in grouped[:place]:
            raise MemberTwice(unit=code, fields=("groups",))
    left_out = sorted(set(districts) - set(grouped))
    if left_out:
        raise DistrictsLeftOut(units=", ".join(left_out), fields=("groups",))


def there_are_as_many_groups(given: int, required: int, districts: int) -> None:
    """CV 4268 A.I.5: however they are drawn, the clusters are as many as the number of districts gives."""
    if given != required:
        raise WrongNumberOfDistrictClusters(districts=districts, required=required, given=given, fields=("groups",))


def the_grouping_is_not_issued(grouping: str, issued_on: date | None) -> None:
    """House rule: an issued grouping is the list of that paper; another one is proposed anew."""
    if issued_on is not None:
        raise GroupingIssued(grouping=grouping, issued_on=issued_on)


def it_is_of_a_day_that_has_come(as_of: date, today: date) -> None:
    """House rule: which districts there are, and what they collected and paid, is known of days that have come."""
    if as_of > today:
        raise NotYetTrue(day=as_of, fields=("as_of",))
