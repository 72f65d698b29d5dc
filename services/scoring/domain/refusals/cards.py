"""Marks that cannot be given, and scorecards that are not where the request thinks."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import DEPARTMENT_CRITERIA, LAYERS


class UnknownCriterion(Refusal):
    """The table has no such criterion, or one that is not scored by points."""

    code = "unknown-criterion"
    kind = Kind.INVALID
    title = Text("Tiêu chí không chấm điểm được", "Not a criterion that can be marked")
    detail = Text(
        "Bảng điểm không có tiêu chí {criterion}, hoặc đó là điều kiện loại, hoặc bị lặp trong lần chấm này.",
        "The table has no criterion {criterion}, or it is a gate, or it is marked twice here.",
    )
    source = HOUSE_RULE


class MarkOutOfRange(Refusal):
    """Points outside what the criterion can give."""

    code = "mark-out-of-range"
    kind = Kind.INVALID
    title = Text("Điểm ngoài khung", "The points are out of range")
    detail = Text(
        "Tiêu chí {criterion}: điểm {given} phải từ {least} đến {most}.",
        "Criterion {criterion}: {given} points must be from {least} to {most}.",
    )
    source = HOUSE_RULE


class MarkTooFine(Refusal):
    """Points with more decimals than the table keeps."""

    code = "mark-too-fine"
    kind = Kind.INVALID
    title = Text("Điểm lẻ quá mức", "The points have too many decimals")
    detail = Text(
        "Tiêu chí {criterion}: điểm {given} có nhiều hơn {decimals} chữ số thập phân.",
        "Criterion {criterion}: {given} has more than {decimals} decimals.",
    )
    source = HOUSE_RULE


class NotTheOwningDepartment(Refusal):
    """Each professional department scores its own field only."""

    code = "not-the-owning-department"
    kind = Kind.FORBIDDEN
    title = Text("Không phải ban nghiệp vụ phụ trách", "Not the owning department")
    detail = Text(
        "Tiêu chí {criterion} thuộc lĩnh vực của đơn vị khác.", "Criterion {criterion} is another department's field."
    )
    source = DEPARTMENT_CRITERIA


class DifferenceNeedsReason(Refusal):
    """Points that differ from the computed ones say why."""

    code = "difference-needs-reason"
    kind = Kind.INVALID
    title = Text("Điểm khác máy chấm phải có lý do", "Points that differ from the computed ones need a reason")
    detail = Text(
        "Tiêu chí {criterion}: chấm {given} trong khi máy chấm {computed}; phải ghi lý do.",
        "Criterion {criterion}: {given} against the computed {computed}; a reason is needed.",
    )
    source = LAYERS


class CardFinal(Refusal):
    """A final card is frozen until it is reopened."""

    code = "scorecard-final"
    title = Text("Phiếu điểm đã chốt", "The scorecard is final")
    detail = Text(
        "Phiếu điểm đã chốt lần {finalisation}; muốn sửa phải mở lại kèm lý do.",
        "The scorecard was made final (no. {finalisation}); to change it, it must be reopened with a reason.",
    )
    source = HOUSE_RULE


class CardNotFinal(Refusal):
    """Only a final card can be reopened, or go onto a board."""

    code = "scorecard-not-final"
    title = Text("Phiếu điểm chưa chốt", "The scorecard is not final")
    detail = Text("Chưa chốt phiếu điểm của: {units}.", "The scorecard is not final for: {units}.")
    source = HOUSE_RULE


class CardNotComputed(Refusal):
    """A card without computed points cannot be checked or made final."""

    code = "scorecard-not-computed"
    title = Text("Phiếu điểm chưa được máy chấm", "The scorecard is not computed")
    detail = Text("Hãy chấm máy trước.", "Compute it first.")
    source = HOUSE_RULE
