"""What is refused of the editions of a table of targets: of questions about them, and of amendments."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class UnknownPlanEdition(Refusal):
    """A table of targets has no edition of this number."""

    code = "unknown-plan-edition"
    kind = Kind.MISSING
    title = Text("Bảng chỉ tiêu không có bản này", "The table of targets has no such edition")
    detail = Text(
        "Bảng chỉ tiêu không có bản số {given}; có các bản: {known}.",
        "The table of targets has no edition {given}; there are: {known}.",
    )
    source = HOUSE_RULE
    fields = ("before", "after")


class NothingAmended(Refusal):
    """An amendment changes something."""

    code = "nothing-amended"
    kind = Kind.INVALID
    title = Text("Không có gì thay đổi", "Nothing is amended")
    detail = Text("Bảng chỉ tiêu gửi lên giống bảng đang có.", "The table sent is the table that stands.")
    source = HOUSE_RULE
    fields = ("figures", "measures")


class OfficialTargetDropped(Refusal):
    """An official target is amended, not dropped."""

    code = "official-target-dropped"
    title = Text("Bỏ chỉ tiêu chính thức", "An official target is dropped")
    detail = Text(
        "{indicators} đã chính thức: điều chỉnh được, không bỏ được.",
        "{indicators} is official: it can be amended, not dropped.",
    )
    source = HOUSE_RULE
    fields = ("figures", "measures")


class PastYearAmended(Refusal):
    """What was registered for a year that is over, reviewed or frozen stands."""

    code = "past-year-amended"
    title = Text("Điều chỉnh năm đã qua", "A past year is amended")
    detail = Text(
        "{indicator}: chỉ tiêu năm {year} không điều chỉnh được nữa (chỉ từ năm {first_open}).",
        "{indicator}: the target of {year} can no longer be amended (only from {first_open} on).",
    )
    source = sources.YEARLY_REVIEW
    fields = ("figures", "measures")
