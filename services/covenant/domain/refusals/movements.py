"""What is refused of movements (phong trào thi đua)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class MovementExists(Refusal):
    """The code is taken by another movement."""

    code = "movement-exists"
    kind = Kind.CONFLICT
    title = Text("Phong trào đã có", "The movement exists already")
    detail = Text("Mã {movement} đã thuộc về một phong trào.", "The code {movement} already belongs to a movement.")
    source = HOUSE_RULE
    fields = ("code",)


class UnknownMovement(Refusal):
    """No movement with this code or id was ever launched."""

    code = "unknown-movement"
    kind = Kind.MISSING
    title = Text("Không có phong trào này", "There is no such movement")
    detail = Text("Không có phong trào nào mang mã {movement}.", "There is no movement {movement}.")
    source = HOUSE_RULE
    fields = ("movement",)


class PeriodReversed(Refusal):
    """A period ends on or after the day it begins."""

    code = "period-reversed"
    kind = Kind.INVALID
    title = Text("Thời gian bị ngược", "The period is reversed")
    detail = Text("Từ {begins} đến {ends} không phải một khoảng thời gian.", "{begins} to {ends} is not a period.")
    source = HOUSE_RULE
    fields = ("period_from", "period_to")


class LaunchedAfterItsPeriod(Refusal):
    """A movement is launched before it is over."""

    code = "launched-after-its-period"
    title = Text("Phát động sau khi phong trào đã hết thời gian", "Launched after its own period")
    detail = Text(
        "Phong trào kết thúc ngày {ends}; không phát động được vào ngày {day}.",
        "The movement ends on {ends}; it cannot be launched on {day}.",
    )
    source = HOUSE_RULE
    fields = ("period_to", "Effective-At")


class YearlyMovementTooLong(Refusal):
    """A movement of the year lasts longer than a year."""

    code = "yearly-movement-too-long"
    kind = Kind.INVALID
    title = Text("Phong trào hằng năm dài quá một năm", "A movement of the year that lasts longer than a year")
    detail = Text(
        "Từ {begins} đến {ends} dài hơn một năm; phong trào nhiều năm phải ghi đúng loại của nó.",
        "{begins} to {ends} is longer than a year; a movement over years is launched as one.",
    )
    source = HOUSE_RULE
    fields = ("kind", "period_from", "period_to")


class NoContents(Refusal):
    """A movement is launched with contents (nội dung thi đua)."""

    code = "no-contents"
    kind = Kind.INVALID
    title = Text("Thiếu nội dung thi đua", "The movement has no contents")
    detail = Text(
        "Phong trào phải được phát động với ít nhất một nội dung.",
        "A movement is launched with at least one content.",
    )
    source = sources.SIGN_AND_REGISTER
    fields = ("contents",)


class DeadlineAfterPeriod(Refusal):
    """What is to be done for a movement is due before the movement is over."""

    code = "deadline-after-period"
    kind = Kind.INVALID
    title = Text("Thời hạn sau khi phong trào kết thúc", "The deadline lies after the period")
    detail = Text(
        "Thời hạn {deadline} sau ngày kết thúc phong trào {ends}.",
        "The deadline {deadline} lies after the movement's last day {ends}.",
    )
    source = HOUSE_RULE
    fields = ("covenant_signing_by", "registration_by")


class MovementIsClosed(Refusal):
    """Nothing more is drafted, signed, registered or submitted in a closed movement."""

    code = "movement-closed"
    title = Text("Phong trào đã kết thúc", "The movement is closed")
    detail = Text(
        "Phong trào {movement} đã kết thúc ngày {closed_on}.", "The movement {movement} was closed on {closed_on}."
    )
    source = HOUSE_RULE
    fields = ("movement",)


class DeadlineRequired(Refusal):
    """The rules know deadlines of yearly and of long movements only; the launch of any other states its own."""

    code = "deadline-required"
    kind = Kind.INVALID
    title = Text("Thiếu thời hạn", "The deadlines are missing")
    detail = Text(
        "Quy định không nêu thời hạn cho phong trào loại {kind}; văn bản phát động phải nêu.",
        "The rules state no deadlines for a movement of kind {kind}; its launch must.",
    )
    source = sources.SIGN_AND_REGISTER
    fields = ("covenant_signing_by", "registration_by")
