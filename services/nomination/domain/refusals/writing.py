"""Refusals of a vote that is held in writing."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Refusal


class SessionNotInWriting(Refusal):
    """The rule of the vote asks for a meeting, or for a secret ballot."""

    code = "session-not-in-writing"
    title = Text("Không được lấy ý kiến bằng văn bản thay cuộc họp", "The vote cannot be held in writing")
    detail = Text(
        "Quy định về bỏ phiếu không cho lấy ý kiến bằng văn bản thay cuộc họp; bỏ phiếu kín thì phải họp.",
        "The rule of the vote lets no opinions in writing replace the meeting; a secret ballot is not held in writing.",
    )
    source = Source("TT 25/2025/TT-BKHCN", "Điều 23", Status.ANALOGUE)
    fields = ("opinions_until",)


class HeldInWriting(Refusal):
    """There is no meeting."""

    code = "held-in-writing"
    title = Text("Vòng này lấy ý kiến bằng văn bản", "This round is held in writing")
    detail = Text(
        "Vòng {round} lấy ý kiến bằng văn bản đến hết ngày {until}; không điểm danh, không ủy quyền dự họp.",
        "Round {round} is held in writing up to {until}; there is no attendance and no mandate.",
    )
    source = HOUSE_RULE


class OpinionTooLate(Refusal):
    """The last day for opinions has passed."""

    code = "opinion-too-late"
    title = Text("Đã hết hạn gửi ý kiến", "The opinion comes too late")
    detail = Text(
        "Hạn gửi ý kiến bằng văn bản là hết ngày {until}; ý kiến gửi ngày {given}.",
        "Opinions were taken up to {until}; this one is of {given}.",
    )
    source = HOUSE_RULE


class OpinionsOutstanding(Refusal):
    """Opinions may still come in."""

    code = "opinions-outstanding"
    title = Text("Chưa hết hạn lấy ý kiến", "Opinions are outstanding")
    detail = Text(
        "Còn {missing} thành viên chưa gửi ý kiến; hạn là hết ngày {until}.",
        "{missing} members have not returned an opinion; they have up to {until}.",
    )
    source = HOUSE_RULE
