"""What is said to a code or a name that cannot mean anything."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class MalformedCode(Refusal):
    """A natural key people could not type or cite."""

    code = "malformed-code"
    kind = Kind.INVALID
    title = Text("Mã không hợp lệ", "The code is not valid")
    detail = Text(
        "Mã “{given}” phải gồm chữ cái không dấu và chữ số, nối bằng dấu - / . hoặc _, tối đa {most} ký tự.",
        "The code “{given}” must be plain letters and digits joined by - / . or _, at most {most} characters.",
    )
    source = HOUSE_RULE
    fields = ("code",)


class NothingWritten(Refusal):
    """A text that must say something says nothing, or too much to be a name."""

    code = "nothing-written"
    kind = Kind.INVALID
    title = Text("Nội dung trống hoặc quá dài", "The text is empty or too long")
    detail = Text("Phải có nội dung, tối đa {most} ký tự.", "Something must be written, at most {most} characters.")
    source = HOUSE_RULE


class UnseenCharacter(Refusal):
    """A name that holds what nobody sees cannot be told from the same name without it."""

    code = "unseen-character"
    kind = Kind.INVALID
    title = Text("Có ký tự không nhìn thấy", "A character cannot be seen")
    detail = Text(
        "Ký tự thứ {place} là ký tự điều khiển hoặc không hiển thị ({character}); hãy xóa ký tự này.",
        "Character {place} is a control or zero-width character ({character}); remove it.",
    )
    source = HOUSE_RULE
