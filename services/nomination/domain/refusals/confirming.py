"""Refusals of the confirmation of a figure."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class NoFigureToConfirm(Refusal):
    """The rulebook of that day has no figure of this key."""

    code = "unknown-figure"
    kind = Kind.MISSING
    title = Text("Không có số liệu này", "There is no such figure")
    detail = Text(
        "Quy định áp dụng ngày {day} không có số liệu {key}; xem `thidua rules list`.",
        "The rules of {day} have no figure {key}; see `thidua rules list`.",
    )
    source = HOUSE_RULE
    fields = ("key",)


class FigureWasFound(Refusal):
    """The figure was read in its text already."""

    code = "figure-was-found"
    title = Text("Số liệu đã có nguồn", "The figure was found")
    detail = Text(
        "Số liệu {key} đã đọc được tại {found}; không cần xác nhận.",
        "The figure {key} was read in {found}; it needs no confirmation.",
    )
    source = HOUSE_RULE
    fields = ("key",)


class ValueOfAnotherKind(Refusal):
    """A number is confirmed by a number."""

    code = "figure-of-another-kind"
    kind = Kind.INVALID
    title = Text("Giá trị không cùng loại", "The value is of another kind")
    detail = Text(
        "Số liệu {key} đang là “{shipped}”; “{given}” không cùng loại giá trị.",
        "The figure {key} is “{shipped}”; “{given}” is a value of another kind.",
    )
    source = HOUSE_RULE
    fields = ("value",)


class ValueNotPossible(Refusal):
    """A figure that would turn the rule into another one."""

    code = "figure-not-possible"
    kind = Kind.INVALID
    title = Text("Giá trị không thể có", "The value cannot be")
    detail = Text(
        "Số liệu {key} đang là “{shipped}”, không thể là “{given}”: phải lớn hơn 0, và một phần thì không quá toàn bộ.",
        "The figure {key} is “{shipped}” and cannot be “{given}”: it is above 0, and a part is no more than the whole.",
    )
    source = HOUSE_RULE
    fields = ("value",)


class DocumentNotNamed(Refusal):
    """A confirmation says where the figure was read."""

    code = "figure-document-not-named"
    kind = Kind.INVALID
    title = Text("Chưa nêu văn bản", "The document is not named")
    detail = Text("Phải nêu văn bản đã đọc cho số liệu {key}.", "Name the document that {key} was read in.")
    source = HOUSE_RULE
    fields = ("document",)


class ReadInTheFuture(Refusal):
    """A document cannot have been read on a day to come."""

    code = "figure-read-in-the-future"
    kind = Kind.INVALID
    title = Text("Ngày đọc ở tương lai", "Read on a day to come")
    detail = Text("Ngày đọc {read_on} sau ngày xác nhận {day}.", "The day of reading {read_on} is after {day}.")
    source = HOUSE_RULE
    fields = ("read_on",)


class FigureAlreadyConfirmed(Refusal):
    """The figure has a confirmation that stands."""

    code = "figure-confirmed-already"
    title = Text("Số liệu đã được xác nhận", "The figure is confirmed already")
    detail = Text(
        "Số liệu {key} đã được xác nhận; muốn thay phải rút xác nhận trước.",
        "The figure {key} is confirmed; withdraw that confirmation before another.",
    )
    source = HOUSE_RULE
    fields = ("key",)


class NotConfirmedNow(Refusal):
    """There is nothing to withdraw."""

    code = "figure-not-confirmed-now"
    title = Text("Xác nhận đã được rút", "The confirmation was withdrawn already")
    detail = Text("Số liệu {key} hiện không có xác nhận.", "The figure {key} has no confirmation now.")
    source = HOUSE_RULE


class FigureNotConfirmed(Refusal):
    """A figure that must be confirmed before its first use was not."""

    code = "figure-not-confirmed"
    title = Text("Số liệu chưa được xác nhận", "A figure is not confirmed")
    detail = Text(
        "Số liệu {key} ({status}; {document}, {article}) phải được quản trị viên xác nhận trước khi dùng lần đầu.",
        "The figure {key} ({status}; {document}, {article}) must be confirmed by an administrator before it is used.",
    )
    source = HOUSE_RULE
    fields = ("key",)
