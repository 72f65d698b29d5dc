"""The ways a score table can be wrong, each refused when it is drafted with the member named; and signed or not."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import POINTS_OF_A_TABLE, TABLE_BEFORE_SCORES


class PointsDoNotAddUp(Refusal):
    """The content criteria's maximum points are not the total the table declares."""

    code = "points-do-not-add-up"
    kind = Kind.INVALID
    title = Text("Bảng điểm không khớp tổng", "The points of the table do not add up")
    detail = Text(
        "Điểm tối đa các tiêu chí nội dung cộng lại là {total}, nhưng bảng ghi tổng điểm nội dung {declared}.",
        "The content criteria's maximum points add up to {total}; the table declares a content total of {declared}.",
    )
    source = POINTS_OF_A_TABLE
    fields = ("content_total",)


class TableWithoutContent(Refusal):
    """There is nothing to score."""

    code = "table-without-content"
    kind = Kind.INVALID
    title = Text("Bảng điểm không có tiêu chí nội dung", "The table has no content criterion")
    detail = Text("Bảng điểm phải có ít nhất một tiêu chí nội dung.", "A table needs at least one content criterion.")
    source = HOUSE_RULE
    fields = ("criteria",)


class CodeRepeated(Refusal):
    """Two entries of one list have the same code, or one has none."""

    code = "table-code-repeated"
    kind = Kind.INVALID
    title = Text("Mã trùng hoặc trống", "A code is repeated or empty")
    detail = Text(
        "Mã “{name}” trùng hoặc trống trong bảng điểm.", "The code “{name}” is repeated or empty in the table."
    )
    source = HOUSE_RULE


class MaximumInvalid(Refusal):
    """A criterion's maximum is not positive, or a gate has points."""

    code = "table-maximum-invalid"
    kind = Kind.INVALID
    title = Text("Điểm tối đa không hợp lệ", "The maximum points are not valid")
    detail = Text(
        "Tiêu chí {criterion}: điểm tối đa {given} không hợp lệ; phải lớn hơn 0, riêng điều kiện loại thì bằng 0.",
        "Criterion {criterion}: maximum points {given}; they must be above 0, and 0 for a gate.",
    )
    source = HOUSE_RULE


class BonusCapInvalid(Refusal):
    """The bonus cap is negative, or absent while there are bonus criteria."""

    code = "table-bonus-cap-invalid"
    kind = Kind.INVALID
    title = Text("Trần điểm thưởng không hợp lệ", "The bonus cap is not valid")
    detail = Text(
        "Trần điểm thưởng {given} không hợp lệ: phải lớn hơn 0 khi có tiêu chí thưởng và không được âm.",
        "The bonus cap {given} is not valid: it must be above 0 where there are bonus criteria, and never negative.",
    )
    source = POINTS_OF_A_TABLE
    fields = ("bonus_cap",)


class IndicatorNotInTable(Refusal):
    """A criterion measures something the table does not describe."""

    code = "table-indicator-unknown"
    kind = Kind.INVALID
    title = Text("Tiêu chí dùng chỉ tiêu chưa khai báo", "A criterion uses an indicator the table does not declare")
    detail = Text(
        "Tiêu chí {criterion} dùng chỉ tiêu “{indicator}” không có trong danh mục của bảng điểm.",
        "Criterion {criterion} uses the indicator “{indicator}”, which the table does not declare.",
    )
    source = HOUSE_RULE


SOME_ROOM = Text("giới hạn dưới không lớn hơn giới hạn trên", "the lower one not above the upper one")
YES_OR_NO = Text("số nguyên, từ 0 đến 1", "whole, from 0 to 1")
NOT_NEGATIVE = Text("giới hạn dưới không âm", "the lower one not below 0")


class BoundsInvalid(Refusal):
    """An indicator's bounds exclude every value, or do not suit the formula that reads it."""

    code = "table-bounds-invalid"
    kind = Kind.INVALID
    title = Text("Giới hạn giá trị không hợp lệ", "The bounds of an indicator are not valid")
    detail = Text(
        "Chỉ tiêu {indicator}: giới hạn từ {minimum} đến {maximum} không hợp lệ ({expected}).",
        "Indicator {indicator}: the bounds from {minimum} to {maximum} are not valid ({expected}).",
    )
    source = HOUSE_RULE


class FormulaOutsideGroup(Refusal):
    """A formula that gives bonus, penalty or a bar stands in a group where it means nothing."""

    code = "table-formula-outside-group"
    kind = Kind.INVALID
    title = Text("Công thức không thuộc nhóm tiêu chí này", "The formula does not belong to this group")
    detail = Text(
        "Tiêu chí {criterion}: công thức {formula} không dùng được trong nhóm {group}.",
        "Criterion {criterion}: the formula {formula} cannot be used in the group {group}.",
    )
    source = HOUSE_RULE


class TargetInvalid(Refusal):
    """A formula that needs a target has none, one that needs none has one, or the table's own is not positive."""

    code = "table-target-invalid"
    kind = Kind.INVALID
    title = Text("Khai báo chỉ tiêu của tiêu chí không hợp lệ", "The target of a criterion is not valid")
    detail = Text(
        "Tiêu chí {criterion}: nguồn chỉ tiêu {target}, giá trị {value} không hợp với công thức {formula}.",
        "Criterion {criterion}: target from {target} with value {value} does not suit the formula {formula}.",
    )
    source = HOUSE_RULE


class RateInvalid(Refusal):
    """A formula adds or takes off nothing, or less than nothing, at each step."""

    code = "table-rate-invalid"
    kind = Kind.INVALID
    title = Text("Mức điểm cộng, trừ không hợp lệ", "The points of a step are not valid")
    detail = Text(
        "Tiêu chí {criterion}: mức {given} phải lớn hơn 0.", "Criterion {criterion}: the rate {given} must be above 0."
    )
    source = HOUSE_RULE


class BandInvalid(Refusal):
    """The range is upside down, half given, or taken from a covenant that the criterion does not read."""

    code = "table-band-invalid"
    kind = Kind.INVALID
    title = Text("Khoảng cho phép không hợp lệ", "The band is not valid")
    detail = Text(
        "Tiêu chí {criterion}: khoảng từ {low} đến {high} không hợp lệ; ghi cả hai đầu với đầu dưới không lớn hơn đầu "
        "trên, hoặc để trống cả hai để lấy khoảng trong giao ước.",
        "Criterion {criterion}: the band from {low} to {high} is not valid; give both ends, the lower not above the "
        "upper, or neither to take the covenant's own range.",
    )
    source = HOUSE_RULE


class StepsDoNotJoin(Refusal):
    """Between two ranges is a gap or an overlap, or an end is not open."""

    code = "table-steps-do-not-join"
    kind = Kind.INVALID
    title = Text("Các mức điểm hở hoặc chồng nhau", "The steps leave a gap or overlap")
    detail = Text(
        "Tiêu chí {criterion}: mức kết thúc ở {below} nhưng mức kế tiếp bắt đầu từ {at_least}; các mức phải nối liền "
        "nhau, mức đầu để hở phía dưới và mức cuối để hở phía trên.",
        "Criterion {criterion}: a step ends at {below} but the next begins at {at_least}; steps must join, the first "
        "open below and the last open above.",
    )
    source = HOUSE_RULE


class StepPointsInvalid(Refusal):
    """A step gives less than nothing or more than the maximum, or none reaches it."""

    code = "table-step-points-invalid"
    kind = Kind.INVALID
    title = Text("Điểm của các mức không hợp lệ", "The points of the steps are not valid")
    detail = Text(
        "Tiêu chí {criterion}: điểm các mức phải từ 0 đến {maximum} và mức cao nhất phải bằng {maximum}.",
        "Criterion {criterion}: steps must give between 0 and {maximum}, and the best must give {maximum}.",
    )
    source = HOUSE_RULE


class RoundingInvalid(Refusal):
    """The table rounds to a number of decimals that is none, or finer than is kept."""

    code = "table-rounding-invalid"
    kind = Kind.INVALID
    title = Text("Quy tắc làm tròn không hợp lệ", "The rounding is not valid")
    detail = Text(
        "Số chữ số thập phân {given} phải từ 0 đến {most}.", "The number of decimals {given} must be from 0 to {most}."
    )
    source = HOUSE_RULE


class TieRuleInvalid(Refusal):
    """The tie rule names a criterion that gives no points, or one twice."""

    code = "table-tie-rule-invalid"
    kind = Kind.INVALID
    title = Text("Quy tắc phân hạng khi bằng điểm không hợp lệ", "The tie rule is not valid")
    detail = Text(
        "Tiêu chí “{criterion}” trong quy tắc bằng điểm không có trong bảng, không cho điểm hoặc bị lặp.",
        "The tie rule's criterion “{criterion}” is not in the table, gives no points, or is repeated.",
    )
    source = HOUSE_RULE
    fields = ("ties",)


class ClassesInvalid(Refusal):
    """Two classes begin at the same score."""

    code = "table-classes-invalid"
    kind = Kind.INVALID
    title = Text("Các mức xếp loại không hợp lệ", "The classes are not valid")
    detail = Text(
        "Mức xếp loại phải giảm dần theo điểm: {given} không thấp hơn {before}.",
        "Classes must go down by score: {given} is not below {before}.",
    )
    source = HOUSE_RULE
    fields = ("classes",)


class PrizesInvalid(Refusal):
    """A tier without a place."""

    code = "table-prizes-invalid"
    kind = Kind.INVALID
    title = Text("Cơ cấu giải thưởng không hợp lệ", "The prize tiers are not valid")
    detail = Text("Giải {tier} phải có ít nhất một suất.", "The tier {tier} must have at least one place.")
    source = HOUSE_RULE
    fields = ("prizes",)


class TableAlreadySigned(Refusal):
    """A signed table is frozen."""

    code = "score-table-signed"
    title = Text("Bảng điểm đã ký", "The score table is signed")
    detail = Text(
        "Bảng điểm đã ký ngày {signed_on}; không được sửa hoặc ký lại.",
        "The score table was signed on {signed_on}; it can be neither changed nor signed again.",
    )
    source = TABLE_BEFORE_SCORES


class TableNotSigned(Refusal):
    """Nothing is scored before the table is signed."""

    code = "score-table-not-signed"
    title = Text("Bảng điểm chưa ký", "The score table is not signed")
    detail = Text(
        "Khối, cụm thi đua chưa có bảng điểm đã ký cho phong trào này.",
        "The block or cluster has no signed score table for this movement.",
    )
    source = TABLE_BEFORE_SCORES


class TableExists(Refusal):
    """One table per block or cluster and movement."""

    code = "score-table-exists"
    title = Text("Đã có bảng điểm", "There is a score table already")
    detail = Text(
        "Khối, cụm thi đua đã có bảng điểm cho phong trào này; hãy sửa bảng đó khi chưa ký.",
        "The block or cluster has a score table for this movement; revise that one while it is unsigned.",
    )
    source = HOUSE_RULE
    fields = ("cluster_id", "movement_id")
