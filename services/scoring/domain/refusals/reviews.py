"""Periods that are not open, and editions of boards that cannot be made."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import MEMBERSHIP


class UnknownPeriod(Refusal):
    """The text names no period."""

    code = "unknown-period"
    kind = Kind.INVALID
    title = Text("Kỳ không hợp lệ", "Not a period")
    detail = Text(
        "“{period}” không phải là kỳ; ghi như 2024-Q1, 2024-H1 hoặc 2024.",
        "“{period}” is not a period; write 2024-Q1, 2024-H1 or 2024.",
    )
    source = HOUSE_RULE
    fields = ("period",)


class NotAQuarter(Refusal):
    """Results are reported by quarter."""

    code = "not-a-quarter"
    kind = Kind.INVALID
    title = Text("Kết quả phải báo cáo theo quý", "Results are reported by quarter")
    detail = Text("Kỳ {period} không phải là một quý.", "The period {period} is not a quarter.")
    source = HOUSE_RULE
    fields = ("period",)


class PeriodOutsideMovement(Refusal):
    """The period has no day in common with the movement."""

    code = "period-outside-movement"
    kind = Kind.INVALID
    title = Text("Kỳ nằm ngoài phong trào", "The period lies outside the movement")
    detail = Text(
        "Kỳ {period} không có ngày nào trong thời gian phong trào, từ {starts} đến {ends}.",
        "The period {period} has no day within the movement, from {starts} to {ends}.",
    )
    source = HOUSE_RULE
    fields = ("period",)


class PeriodNotOpen(Refusal):
    """The period was never opened, or is closed."""

    code = "period-not-open"
    title = Text("Kỳ không mở", "The period is not open")
    detail = Text(
        "Kỳ {period} của phong trào này chưa mở hoặc đã đóng.", "The period {period} of this movement is not open."
    )
    source = HOUSE_RULE
    fields = ("period",)


class PeriodAlreadyOpen(Refusal):
    """The period was opened before."""

    code = "period-already-open"
    title = Text("Kỳ đã được mở", "The period was opened already")
    detail = Text(
        "Kỳ {period} đã được mở trước đây; nếu đã đóng thì mở lại kèm lý do.",
        "The period {period} was opened before; if it is closed, reopen it with a reason.",
    )
    source = HOUSE_RULE
    fields = ("period",)


class ReasonMissing(Refusal):
    """What is done anew, or against the figures, says why."""

    code = "reason-missing"
    kind = Kind.INVALID
    title = Text("Thiếu lý do", "A reason is missing")
    detail = Text("Phải ghi lý do cho việc này.", "This needs its reason in writing.")
    source = HOUSE_RULE
    fields = ("reason",)


class NoMembers(Refusal):
    """A board of nobody."""

    code = "board-without-members"
    title = Text("Khối, cụm thi đua chưa có thành viên", "The block or cluster has no members")
    detail = Text(
        "Chưa có danh sách thành viên có hiệu lực trong kỳ {period}.",
        "No list of members is in force in the period {period}.",
    )
    source = MEMBERSHIP


class EditionUnchanged(Refusal):
    """A new edition that says what the last one says."""

    code = "edition-unchanged"
    title = Text("Bảng xếp hạng không thay đổi", "The board has not changed")
    detail = Text(
        "Bảng giống hệt lần công bố {no}; không lập lần mới.", "The board equals edition {no}; no new one is made."
    )
    source = HOUSE_RULE


class NoSuchInstant(Refusal):
    """What was known can be asked of an instant that is one everywhere."""

    code = "scoring-instant-unknown"
    kind = Kind.INVALID
    title = Text("Không xác định được thời điểm", "The instant cannot be told")
    detail = Text(
        "Thời điểm {given} không có múi giờ hoặc nằm ngoài lịch; viết như 2024-12-31T17:00:00Z.",
        "{given} has no time zone or lies outside the calendar; write it as 2024-12-31T17:00:00Z.",
    )
    source = HOUSE_RULE
    fields = ("known_on",)
