"""What scoring answers when it says no; the ways a table can be wrong are in `table_refusals.py`."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import (
    CLUSTER_LETTER,
    CLUSTER_NOTICE,
    HCMC_TABLE,
    HUE_GUIDE,
    NINH_THUAN_RULES,
)


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


class PeriodNotOpen(Refusal):
    """The period was never opened, or is closed."""

    code = "period-not-open"
    title = Text("Kỳ không mở", "The period is not open")
    detail = Text(
        "Kỳ {period} của phong trào này chưa mở hoặc đã đóng.", "The period {period} of this movement is not open."
    )
    source = HUE_GUIDE
    fields = ("period",)


class PeriodAlreadyOpen(Refusal):
    """The period is open."""

    code = "period-already-open"
    title = Text("Kỳ đang mở", "The period is already open")
    detail = Text("Kỳ {period} đã được mở và chưa đóng.", "The period {period} was opened and is not closed.")
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


class UnknownUnit(Refusal):
    """No such unit has been announced."""

    code = "scoring-unknown-unit"
    kind = Kind.MISSING
    title = Text("Không có đơn vị này", "There is no such unit")
    detail = Text("Không có đơn vị nào mang mã {unit}.", "There is no unit {unit}.")
    source = HOUSE_RULE
    fields = ("unit_id",)


class UnknownCluster(Refusal):
    """No such block or cluster has been announced."""

    code = "scoring-unknown-cluster"
    kind = Kind.MISSING
    title = Text("Không có khối, cụm thi đua này", "There is no such block or cluster")
    detail = Text("Không có khối, cụm thi đua nào mang mã {cluster}.", "There is no block or cluster {cluster}.")
    source = HOUSE_RULE
    fields = ("cluster_id",)


class UnknownMovement(Refusal):
    """No such movement has been announced."""

    code = "scoring-unknown-movement"
    kind = Kind.MISSING
    title = Text("Không có phong trào thi đua này", "There is no such movement")
    detail = Text("Không có phong trào thi đua nào mang mã {movement}.", "There is no movement {movement}.")
    source = HOUSE_RULE
    fields = ("movement_id",)


class TableAlreadySigned(Refusal):
    """A signed table is frozen."""

    code = "score-table-signed"
    title = Text("Bảng điểm đã ký", "The score table is signed")
    detail = Text(
        "Bảng điểm đã ký ngày {signed_on}; không được sửa hoặc ký lại.",
        "The score table was signed on {signed_on}; it can be neither changed nor signed again.",
    )
    source = NINH_THUAN_RULES


class TableNotSigned(Refusal):
    """Nothing is scored before the table is signed."""

    code = "score-table-not-signed"
    title = Text("Bảng điểm chưa ký", "The score table is not signed")
    detail = Text(
        "Khối, cụm thi đua chưa có bảng điểm đã ký cho phong trào này.",
        "The block or cluster has no signed score table for this movement.",
    )
    source = CLUSTER_LETTER


class TableExists(Refusal):
    """One table per block or cluster and movement."""

    code = "score-table-exists"
    title = Text("Đã có bảng điểm", "There is a score table already")
    detail = Text(
        "Khối, cụm thi đua đã có bảng điểm cho phong trào này; hãy sửa bảng đó khi chưa ký.",
        "The block or cluster has a score table for this movement; revise that one while it is unsigned.",
    )
    source = CLUSTER_LETTER


class NotAMember(Refusal):
    """The unit is not on the list of the block or cluster on that day."""

    code = "not-a-member"
    title = Text("Không phải đơn vị thành viên", "Not a member unit")
    detail = Text(
        "Đơn vị không có trong danh sách thành viên của khối, cụm thi đua trong kỳ {period}.",
        "The unit is not on the list of members of the block or cluster in {period}.",
    )
    source = CLUSTER_LETTER
    fields = ("unit_id",)


class ResultsRefused(Refusal):
    """Some cells of a push cannot be recorded; nothing of it was."""

    code = "results-refused"
    kind = Kind.INVALID
    title = Text("Có ô kết quả không ghi được", "Some result cells cannot be recorded")
    detail = Text(
        "{bad} trong {cells} ô không ghi được; không ô nào được ghi.",
        "{bad} of {cells} cells cannot be recorded; none was.",
    )
    source = CLUSTER_LETTER


class NothingToCorrect(Refusal):
    """A correction names a result that was never recorded, or repeats it."""

    code = "nothing-to-correct"
    title = Text("Không có gì để đính chính", "There is nothing to correct")
    detail = Text(
        "Kết quả {indicator} chưa được ghi trong kỳ này, hoặc vẫn như cũ.",
        "The result {indicator} was not recorded in this period, or is the same as before.",
    )
    source = HOUSE_RULE


class UnknownCriterion(Refusal):
    """The table has no such criterion, or one that is not scored by points."""

    code = "unknown-criterion"
    kind = Kind.INVALID
    title = Text("Tiêu chí không chấm điểm được", "Not a criterion that can be marked")
    detail = Text(
        "Bảng điểm không có tiêu chí {criterion}, hoặc đó là điều kiện loại, hoặc bị lặp trong lần chấm này.",
        "The table has no criterion {criterion}, or it is a gate, or it is marked twice here.",
    )
    source = CLUSTER_NOTICE


class MarkOutOfRange(Refusal):
    """Points outside what the criterion can give."""

    code = "mark-out-of-range"
    kind = Kind.INVALID
    title = Text("Điểm ngoài khung", "The points are out of range")
    detail = Text(
        "Tiêu chí {criterion}: điểm {given} phải từ {least} đến {most}.",
        "Criterion {criterion}: {given} points must be from {least} to {most}.",
    )
    source = CLUSTER_NOTICE


class MarkTooFine(Refusal):
    """Points with more decimals than the table keeps."""

    code = "mark-too-fine"
    kind = Kind.INVALID
    title = Text("Điểm lẻ quá mức", "The points have too many decimals")
    detail = Text(
        "Tiêu chí {criterion}: điểm {given} có nhiều hơn {decimals} chữ số thập phân.",
        "Criterion {criterion}: {given} has more than {decimals} decimals.",
    )
    source = CLUSTER_NOTICE


class NotTheOwningDepartment(Refusal):
    """Each professional department scores its own field only."""

    code = "not-the-owning-department"
    kind = Kind.FORBIDDEN
    title = Text("Không phải ban nghiệp vụ phụ trách", "Not the owning department")
    detail = Text(
        "Tiêu chí {criterion} thuộc lĩnh vực của đơn vị khác.", "Criterion {criterion} is another department's field."
    )
    source = HCMC_TABLE


class DifferenceNeedsReason(Refusal):
    """Points that differ from the computed ones say why."""

    code = "difference-needs-reason"
    kind = Kind.INVALID
    title = Text("Điểm khác máy chấm phải có lý do", "Points that differ from the computed ones need a reason")
    detail = Text(
        "Tiêu chí {criterion}: chấm {given} trong khi máy chấm {computed}; phải ghi lý do.",
        "Criterion {criterion}: {given} against the computed {computed}; a reason is needed.",
    )
    source = HUE_GUIDE


class CardFinal(Refusal):
    """A final card is frozen until it is reopened."""

    code = "scorecard-final"
    title = Text("Phiếu điểm đã chốt", "The scorecard is final")
    detail = Text(
        "Phiếu điểm đã chốt lần {finalisation}; muốn sửa phải mở lại kèm lý do.",
        "The scorecard was made final (no. {finalisation}); to change it, it must be reopened with a reason.",
    )
    source = NINH_THUAN_RULES


class CardNotFinal(Refusal):
    """Only a final card can be reopened, or go onto a board."""

    code = "scorecard-not-final"
    title = Text("Phiếu điểm chưa chốt", "The scorecard is not final")
    detail = Text("Chưa chốt phiếu điểm của: {units}.", "The scorecard is not final for: {units}.")
    source = NINH_THUAN_RULES


class CardNotComputed(Refusal):
    """A card without computed points cannot be checked or made final."""

    code = "scorecard-not-computed"
    title = Text("Phiếu điểm chưa được máy chấm", "The scorecard is not computed")
    detail = Text("Hãy chấm máy trước.", "Compute it first.")
    source = NINH_THUAN_RULES


class NoMembers(Refusal):
    """A board of nobody."""

    code = "board-without-members"
    title = Text("Khối, cụm thi đua chưa có thành viên", "The block or cluster has no members")
    detail = Text(
        "Chưa có danh sách thành viên có hiệu lực trong kỳ {period}.",
        "No list of members is in force in the period {period}.",
    )
    source = CLUSTER_LETTER


class EditionUnchanged(Refusal):
    """A new edition that says what the last one says."""

    code = "edition-unchanged"
    title = Text("Bảng xếp hạng không thay đổi", "The board has not changed")
    detail = Text(
        "Bảng giống hệt lần công bố {no}; không lập lần mới.", "The board equals edition {no}; no new one is made."
    )
    source = HOUSE_RULE
