"""Refusals of days in the wrong order, and of what would reach back behind a frozen board."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class BeforeItsGrounds(Refusal):
    """A step is not older than the one it rests on."""

    code = "before-its-grounds"
    kind = Kind.INVALID
    title = Text("Ngày sớm hơn việc làm căn cứ", "Dated before what it rests on")
    detail = Text(
        "Ngày {given} sớm hơn ngày {earliest} của việc làm căn cứ ({what_vi}).",
        "The day {given} is earlier than {earliest}, the day of what it rests on ({what_en}).",
    )
    source = HOUSE_RULE
    fields = ("effective",)


class PeriodNotOver(Refusal):
    """A board is of a whole period."""

    code = "period-not-over"
    title = Text("Kỳ chưa kết thúc", "The period is not over")
    detail = Text(
        "Kỳ {period} kết thúc ngày {ends}; bảng xếp hạng không chốt vào ngày {given}, trước ngày đó.",
        "The period {period} ends on {ends}; its board is not frozen on {given}, before that day.",
    )
    source = HOUSE_RULE
    fields = ("period", "effective")


class PeriodNotYetBegun(Refusal):
    """Nothing is reported or scored of a time that has not come."""

    code = "period-not-begun-yet"
    title = Text("Kỳ chưa bắt đầu", "The period has not begun")
    detail = Text(
        "Kỳ {period} bắt đầu ngày {starts}; không ghi nhận kết quả hay điểm của kỳ này vào ngày {given}.",
        "The period {period} begins on {starts}; no result or points of it are recorded of the day {given}.",
    )
    source = HOUSE_RULE
    fields = ("period", "effective")


class BoardShowsIt(Refusal):
    """What a frozen board shows is not corrected behind its back."""

    code = "behind-a-frozen-board"
    kind = Kind.CONFLICT
    title = Text("Kỳ đã chốt", "The period is frozen")
    detail = Text(
        "Kết quả này đã vào bảng xếp hạng {period}, lần chốt {edition} ngày {frozen_on}; đính chính có hiệu lực từ "
        "ngày {frozen_on} trở đi, không phải {given}, rồi chốt lần mới.",
        "The result stands in the board of {period}, edition {edition} frozen on {frozen_on}; a correction takes "
        "effect from {frozen_on} on, not on {given}, and then a new edition is frozen.",
    )
    source = HOUSE_RULE
    fields = ("effective",)
