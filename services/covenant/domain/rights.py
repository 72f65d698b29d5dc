"""Who may do what in this service: one table, deny by default; what a person may do now is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Text
from kernel.identity import Forbidden, Principal
from services.covenant.domain.steps import Phase, State, Step, open_steps


class Action(StrEnum):
    """What can be done in this service."""

    READ = "read"
    ESTABLISH_UNIT = "establish_unit"
    CHANGE_UNIT = "change_unit"
    FORM_CLUSTER = "form_cluster"
    FORM_DISTRICT_CLUSTERS = "form_district_clusters"
    ELECT_OFFICERS = "elect_officers"
    LAUNCH_MOVEMENT = "launch_movement"
    DRAFT_COVENANT = "draft_covenant"
    AGREE_COVENANT = "agree_covenant"
    SIGN_COVENANT = "sign_covenant"
    SIGN_JOINTLY = "sign_jointly"
    REGISTER_TITLES = "register_titles"
    SUBMIT_SET = "submit_set"
    DRAFT_OPERATING_RULES = "draft_operating_rules"
    ISSUE_OPERATING_RULES = "issue_operating_rules"
    PLAN_YEAR = "plan_year"
    REPORT_ITEM = "report_item"
    OPEN_INSPECTION = "open_inspection"
    INSPECT = "inspect"
    REPORT_REMEDY = "report_remedy"
    SET_NATIONAL_TARGETS = "set_national_targets"
    PLAN_TARGETS = "plan_targets"
    SUBMIT_PLAN = "submit_plan"
    APPRAISE_TARGETS = "appraise_targets"
    LOAD_TARGETS = "load_targets"
    RECORD_YEAR = "record_year"
    CONFIRM_YEAR = "confirm_year"
    HOLD_REVIEW = "hold_review"
    REMIND = "remind"
    ANSWER_REMINDER = "answer_reminder"

    @property
    def words(self) -> Text:
        """What it is, as one says that somebody has no right to."""
        return Text(IN_VIETNAMESE[self], self.value.replace("_", " "))


IN_VIETNAMESE: Mapping[Action, str] = {
    Action.READ: "xem dữ liệu",
    Action.ESTABLISH_UNIT: "lập đơn vị",
    Action.CHANGE_UNIT: "thay đổi đơn vị",
    Action.FORM_CLUSTER: "lập khối, cụm thi đua",
    Action.FORM_DISTRICT_CLUSTERS: "chia cụm thi đua cấp huyện",
    Action.ELECT_OFFICERS: "bầu trưởng, phó khối, cụm",
    Action.LAUNCH_MOVEMENT: "phát động phong trào",
    Action.DRAFT_COVENANT: "dự thảo giao ước",
    Action.AGREE_COVENANT: "thống nhất giao ước",
    Action.SIGN_COVENANT: "ký giao ước",
    Action.SIGN_JOINTLY: "tổ chức ký kết giao ước chung",
    Action.REGISTER_TITLES: "đăng ký danh hiệu",
    Action.SUBMIT_SET: "nộp bộ đăng ký của cụm",
    Action.DRAFT_OPERATING_RULES: "dự thảo quy chế hoạt động",
    Action.ISSUE_OPERATING_RULES: "ban hành quy chế hoạt động",
    Action.PLAN_YEAR: "lập chương trình công tác năm",
    Action.REPORT_ITEM: "báo cáo việc đã làm theo chương trình",
    Action.OPEN_INSPECTION: "mở cuộc kiểm tra",
    Action.INSPECT: "kiểm tra",
    Action.REPORT_REMEDY: "báo cáo khắc phục",
    Action.SET_NATIONAL_TARGETS: "đặt chỉ tiêu toàn ngành",
    Action.PLAN_TARGETS: "lập bảng chỉ tiêu theo năm",
    Action.SUBMIT_PLAN: "trình bảng chỉ tiêu",
    Action.APPRAISE_TARGETS: "thẩm định chỉ tiêu",
    Action.LOAD_TARGETS: "nạp chỉ tiêu từ tệp",
    Action.RECORD_YEAR: "ghi kết quả năm",
    Action.CONFIRM_YEAR: "xác nhận kết quả năm",
    Action.HOLD_REVIEW: "tổ chức sơ kết, tổng kết",
    Action.REMIND: "đôn đốc",
    Action.ANSWER_REMINDER: "trả lời đôn đốc",
}


class Reach(StrEnum):
    """Of which subjects a role may do it."""

    ANY = "any"
    OWN_UNIT = "own_unit"
    OWN_CLUSTER = "own_cluster"


@dataclass(frozen=True)
class Subject:
    """What an action is about: the unit it belongs to, and the blocks or clusters it stands in."""

    unit_id: UUID | None = None
    clusters: frozenset[UUID] = field(default_factory=frozenset)


ROLES = (
    "unit_officer",
    "unit_head",
    "cluster_head",
    "department",
    "standing_body",
    "council_member",
    "approver",
    "machine_results",
    "machine_units",
    "auditor",
)

GRANTS: dict[Action, dict[str, Reach]] = {
    Action.READ: dict.fromkeys(ROLES, Reach.ANY),
    Action.ESTABLISH_UNIT: {"standing_body": Reach.ANY, "machine_units": Reach.ANY},
    Action.CHANGE_UNIT: {"standing_body": Reach.ANY, "machine_units": Reach.ANY},
    Action.FORM_CLUSTER: {"standing_body": Reach.ANY},
    Action.FORM_DISTRICT_CLUSTERS: {
        "standing_body": Reach.ANY,
        "unit_head": Reach.OWN_UNIT,
        "unit_officer": Reach.OWN_UNIT,
    },
    Action.ELECT_OFFICERS: {
        "standing_body": Reach.ANY,
        "cluster_head": Reach.OWN_CLUSTER,
        "unit_head": Reach.OWN_UNIT,
    },
    Action.LAUNCH_MOVEMENT: {"standing_body": Reach.ANY, "approver": Reach.ANY, "unit_head": Reach.OWN_UNIT},
    Action.DRAFT_COVENANT: {"unit_officer": Reach.OWN_UNIT, "unit_head": Reach.OWN_UNIT},
    Action.AGREE_COVENANT: {"cluster_head": Reach.OWN_CLUSTER, "standing_body": Reach.ANY},
    Action.SIGN_COVENANT: {"unit_head": Reach.OWN_UNIT},
    Action.SIGN_JOINTLY: {"cluster_head": Reach.OWN_CLUSTER, "standing_body": Reach.ANY},
    Action.REGISTER_TITLES: {"unit_officer": Reach.OWN_UNIT, "unit_head": Reach.OWN_UNIT},
    Action.SUBMIT_SET: {"cluster_head": Reach.OWN_CLUSTER},
    Action.DRAFT_OPERATING_RULES: {"cluster_head": Reach.OWN_CLUSTER, "unit_officer": Reach.OWN_UNIT},
    Action.ISSUE_OPERATING_RULES: {"cluster_head": Reach.OWN_CLUSTER},
    Action.PLAN_YEAR: {"cluster_head": Reach.OWN_CLUSTER},
    Action.REPORT_ITEM: {
        "cluster_head": Reach.OWN_CLUSTER,
        "unit_head": Reach.OWN_UNIT,
        "unit_officer": Reach.OWN_UNIT,
    },
    Action.OPEN_INSPECTION: {
        "standing_body": Reach.ANY,
        "cluster_head": Reach.OWN_CLUSTER,
        "unit_head": Reach.OWN_UNIT,
    },
    Action.INSPECT: {"unit_head": Reach.OWN_UNIT, "unit_officer": Reach.OWN_UNIT},
    Action.REPORT_REMEDY: {"unit_head": Reach.OWN_UNIT, "unit_officer": Reach.OWN_UNIT},
    Action.SET_NATIONAL_TARGETS: {"standing_body": Reach.ANY, "approver": Reach.ANY, "unit_head": Reach.OWN_UNIT},
    Action.PLAN_TARGETS: {"unit_officer": Reach.OWN_UNIT, "unit_head": Reach.OWN_UNIT},
    Action.SUBMIT_PLAN: {"unit_head": Reach.OWN_UNIT},
    Action.APPRAISE_TARGETS: {"department": Reach.OWN_UNIT},
    Action.LOAD_TARGETS: {"standing_body": Reach.ANY},
    Action.RECORD_YEAR: {"unit_officer": Reach.OWN_UNIT, "unit_head": Reach.OWN_UNIT},
    Action.CONFIRM_YEAR: {"department": Reach.OWN_UNIT},
    Action.HOLD_REVIEW: {"standing_body": Reach.ANY, "approver": Reach.ANY, "unit_head": Reach.OWN_UNIT},
    Action.REMIND: {"standing_body": Reach.ANY, "cluster_head": Reach.OWN_CLUSTER},
    Action.ANSWER_REMINDER: dict.fromkeys(("unit_officer", "unit_head", "cluster_head", "department"), Reach.OWN_UNIT),
}


STEP_ACTIONS = {
    Step.SET_TARGETS: Action.DRAFT_COVENANT,
    Step.AGREE: Action.AGREE_COVENANT,
    Step.WITHDRAW_AGREEMENT: Action.AGREE_COVENANT,
    Step.SIGN: Action.SIGN_COVENANT,
    Step.REGISTER_TITLES: Action.REGISTER_TITLES,
    Step.PROPOSE_AMENDMENT: Action.DRAFT_COVENANT,
    Step.WITHDRAW_AMENDMENT: Action.DRAFT_COVENANT,
    Step.RETURN_AMENDMENT: Action.AGREE_COVENANT,
    Step.AGREE_AMENDMENT: Action.AGREE_COVENANT,
    Step.SIGN_AMENDMENT: Action.SIGN_COVENANT,
}
"""The right that each step of a covenant takes."""


def may(principal: Principal, action: Action, subject: Subject) -> bool:
    """Whether one of the principal's roles grants the action on this subject."""
    return any(_reaches(principal, reach, subject) for role, reach in GRANTS[action].items() if role in principal.roles)


def _reaches(principal: Principal, reach: Reach, subject: Subject) -> bool:
    if reach is Reach.OWN_UNIT:
        return principal.unit_id is not None and principal.unit_id == subject.unit_id
    if reach is Reach.OWN_CLUSTER:
        return bool(principal.clusters & subject.clusters)
    return True


def require(principal: Principal, action: Action, subject: Subject) -> None:
    """Refuses a principal without the right.

    Raises:
        Forbidden: no role of the principal grants the action on this subject.
    """
    if not may(principal, action, subject):
        raise Forbidden(who=principal.name, action=action)


def steps_open_to(
    principal: Principal, state: State, subject: Subject, amendment: Phase | None = None
) -> tuple[Step, ...]:
    """What this principal may do now with a covenant in this state: what the state allows and the rights grant."""
    return tuple(step for step in open_steps(state, amendment) if may(principal, STEP_ACTIONS[step], subject))
