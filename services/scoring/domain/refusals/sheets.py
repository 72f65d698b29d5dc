"""What is said of the cells of a score table's file, and of a file that cannot be taken."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import POINTS_OF_A_TABLE


class FileUnreadable(Refusal):
    """The bytes are no workbook, or no table of text."""

    code = "sheet-unreadable"
    kind = Kind.INVALID
    title = Text("Không đọc được tệp", "The file cannot be read")
    detail = Text(
        "Tệp không phải bảng tính XLSX hoặc CSV đọc được: {reason}.",
        "The file is no readable XLSX workbook or CSV: {reason}.",
    )
    source = HOUSE_RULE
    fields = ("file",)


class FileHasMacros(Refusal):
    """A workbook with a program in it."""

    code = "sheet-has-macros"
    kind = Kind.INVALID
    title = Text("Tệp có macro", "The file has macros")
    detail = Text(
        "Tệp chứa macro ({part}); hãy lưu thành XLSX không có macro.",
        "The file holds macros ({part}); save it as XLSX without them.",
    )
    source = HOUSE_RULE
    fields = ("file",)


class FileTooLarge(Refusal):
    """More rows, columns or bytes than are taken in one file."""

    code = "sheet-too-large"
    kind = Kind.INVALID
    title = Text("Tệp quá lớn", "The file is too large")
    detail = Text(
        "{what}: tối đa {most}; hãy kiểm tra lại tệp, hoặc chia nhỏ.",
        "{what}: at most {most}; check the file, or split it.",
    )
    source = HOUSE_RULE
    fields = ("file",)


class SheetRefused(Refusal):
    """Some cells cannot be used; nothing was stored."""

    code = "score-table-sheet-refused"
    kind = Kind.INVALID
    title = Text("Bảng điểm trong tệp có lỗi", "The score table in the file has errors")
    detail = Text(
        "{bad} ô có lỗi; chưa ghi gì. {first} Hãy sửa các ô đã nêu và gửi lại.",
        "{bad} cells are wrong; nothing was stored. {first} Mend the cells named and send it again.",
    )
    source = HOUSE_RULE


class DayInCell(Refusal):
    """What was typed became a day, so that nobody knows any more what it was."""

    code = "sheet-cell-became-a-day"
    kind = Kind.INVALID
    title = Text("Ô đã bị đổi thành ngày", "The cell became a day")
    detail = Text(
        "Phần mềm bảng tính đã đổi ô này thành ngày {given}; hãy định dạng ô là chữ rồi gõ lại.",
        "The spreadsheet made the day {given} of this cell; format it as text and type it again.",
    )
    source = HOUSE_RULE


class NumberUnreadable(Refusal):
    """A cell that should hold a number."""

    code = "sheet-number-unreadable"
    kind = Kind.INVALID
    title = Text("Không phải số", "Not a number")
    detail = Text(
        "“{given}” không phải số; viết 1000,5 hoặc 1.000,5.", "“{given}” is no number; write 1000,5 or 1.000,5."
    )
    source = HOUSE_RULE


class NumberNotWhole(Refusal):
    """A count that is none."""

    code = "sheet-number-not-whole"
    kind = Kind.INVALID
    title = Text("Phải là số nguyên", "Must be a whole number")
    detail = Text("“{given}” phải là số nguyên.", "“{given}” must be a whole number.")
    source = HOUSE_RULE


class NumberAmbiguous(Refusal):
    """A number that some read otherwise."""

    code = "sheet-number-ambiguous"
    kind = Kind.INVALID
    title = Text("Số có thể đọc hai cách", "The number can be read in two ways")
    detail = Text(
        "“{given}” được đọc là {read}; hãy kiểm tra lại: dấu chấm để ngăn hàng nghìn, dấu phẩy để ghi số lẻ.",
        "“{given}” is read as {read}; check it: write a point between thousands and a comma before decimals.",
    )
    source = HOUSE_RULE


class PercentOfTwoReadings(Refusal):
    """A percentage that is one point something to some and a thousand to others."""

    code = "sheet-percent-ambiguous"
    kind = Kind.INVALID
    title = Text("Tỷ lệ có thể đọc hai cách", "The percentage can be read in two ways")
    detail = Text(
        "“{given}” có thể là {one} % hoặc {other} %; hãy ghi rõ, không dùng dấu ngăn hàng nghìn.",
        "“{given}” may be {one} % or {other} %; write it plainly, without a separator.",
    )
    source = HOUSE_RULE


class SpacesRemoved(Refusal):
    """Spaces around a value, or lines that one name is broken into."""

    code = "sheet-spaces-removed"
    kind = Kind.INVALID
    title = Text("Thừa khoảng trắng, xuống dòng", "Needless spaces or line breaks")
    detail = Text(
        "Đã bỏ khoảng trắng, xuống dòng thừa: “{given}”.", "Needless spaces or line breaks left out: “{given}”."
    )
    source = HOUSE_RULE


class FormulaInCell(Refusal):
    """A cell that a spreadsheet computes, with the value it was saved with."""

    code = "sheet-formula-in-cell"
    kind = Kind.INVALID
    title = Text("Ô có công thức", "The cell has a formula")
    detail = Text(
        "Ô có công thức bảng tính; chỉ đọc giá trị đã lưu “{given}”, không tính lại.",
        "The cell has a spreadsheet formula; the saved value “{given}” is read, nothing is computed.",
    )
    source = HOUSE_RULE


class FormulaWithoutValue(Refusal):
    """A cell that a spreadsheet would have to compute first."""

    code = "sheet-formula-without-value"
    kind = Kind.INVALID
    title = Text("Ô công thức chưa có giá trị", "The formula has no saved value")
    detail = Text(
        "Ô chỉ có công thức “{given}”, không có giá trị đã lưu; hãy nhập giá trị.",
        "The cell has only the formula “{given}” and no saved value; enter the value.",
    )
    source = HOUSE_RULE


class MergedCell(Refusal):
    """A cell covered by a merged one, whose text it was given."""

    code = "sheet-merged-cell"
    kind = Kind.INVALID
    title = Text("Ô gộp", "A merged cell")
    detail = Text("Ô gộp với ô trên; đọc là “{given}”.", "Merged with the cell above; read as “{given}”.")
    source = HOUSE_RULE


class MergedOverLines(Refusal):
    """A merged cell where every line needs its own."""

    code = "sheet-merged-over-lines"
    kind = Kind.INVALID
    title = Text("Ô gộp không dùng được", "The merged cell cannot be used")
    detail = Text(
        "Cột này mỗi dòng phải có ô riêng; “{given}” đang gộp nhiều dòng.",
        "Each line needs a cell of its own in this column; “{given}” is merged over several.",
    )
    source = HOUSE_RULE


class UnknownWord(Refusal):
    """A choice that is none of those there are."""

    code = "sheet-word-unknown"
    kind = Kind.INVALID
    title = Text("Giá trị không có trong danh mục", "The value is none of the choices")
    detail = Text("“{given}” phải là một trong: {known}.", "“{given}” must be one of: {known}.")
    source = HOUSE_RULE


class UnknownFormula(Refusal):
    """A formula the product does not have."""

    code = "sheet-formula-unknown"
    kind = Kind.INVALID
    title = Text("Công thức không có trong danh mục", "The formula is not one of the kinds")
    detail = Text("Công thức “{given}” phải là một trong: {known}.", "The formula “{given}” must be one of: {known}.")
    source = HOUSE_RULE


class UnreadableParameter(Refusal):
    """A parameter that means nothing to the formula."""

    code = "sheet-parameter-unreadable"
    kind = Kind.INVALID
    title = Text("Tham số không đọc được", "The parameter cannot be read")
    detail = Text(
        "“{given}” không phải tham số của công thức, hoặc không đọc được.",
        "“{given}” is no parameter of the formula, or cannot be read.",
    )
    source = HOUSE_RULE


class ParameterMissing(Refusal):
    """A parameter the formula cannot do without."""

    code = "sheet-parameter-missing"
    kind = Kind.INVALID
    title = Text("Thiếu tham số", "A parameter is missing")
    detail = Text("Công thức cần tham số “{parameter}”.", "The formula needs the parameter “{parameter}”.")
    source = HOUSE_RULE


class CellMissing(Refusal):
    """A cell that a line cannot do without."""

    code = "sheet-cell-missing"
    kind = Kind.INVALID
    title = Text("Thiếu ô bắt buộc", "A needed cell is empty")
    detail = Text("Dòng {row} thiếu ô “{column}”.", "Row {row} lacks “{column}”.")
    source = HOUSE_RULE


class SheetUnitUnknown(Refusal):
    """A unit nobody has told of."""

    code = "sheet-unit-unknown"
    kind = Kind.INVALID
    title = Text("Chưa có đơn vị này", "The unit is not known")
    detail = Text(
        "Chưa có đơn vị mang mã “{given}”; kiểm tra lại mã trước khi ký bảng.",
        "There is no unit “{given}” yet; check the code before the table is signed.",
    )
    source = HOUSE_RULE


class TextTooLong(Refusal):
    """A text longer than the table keeps."""

    code = "sheet-text-too-long"
    kind = Kind.INVALID
    title = Text("Nội dung ô quá dài", "The text is too long")
    detail = Text("Ô dài hơn {most} ký tự.", "The cell is longer than {most} characters.")
    source = HOUSE_RULE


class TotalRowDiffers(Refusal):
    """The grand total of the sheet is not its lines."""

    code = "sheet-total-differs"
    kind = Kind.INVALID
    title = Text("Dòng tổng không khớp", "The total row does not add up")
    detail = Text(
        "Dòng tổng ghi {declared}, nhưng các tiêu chí nội dung và trần điểm thưởng cộng lại là {total}.",
        "The total row states {declared}; the content criteria and the bonus cap add up to {total}.",
    )
    source = POINTS_OF_A_TABLE
