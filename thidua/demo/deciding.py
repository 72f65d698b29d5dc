"""Sixth scene: the council votes, the quota's line is drawn, decisions are issued, made public, and one is revoked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo import people
from thidua.demo.client import Request
from thidua.demo.plan import COUNCIL_SIZE
from thidua.demo.report import Award
from thidua.demo.stage import Stage
from thidua.demo.voting import Candidate, Meeting, Voter, ballot, hold, open_session

FLAGS = ("CO_BHXH", "CO_CHINH_PHU")
"""The titles voted on in secret; each has a quota in the eras that give one."""
MARKS = {
    "Thủ tướng Chính phủ": "QĐ-TTg",
    "Bộ trưởng Bộ Tài chính": "QĐ-BTC",
    "Tổng Giám đốc BHXH Việt Nam": "QĐ-BHXH",
}
"""What stands behind the number of a decision, by who decides."""


def steps(stage: Stage) -> int:
    """About how many steps the scene has: a leader for each board, and who falls over the line is known later."""
    return 2 * (COUNCIL_SIZE + 3) + len(_quota_titles(stage)) + 2 * len(stage.clusters) + 5


def play(stage: Stage, candidates: Sequence[Candidate]) -> None:
    """From the council's ballots to the awards and the one that is taken back."""
    passed: list[Candidate] = []
    for code, secret in (("CO", True), ("TT", False)):
        paper = tuple(each for each in candidates if (each.title in FLAGS) is secret)
        passed += _council(stage, f"HD-{stage.plan.year}-{code}", paper, secret=secret)
    for title in _quota_titles(stage):
        body = {"title": title, "movement_id": stage.plan.movement}
        day = stage.plan.calendar.council_meets
        stage.do(Request(people.STANDING_BODY, "/nomination/quota-lines", body, f"quota/{title}", day))
    lines = _lines(stage)
    over = [each for each in passed if not lines.get(str(each.nomination(stage)), True)]
    within = [each for each in passed if each not in over]
    _refuse_decisions(stage, within[0], over)
    numbers = {each: number for number, each in enumerate(within, start=401)}
    for each in within:
        _decide(stage, each, numbers[each])
    stage.all_of(lambda each: _post(stage, each), within)
    _revoke(stage, within[-1])
    stage.api.settle()
    read_decisions(stage)


def _council(stage: Stage, code: str, paper: tuple[Candidate, ...], *, secret: bool) -> list[Candidate]:
    members = people.council(COUNCIL_SIZE)
    voters = tuple(Voter(member.sub, member) for member in members)
    opening: dict[str, object] = {"roll": [{"id": member.sub} for member in members]}
    day = stage.plan.calendar.council_meets
    meeting = Meeting("COUNCIL", code, people.STANDING_BODY, opening, voters, paper, day)
    open_session(stage, meeting)
    if secret:
        stage.do(ballot(stage, meeting, voters[0], paper, f"{code}/1"))
        stage.must_refuse("Bỏ phiếu lần thứ hai", ballot(stage, meeting, voters[0], paper, ""))
    decided = hold(stage, meeting)
    return [each for each in paper if decided[each.nomination(stage)]]


def _lines(stage: Stage) -> dict[str, bool]:
    """Of each nomination under a quota, whether it is within."""
    within: dict[str, bool] = {}
    for title in _quota_titles(stage):
        line = identity("quota-line", title, stage.plan.movement_id)
        told = stage.api.get(people.AUDITOR, f"/nomination/quota-lines/{line}")
        within |= {place["nomination_id"]: place["within"] for place in told["order"]}
    return within


def _quota_titles(stage: Stage) -> tuple[str, ...]:
    """The flags for which the rules of the council's day give a quota: before 2017 none for the Government's."""
    book = stage.plan.rulebooks.at(stage.plan.calendar.council_meets)
    return tuple(title for title in FLAGS if book.quota_of(book.titles[title]))


def _authority(stage: Stage, candidate: Candidate) -> str:
    day = stage.plan.calendar.decided
    return stage.plan.rulebooks.at(day).titles[candidate.title].authority_on(day).name.vi


def _decision(stage: Stage, candidate: Candidate, number: int, authority: str, step: str = "") -> Request:
    mark = MARKS[_authority(stage, candidate)]
    body = {
        "nomination_id": candidate.nomination(stage),
        "number": f"{number}/{mark}",
        "authority": authority,
    }
    return Request(people.APPROVER, "/nomination/decisions", body, step, stage.plan.calendar.decided)


def _decide(stage: Stage, candidate: Candidate, number: int) -> None:
    step = f"decide/{candidate.title}/{candidate.unit}"
    stage.do(_decision(stage, candidate, number, _authority(stage, candidate), step))


def _refuse_decisions(stage: Stage, within: Candidate, over: Sequence[Candidate]) -> None:
    """A flag beyond the quota, and a decision by somebody who is not competent."""
    if over:
        request = _decision(stage, over[0], 499, _authority(stage, over[0]))
        stage.must_refuse("Quyết định tặng cờ vượt chỉ tiêu", request)
    wrong = _decision(stage, within, 498, "Giám đốc BHXH tỉnh")
    stage.must_refuse("Quyết định không đúng thẩm quyền", wrong)


def _decision_id(stage: Stage, candidate: Candidate) -> UUID:
    return identity("decision", candidate.nomination(stage))


def _post(stage: Stage, candidate: Candidate) -> None:
    path, body = f"/nomination/decisions/{_decision_id(stage, candidate)}/notice", {"place": "baohiemxahoi.gov.vn"}
    step = f"notice/{candidate.title}/{candidate.unit}"
    stage.do(Request(people.STANDING_BODY, path, body, step, stage.plan.calendar.noticed))


def _revoke(stage: Stage, candidate: Candidate) -> None:
    """An inspection finds the record false: the decision is revoked by a new event and the money recovered."""
    path = f"/nomination/decisions/{_decision_id(stage, candidate)}/revocation"
    body = {"ground": "FALSE_RECORD", "finding": "Kết luận kiểm tra (trình diễn): kê khai không đúng thành tích"}
    stage.do(Request(people.APPROVER, path, body, "revoke", stage.plan.calendar.revoked))


def read_decisions(stage: Stage) -> None:
    """Every decision of the movement as it stands, into the report."""
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        query = {"movement": stage.plan.movement, "limit": 100, "after": after}
        page = stage.api.get(people.AUDITOR, "/nomination/decisions", **query)
        found += page["items"]
        after = page["next"]
        if after is None:
            break
    awards = [_award(stage, each) for each in found]
    stage.report.decisions = sorted(awards, key=lambda award: int(award.number.partition("/")[0]))


def _award(stage: Stage, told: dict[str, Any]) -> Award:
    reward = Decimal(told["reward"]) if told["reward"] is not None else None
    return Award(
        number=told["number"],
        title=told["title"],
        unit=stage.codes[UUID(told["unit_id"])],
        votes={"in_favour": told["in_favour"], "base": told["base"]},
        reward=None if reward is None else f"{reward:,.0f}",
        revoked=told["revoked_on"] is not None,
    )
