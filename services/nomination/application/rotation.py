"""The rotation check (kiểm tra luân phiên): asked, never recorded; a reader's question about what is on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Explanation
from kernel.identity import Principal
from kernel.store import Store
from services.nomination.application.wording import by_code
from services.nomination.domain import rights
from services.nomination.domain.refusals.rotation import NoSuchSeries
from services.nomination.domain.rights import Action
from services.nomination.domain.rotation.check import LEVEL, Flag, RotationCheck, check
from services.nomination.domain.rotation.lineages import lineages
from services.nomination.domain.rotation.reasons import explain
from services.nomination.domain.rules.rotation import kind_is_known, years_are_years
from services.nomination.views import rotation
from services.nomination.views.rotation import Years

ALL_YEARS = Years()


@dataclass(frozen=True)
class RotationQuestion:
    """Which title, in which years, at which level; only checks with this flag, or this one of overrides, if named."""

    title: str
    years: Years = ALL_YEARS
    level: Decimal = LEVEL
    flag: Flag | None = None
    cluster_id: UUID | None = None
    drift: Flag | None = None


@dataclass(frozen=True)
class Checked:
    """A check, and what its units and clusters are called."""

    found: RotationCheck
    called: Callable[[UUID], str]

    @property
    def cluster(self) -> str:
        """The code of the block or cluster as it is in the last year."""
        return self.called(self.found.series.cluster_id)

    def was(self, cluster_id: UUID) -> bool:
        """Whether it was this block or cluster in one of the years."""
        return any(season.cluster_id == cluster_id for season in self.found.series.seasons)

    def why(self) -> Explanation:
        """The whole tree."""
        return explain(self.found, self.called)


class RotationQueries:
    """What the standing body and auditors can ask."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check_all(self, reader: Principal, asked: RotationQuestion) -> list[Checked]:
        """Every block and cluster, by its code."""
        rights.require(reader, Action.CHECK_ROTATION)
        years_are_years(asked.years.since, asked.years.until)
        kind_is_known(asked.years.kind)
        with self._store.reading() as connection:
            seasons = rotation.seasons(connection, asked.title, asked.years)
            names = rotation.codes(connection)

        def called(id: UUID) -> str:
            return names.get(id, str(id))

        found = [Checked(check(series, asked.level), called) for series in lineages(asked.title, seasons)]
        wanted = [
            each
            for each in found
            if asked.flag in {None, each.found.flag}
            and asked.drift in {None, each.found.drift}
            and (asked.cluster_id is None or each.was(asked.cluster_id))
        ]
        return sorted(wanted, key=lambda each: (each.cluster, each.found.series.cluster_id))

    @by_code
    def check_one(self, reader: Principal, cluster_id: UUID, asked: RotationQuestion) -> Checked:
        """The block or cluster, together with those it continues or that continue it.

        Raises:
            NoSuchSeries: it has no board in these years.
        """
        for each in self.check_all(reader, asked):
            if each.was(cluster_id):
                return each
        raise NoSuchSeries(given=cluster_id)
