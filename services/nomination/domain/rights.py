"""Who may do what here: one answer for REST, GraphQL and console alike, no by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kernel.explanation import Text
from kernel.identity import Forbidden, Principal


class Action(StrEnum):
    """What can be asked of the nomination service."""

    READ = "read nominations"
    READ_OPEN_BALLOTS = "read open ballots by name"
    NOMINATE = "nominate"
    WITHDRAW = "withdraw a nomination"
    ANNOUNCE = "post a candidate for comment"
    CONVENE_SELECTION = "convene a selection"
    CONVENE_COUNCIL = "convene a council session"
    VOTE_FOR_UNIT = "vote in a selection"
    VOTE_IN_COUNCIL = "vote in a council"
    VOTE_BY_MANDATE = "vote in a member's place"
    RAISE_OBJECTION = "raise an objection"
    ANSWER_OBJECTION = "answer an objection"
    PREPARE_DOSSIER = "prepare a dossier"
    APPRAISE_DOSSIER = "receive and appraise a dossier"
    RECOMMEND = "put a commendation to the authority"
    DRAW_QUOTA = "draw a quota line"
    DECIDE = "issue a decision"
    POST_NOTICE = "post the notice of a decision"
    REVOKE = "revoke a decision"
    CHECK_ROTATION = "check for rotation"
    CONFIRM_FIGURE = "confirm a figure of the rules"
    PROPOSE_MEDAL = "propose for the medal"
    APPRAISE_MEDAL = "appraise a proposal for the medal"
    AWARD_MEDAL = "give or revoke the medal"
    KEEP_EXAMPLE = "keep a good example"
    SPREAD_EXAMPLE = "recognise or spread a good example"
    RECORD_HIGHER_AWARD = "record an award decided elsewhere"
    KEEP_MERIT = "keep a merit file"
    KEEP_BARS = "record discipline, inquiries and predecessors"
    READ_PERSONS = "read the record of a person"

    @property
    def words(self) -> Text:
        """What it is, as one says that somebody has no right to."""
        return Text(IN_VIETNAMESE[self], self.value.replace("_", " "))


IN_VIETNAMESE: Mapping[Action, str] = {
    Action.READ: "xem đề cử",
    Action.READ_OPEN_BALLOTS: "xem phiếu công khai theo tên",
    Action.NOMINATE: "đề cử",
    Action.WITHDRAW: "rút đề cử",
    Action.ANNOUNCE: "niêm yết lấy ý kiến về ứng viên",
    Action.CONVENE_SELECTION: "triệu tập phiên bình xét",
    Action.CONVENE_COUNCIL: "triệu tập phiên họp Hội đồng",
    Action.VOTE_FOR_UNIT: "bỏ phiếu bình xét",
    Action.VOTE_IN_COUNCIL: "bỏ phiếu trong Hội đồng",
    Action.VOTE_BY_MANDATE: "bỏ phiếu thay thành viên",
    Action.RAISE_OBJECTION: "nêu ý kiến phản ánh",
    Action.ANSWER_OBJECTION: "trả lời ý kiến phản ánh",
    Action.PREPARE_DOSSIER: "lập hồ sơ",
    Action.APPRAISE_DOSSIER: "tiếp nhận, thẩm định hồ sơ",
    Action.RECOMMEND: "trình khen thưởng",
    Action.DRAW_QUOTA: "xác định mức chỉ tiêu khen thưởng",
    Action.DECIDE: "ban hành quyết định",
    Action.POST_NOTICE: "công khai quyết định",
    Action.REVOKE: "hủy bỏ quyết định",
    Action.CHECK_ROTATION: "kiểm tra luân phiên",
    Action.CONFIRM_FIGURE: "xác nhận con số của quy định",
    Action.PROPOSE_MEDAL: "đề nghị tặng Kỷ niệm chương",
    Action.APPRAISE_MEDAL: "thẩm định đề nghị tặng Kỷ niệm chương",
    Action.AWARD_MEDAL: "tặng, thu hồi Kỷ niệm chương",
    Action.KEEP_EXAMPLE: "theo dõi điển hình tiên tiến",
    Action.SPREAD_EXAMPLE: "công nhận, nhân rộng điển hình",
    Action.RECORD_HIGHER_AWARD: "ghi khen thưởng do cấp khác quyết định",
    Action.KEEP_MERIT: "lập, ghi hồ sơ thành tích",
    Action.KEEP_BARS: "ghi kỷ luật, việc đang xem xét, đơn vị tiền thân",
    Action.READ_PERSONS: "xem hồ sơ của cá nhân",
}


@dataclass(frozen=True)
class Subject:
    """What it is about: the unit concerned, the block or cluster, the voter; None where it is about none."""

    unit_id: UUID | None = None
    cluster_id: UUID | None = None
    voter: str | None = None


NOTHING = Subject()

READERS = frozenset(
    {
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
        "administrator",
    }
)
"""Every role of the product reads nominations, totals and decisions; of ballots only some read more than totals."""

ANYWHERE: dict[Action, frozenset[str]] = {
    Action.READ: READERS,
    Action.READ_OPEN_BALLOTS: frozenset({"standing_body", "council_member", "approver"}),
    Action.NOMINATE: frozenset({"standing_body"}),
    Action.WITHDRAW: frozenset({"standing_body"}),
    Action.ANNOUNCE: frozenset({"standing_body"}),
    Action.CONVENE_SELECTION: frozenset({"standing_body"}),
    Action.CONVENE_COUNCIL: frozenset({"standing_body"}),
    Action.RAISE_OBJECTION: frozenset(
        {"standing_body", "unit_officer", "unit_head", "cluster_head", "department", "council_member"}
    ),
    Action.ANSWER_OBJECTION: frozenset({"standing_body"}),
    Action.PREPARE_DOSSIER: frozenset({"standing_body"}),
    Action.APPRAISE_DOSSIER: frozenset({"standing_body"}),
    Action.RECOMMEND: frozenset({"standing_body"}),
    Action.DRAW_QUOTA: frozenset({"standing_body"}),
    Action.DECIDE: frozenset({"approver"}),
    Action.POST_NOTICE: frozenset({"approver", "standing_body"}),
    Action.REVOKE: frozenset({"approver"}),
    Action.CHECK_ROTATION: frozenset({"standing_body", "auditor"}),
    Action.CONFIRM_FIGURE: frozenset({"administrator"}),
    Action.PROPOSE_MEDAL: frozenset({"standing_body"}),
    Action.APPRAISE_MEDAL: frozenset({"standing_body"}),
    Action.AWARD_MEDAL: frozenset({"approver"}),
    Action.KEEP_EXAMPLE: frozenset({"standing_body"}),
    Action.SPREAD_EXAMPLE: frozenset({"standing_body"}),
    Action.RECORD_HIGHER_AWARD: frozenset({"standing_body"}),
    Action.KEEP_MERIT: frozenset({"standing_body"}),
    Action.KEEP_BARS: frozenset({"standing_body"}),
    Action.READ_PERSONS: frozenset({"standing_body", "approver", "auditor"}),
}
"""Roles that may, whatever it is about."""

OWN_UNIT: dict[Action, frozenset[str]] = {
    Action.NOMINATE: frozenset({"unit_officer", "unit_head"}),
    Action.WITHDRAW: frozenset({"unit_head"}),
    Action.VOTE_FOR_UNIT: frozenset({"unit_head"}),
    Action.PREPARE_DOSSIER: frozenset({"unit_officer", "unit_head"}),
    Action.PROPOSE_MEDAL: frozenset({"unit_officer", "unit_head"}),
    Action.KEEP_EXAMPLE: frozenset({"unit_officer", "unit_head"}),
    Action.KEEP_MERIT: frozenset({"unit_officer", "unit_head"}),
    Action.READ_PERSONS: frozenset({"unit_officer", "unit_head"}),
}
"""Roles that may where their own unit is concerned."""

OWN_CLUSTER: dict[Action, frozenset[str]] = {
    Action.READ_OPEN_BALLOTS: frozenset({"cluster_head"}),
    Action.NOMINATE: frozenset({"cluster_head"}),
    Action.CONVENE_SELECTION: frozenset({"cluster_head"}),
}
"""Roles that may in a block or cluster they head."""

IN_PERSON: dict[Action, frozenset[str]] = {
    Action.VOTE_IN_COUNCIL: frozenset({"council_member"}),
    Action.VOTE_BY_MANDATE: frozenset({"council_member", "unit_head", "unit_officer", "department"}),
    Action.READ_PERSONS: frozenset({"council_member"}),
}
"""Roles that may for themselves only; a record is read by the members before whose council the person stands."""


def may(principal: Principal, action: Action, subject: Subject = NOTHING) -> bool:
    """Whether this principal may do this to that."""
    allowed = ANYWHERE.get(action, frozenset())
    if subject.unit_id is not None and subject.unit_id == principal.unit_id:
        allowed |= OWN_UNIT.get(action, frozenset())
    if subject.cluster_id is not None and subject.cluster_id in principal.clusters:
        allowed |= OWN_CLUSTER.get(action, frozenset())
    if subject.voter is not None and subject.voter == principal.id:
        allowed |= IN_PERSON.get(action, frozenset())
    return not allowed.isdisjoint(principal.roles)


def require(principal: Principal, action: Action, subject: Subject = NOTHING) -> None:
    """Refuse unless `may`."""
    if not may(principal, action, subject):
        raise Forbidden(who=principal.name, action=action)
