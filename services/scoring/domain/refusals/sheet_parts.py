"""What is said of the parts of a score table's file: their names, headers and settings."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class HeaderNotFound(Refusal):
    """A block without its header, or with a column missing."""

    code = "sheet-header-not-found"
    kind = Kind.INVALID
    title = Text("Không tìm thấy dòng tiêu đề", "The header is not found")
    detail = Text(
        "Phần “{block}” phải có dòng tiêu đề với các cột: {columns}.",
        "The part “{block}” needs a header with the columns: {columns}.",
    )
    source = HOUSE_RULE
    fields = ("file",)


class UnknownColumn(Refusal):
    """A column that is not read."""

    code = "sheet-column-unknown"
    kind = Kind.INVALID
    title = Text("Cột không được đọc", "The column is not read")
    detail = Text(
        "Cột “{column}” không thuộc phần “{block}”, hoặc bị lặp; không đọc.",
        "The column “{column}” is none of the part “{block}”, or is repeated; it is not read.",
    )
    source = HOUSE_RULE


class UnknownBlock(Refusal):
    """A worksheet that is not read."""

    code = "sheet-block-unknown"
    kind = Kind.INVALID
    title = Text("Trang không được đọc", "The worksheet is not read")
    detail = Text("Trang “{block}” không phải phần của bảng điểm.", "“{block}” is no part of a score table.")
    source = HOUSE_RULE


class BlockMisspelt(Refusal):
    """A part of the table under a name that is not its own: read as none, it would be lost."""

    code = "sheet-block-misspelt"
    kind = Kind.INVALID
    title = Text("Sai tên phần", "A part is misspelt")
    detail = Text(
        "Không có phần “{block}”; nếu là phần “{meant}” thì hãy đặt đúng tên, nếu không thì đặt tên khác hẳn.",
        "There is no part “{block}”; if it is “{meant}”, call it so, else call it something quite different.",
    )
    source = HOUSE_RULE


class BlockTwice(Refusal):
    """A part of the table stands once: of two the first would be lost."""

    code = "sheet-block-twice"
    kind = Kind.INVALID
    title = Text("Phần bị lặp", "A part stands twice")
    detail = Text(
        "Phần “{block}” có hai lần trong tệp; hãy gộp lại thành một.",
        "The part “{block}” stands twice in the file; put it into one.",
    )
    source = HOUSE_RULE


class SettingTwice(Refusal):
    """A setting is made once."""

    code = "sheet-setting-twice"
    kind = Kind.INVALID
    title = Text("Thiết lập bị lặp", "A setting is made twice")
    detail = Text("“{setting}” được nêu hai lần; chỉ giữ một.", "“{setting}” is stated twice; keep one.")
    source = HOUSE_RULE


class NumberRepeated(Refusal):
    """Two rows under one heading have the same number: told of, not refused, since their codes tell them apart."""

    code = "sheet-outline-number-repeated"
    kind = Kind.INVALID
    title = Text("Số thứ tự lặp lại", "The number is repeated")
    detail = Text(
        "Số “{number}” đã có ở một dòng khác dưới cùng mục; ô kiểu số đọc 1.10 thành 1.1, hãy ghi kiểu chữ.",
        "Another row under the same heading has the number “{number}”; as a number 1.10 becomes 1.1: type it as text.",
    )
    source = HOUSE_RULE


class NumberWithoutHeading(Refusal):
    """A number such as 2.1 that does not stand under a heading 2: told of, since the row is put elsewhere."""

    code = "sheet-outline-number-alone"
    kind = Kind.INVALID
    title = Text("Số thứ tự không có mục", "The number has no heading")
    detail = Text(
        "Không có mục “{heading}” bên trên “{number}”; dòng được xếp vào mục đang mở.",
        "There is no heading “{heading}” above “{number}”; the row is put under the heading that is open.",
    )
    source = HOUSE_RULE
