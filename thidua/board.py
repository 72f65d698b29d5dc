"""A board as it stood on a day, by what was known at a moment: read straight from the databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from rich import box
from rich.table import Table

from services.covenant import views as covenant
from services.scoring import views as scoring
from services.scoring.views.boards import Filter, Moment
from services.scoring.views.departures import departures
from thidua.opened import opened


class NoSuchCluster(LookupError):
    """No block or cluster has this code."""


@dataclass(frozen=True)
class Stood:
    """One edition with its lines, units by code and by the name they had on the day the edition was frozen."""

    cluster: str
    edition: Mapping[str, Any]
    lines: tuple[Mapping[str, Any], ...]
    departed: tuple[Mapping[str, Any], ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        edition = self.edition
        members = {name: str(edition[name]) for name in ("period", "frozen_on", "recorded_at", "digest", "rulebook")}
        reason = {"reason": edition["reason"]} if edition["reason"] else {}
        listed = {"rows": list(self.lines), "departed": list(self.departed)}
        return {"cluster": self.cluster, "edition": edition["no"], **members, **reason, **listed}

    def as_table(self) -> Table:
        """For people, Vietnamese first."""
        edition = self.edition
        title = f"{self.cluster} · {edition['period']}, lần {edition['no']} · chốt ngày {edition['frozen_on']}"
        table = Table(
            title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", caption_justify="left"
        )
        for column in ("Hạng · rank", "Đơn vị · unit", "Điểm · score", "Xếp loại · class"):
            table.add_column(column)
        for line in self.lines:
            rank = "—" if line["rank"] is None else str(line["rank"])
            table.add_row(rank, line["name"], line["score"] or "—", line["classification"] or line["state"])
        if self.departed:
            table.caption = "Rời trong kỳ · left: " + "; ".join(map(_left, self.departed))
        return table


def _left(told: Mapping[str, Any]) -> str:
    into = f" → {told['into']}" if told["into"] else ""
    return f"{told['unit']}, {told['on']}, {told['how'].words}{into}"


def boards_as_they_stood(
    databases: Mapping[str, Path | str], cluster: str, period: str | None, moment: Moment
) -> list[Stood]:
    """The boards of a block or cluster, each in the edition that stood at that moment; periods in time.

    Raises:
        NoSuchCluster: none has this code, as the scoring service was told.
        ServerAway: a database server does not answer.
        SettingsError: a database is not at the newest migration.
    """
    with _reading("scoring", databases) as connection:
        clusters = scoring.organisation.CLUSTERS
        cluster_id = connection.execute(sa.select(clusters.c.id).where(clusters.c.code == cluster)).scalar()
        if cluster_id is None:
            known = connection.execute(sa.select(clusters.c.code).order_by(clusters.c.code)).scalars()
            raise NoSuchCluster(f"{cluster}? {', '.join(known)}")
        found = scoring.boards.search(connection, Filter(cluster_id=cluster_id, period=period), moment, None, 200)
        lines = scoring.boards.rows(connection, [(each["board_id"], each["no"]) for each in found.items])
        gone = departures(connection, [(each["cluster_id"], each["period"]) for each in found.items])
    with _reading("covenant", databases) as connection:
        return [
            Stood(cluster, edition, _named(connection, rows, edition["frozen_on"]), tuple(map(_departed, left)))
            for edition, rows, left in zip(found.items, lines, gone, strict=True)
        ]


@contextmanager
def _reading(service: str, databases: Mapping[str, Path | str]) -> Iterator[sa.Connection]:
    with (
        opened(service, databases[service]) as engine,
        engine.connect().execution_options(reading=True) as connection,
        connection.begin(),
    ):
        yield connection


def _departed(left: Mapping[str, Any]) -> Mapping[str, Any]:
    names = {"unit": "unit_code", "on": "left_on", "how": "how", "into": "into_code"}
    return {name: str(left[of]) if of == "left_on" else left[of] for name, of in names.items()}


def _named(connection: sa.Connection, rows: list[dict[str, Any]], day: date) -> tuple[Mapping[str, Any], ...]:
    ids: list[UUID] = [row["unit_id"] for row in rows]
    units = covenant.units.by_ids(connection, ids, day)
    return tuple(
        {
            "unit": unit["code"] if unit else str(row["unit_id"]),
            "name": (unit["name"] if unit else None) or str(row["unit_id"]),
            "rank": row["rank"],
            "score": None if row["score"] is None else format(row["score"], "f"),
            "classification": row["classification"],
            "state": row["state"],
        }
        for row, unit in zip(rows, units, strict=True)
    )
