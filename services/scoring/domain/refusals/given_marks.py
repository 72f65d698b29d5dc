"""Points that somebody has no seat, or no line, to give."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class NotOnThePanel(Refusal):
    """The signed table names the panel's members; nobody else marks."""

    code = "not-on-the-panel"
    kind = Kind.FORBIDDEN
    title = Text("Không thuộc hội đồng chấm", "Not on the panel")
    detail = Text(
        "Tài khoản {member} không phải thành viên hội đồng chấm tiêu chí {criterion}.",
        "The account {member} is not on the panel of criterion {criterion}.",
    )
    source = HOUSE_RULE


class UnknownItem(Refusal):
    """The department's own table has no such line, or it is marked twice at once."""

    code = "unknown-scored-item"
    kind = Kind.INVALID
    title = Text("Mục chấm không có hoặc bị lặp", "The item is unknown or repeated")
    detail = Text(
        "Bảng chấm của ban trong tiêu chí {criterion} không có mục {item}, hoặc mục bị lặp trong lần chấm này.",
        "The department's table in criterion {criterion} has no item {item}, or it is marked twice here.",
    )
    source = HOUSE_RULE
