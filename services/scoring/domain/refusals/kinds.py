"""What is wrong with a kind that ranks, is marked by people, or draws from other cards."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class PlacesInvalid(Refusal):
    """Points by rank that do not go down from the maximum."""

    code = "table-places-invalid"
    kind = Kind.INVALID
    title = Text("Điểm theo thứ hạng không hợp lệ", "The points by rank are not valid")
    detail = Text(
        "Tiêu chí {criterion}: hạng nhất phải được điểm tối đa {maximum}, các hạng sau giảm dần đến không âm, "
        "hoặc chỉ ghi một bước giảm lớn hơn 0.",
        "Criterion {criterion}: the first place gets the maximum {maximum}, the others no more than the one before and "
        "no less than 0; or there is one step above 0 instead.",
    )
    source = HOUSE_RULE


class PanelInvalid(Refusal):
    """A panel that cannot come to a mean."""

    code = "table-panel-invalid"
    kind = Kind.INVALID
    title = Text("Hội đồng chấm không hợp lệ", "The panel is not valid")
    detail = Text(
        "Tiêu chí {criterion}: {members} thành viên, cần ít nhất {fewest} phiếu, bỏ {dropped} phiếu; thành viên không "
        "được trùng, số phiếu cần phải lớn hơn số phiếu bỏ và không quá số thành viên.",
        "Criterion {criterion}: {members} members, at least {fewest} marks, {dropped} dropped; members are named once, "
        "and more marks are needed than are dropped, but not more than there are members.",
    )
    source = HOUSE_RULE


class DepartmentTableInvalid(Refusal):
    """A department listed twice, or without lines, or with lines worth nothing."""

    code = "table-department-invalid"
    kind = Kind.INVALID
    title = Text("Bảng chấm của ban nghiệp vụ không hợp lệ", "A department's table is not valid")
    detail = Text(
        "Tiêu chí {criterion}: mỗi ban một bảng, mã mục không trùng, điểm và hệ số lớn hơn 0.",
        "Criterion {criterion}: one table a department, items named once, points and weights above 0.",
    )
    source = HOUSE_RULE


class DepartmentsDoNotAddUp(Refusal):
    """The departments' tables, weighted, are not the criterion's maximum."""

    code = "departments-do-not-add-up"
    kind = Kind.INVALID
    title = Text("Tổng điểm các ban không khớp điểm tối đa", "The departments' points do not add up")
    detail = Text(
        "Tiêu chí {criterion}: bảng của các ban nhân hệ số cộng lại là {total}, nhưng điểm tối đa ghi {declared}.",
        "Criterion {criterion}: the departments' tables, weighted, add up to {total}; the maximum is {declared}.",
    )
    source = HOUSE_RULE


class FieldResultInvalid(Refusal):
    """A result drawn from the provinces where it cannot be, or with a threshold that does not suit."""

    code = "table-field-result-invalid"
    kind = Kind.INVALID
    title = Text("Kết quả lấy từ các tỉnh không hợp lệ", "The result drawn from the provinces is not valid")
    detail = Text(
        "Tiêu chí {criterion}: kết quả lấy từ các tỉnh chỉ dùng cho điểm nội dung, điểm thưởng có công thức tính; "
        "tỷ lệ đơn vị đạt cần ngưỡng trên 0 đến 100 %, cách lấy khác thì không có ngưỡng.",
        "Criterion {criterion}: a result is drawn from the provinces for content or bonus by a formula that measures; "
        "the share reached needs a threshold above 0 up to 100 %, the others have none.",
    )
    source = HOUSE_RULE
