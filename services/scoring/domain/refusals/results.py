"""Results that cannot be recorded or corrected."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import SIGNED_TABLE, TABLE_BEFORE_SCORES


class ResultsRefused(Refusal):
    """Some cells of a push cannot be recorded; nothing of it was."""

    code = "results-refused"
    kind = Kind.INVALID
    title = Text("Có ô kết quả không ghi được", "Some result cells cannot be recorded")
    detail = Text(
        "{bad} trong {cells} ô không ghi được; không ô nào được ghi. {first}",
        "{bad} of {cells} cells cannot be recorded; none was. {first}",
    )
    source = HOUSE_RULE


class UnitOutsideTables(Refusal):
    """No signed score table covers the unit."""

    code = "unit-outside-tables"
    title = Text("Đơn vị không thuộc bảng điểm nào", "No score table covers the unit")
    detail = Text(
        "Không khối, cụm thi đua nào của đơn vị {unit} có bảng điểm đã ký cho phong trào này.",
        "No block or cluster of the unit {unit} has a signed score table for this movement.",
    )
    source = TABLE_BEFORE_SCORES
    fields = ("unit_id",)


class NothingToCorrect(Refusal):
    """A correction names a result that was never recorded, or repeats it."""

    code = "nothing-to-correct"
    title = Text("Không có gì để đính chính", "There is nothing to correct")
    detail = Text(
        "Kết quả {indicator} chưa được ghi trong kỳ này, hoặc vẫn như cũ.",
        "The result {indicator} was not recorded in this period, or is the same as before.",
    )
    source = HOUSE_RULE


class AnotherValueRecorded(Refusal):
    """Another value was recorded before; only a correction changes it."""

    code = "another-value-recorded"
    title = Text("Đã ghi giá trị khác", "Another value is recorded")
    detail = Text(
        "Chỉ tiêu {indicator} đã ghi {recorded}; muốn sửa phải gửi đính chính kèm lý do.",
        "The indicator {indicator} is recorded as {recorded}; to change it, send a correction with its reason.",
    )
    source = HOUSE_RULE
    fields = ("value",)


class IndicatorRepeated(Refusal):
    """The same indicator comes twice for one unit and quarter."""

    code = "indicator-repeated"
    kind = Kind.INVALID
    title = Text("Chỉ tiêu bị lặp", "The indicator is repeated")
    detail = Text(
        "Chỉ tiêu {indicator} đã có ở dòng trước của đơn vị và kỳ này.",
        "An earlier row of this unit and period has the indicator {indicator}.",
    )
    source = HOUSE_RULE
    fields = ("indicator",)


class NoSuchIndicator(Refusal):
    """The signed tables that cover the unit do not ask for this indicator."""

    code = "no-such-indicator"
    kind = Kind.INVALID
    title = Text("Bảng điểm không có chỉ tiêu này", "The score table has no such indicator")
    detail = Text(
        "Bảng điểm đã ký của đơn vị không có chỉ tiêu {indicator}.",
        "The signed score table of the unit has no indicator {indicator}.",
    )
    source = SIGNED_TABLE
    fields = ("indicator",)


class ValueOutOfBounds(Refusal):
    """The signed table says between which values the indicator lies."""

    code = "value-out-of-bounds"
    kind = Kind.INVALID
    title = Text("Giá trị ngoài giới hạn", "The value is out of bounds")
    detail = Text("Chỉ tiêu {indicator}: {bounds}.", "The indicator {indicator} is out of its bounds: {bounds}.")
    source = SIGNED_TABLE
    fields = ("value",)


class ValueNotWhole(Refusal):
    """The signed table asks for a whole number."""

    code = "value-not-whole"
    kind = Kind.INVALID
    title = Text("Phải là số nguyên", "Must be a whole number")
    detail = Text(
        "Chỉ tiêu {indicator} nhận số nguyên, không nhận {value}.",
        "The indicator {indicator} takes whole numbers, not {value}.",
    )
    source = SIGNED_TABLE
    fields = ("value",)


class RowsApart(Refusal):
    """The rows of one unit and period do not follow one another."""

    code = "rows-apart"
    kind = Kind.INVALID
    title = Text("Các dòng của một đơn vị, một kỳ không liền nhau", "The rows of one unit and period lie apart")
    detail = Text(
        "Các dòng khác của đơn vị và kỳ này đã được ghi ở phần trước của luồng; hãy sắp xếp theo đơn vị và kỳ.",
        "Other rows of this unit and period were closed earlier in the stream; sort it by unit and period.",
    )
    source = HOUSE_RULE
    fields = ("unit_id", "period")


class PushTooLarge(Refusal):
    """A push goes beyond what one push may hold."""

    code = "push-too-large"
    kind = Kind.INVALID
    title = Text("Lần đẩy quá lớn", "The push is too large")
    detail = Text(
        "Một lần đẩy theo cách này nhận nhiều nhất {rows} dòng, {sheets} đơn vị và kỳ, {size} byte; hãy chia nhỏ.",
        "One push of this kind takes at most {rows} rows, {sheets} units and periods, {size} bytes; split it.",
    )
    source = HOUSE_RULE


class NumberOfTwoReadings(Refusal):
    """A text that is a thousand to some and one point something to others."""

    code = "number-of-two-readings"
    kind = Kind.INVALID
    title = Text("Số có thể đọc hai cách", "The number can be read in two ways")
    detail = Text(
        "“{given}” có thể là {one} hoặc {other}; ghi {other} không có dấu ngăn hàng nghìn, hoặc thêm một số 0 cuối "
        "phần lẻ.",
        "“{given}” may be {one} (decimal comma) or {other}; write {other} without a separator, or one more 0 after the "
        "decimals.",
    )
    source = HOUSE_RULE


class NumberTooLong(Refusal):
    """More digits than a result is kept with, as a spreadsheet's divisions have them."""

    code = "number-too-long"
    kind = Kind.INVALID
    title = Text("Số quá dài", "The number is too long")
    detail = Text(
        "“{given}” có hơn {digits} chữ số hoặc hơn {decimals} số lẻ; hãy làm tròn trước khi gửi.",
        "“{given}” has more than {digits} digits or {decimals} decimals; round it before it is sent.",
    )
    source = HOUSE_RULE


class ValueOrNotApplicable(Refusal):
    """A row says neither what the result is nor that there can be none, or both."""

    code = "value-or-not-applicable"
    kind = Kind.INVALID
    title = Text("Giá trị, hoặc không áp dụng", "A value, or not applicable")
    detail = Text(
        "Dòng {row} phải có giá trị, hoặc đánh dấu không áp dụng; không bỏ trống cả hai, không ghi cả hai.",
        "Row {row} needs a value, or not_applicable: one of the two, not both.",
    )
    source = HOUSE_RULE


class WorksheetUnclear(Refusal):
    """Several worksheets hold results; which one is meant must be said."""

    code = "worksheet-unclear"
    kind = Kind.INVALID
    title = Text("Không rõ đọc trang nào", "Which worksheet is meant is not clear")
    detail = Text(
        "Tệp có nhiều trang kết quả: {found}; hãy nêu một trang bằng tham số worksheet.",
        "Several worksheets hold results: {found}; name one by the parameter worksheet.",
    )
    source = HOUSE_RULE
    fields = ("worksheet",)


class WorksheetUnknown(Refusal):
    """The workbook has no such worksheet."""

    code = "worksheet-unknown"
    kind = Kind.INVALID
    title = Text("Không có trang này", "There is no such worksheet")
    detail = Text(
        "Tệp không có trang “{given}”; các trang: {known}.", "The file has no worksheet “{given}”; there are: {known}."
    )
    source = HOUSE_RULE
    fields = ("worksheet",)


class NoResultRows(Refusal):
    """A worksheet with its header and nothing under it."""

    code = "no-result-rows"
    kind = Kind.INVALID
    title = Text("Không có dòng kết quả nào", "There are no rows of results")
    detail = Text(
        "Trang “{worksheet}” không có dòng nào dưới tiêu đề.",
        "The worksheet “{worksheet}” has no row under its header.",
    )
    source = HOUSE_RULE
