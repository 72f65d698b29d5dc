"""Refusals of an objection, and of a decision that one stands against."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

COMPLAINTS = Source("NĐ 152/2025/NĐ-CP", "Điều 4 khoản 3", Status.FOUND)


class ObjectionNotStated(Refusal):
    """An objection has a number, somebody who raises it, and a text."""

    code = "objection-not-stated"
    kind = Kind.INVALID
    title = Text("Ý kiến phản ánh chưa rõ", "The objection is not stated")
    detail = Text(
        "Hãy nêu số thụ lý, người phản ánh và nội dung.", "State its number, who raises it, and what it is about."
    )
    source = HOUSE_RULE
    fields = ("code", "by", "text")


class ObjectionExists(Refusal):
    """One objection a number."""

    code = "objection-exists"
    title = Text("Ý kiến đã được ghi nhận", "The objection is on record already")
    detail = Text(
        "Số {code} đã được ghi nhận cho đề cử này.", "Number {code} is on record for this nomination already."
    )
    source = HOUSE_RULE
    fields = ("code",)


class ObjectionAnswered(Refusal):
    """An objection is answered once."""

    code = "objection-answered"
    title = Text("Ý kiến đã được trả lời", "The objection has been answered")
    detail = Text("Ý kiến số {code} đã có kết luận.", "Objection {code} has its answer.")
    source = HOUSE_RULE


class ObjectionOpen(Refusal):
    """No award while a complaint is being checked."""

    code = "objection-open"
    title = Text("Còn ý kiến đang xem xét", "An objection is open")
    detail = Text(
        "Ý kiến số {code} chưa có kết luận; chưa xét khen thưởng khi còn đơn đang kiểm tra.",
        "Objection {code} has no answer yet; nothing is awarded while a complaint is being checked.",
    )
    source = COMPLAINTS
    fields = ("nomination_id",)


class ObjectionUpheld(Refusal):
    """What was found stands against the award."""

    code = "objection-upheld"
    title = Text("Ý kiến phản ánh là đúng", "An objection was upheld")
    detail = Text("Ý kiến số {code} được kết luận là đúng.", "Objection {code} was found to be right.")
    source = COMPLAINTS
    fields = ("nomination_id",)
