"""Last scene: what the services now say, read back: counts, boards, decisions, one “why”, and one graph query."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.client import DemonstrationFailedError, Request
from thidua.demo.deciding import read_decisions
from thidua.demo.plan import KINDS
from thidua.demo.report import Board, BoardRow
from thidua.demo.reviewing import CORRECTED_CLUSTER, read_boards
from thidua.demo.stage import Stage
from thidua.demo.thematic import board_id, contest


def steps(stage: Stage) -> int:
    """How many steps the scene has."""
    return len(stage.clusters) + 6


def play(stage: Stage) -> None:
    """Read everything the report tells, as an auditor would."""
    _count_units(stage)
    for cluster in stage.clusters:
        _count_covenants(stage, cluster.id)
    read_boards(stage)
    stage.report.boards.append(_national(stage))
    read_decisions(stage)
    stage.report.why = _why(stage)
    stage.report.graph = _ask_the_graph(stage)


QUESTION = """
query MotCumQuaBaDichVu($cluster: String!, $movement: ID!, $period: String!, $at: Date!) {
  cluster(code: $cluster, at: $at) {
    name
    members {
      code
      name
      covenants(movement: $movement) { state late }
      ranks(movement: $movement, period: $period) { rank score }
      nominations { title stage }
      decisions { number title }
    }
  }
}
"""
"""One question that all three services answer together: covenant, scoring and nomination, at the gateway."""


def _ask_the_graph(stage: Stage) -> dict[str, Any]:
    year = stage.plan.year
    variables = {
        "cluster": CORRECTED_CLUSTER,
        "movement": stage.plan.movement_id,
        "period": str(year),
        "at": stage.plan.calendar.signed.isoformat(),
    }
    answer = stage.do(Request(people.AUDITOR, "/graphql", {"query": QUESTION, "variables": variables}))
    if answer.get("errors"):
        raise DemonstrationFailedError(f"/graphql: {answer['errors']}")
    found: dict[str, Any] = answer["data"]["cluster"]
    return found


def _count_units(stage: Stage) -> None:
    kinds: Counter[str] = Counter()
    after: str | None = None
    day = stage.plan.calendar.year_end_review.isoformat()
    while True:
        page = stage.api.get(people.AUDITOR, "/covenant/units", at=day, limit=200, after=after)
        kinds.update(unit["kind"] for unit in page["items"])
        after = page["next"]
        if after is None:
            break
    stage.report.units, stage.report.districts = kinds.total(), kinds["district"]
    stage.advance()


def _count_covenants(stage: Stage, cluster_id: UUID) -> None:
    path, day = f"/covenant/clusters/{cluster_id}/standings", stage.plan.calendar.registrations_submitted
    told = stage.api.get(people.AUDITOR, path, movement=stage.plan.movement_id, at=day.isoformat())
    for standing in stage.report.covenants:
        stage.report.covenants[standing] += told[standing]
    stage.advance()


def _national(stage: Stage) -> Board:
    edition = stage.api.get(people.AUDITOR, f"/scoring/boards/{board_id(stage)}")
    names = {tier.code: tier.name.vi for tier in stage.plan.rulebook.scoring.prize_tiers.value}
    rows = tuple(
        BoardRow(stage.codes[UUID(row["unit_id"])], row["rank"], row["score"], names.get(row["prize"], ""))
        for row in edition["rows"]
    )
    ranking = contest(stage)
    return Board(ranking.code, ranking.kind, ranking.name, edition["period"], edition["no"], edition["digest"], rows)


def _why(stage: Stage) -> dict[str, Any]:
    """Why a published result has its points; in a year without one, why a member of a found cluster has its."""
    figures, year = stage.plan.figures, stage.plan.year
    provinces = stage.plan.organisation.of_kind("province")
    real = [
        (unit.code, cell.indicator)
        for unit in provinces
        for cell in figures.cells(unit, KINDS[unit.kind], 4)
        if cell.real and unit.code not in stage.plan.unsigned
    ]
    leading = next(cluster for cluster in stage.clusters if cluster.code == CORRECTED_CLUSTER).members[0]
    code, criterion = real[-1] if real else (leading, "BHYT_TYLE")
    board = identity("board", stage.cluster_of(code).id, stage.plan.movement_id, str(year))
    edition = next(
        each.edition
        for each in stage.report.boards
        if each.cluster == stage.cluster_of(code).code and each.period == str(year)
    )
    path = f"/scoring/boards/{board}/editions/{edition}/rows/{stage.units[code].id}/points/{criterion}/why"
    why: dict[str, Any] = stage.api.get(people.AUDITOR, path)["tree"]
    stage.advance()
    return why
