"""What is refused of inspections and cross-checks (kiểm tra, kiểm tra chéo)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class InspectionExists(Refusal):
    """The code is taken by another inspection of this block or cluster."""

    code = "inspection-exists"
    kind = Kind.CONFLICT
    title = Text("Cuộc kiểm tra đã có", "The inspection exists already")
    detail = Text(
        "Mã {inspection} đã thuộc về một cuộc kiểm tra của {cluster}.",
        "The code {inspection} belongs to an inspection of {cluster} already.",
    )
    source = HOUSE_RULE
    fields = ("code",)


class InspectsItself(Refusal):
    """A check is between units."""

    code = "inspects-itself"
    kind = Kind.INVALID
    title = Text("Đơn vị tự kiểm tra mình", "A unit inspects itself")
    detail = Text(
        "Đơn vị kiểm tra và đơn vị được kiểm tra phải khác nhau.",
        "The unit that inspects and the one inspected are two.",
    )
    source = sources.CROSS_CHECK
    fields = ("inspector", "inspected")


class NotOfTheCluster(Refusal):
    """Inspector and inspected belong to the block or cluster."""

    code = "not-of-the-cluster"
    title = Text("Không thuộc khối, cụm", "Not of the block or cluster")
    detail = Text(
        "Đơn vị kiểm tra và đơn vị được kiểm tra phải thuộc {cluster} vào ngày {day}.",
        "The unit that inspects and the one inspected belong to {cluster} on {day}.",
    )
    source = sources.PROGRAMME
    fields = ("inspector", "inspected")


class MalformedPeriod(Refusal):
    """A period is a year, a half-year or a quarter."""

    code = "malformed-period"
    kind = Kind.INVALID
    title = Text("Kỳ kiểm tra không hợp lệ", "The period is not valid")
    detail = Text(
        "“{given}” không phải năm, nửa năm hay quý (2024, 2024-H1, 2024-Q3).",
        "“{given}” is no year, half-year or quarter (2024, 2024-H1, 2024-Q3).",
    )
    source = HOUSE_RULE
    fields = ("period",)


class WholeYearCrossCheck(Refusal):
    """Cross-checks are held quarterly or half-yearly."""

    code = "whole-year-cross-check"
    kind = Kind.INVALID
    title = Text("Kiểm tra chéo theo quý hoặc 6 tháng", "A cross-check is of a quarter or half-year")
    detail = Text(
        "Kiểm tra chéo được tổ chức hàng quý hoặc 6 tháng, không phải cho cả kỳ {given}.",
        "Cross-checks are of a quarter or half-year, not of {given}.",
    )
    source = sources.CROSS_CHECK
    fields = ("period",)


class PeriodNotBegun(Refusal):
    """What is inspected has happened."""

    code = "period-not-begun"
    kind = Kind.INVALID
    title = Text("Kỳ kiểm tra chưa bắt đầu", "The period has not begun")
    detail = Text(
        "Kỳ {given} chưa bắt đầu vào ngày {day}.",
        "The period {given} has not begun on {day}.",
    )
    source = HOUSE_RULE
    fields = ("period",)


class NotInTheInspectionPlan(Refusal):
    """An inspection by the plan names an item of it, of the same units."""

    code = "not-in-the-inspection-plan"
    title = Text("Không đúng kế hoạch kiểm tra", "Not as in the inspection plan")
    detail = Text(
        "Kế hoạch kiểm tra năm {year} không có nội dung {item} cho đúng hai đơn vị này.",
        "The inspection plan of {year} has no item {item} of these two units.",
    )
    source = sources.PROGRAMME
    fields = ("plan_item",)


class PlanItemTakenUp(Refusal):
    """An item of the inspection plan is one inspection."""

    code = "plan-item-taken-up"
    title = Text("Nội dung kế hoạch đã có cuộc kiểm tra", "The plan's item has its inspection already")
    detail = Text(
        "Nội dung {item} của kế hoạch năm {year} đã được thực hiện bằng cuộc kiểm tra {inspection}; hãy mở lại cuộc "
        "đó, hoặc kiểm tra ngoài kế hoạch.",
        "The item {item} of the plan of {year} is taken up by the inspection {inspection}; reopen that one, or inspect "
        "beside the plan.",
    )
    source = sources.PROGRAMME
    fields = ("plan_item",)


class InspectionIsClosed(Refusal):
    """Follow-up is recorded while the inspection is open."""

    code = "inspection-closed"
    title = Text("Cuộc kiểm tra không mở vào ngày đó", "The inspection is not open on that day")
    detail = Text(
        "Cuộc kiểm tra {inspection} mở từ {opened_on} đến {closed_on}; không ghi nhận được việc của ngày {day}.",
        "The inspection {inspection} was open from {opened_on} to {closed_on}; nothing of {day} is recorded.",
    )
    source = HOUSE_RULE


class RemedyDueBefore(Refusal):
    """A remedy is asked for by a day that has not passed."""

    code = "remedy-due-before"
    kind = Kind.INVALID
    title = Text("Hạn khắc phục đã qua", "The remedy's day has passed")
    detail = Text(
        "Hạn khắc phục {due_on} trước ngày ghi nhận {day}.",
        "The remedy is due on {due_on}, before {day}.",
    )
    source = HOUSE_RULE
    fields = ("due_on",)


class UnknownInspectionFinding(Refusal):
    """There is no finding of this number."""

    code = "unknown-inspection-finding"
    kind = Kind.MISSING
    title = Text("Không có nội dung này", "There is no such finding")
    detail = Text(
        "Cuộc kiểm tra không có nội dung ghi nhận số {finding}.",
        "The inspection has no finding {finding}.",
    )
    source = HOUSE_RULE
    fields = ("finding",)


class FindingNotInState(Refusal):
    """The follow-up of a finding goes its way."""

    code = "finding-not-in-state"
    title = Text("Chưa đến hoặc đã qua bước này", "Not at this step")
    detail = Text(
        "Nội dung {finding} đang ở trạng thái {state}; việc này chỉ làm được khi ở: {allowed}.",
        "The finding {finding} is {state}; this is done while it is: {allowed}.",
    )
    source = HOUSE_RULE
    fields = ("finding",)


class OpenFindings(Refusal):
    """Nothing closes with an open finding."""

    code = "open-findings"
    title = Text("Còn nội dung chưa khắc phục", "Findings are still open")
    detail = Text(
        "Cuộc kiểm tra {inspection} còn nội dung chưa được xác nhận khắc phục: {findings}.",
        "The inspection {inspection} has findings that are not confirmed as remedied: {findings}.",
    )
    source = sources.CROSS_CHECK


class InspectionNotClosed(Refusal):
    """Reopening undoes a closing."""

    code = "inspection-not-closed"
    title = Text("Cuộc kiểm tra chưa kết thúc", "The inspection is not closed")
    detail = Text(
        "Cuộc kiểm tra {inspection} đang mở.",
        "The inspection {inspection} is open.",
    )
    source = HOUSE_RULE
