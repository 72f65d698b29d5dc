"""Refusals of a rotation check."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class LevelNotBetween(Refusal):
    """A level is a chance."""

    code = "rotation-level-not-between"
    kind = Kind.INVALID
    title = Text("Mức ý nghĩa không hợp lệ", "The level is not valid")
    detail = Text(
        "Mức ý nghĩa {given} phải lớn hơn 0 và nhỏ hơn 1, nhiều nhất sáu chữ số lẻ, ví dụ 0.05.",
        "The level {given} must lie between 0 and 1 and have at most six decimals, such as 0.05.",
    )
    source = HOUSE_RULE
    fields = ("level",)


class NoSuchSeries(Refusal):
    """The block or cluster has no year-end board that is known here."""

    code = "rotation-nothing-to-check"
    kind = Kind.MISSING
    title = Text("Chưa có bảng xếp hạng để kiểm tra", "There is no board to check")
    detail = Text(
        "Khối, cụm {given} chưa có bảng xếp hạng tổng kết năm nào trong khoảng thời gian được hỏi.",
        "The block or cluster {given} has no year-end board in the years asked for.",
    )
    source = HOUSE_RULE
    fields = ("cluster",)


class RotationYearMalformed(Refusal):
    """What stands where a year is asked for is none."""

    code = "rotation-year-malformed"
    kind = Kind.INVALID
    title = Text("Không phải năm", "That is no year")
    detail = Text(
        "“{given}” không phải năm có bốn chữ số, ví dụ 2014.", "“{given}” is not a year of four digits, such as 2014."
    )
    source = HOUSE_RULE
    fields = ("since", "until")


class RotationYearsReversed(Refusal):
    """The last year lies before the first."""

    code = "rotation-years-reversed"
    kind = Kind.INVALID
    title = Text("Khoảng năm bị ngược", "The years are reversed")
    detail = Text("Từ năm {since} đến năm {until} không phải một khoảng năm.", "From {since} to {until} is no span.")
    source = HOUSE_RULE
    fields = ("since", "until")


class RotationKindUnknown(Refusal):
    """There is no such kind of block or cluster."""

    code = "rotation-kind-unknown"
    kind = Kind.INVALID
    title = Text("Không có loại khối, cụm này", "There is no such kind of block or cluster")
    detail = Text("“{given}” không phải loại khối, cụm; có: {known}.", "“{given}” is no kind; there are: {known}.")
    source = HOUSE_RULE
    fields = ("kind",)
