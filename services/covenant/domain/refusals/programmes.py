"""What is refused of the yearly programme and plans of a block or cluster (chương trình, kế hoạch năm)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class ProgrammeExists(Refusal):
    """One programme a year; it is adjusted, not adopted again."""

    code = "programme-exists"
    kind = Kind.CONFLICT
    title = Text("Chương trình năm đã có", "The year's programme exists already")
    detail = Text(
        "Chương trình năm {year} của {cluster} đã được ban hành; hãy điều chỉnh.",
        "The programme {year} of {cluster} was adopted already; adjust it.",
    )
    source = sources.PROGRAMME
    fields = ("year",)


class UnknownProgramme(Refusal):
    """No programme was adopted for this year."""

    code = "unknown-programme"
    kind = Kind.MISSING
    title = Text("Chưa có chương trình năm", "There is no programme of that year")
    detail = Text(
        "{cluster} chưa ban hành chương trình năm {year}.",
        "{cluster} has adopted no programme for {year}.",
    )
    source = sources.PROGRAMME
    fields = ("year",)


class WrongProgrammeYear(Refusal):
    """A programme is adopted for this year or the next."""

    code = "wrong-programme-year"
    kind = Kind.INVALID
    title = Text("Sai năm của chương trình", "Wrong year of the programme")
    detail = Text(
        "Ban hành ngày {day} thì chương trình là của năm {this} hoặc {next}, không phải {given}.",
        "Adopted on {day}, a programme is of {this} or {next}, not {given}.",
    )
    source = sources.PROGRAMME
    fields = ("year",)


class EmptyProgramme(Refusal):
    """The plans say what will be done."""

    code = "empty-programme"
    kind = Kind.INVALID
    title = Text("Chương trình không có nội dung", "The programme has no items")
    detail = Text(
        "Chương trình, kế hoạch năm phải có ít nhất một nội dung.",
        "A year's programme has at least one item.",
    )
    source = sources.PROGRAMME
    fields = ("items",)


class ItemCodeTaken(Refusal):
    """The code of an item is used once."""

    code = "item-code-taken"
    kind = Kind.INVALID
    title = Text("Mã nội dung đã dùng", "The item's code is taken")
    detail = Text(
        "Mã {item} đã có trong chương trình năm.",
        "The code {item} is used in the year's programme already.",
    )
    source = HOUSE_RULE
    fields = ("items",)


class ItemNamedTwice(Refusal):
    """One adjustment touches an item once."""

    code = "item-named-twice"
    kind = Kind.INVALID
    title = Text("Nội dung bị nêu hai lần", "An item is named twice")
    detail = Text(
        "Nội dung {item} được nêu nhiều hơn một lần trong cùng lần điều chỉnh.",
        "The item {item} is named more than once in one adjustment.",
    )
    source = HOUSE_RULE
    fields = ("changed", "dropped")


class DueOutsideTheYear(Refusal):
    """What a year plans is due in it or at its review."""

    code = "due-outside-the-year"
    kind = Kind.INVALID
    title = Text("Thời hạn ngoài năm kế hoạch", "Due outside the year")
    detail = Text(
        "Nội dung {item} có thời hạn {due_on}, ngoài năm {year} và kỳ tổng kết của năm đó.",
        "The item {item} is due on {due_on}, outside {year} and its review.",
    )
    source = sources.PROGRAMME
    fields = ("items",)


class UnitNotTakingPart(Refusal):
    """The plans are of the members' work."""

    code = "unit-not-taking-part"
    title = Text("Đơn vị không thuộc khối, cụm", "The unit takes no part")
    detail = Text(
        "Đơn vị {unit} của nội dung {item} không phải thành viên của khối, cụm vào ngày đó.",
        "The unit {unit} of the item {item} is no member of the block or cluster on that day.",
    )
    source = sources.PROGRAMME
    fields = ("items",)


class ProgressNotQuantified(Refusal):
    """Progress is planned in figures."""

    code = "progress-not-quantified"
    kind = Kind.INVALID
    title = Text("Tiến độ chưa được lượng hoá", "The progress is not quantified")
    detail = Text(
        "Nội dung tiến độ {item} phải nêu chỉ tiêu và số liệu cần đạt.",
        "The progress item {item} must name an indicator and the figure expected.",
    )
    source = sources.QUANTIFIED_PROGRESS
    fields = ("items",)


class InspectionItemWithoutUnit(Refusal):
    """An inspection is of another unit, and only an inspection inspects."""

    code = "inspection-item-without-unit"
    kind = Kind.INVALID
    title = Text("Nội dung kiểm tra chưa đúng", "The inspection item is not right")
    detail = Text(
        "Nội dung {item}: kiểm tra phải nêu đơn vị được kiểm tra, khác đơn vị chủ trì; nội dung khác thì không.",
        "The item {item}: an inspection names the unit inspected, another than the one responsible; nothing else does.",
    )
    source = sources.PROGRAMME
    fields = ("items",)


class NothingAdjusted(Refusal):
    """An adjustment changes something."""

    code = "nothing-adjusted"
    kind = Kind.INVALID
    title = Text("Không có gì được điều chỉnh", "Nothing is adjusted")
    detail = Text(
        "Lần điều chỉnh phải bổ sung, thay đổi hoặc bỏ ít nhất một nội dung.",
        "An adjustment adds, changes or drops at least one item.",
    )
    source = HOUSE_RULE
    fields = ("added", "changed", "dropped")


class UnknownItem(Refusal):
    """The plan has no such item, or it was dropped."""

    code = "unknown-item"
    kind = Kind.MISSING
    title = Text("Không có nội dung này", "There is no such item")
    detail = Text(
        "Chương trình năm {year} không có nội dung {item}, hoặc nội dung này đã bỏ.",
        "The programme {year} has no item {item}, or it was dropped.",
    )
    source = HOUSE_RULE
    fields = ("item",)


class ItemDoneAlready(Refusal):
    """What was done is neither done again nor changed."""

    code = "item-done-already"
    title = Text("Nội dung đã thực hiện", "The item was done already")
    detail = Text(
        "Nội dung {item} đã báo cáo thực hiện ngày {done_on}; muốn sửa thì rút báo cáo đó.",
        "The item {item} was reported done on {done_on}; withdraw that report to correct it.",
    )
    source = HOUSE_RULE
    fields = ("item",)


class ItemDoneByInspection(Refusal):
    """The inspection that an item plans was closed; reopening it opens the item."""

    code = "item-done-by-inspection"
    title = Text("Nội dung đã thực hiện qua cuộc kiểm tra", "The item was done by an inspection")
    detail = Text(
        "Nội dung {item} được ghi là đã thực hiện khi kết thúc cuộc kiểm tra; muốn sửa thì mở lại cuộc kiểm tra đó.",
        "The item {item} was marked as done when its inspection was closed; reopen that inspection to correct it.",
    )
    source = HOUSE_RULE
    fields = ("item",)


class ItemNotDone(Refusal):
    """There is no report to withdraw."""

    code = "item-not-done"
    title = Text("Nội dung chưa thực hiện", "The item was not done")
    detail = Text(
        "Nội dung {item} chưa có báo cáo nào để rút.",
        "The item {item} has no report to withdraw.",
    )
    source = HOUSE_RULE
    fields = ("item",)


class DoneBeforeTheYear(Refusal):
    """What a year plans is not done before it begins."""

    code = "done-before-the-year"
    kind = Kind.INVALID
    title = Text("Thực hiện trước năm kế hoạch", "Done before the year")
    detail = Text(
        "Nội dung của năm {year} không thể thực hiện ngày {day}.",
        "An item of {year} cannot be done on {day}.",
    )
    source = HOUSE_RULE
    fields = ("Effective-At",)


class FigureMissing(Refusal):
    """Progress is reported in figures."""

    code = "progress-figure-missing"
    kind = Kind.INVALID
    title = Text("Thiếu số liệu đạt được", "The figure reached is missing")
    detail = Text(
        "Nội dung tiến độ {item} phải báo cáo số liệu đạt được.",
        "The progress item {item} is reported with the figure reached.",
    )
    source = sources.QUANTIFIED_PROGRESS
    fields = ("reached",)
