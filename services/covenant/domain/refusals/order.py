"""What is refused because of the order of days (trình tự thời gian)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class BeforeItsBasis(Refusal):
    """A step is not older than the one it rests on."""

    code = "before-its-basis"
    kind = Kind.INVALID
    title = Text("Ngày sớm hơn việc làm căn cứ", "Dated before what it rests on")
    detail = Text(
        "Ngày {given} sớm hơn ngày {earliest} của việc làm căn cứ; việc ghi nhận muộn vẫn lấy ngày thực tế, "
        "nhưng không sớm hơn ngày {earliest}.",
        "The day {given} is earlier than {earliest}, the day of what it rests on; what is recorded later keeps its "
        "true day, but none before {earliest}.",
    )
    source = HOUSE_RULE
