"""What is refused of units (đơn vị)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class UnitExists(Refusal):
    """The code is taken by another unit."""

    code = "unit-exists"
    kind = Kind.CONFLICT
    title = Text("Đơn vị đã có", "The unit exists already")
    detail = Text("Mã {unit} đã thuộc về một đơn vị.", "The code {unit} already belongs to a unit.")
    source = HOUSE_RULE
    fields = ("code",)


class UnknownUnit(Refusal):
    """No unit with this code or id was ever established."""

    code = "unknown-unit"
    kind = Kind.MISSING
    title = Text("Không có đơn vị này", "There is no such unit")
    detail = Text("Không có đơn vị nào mang mã {unit}.", "There is no unit {unit}.")
    source = HOUSE_RULE
    fields = ("unit",)


class UnitNotInExistence(Refusal):
    """The unit was not there yet, or no more, on that day."""

    code = "unit-not-in-existence"
    title = Text("Đơn vị không tồn tại vào ngày đó", "The unit does not exist on that day")
    detail = Text(
        "Đơn vị {unit} tồn tại từ {since} đến trước {until}, không tồn tại ngày {day}.",
        "The unit {unit} exists from {since} until before {until}, not on {day}.",
    )
    source = HOUSE_RULE
    fields = ("unit",)


class ParentRequired(Refusal):
    """A district or base office stands under another unit."""

    code = "parent-required"
    kind = Kind.INVALID
    title = Text("Thiếu đơn vị cấp trên", "The unit above is missing")
    detail = Text(
        "Đơn vị loại {kind} phải có đơn vị cấp trên.",
        "A unit of kind {kind} must have a unit above it.",
    )
    source = HOUSE_RULE
    fields = ("parent",)


class ParentNotHigher(Refusal):
    """A province stands under a region or the head office, a district under a province, never the other way round."""

    code = "parent-not-higher"
    title = Text("Đơn vị cấp trên không hợp lệ", "The unit above is not of a higher level")
    detail = Text(
        "Đơn vị {unit} ({kind}) không thể trực thuộc {parent} ({parent_kind}): phải là đơn vị cấp cao hơn.",
        "The unit {unit} ({kind}) cannot stand under {parent} ({parent_kind}): it must be of a higher level.",
    )
    source = HOUSE_RULE
    fields = ("parent",)


class EndsBeforeItsChange(Refusal):
    """A unit does not end before a day from which a name or a parent was recorded for it."""

    code = "unit-changed-later"
    title = Text("Đơn vị còn thay đổi sau ngày đó", "The unit changes after that day")
    detail = Text(
        "Đơn vị {unit} đã ghi đổi tên hoặc đổi cấp trên từ ngày {last}; không thể kết thúc từ ngày {day}.",
        "The unit {unit} has another name or parent from {last} on; it cannot end on {day}.",
    )
    source = HOUSE_RULE
    fields = ("effective",)


class UnitsStillUnder(Refusal):
    """What is merged or dissolved has no units under it any more."""

    code = "units-still-under"
    title = Text("Còn đơn vị trực thuộc", "Units still stand under it")
    detail = Text(
        "Từ ngày {day}, đơn vị {unit} còn {count} đơn vị trực thuộc: {units}; chuyển các đơn vị này trước.",
        "From {day} on, {count} units stand under {unit}: {units}; they are moved first.",
    )
    source = HOUSE_RULE
    fields = ("unit",)


class UnitsMergedIntoIt(Refusal):
    """A unit that others go up in is there on the day of their merger."""

    code = "units-merged-into-it"
    title = Text("Có đơn vị sáp nhập vào sau ngày đó", "Units are merged into it after that day")
    detail = Text(
        "Ngày {day} hoặc sau đó có đơn vị sáp nhập vào {unit}: {units}; {unit} không thể kết thúc trước việc này.",
        "On {day} or later units are merged into {unit}: {units}; {unit} cannot end before that.",
    )
    source = HOUSE_RULE
    fields = ("effective",)


class UnitUnderItself(Refusal):
    """The new parent stands below the unit, or is the unit."""

    code = "unit-under-itself"
    title = Text("Đơn vị không thể trực thuộc chính mình", "A unit cannot stand under itself")
    detail = Text(
        "Đơn vị {unit} đang là cấp trên của đơn vị được chọn, hoặc chính là đơn vị đó.",
        "The unit {unit} stands above the chosen parent, or is the chosen parent.",
    )
    source = HOUSE_RULE
    fields = ("parent",)


class NothingChanges(Refusal):
    """The unit is called so, or stands there, already."""

    code = "nothing-changes"
    title = Text("Không có gì thay đổi", "Nothing changes")
    detail = Text("Ngày {day}, đơn vị {unit} đã như vậy: {value}.", "On {day} the unit {unit} is so already: {value}.")
    source = HOUSE_RULE


class MergedIntoItself(Refusal):
    """A unit is merged into another, never into itself."""

    code = "merged-into-itself"
    kind = Kind.INVALID
    title = Text("Không thể sáp nhập vào chính mình", "A unit cannot be merged into itself")
    detail = Text("Đơn vị {unit} phải sáp nhập vào đơn vị khác.", "The unit {unit} must be merged into another unit.")
    source = HOUSE_RULE
    fields = ("into",)


class UnitOfAnotherKind(Refusal):
    """A code belongs to one unit, whose level does not change."""

    code = "unit-of-another-kind"
    title = Text("Đơn vị thuộc cấp khác", "The unit is of another level")
    detail = Text(
        "Mã {unit} thuộc về một đơn vị loại {kind}, không phải {given}.",
        "The code {unit} belongs to a unit of kind {kind}, not {given}.",
    )
    source = HOUSE_RULE
    fields = ("kind",)


class NotYetTrue(Refusal):
    """A row speaks of a day that has not come."""

    code = "not-yet-true"
    kind = Kind.INVALID
    title = Text("Ngày chưa đến", "The day has not come")
    detail = Text("Ngày {day} chưa đến, chưa thể ghi nhận.", "{day} has not come yet and cannot be recorded.")
    source = HOUSE_RULE
    fields = ("since",)
