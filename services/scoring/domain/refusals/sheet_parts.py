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


class SettingTwice(Refusal):
    """A setting is made once."""

    code = "sheet-setting-twice"
    kind = Kind.INVALID
    title = Text("Thiết lập bị lặp", "A setting is made twice")
    detail = Text("“{setting}” được nêu hai lần; chỉ giữ một.", "“{setting}” is stated twice; keep one.")
    source = HOUSE_RULE
