"""What is refused of the yearly review of targets (kiểm điểm hằng năm) and of the reviews of a long movement."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class YearOfNoMovement(Refusal):
    """What is reviewed is a year of the movement."""

    code = "reviewed-year-outside"
    title = Text("Năm ngoài thời gian phong trào", "The year lies outside the movement")
    detail = Text(
        "Phong trào kéo dài {first}–{last}; năm {year} không thuộc phong trào.",
        "The movement runs {first}–{last}; {year} is no year of it.",
    )
    source = sources.YEARLY_REVIEW
    fields = ("year",)


class YearNotBegun(Refusal):
    """A year is reviewed once it has begun."""

    code = "year-not-begun"
    title = Text("Chưa đến năm này", "The year has not begun")
    detail = Text(
        "Ngày {day} chưa thể kiểm điểm năm {year}.",
        "On {day} the year {year} cannot be reviewed yet.",
    )
    source = sources.YEARLY_REVIEW
    fields = ("year",)


class NothingPlanned(Refusal):
    """There is no official target of that year."""

    code = "nothing-planned"
    title = Text("Năm này không có chỉ tiêu chính thức", "No official target of that year")
    detail = Text(
        "Đơn vị không có chỉ tiêu chính thức nào cho năm {year}.", "The unit has no official target for {year}."
    )
    source = sources.YEARLY_REVIEW
    fields = ("year",)


class TargetsNotReviewed(Refusal):
    """The review goes through all targets registered for the year."""

    code = "targets-not-reviewed"
    title = Text("Còn chỉ tiêu chưa kiểm điểm", "Some targets are not reviewed")
    detail = Text("Năm {year}: chưa kiểm điểm {indicators}.", "The year {year}: {indicators} is not reviewed.")
    source = sources.YEARLY_REVIEW
    fields = ("findings",)


class FindingTwice(Refusal):
    """One finding per target."""

    code = "finding-twice"
    kind = Kind.INVALID
    title = Text("Một chỉ tiêu được kiểm điểm hai lần", "A target is reviewed twice")
    detail = Text("{indicator} có hai kết quả.", "{indicator} has two findings.")
    source = HOUSE_RULE
    fields = ("findings",)


class FindingOfAnotherKind(Refusal):
    """A quantitative target has an actual figure, another says whether it is done."""

    code = "finding-of-another-kind"
    kind = Kind.INVALID
    title = Text("Kết quả không đúng loại chỉ tiêu", "The finding is of another kind")
    detail = Text(
        "{indicator}: chỉ tiêu định lượng ghi số thực hiện (`actual`), chỉ tiêu khác ghi đã làm hay chưa (`done`).",
        "{indicator}: a quantitative target has `actual`, another one `done`.",
    )
    source = HOUSE_RULE
    fields = ("findings",)


class AbsurdResult(Refusal):
    """An actual figure that cannot be."""

    code = "absurd-result"
    kind = Kind.INVALID
    title = Text("Kết quả vô lý", "The result makes no sense")
    detail = Text("{indicator}: {actual} không phải kết quả.", "{indicator}: {actual} is no result.")
    source = HOUSE_RULE
    fields = ("findings",)


class ResultAboveTheWhole(Refusal):
    """More were covered than there are."""

    code = "result-above-the-whole"
    kind = Kind.INVALID
    title = Text("Kết quả vượt tổng thể", "A result above the whole")
    detail = Text(
        "{indicator}: {actual} {unit_of_measure} vượt mức có thể có là {most}.",
        "{indicator}: {actual} ({unit_of_measure}) is above the most there can be, {most}.",
    )
    source = HOUSE_RULE
    fields = ("findings",)


class ResultWithoutEvidence(Refusal):
    """A result says where it comes from."""

    code = "result-without-evidence"
    title = Text("Kết quả thiếu minh chứng", "A result without evidence")
    detail = Text(
        "{indicator} năm {year}: kết quả {actual} chưa nêu minh chứng.",
        "{indicator} in {year}: the result {actual} names no evidence.",
    )
    source = sources.YEARLY_REVIEW
    fields = ("findings",)


class MissedWithoutReason(Refusal):
    """For a target that is not reached, the unit analyses why and states the remedy for the next year."""

    code = "missed-without-reason"
    title = Text("Chưa phân tích nguyên nhân, giải pháp", "Why it was missed, or the remedy, is not told")
    detail = Text(
        "{indicator} năm {year}: đạt {actual}, đăng ký {figure}; phải nêu nguyên nhân và giải pháp cho năm sau.",
        "{indicator} in {year}: {actual} of {figure}; it must say why, and the remedy for the next year.",
    )
    source = sources.YEARLY_REVIEW
    fields = ("findings",)


class FrozenPeriod(Refusal):
    """What was true before a review was held is frozen with it; a correction comes after, in a new edition."""

    code = "frozen-period"
    title = Text("Kỳ đã chốt", "The period is frozen")
    detail = Text(
        "Năm {year} đã chốt tại đợt sơ kết, tổng kết đến năm {through} ngày {frozen_on}; "
        "không ghi lùi ngày {day}. Đính chính ghi từ sau ngày chốt và vào lần công bố mới.",
        "The year {year} was frozen by the review through {through} on {frozen_on}; nothing is recorded back to {day}. "
        "A correction is dated after that and enters a new edition.",
    )
    source = sources.YEARLY_REVIEW
    fields = ("Effective-At",)


class UnknownFinding(Refusal):
    """The review says nothing of this target."""

    code = "unknown-finding"
    kind = Kind.MISSING
    title = Text("Không có kết quả này", "There is no such finding")
    detail = Text("Bản kiểm điểm không có {indicator}.", "The review has no finding for {indicator}.")
    source = HOUSE_RULE
    fields = ("looks",)


class FindingSettled(Refusal):
    """A finding is confirmed or disputed once; a revision opens it again."""

    code = "finding-settled"
    title = Text("Kết quả đã được xem xét", "The finding is settled already")
    detail = Text(
        "{indicator}: {verdict}; đơn vị phải sửa trước khi xem lại.",
        "{indicator}: {verdict} already; the unit revises it before it is looked at again.",
    )
    source = sources.APPRAISAL
    fields = ("looks",)


class NothingRevised(Refusal):
    """A revision changes something."""

    code = "nothing-revised"
    kind = Kind.INVALID
    title = Text("Không có gì thay đổi", "Nothing is revised")
    detail = Text("Bản kiểm điểm gửi lên giống bản đang có.", "The review sent is the review that stands.")
    source = HOUSE_RULE
    fields = ("findings",)


class ReviewTooEarly(Refusal):
    """A review through a year is held in the last quarter of that year or later, or once the movement has ended."""

    code = "review-too-early"
    title = Text("Chưa đến kỳ sơ kết, tổng kết", "It is too early for the review")
    detail = Text(
        "Ngày {day} chưa thể chốt đến năm {through}: sơ kết, tổng kết vào cuối năm, sớm nhất từ ngày {since}.",
        "On {day} nothing can be frozen through {through}: a review is held at the end of the year, from {since} on.",
    )
    source = sources.MID_TERM_REVIEW
    fields = ("through",)


class NoPlansToReview(Refusal):
    """A review is of units that registered targets."""

    code = "no-plans-to-review"
    title = Text("Chưa đơn vị nào đăng ký chỉ tiêu", "No unit has registered targets")
    detail = Text(
        "Phong trào {movement} chưa có bảng chỉ tiêu nào đã nộp.",
        "The movement {movement} has no submitted table of targets.",
    )
    source = sources.MID_TERM_REVIEW


class EditionWithoutReason(Refusal):
    """A later edition says why it was made."""

    code = "edition-without-reason"
    title = Text("Lần công bố mới thiếu lý do", "A new edition without a reason")
    detail = Text("Đã có lần công bố {edition}; phải nêu lý do.", "Edition {edition} exists; say why there is another.")
    source = HOUSE_RULE
    fields = ("reason",)


class SameEdition(Refusal):
    """A new edition says something new."""

    code = "same-review-edition"
    title = Text("Không khác lần công bố trước", "The same as the edition before")
    detail = Text("Số liệu không khác lần công bố {edition}.", "The figures are those of edition {edition}.")
    source = HOUSE_RULE


class YearNotReviewed(Refusal):
    """A department looks at what the unit has recorded."""

    code = "year-not-reviewed"
    kind = Kind.MISSING
    title = Text("Năm chưa được kiểm điểm", "The year was not reviewed")
    detail = Text(
        "Đơn vị chưa ghi kết quả kiểm điểm năm {year}; chưa có gì để xác nhận.",
        "The unit has not recorded its review of {year}; there is nothing to confirm yet.",
    )
    source = sources.YEARLY_REVIEW
    fields = ("year",)
