"""Refusals of a dossier."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

CHECKLIST = Source("Luật 06/2022/QH15", "Điều 84 khoản 1", Status.FOUND)


class DossierNotThere(Refusal):
    """The dossier is at another step."""

    code = "dossier-not-there"
    title = Text("Hồ sơ chưa ở bước này", "The dossier is not at this step")
    detail = Text(
        "Hồ sơ đang ở trạng thái {state}; bước này cần trạng thái {needed}.",
        "The dossier is {state}; this step needs {needed}.",
    )
    source = HOUSE_RULE


class DossierExists(Refusal):
    """A case has one dossier."""

    code = "dossier-exists"
    title = Text("Hồ sơ đã được lập", "The dossier exists already")
    detail = Text("Trường hợp {case} đã có hồ sơ.", "Case {case} has a dossier already.")
    source = HOUSE_RULE
    fields = ("nomination_id",)


class UnknownPaper(Refusal):
    """The checklist knows no such paper."""

    code = "dossier-unknown-paper"
    kind = Kind.INVALID
    title = Text("Giấy tờ không có trong danh mục", "The checklist has no such paper")
    detail = Text("Danh mục không có {given}; có: {asked}.", "The checklist has no {given}; it has {asked}.")
    source = CHECKLIST
    fields = ("kind",)


class PaperNotWhole(Refusal):
    """A paper needs its name, pages and hash."""

    code = "dossier-paper-not-whole"
    kind = Kind.INVALID
    title = Text("Giấy tờ thiếu thông tin", "The paper is not whole")
    detail = Text(
        "Giấy tờ {given} phải có tên, số trang từ 1 và mã SHA-256 (64 chữ số hệ 16, viết thường).",
        "The paper {given} needs a name, at least one page and its SHA-256 (64 hexadecimal digits in lower case).",
    )
    source = HOUSE_RULE
    fields = ("name", "pages", "sha256")


class QuoteNotStated(Refusal):
    """A quoted figure is a number or a code."""

    code = "quoted-figure-not-stated"
    kind = Kind.INVALID
    title = Text("Số liệu trích dẫn chưa rõ", "The quoted figure is not stated")
    detail = Text(
        "Số liệu {given} phải có tên, và một giá trị: số (value) hoặc mã (text).",
        "The figure {given} needs a name and one value: a number (value) or a code (text).",
    )
    source = HOUSE_RULE
    fields = ("quotes",)


class QuoteUnreadable(Refusal):
    """A quoted figure is a number that one can read."""

    code = "quoted-figure-unreadable"
    kind = Kind.INVALID
    title = Text("Số liệu trích dẫn không hợp lệ", "The quoted figure cannot be read")
    detail = Text(
        "Số liệu {indicator} phải nhỏ hơn {most}, nhiều nhất {decimals} chữ số thập phân.",
        "The figure {indicator} must be below {most}, with at most {decimals} decimals.",
    )
    source = HOUSE_RULE
    fields = ("quotes",)


class DossierIsEmpty(Refusal):
    """Nothing to send."""

    code = "dossier-is-empty"
    title = Text("Hồ sơ trống", "The dossier is empty")
    detail = Text("Hồ sơ chưa có giấy tờ nào.", "The dossier holds no paper yet.")
    source = HOUSE_RULE


class DossierIncomplete(Refusal):
    """A paper of the checklist is missing."""

    code = "dossier-incomplete"
    title = Text("Hồ sơ chưa đủ", "The dossier is not complete")
    detail = Text(
        "Theo danh mục {checklist} hồ sơ còn thiếu: {missing}.",
        "By the checklist {checklist} the dossier lacks: {missing_en}.",
    )
    source = CHECKLIST


class ExtensionNotGrounded(Refusal):
    """More time needs somebody who gives it and a text."""

    code = "extension-not-grounded"
    kind = Kind.INVALID
    title = Text("Gia hạn phải có căn cứ", "An extension needs its ground")
    detail = Text("Hãy nêu người gia hạn và văn bản.", "Name who extends it and under which text.")
    source = HOUSE_RULE
    fields = ("by", "text")


class ExtensionNotLater(Refusal):
    """An extension gives more time."""

    code = "extension-not-later"
    title = Text("Gia hạn không muộn hơn hạn cũ", "The extension is not later")
    detail = Text("Hạn hiện nay là {due}; {until} không muộn hơn.", "It is due on {due} now; {until} is not later.")
    source = HOUSE_RULE
    fields = ("until",)


class RemindedAlready(Refusal):
    """One reminder of a dossier a day."""

    code = "dossier-reminded-already"
    title = Text("Đã đôn đốc trong ngày", "Reminded on that day already")
    detail = Text(
        "Đơn vị đã được đôn đốc về hồ sơ này ngày {day}.", "The unit was reminded of this dossier on {day} already."
    )
    source = HOUSE_RULE
