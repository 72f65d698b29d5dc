"""Refusals of a public notice, and of a decision before its end."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

PUBLIC_NOTICE = Source("NĐ 91/2017/NĐ-CP", "Điều 45 khoản 10", Status.FOUND)


class NoticeEndRequired(Refusal):
    """Neither the rules nor the request say when a notice ends."""

    code = "notice-end-required"
    kind = Kind.INVALID
    title = Text("Chưa nêu hạn lấy ý kiến", "The last day of comments is not named")
    detail = Text(
        "Quy định không cho biết ngày kết thúc lấy ý kiến của trường hợp này; hãy nêu ngày cuối cùng nhận ý kiến.",
        "The rules do not tell the last day of comments of this case; name it.",
    )
    source = HOUSE_RULE
    fields = ("comments_until",)


class NoticeTooShort(Refusal):
    """The rules ask for a longer notice."""

    code = "notice-too-short"
    title = Text("Thời gian công khai quá ngắn", "The notice is too short")
    detail = Text(
        "Quy định yêu cầu công khai {span}, tức đến hết ngày {least}; đề nghị chỉ đến {until}.",
        "The rules ask for a notice of {span}, that is up to {least}; asked for: up to {until}.",
    )
    source = PUBLIC_NOTICE
    fields = ("comments_until",)


class NoticeNotGiven(Refusal):
    """The candidate was not made public for comment."""

    code = "public-notice-not-given"
    title = Text("Chưa công khai lấy ý kiến", "There was no public notice")
    detail = Text(
        "Danh hiệu {given} phải công khai lấy ý kiến trước khi quyết định; trường hợp này chưa được công khai.",
        "The title {given} needs a public notice for comment before a decision; this case was not made public.",
    )
    source = PUBLIC_NOTICE
    fields = ("nomination_id",)


class NoticeStillOpen(Refusal):
    """The time for comment has not ended."""

    code = "public-comment-not-finished"
    title = Text("Chưa lấy xong ý kiến công khai", "The public notice is not finished")
    detail = Text(
        "Danh hiệu {given} đang được công khai lấy ý kiến đến hết ngày {until}: còn {left} ngày, sớm nhất ngày"
        " {earliest} mới được quyết định.",
        "The title {given} is under public notice up to {until}: {left} days left, to be decided on {earliest} at the"
        " earliest.",
    )
    source = PUBLIC_NOTICE
    fields = ("nomination_id",)
