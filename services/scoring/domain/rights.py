"""Who may do what in scoring: one table, deny by default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Text
from kernel.identity import Forbidden, Principal

UNIT_OFFICER = "unit_officer"
UNIT_HEAD = "unit_head"
CLUSTER_HEAD = "cluster_head"
DEPARTMENT = "department"
STANDING_BODY = "standing_body"
COUNCIL_MEMBER = "council_member"
APPROVER = "approver"
MACHINE_RESULTS = "machine_results"
MACHINE_UNITS = "machine_units"
AUDITOR = "auditor"

ROLES = frozenset(
    {
        UNIT_OFFICER,
        UNIT_HEAD,
        CLUSTER_HEAD,
        DEPARTMENT,
        STANDING_BODY,
        COUNCIL_MEMBER,
        APPROVER,
        MACHINE_RESULTS,
        MACHINE_UNITS,
        AUDITOR,
    }
)
"""The roles scoring knows."""


class Action(StrEnum):
    """What can be asked of scoring."""

    READ = "read"
    DRAFT_TABLE = "draft the score table"
    SIGN_TABLE = "sign the score table"
    SET_PERIODS = "open and close periods"
    RECORD_RESULTS = "record results"
    CORRECT_RESULTS = "correct results"
    COMPUTE = "compute scorecards"
    SELF_SCORE = "self-score"
    CROSS_CHECK = "cross-check"
    VERIFY = "verify"
    MARK_FOR_PANEL = "mark as a member of the panel"
    SCORE_FIELD = "score the department's field"
    FINALISE = "make scorecards final"
    REOPEN = "reopen scorecards"
    FREEZE_EDITION = "freeze an edition of the board"

    @property
    def words(self) -> Text:
        """What it is, as one says that somebody has no right to."""
        return Text(IN_VIETNAMESE[self], self.value.replace("_", " "))


IN_VIETNAMESE: Mapping[Action, str] = {
    Action.READ: "xem dữ liệu",
    Action.DRAFT_TABLE: "dự thảo bảng điểm",
    Action.SIGN_TABLE: "ký bảng điểm",
    Action.SET_PERIODS: "mở, đóng kỳ chấm điểm",
    Action.RECORD_RESULTS: "ghi kết quả",
    Action.CORRECT_RESULTS: "đính chính kết quả",
    Action.COMPUTE: "chạy máy chấm phiếu điểm",
    Action.SELF_SCORE: "tự chấm điểm",
    Action.CROSS_CHECK: "kiểm tra chéo",
    Action.VERIFY: "thẩm định điểm",
    Action.MARK_FOR_PANEL: "chấm với tư cách thành viên hội đồng chấm",
    Action.SCORE_FIELD: "chấm điểm lĩnh vực của ban",
    Action.FINALISE: "chốt phiếu điểm",
    Action.REOPEN: "mở lại phiếu điểm",
    Action.FREEZE_EDITION: "chốt bảng xếp hạng",
}


@dataclass(frozen=True)
class Subject:
    """What an action is about; `national` is a cluster of the whole country, which the standing body leads itself."""

    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    national: bool = False


NOTHING = Subject()


def _own(principal: Principal, subject: Subject) -> bool:
    return subject.unit_id is not None and principal.unit_id == subject.unit_id


def _leads(principal: Principal, subject: Subject) -> bool:
    return CLUSTER_HEAD in principal.roles and subject.cluster_id in principal.clusters


def _stands(principal: Principal, _: Subject) -> bool:
    return STANDING_BODY in principal.roles


def _makes_tables(principal: Principal, subject: Subject) -> bool:
    return _leads(principal, subject) or (subject.national and STANDING_BODY in principal.roles)


def _reports(principal: Principal, _: Subject) -> bool:
    return bool(principal.roles & {MACHINE_RESULTS, STANDING_BODY})


def _reviews(principal: Principal, subject: Subject) -> bool:
    return _leads(principal, subject) or STANDING_BODY in principal.roles


def _is_judge(principal: Principal) -> bool:
    return bool(principal.roles & {UNIT_OFFICER, UNIT_HEAD, CLUSTER_HEAD, DEPARTMENT, STANDING_BODY, COUNCIL_MEMBER})


_RIGHTS: Mapping[Action, Callable[[Principal, Subject], bool]] = {
    Action.READ: lambda principal, _: bool(principal.roles & ROLES),
    Action.DRAFT_TABLE: _makes_tables,
    Action.SIGN_TABLE: _makes_tables,
    Action.SET_PERIODS: _stands,
    Action.RECORD_RESULTS: _reports,
    Action.CORRECT_RESULTS: _reports,
    Action.COMPUTE: _reviews,
    Action.SELF_SCORE: lambda person, card: bool(person.roles & {UNIT_OFFICER, UNIT_HEAD}) and _own(person, card),
    Action.CROSS_CHECK: lambda person, card: _leads(person, card) and not _own(person, card),
    Action.VERIFY: lambda person, _: DEPARTMENT in person.roles and person.unit_id is not None,
    Action.MARK_FOR_PANEL: lambda person, card: _is_judge(person) and not _own(person, card),
    Action.SCORE_FIELD: lambda person, _: DEPARTMENT in person.roles and person.unit_id is not None,
    Action.FINALISE: _reviews,
    Action.REOPEN: _stands,
    Action.FREEZE_EDITION: _reviews,
}


def may(principal: Principal, action: Action, subject: Subject = NOTHING) -> bool:
    """Whether this person or machine may do this here: no right unless the table gives it."""
    return _RIGHTS[action](principal, subject)


def as_head_only(principal: Principal, action: Action, subject: Subject) -> bool:
    """Whether the right to this rests on leading the block or cluster alone: then it takes an election.

    The standing council body, say, may freeze a board without leading anything.
    """
    return not may(replace(principal, roles=principal.roles - {CLUSTER_HEAD}), action, subject)


def department_of(principal: Principal) -> UUID:
    """The department somebody verifies for: nobody does for a field without belonging to one.

    Raises:
        Forbidden: the principal may not.
    """
    if principal.unit_id is None or not may(principal, Action.VERIFY):
        raise Forbidden(who=principal.name, action=Action.VERIFY)
    return principal.unit_id


def require(principal: Principal, action: Action, subject: Subject = NOTHING) -> None:
    """Go on only with the right to.

    Raises:
        Forbidden: the principal may not.
    """
    if not may(principal, action, subject):
        raise Forbidden(who=principal.name, action=action)
