"""What is said to a text that holds what nobody sees."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class UnseenCharacter(Refusal):
    """A text that holds what nobody sees cannot be told from the same text without it."""

    code = "nomination-unseen-character"
    kind = Kind.INVALID
    title = Text("Có ký tự không nhìn thấy", "A character cannot be seen")
    detail = Text(
        "Ký tự thứ {place} là ký tự điều khiển hoặc không hiển thị ({character}); hãy xóa ký tự này.",
        "Character {place} is a control or zero-width character ({character}); remove it.",
    )
    source = HOUSE_RULE
