"""A vote as the demonstration holds it: opened, attended, ballots cast, counted; unfinished rounds held again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from thidua.demo.client import Actor, Request
from thidua.demo.stage import Stage

MOST_ROUNDS = 2


@dataclass(frozen=True)
class Candidate:
    """A nomination on the paper, and the unit that must not vote on it in a selection."""

    unit: str
    title: str

    def nomination(self, stage: Stage) -> UUID:
        """The id of the nomination, known before it is made."""
        return identity("nomination", self.title, stage.units[self.unit].id, stage.plan.movement_id)


@dataclass(frozen=True)
class Voter:
    """A voter: as the roll names it, the person who casts the ballot, and the unit of it, if it is a unit's vote."""

    name: str
    actor: Actor
    unit: str | None = None


@dataclass(frozen=True)
class Meeting:
    """A session to be held: who calls it, what opens it, who votes on whom."""

    kind: str
    code: str
    chair: Actor
    opening: dict[str, object]
    voters: tuple[Voter, ...]
    candidates: tuple[Candidate, ...]
    day: date

    def id(self, stage: Stage) -> UUID:
        """The id of the session, known before it is opened."""
        return identity("session", self.kind, stage.plan.movement_id, self.code)

    def path(self, stage: Stage) -> str:
        """Where the session is."""
        return f"/nomination/sessions/{self.id(stage)}"


def open_session(stage: Stage, meeting: Meeting) -> None:
    """Open it: its roll and its first round stand from now on."""
    body = {
        **meeting.opening,
        "kind": meeting.kind,
        "code": meeting.code,
        "movement_id": stage.plan.movement,
        "nominations": [each.nomination(stage) for each in meeting.candidates],
    }
    stage.do(Request(meeting.chair, "/nomination/sessions", body, f"session/{meeting.code}", meeting.day))


def hold(stage: Stage, meeting: Meeting) -> dict[UUID, bool]:
    """Hold the rounds of an open session: again on those who did not pass, as often as the rule lets; who passed."""
    passed: dict[UUID, bool] = {}
    left = meeting.candidates
    for number in range(1, MOST_ROUNDS + 1):
        counted = hold_round(stage, meeting, number, left)
        passed |= {UUID(result["nomination_id"]): result["passed"] for result in counted}
        left = tuple(each for each in left if not passed[each.nomination(stage)])
        if not left or number == MOST_ROUNDS:
            break
        step = f"round/{meeting.code}/{number + 1}"
        stage.do(Request(meeting.chair, f"{meeting.path(stage)}/rounds", None, step, meeting.day))
    return passed


def hold_round(stage: Stage, meeting: Meeting, number: int, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Attendance, ballots, count: what each candidate got."""
    step, path = f"{meeting.code}/{number}", meeting.path(stage)
    absent = stage.plan.absent([voter.name for voter in meeting.voters], step)
    present = [voter.name for voter in meeting.voters if voter.name not in absent]
    body: dict[str, object] = {"present": present}
    stage.do(Request(meeting.chair, f"{path}/attendance", body, f"attendance/{step}", meeting.day))
    for voter in meeting.voters:
        on_paper = [each for each in candidates if each.unit != voter.unit]
        if voter.name in absent or not on_paper:
            continue
        cast(stage, meeting, voter, on_paper, step)
    counted = stage.do(Request(meeting.chair, f"{path}/closing", None, f"close/{step}", meeting.day))
    results: list[dict[str, Any]] = counted["details"]["results"]
    return results


def cast(stage: Stage, meeting: Meeting, voter: Voter, candidates: Sequence[Candidate], step: str) -> None:
    """One ballot."""
    stage.do(ballot(stage, meeting, voter, candidates, step))


def ballot(stage: Stage, meeting: Meeting, voter: Voter, candidates: Sequence[Candidate], step: str) -> Request:
    """The request that casts a voter's ballot."""
    marks = []
    for each in candidates:
        favours = stage.plan.in_favour(voter.name, f"{each.unit}/{each.title}", step)
        marks.append({"nomination_id": each.nomination(stage), "choice": "YES" if favours else "NO"})
    key = f"ballot/{step}/{voter.name}" if step else ""
    return Request(voter.actor, f"{meeting.path(stage)}/ballots", {"marks": marks}, key, meeting.day)
