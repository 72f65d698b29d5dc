"""What is said to a fact of a merit file that cannot be so: without its name, too early, before its holder."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class AwardHasNoNumber(Refusal):
    """An award is known by the number of its decision."""

    code = "award-has-no-number"
    kind = Kind.INVALID
    title = Text("Thiếu số quyết định", "The number of the decision is missing")
    detail = Text("Hãy nêu số quyết định khen thưởng.", "State the number of the decision that gave the award.")
    source = HOUSE_RULE
    fields = ("number",)


class InitiativeHasNoName(Refusal):
    """An initiative is known by its name."""

    code = "initiative-has-no-name"
    kind = Kind.INVALID
    title = Text("Thiếu tên sáng kiến", "The name of the initiative is missing")
    detail = Text("Hãy nêu tên sáng kiến, đề tài được công nhận.", "State the name of the initiative or study.")
    source = HOUSE_RULE
    fields = ("name",)


class RatingBeforeYearEnd(Refusal):
    """A year is not rated in its middle."""

    code = "rating-before-year-end"
    kind = Kind.INVALID
    title = Text("Chưa đến kỳ xếp loại năm", "Too early to rate the year")
    detail = Text(
        "Xếp loại năm {year} được ghi từ ngày {begins}; ngày ghi là {day}.",
        "The rating of {year} is recorded from {begins} on; the day of the record is {day}.",
    )
    source = HOUSE_RULE
    fields = ("year",)


class MeritFactBeforeHolder(Refusal):
    """Nothing is on record from before the holder served or existed."""

    code = "merit-fact-before-holder"
    kind = Kind.INVALID
    title = Text("Sự việc trước khi được tuyển dụng hoặc thành lập", "The fact lies before the holder")
    detail = Text(
        "Ngày {given} trước ngày tuyển dụng hoặc thành lập ghi trong hồ sơ, {since}.",
        "{given} lies before the day the holder was recruited or founded by the file, {since}.",
    )
    source = HOUSE_RULE
    fields = ("fact",)
