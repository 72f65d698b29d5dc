"""What is wrong with the headings of a score table, or with its groups of like units."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import LIKE_UNITS, POINTS_OF_A_TABLE


class UnknownHeading(Refusal):
    """A line stands under a heading that is not there, or a heading under itself."""

    code = "table-heading-unknown"
    kind = Kind.INVALID
    title = Text("Mục không có trong bảng", "The heading is not in the table")
    detail = Text(
        "Bảng điểm không có mục {section}, hoặc mục nằm trong chính nó.",
        "The table has no heading {section}, or it stands under itself.",
    )
    source = HOUSE_RULE


class HeadingsOutOfOrder(Refusal):
    """A heading without a line, or whose lines are scattered."""

    code = "table-headings-out-of-order"
    kind = Kind.INVALID
    title = Text("Mục trống hoặc không theo thứ tự", "A heading is empty or out of order")
    detail = Text(
        "Mục {section} không có tiêu chí, hoặc các tiêu chí của mục không liền nhau theo thứ tự của bảng.",
        "The heading {section} has no criterion, or its criteria do not stand together in the table's order.",
    )
    source = HOUSE_RULE


class HeadingDoesNotAddUp(Refusal):
    """A heading that states other points than its lines have."""

    code = "heading-does-not-add-up"
    kind = Kind.INVALID
    title = Text("Tổng của mục không khớp", "The heading does not add up")
    detail = Text(
        "Mục {section} ghi {declared} điểm, nhưng các tiêu chí của mục cộng lại là {total}.",
        "The heading {section} states {declared} points; its lines add up to {total}.",
    )
    source = POINTS_OF_A_TABLE


class UnitsOfTableUnknown(Refusal):
    """A department or a like unit that nobody has told of."""

    code = "table-units-unknown"
    kind = Kind.INVALID
    title = Text("Bảng điểm nêu đơn vị chưa có", "The table names units that are not there")
    detail = Text(
        "Chưa có ban nghiệp vụ hoặc đơn vị được nêu tại: {codes}; kiểm tra lại mã đơn vị.",
        "There is no such department or unit as named in: {codes}; check the codes of the units.",
    )
    source = HOUSE_RULE


class GroupInvalid(Refusal):
    """A group of like units that is empty, or has a unit of another."""

    code = "table-group-invalid"
    kind = Kind.INVALID
    title = Text("Nhóm đơn vị tương đồng không hợp lệ", "The group of like units is not valid")
    detail = Text(
        "Nhóm {group} phải có đơn vị, và mỗi đơn vị chỉ thuộc một nhóm.",
        "The group {group} needs units, and a unit is of one group only.",
    )
    source = LIKE_UNITS
