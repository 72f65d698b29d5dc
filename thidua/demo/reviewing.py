"""Fourth scene: cards are computed, self-scored, cross-checked, verified and final; the boards are frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people, reporting
from thidua.demo.client import Request
from thidua.demo.organisation import ClusterPlan, UnitPlan
from thidua.demo.report import Board, BoardRow
from thidua.demo.score_tables import LINES
from thidua.demo.stage import Stage

CORRECTED_CLUSTER = "CUM-VII"
"""Whose half-year board gets a second edition, after a result was corrected."""
EAGER = Decimal("0.2")
"""Share of the units that claim more than their figures give."""
STRICT = Decimal("0.04")
"""Share of the verifications in which a department gives less than the figures do."""


@dataclass(frozen=True)
class Card:
    """A computed card: the points of each line that has some, and the department that owns it."""

    unit: UnitPlan
    cluster: ClusterPlan
    points: Mapping[str, Decimal]
    maxima: Mapping[str, Decimal]
    owners: Mapping[str, UUID]

    def path(self, stage: Stage) -> str:
        """Where the card of the year is."""
        key = (self.cluster.id, stage.plan.movement_id, stage.plan.year, self.unit.id)
        return f"/scoring/scorecards/{identity('scorecard', *key)}"


def half_year_steps(stage: Stage) -> int:
    """How many steps the half-year review has."""
    return len(stage.clusters) + 3


def review_half_year(stage: Stage) -> None:
    """Sơ kết: every board is frozen; then a result is corrected, and one board gets a second edition with reason."""
    period, day = f"{stage.plan.year}-H1", stage.plan.calendar.half_year_review
    reporting.open_period(stage, period)
    stage.all_of(lambda cluster: _freeze(stage, cluster, period, day), stage.clusters)
    corrected = next(cluster for cluster in stage.clusters if cluster.code == CORRECTED_CLUSTER)
    signed = [code for code in corrected.members if code not in stage.plan.unsigned]
    reporting.correct_one(stage, stage.units[signed[-1]])
    stage.api.settle()
    body = {**_review(stage, corrected, period), "reopen_cards": True, "reason": "Đính chính số thu quý II"}
    step, later = f"freeze/{period}/{corrected.code}/2", day + timedelta(days=12)
    stage.do(Request(people.STANDING_BODY, "/scoring/boards/editions", body, step, later))


def _review(stage: Stage, cluster: ClusterPlan, period: str) -> dict[str, object]:
    return {"cluster_id": cluster.code, "movement_id": stage.plan.movement, "period": period}


def _freeze(stage: Stage, cluster: ClusterPlan, period: str, day: date) -> None:
    body, step = _review(stage, cluster, period), f"freeze/{period}/{cluster.code}"
    stage.do(Request(stage.head_of(cluster), "/scoring/boards/editions", body, step, day))


def year_end_steps(stage: Stage) -> int:
    """About how many steps the year-end review has: a department without points to verify has none."""
    members = sum(len(cluster.members) for cluster in stage.clusters)
    verified = sum(len(cluster.members) * len(_departments(cluster)) for cluster in stage.clusters)
    return 1 + len(stage.clusters) + 2 * members + verified + len(REFUSED)


def _departments(cluster: ClusterPlan) -> set[str]:
    """Who verifies: in a district cluster the province's office, else the departments that own the lines."""
    owning = {line.department for line in LINES[cluster.kind] if line.group != "GATE"}
    return {cluster.owner} if cluster.owner else owning


def review_year(stage: Stage) -> None:
    """Tổng kết: computed, self-scored, cross-checked, verified by the departments, final, frozen."""
    period, day = str(stage.plan.year), stage.plan.calendar.year_scored
    reporting.open_period(stage, period)
    stage.all_of(lambda cluster: _compute(stage, cluster, day), stage.clusters)
    cards: list[Card] = []
    members = [(cluster, stage.units[code]) for cluster in stage.clusters for code in cluster.members]
    stage.all_of(lambda member: cards.append(_self_score(stage, *member, day)), members)
    stage.all_of(lambda card: _cross_check(stage, card, day), cards)
    stage.all_of(lambda card: _verify(stage, card, day), cards)
    stage.all_of(lambda cluster: _freeze(stage, cluster, period, day), stage.clusters)
    for attempt, request in refused_requests(stage):
        stage.must_refuse(attempt, request)


def _compute(stage: Stage, cluster: ClusterPlan, day: date) -> None:
    path, body = "/scoring/scorecards/computations", _review(stage, cluster, str(stage.plan.year))
    stage.do(Request(stage.head_of(cluster), path, body, f"compute/{cluster.code}", day))


def _self_score(stage: Stage, cluster: ClusterPlan, unit: UnitPlan, day: date) -> Card:
    """The unit reads what the engine computed and scores itself; one in five claims more somewhere."""
    card = _read(stage, cluster, unit)
    marks = dict(card.points)
    if stage.plan.draws.unit_interval(unit.code, "eager") < EAGER:
        criterion = stage.plan.draws.some(sorted(marks), 1, unit.code, "claims")[0]
        marks[criterion] = min(card.maxima[criterion], marks[criterion] + 2)
    path, step = f"{card.path(stage)}/self-scores", f"self-score/{unit.code}"
    stage.do(Request(people.officer(unit), path, {"marks": _marks(marks)}, step, day))
    return card


def _read(stage: Stage, cluster: ClusterPlan, unit: UnitPlan) -> Card:
    empty = Card(unit, cluster, {}, {}, {})
    told = stage.api.get(people.officer(unit), empty.path(stage))
    lines = [line for line in told["lines"] if line["computed"]["points"] is not None and line["group"] != "GATE"]
    return Card(
        unit,
        cluster,
        {line["criterion"]: Decimal(line["computed"]["points"]) for line in lines},
        {line["criterion"]: Decimal(line["max_points"]) * (line["group"] != "PENALTY") for line in lines},
        {line["criterion"]: UUID(line["department_id"]) for line in lines},
    )


def _marks(points: Mapping[str, Decimal], reasons: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    told = reasons or {}
    return [
        {"criterion": criterion, "points": given, "reason": told.get(criterion, "")}
        for criterion, given in points.items()
    ]


def _cross_check(stage: Stage, card: Card, day: date) -> None:
    leader = stage.head_of(card.cluster)
    if leader.unit_id == card.unit.id:
        return  # nobody cross-checks the own unit
    path, body = f"{card.path(stage)}/cross-checks", {"marks": _marks(card.points)}
    stage.do(Request(leader, path, body, f"cross-check/{card.unit.code}", day))


def _verify(stage: Stage, card: Card, day: date) -> None:
    """Each department gives the points of its own field; now and then fewer than computed, and says why."""
    fields: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for criterion, owner in card.owners.items():
        fields[owner][criterion] = card.points[criterion]
    for owner, marks in fields.items():
        department = stage.units[stage.codes[owner]]
        reasons: dict[str, str] = {}
        able = [criterion for criterion, points in marks.items() if points >= 1]
        if able and stage.plan.draws.unit_interval(card.unit.code, department.code, "strict") < STRICT:
            marks[able[0]] -= 1
            reasons[able[0]] = "Hồ sơ minh chứng chưa đầy đủ"
        body, step = {"marks": _marks(marks, reasons)}, f"verify/{card.unit.code}/{department.code}"
        stage.do(Request(people.department(department), f"{card.path(stage)}/verifications", body, step, day))


REFUSED = (
    "Tự chấm điểm cho đơn vị khác",
    "Ban chấm lĩnh vực không thuộc mình phụ trách",
    "Cụm trưởng kiểm tra chéo chính đơn vị mình",
    "Tự chấm lại phiếu đã chốt",
    "Công bố lại một bảng xếp hạng không có gì thay đổi",
)


def refused_requests(stage: Stage) -> Iterable[tuple[str, Request]]:
    """What somebody tries after the boards were frozen."""
    cluster, day = next(each for each in stage.clusters if each.kind == "cluster"), stage.plan.calendar.year_scored
    leader, other = (stage.units[code] for code in cluster.members[:2])
    card, own = (Card(unit, cluster, {}, {}, {}).path(stage) for unit in (other, leader))
    marks: dict[str, object] = {"marks": _marks({"BHXH_BB": Decimal(150)})}
    stranger = people.department(stage.units["TW-TCKT"])
    head_of_own = stage.head_of(cluster)
    own_card = own if head_of_own.unit_id == leader.id else card
    again = _review(stage, cluster, str(stage.plan.year))
    requests = (
        Request(people.officer(leader), f"{card}/self-scores", marks, effective=day),
        Request(stranger, f"{card}/verifications", marks, effective=day),
        Request(head_of_own, f"{own_card}/cross-checks", marks, effective=day),
        Request(people.officer(other), f"{card}/self-scores", marks, effective=day),
        Request(head_of_own, "/scoring/boards/editions", again, effective=day),
    )
    return zip(REFUSED, requests, strict=True)


def read_boards(stage: Stage) -> None:
    """Every board of the movement as it stands, into the report."""
    clusters = {str(cluster.id): cluster for cluster in stage.clusters}
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = stage.api.get(people.AUDITOR, "/scoring/boards", movement_id=stage.plan.movement, limit=100, after=after)
        found += page["items"]
        after = page["next"]
        if after is None:
            break
    boards = [_board(stage, clusters[each["cluster_id"]], each) for each in found]
    order = {cluster.code: place for place, cluster in enumerate(stage.clusters)}
    stage.report.boards = sorted(boards, key=lambda board: (board.period == str(stage.plan.year), order[board.cluster]))


def _board(stage: Stage, cluster: ClusterPlan, edition: Mapping[str, Any]) -> Board:
    rows = tuple(
        BoardRow(
            unit=stage.codes[UUID(row["unit_id"])],
            rank=row["rank"],
            score=row["score"],
            classification=row["classification"],
            state="" if row["rank"] is not None else row["reason"],
        )
        for row in edition["rows"]
    )
    return Board(cluster.code, cluster.kind, cluster.name, edition["period"], edition["no"], edition["digest"], rows)
