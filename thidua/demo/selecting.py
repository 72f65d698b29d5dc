"""Fifth scene: the leaders are nominated, the members vote on them, and the next heads and deputies are elected."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.demo import people
from thidua.demo.client import Request
from thidua.demo.organisation import ClusterPlan
from thidua.demo.organising import elect
from thidua.demo.report import Board
from thidua.demo.stage import Stage
from thidua.demo.voting import Candidate, Meeting, Voter, ballot, hold, hold_round, open_session

FLAGS = {"block": ("CO_BHXH",), "cluster": ("CO_BHXH", "CO_CHINH_PHU")}
"""What the leader of a block or cluster is nominated for."""
REPEATED = "KHOI-2"
"""Whose first round is declared void and held again."""


def steps(stage: Stage) -> int:
    """About how many steps the scene has: the ballots depend on who is absent."""
    flagged = [cluster for cluster in stage.clusters if cluster.kind in FLAGS]
    return sum(4 + len(cluster.members) for cluster in flagged) + 2 * len(stage.clusters) + len(NOT_NOMINATED)


def play(stage: Stage) -> tuple[Candidate, ...]:
    """Nominate, select, elect; the candidates that go on to the council."""
    flagged = [cluster for cluster in stage.clusters if cluster.kind in FLAGS]
    papers = {cluster.code: _candidates(stage, cluster, FLAGS[cluster.kind]) for cluster in flagged}
    districts = [cluster for cluster in stage.clusters if cluster.kind == "district_cluster"]
    merits = [each for cluster in districts for each in _candidates(stage, cluster, ("TTLDXS",))]
    stage.all_of(lambda each: _nominate(stage, each), [*merits, *(each for paper in papers.values() for each in paper)])
    for attempt, request in _not_nominated(stage):
        stage.must_refuse(attempt, request)
    meetings = {cluster.code: _meeting(stage, cluster, papers[cluster.code]) for cluster in flagged}
    stage.all_of(lambda meeting: open_session(stage, meeting), meetings.values())
    _try_what_is_forbidden(stage, meetings)
    selected: list[Candidate] = []
    stage.all_of(lambda meeting: selected.extend(_select(stage, meeting)), meetings.values())
    stage.all_of(lambda cluster: elect(stage, cluster, stage.plan.year + 1), stage.clusters)
    order = {unit.code: place for place, unit in enumerate(stage.plan.organisation.units)}
    return (*sorted(selected, key=lambda each: (each.title, order[each.unit])), *merits)


def leaders(board: Board) -> tuple[str, ...]:
    """The units that share the first rank."""
    return tuple(row.unit for row in board.rows if row.rank == 1)


def _year_board(stage: Stage, cluster: ClusterPlan) -> Board:
    period = str(stage.plan.year)
    return next(each for each in stage.report.boards if each.cluster == cluster.code and each.period == period)


def _candidates(stage: Stage, cluster: ClusterPlan, titles: tuple[str, ...]) -> tuple[Candidate, ...]:
    leading = leaders(_year_board(stage, cluster))
    return tuple(Candidate(unit, title) for title in titles for unit in leading)


def _nominate(stage: Stage, candidate: Candidate) -> None:
    stage.do(_nomination(stage, candidate, f"nominate/{candidate.title}/{candidate.unit}"))


def _nomination(stage: Stage, candidate: Candidate, step: str = "") -> Request:
    body = {"unit_id": candidate.unit, "title": candidate.title, "movement_id": stage.plan.movement}
    actor = people.head(stage.units[candidate.unit])
    return Request(actor, "/nomination/nominations", body, step, stage.plan.calendar.year_end_review)


NOT_NOMINATED = (
    "Đề cử đơn vị không ký giao ước",
    "Đề cử đơn vị xếp hạng nhì nhận cờ",
    "Đề cử khi chưa đăng ký danh hiệu",
    "Đề cử lại một đơn vị đã được đề cử",
    "Đề cử một tập thể cho danh hiệu cá nhân",
)


def _not_nominated(stage: Stage) -> Iterable[tuple[str, Request]]:
    boards = [_year_board(stage, cluster) for cluster in stage.clusters if cluster.kind == "cluster"]
    second = next(row.unit for board in boards for row in board.rows if row.rank == 2)  # noqa: PLR2004 (the runner-up)
    unsigned = next(
        unit.code for unit in stage.plan.organisation.of_kind("province") if unit.code in stage.plan.unsigned
    )
    block = leaders(_year_board(stage, stage.clusters[0]))[0]
    cases = (
        Candidate(unsigned, "CO_BHXH"),
        Candidate(second, "CO_BHXH"),
        Candidate(block, "CO_CHINH_PHU"),
        Candidate(block, "CO_BHXH"),
        Candidate(block, "CSTDCS"),
    )
    return zip(NOT_NOMINATED, (_nomination(stage, case) for case in cases), strict=True)


def _meeting(stage: Stage, cluster: ClusterPlan, candidates: tuple[Candidate, ...]) -> Meeting:
    voters = tuple(_voter(stage, code) for code in cluster.members)
    opening: dict[str, object] = {"cluster_id": cluster.code}
    day = stage.plan.calendar.year_end_review
    return Meeting("SELECTION", cluster.code, stage.head_of(cluster), opening, voters, candidates, day)


def _voter(stage: Stage, code: str) -> Voter:
    unit = stage.units[code]
    return Voter(str(unit.id), people.head(unit), code)


def _try_what_is_forbidden(stage: Stage, meetings: dict[str, Meeting]) -> None:
    """Before anybody has voted: a stranger's ballot, one's own case, a count without a quorum."""
    meeting = meetings["CUM-I"]
    outsider = next(unit for unit in stage.plan.organisation.of_kind("province") if unit.code == "BHXH-79")
    stranger = Voter(str(outsider.id), people.head(outsider), outsider.code)
    own = next(voter for voter in meeting.voters if voter.unit == meeting.candidates[0].unit)
    closing = Request(meeting.chair, f"{meeting.path(stage)}/closing", effective=meeting.day)
    stage.must_refuse("Bỏ phiếu ở cụm khác", ballot(stage, meeting, stranger, meeting.candidates, ""))
    stage.must_refuse("Bỏ phiếu cho chính đơn vị mình", ballot(stage, meeting, own, meeting.candidates, ""))
    stage.must_refuse("Kiểm phiếu khi chưa đủ số thành viên", closing)


def _select(stage: Stage, meeting: Meeting) -> list[Candidate]:
    """The members vote; of one block the first round is void and stays on record, a new one is held."""
    if meeting.code == REPEATED:
        hold_round(stage, meeting, 1, meeting.candidates)
        path, body = f"{meeting.path(stage)}/voiding", {"reason": "Phát phiếu không đúng mẫu; tổ chức bỏ phiếu lại"}
        stage.do(Request(meeting.chair, path, body, f"void/{meeting.code}", meeting.day))
        step = f"round/{meeting.code}/rerun"
        stage.do(Request(meeting.chair, f"{meeting.path(stage)}/rounds", None, step, meeting.day))
        counted = hold_round(stage, meeting, 2, meeting.candidates)
        passed = {result["nomination_id"]: result["passed"] for result in counted}
        return [each for each in meeting.candidates if passed[str(each.nomination(stage))]]
    decided = hold(stage, meeting)
    return [each for each in meeting.candidates if decided[each.nomination(stage)]]
