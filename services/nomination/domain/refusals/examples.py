"""Refusals of good examples, of awards recorded from elsewhere, and of the aims of the sector."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class ExampleFoundAlready(Refusal):
    """There is a good example of this code."""

    code = "example-found-already"
    title = Text("Điển hình đã có", "The good example is on record already")
    detail = Text("Điển hình mang mã {given} đã được ghi nhận.", "The good example {given} is on record already.")
    source = HOUSE_RULE
    fields = ("code",)


class ExampleNeedsWords(Refusal):
    """What is put down about a good example says something."""

    code = "example-needs-words"
    kind = Kind.INVALID
    title = Text("Chưa nêu nội dung", "Something is not stated")
    detail = Text("Phải nêu {what}.", "State {what}.")
    source = HOUSE_RULE


class ExampleIsClosed(Refusal):
    """A closed or withdrawn example goes no further."""

    code = "example-not-open"
    title = Text("Điển hình đã khép lại", "The good example is not open")
    detail = Text(
        "Điển hình {given} đang ở trạng thái {state}; phải mở lại trước.",
        "The good example {given} is {state}; reopen it first.",
    )
    source = HOUSE_RULE


class ExampleIsOpen(Refusal):
    """What is open need not be reopened."""

    code = "example-open-already"
    title = Text("Điển hình đang mở", "The good example is open")
    detail = Text("Điển hình {given} chưa khép lại.", "The good example {given} has not been closed.")
    source = HOUSE_RULE


class SpreadToNobodyNew(Refusal):
    """An example spreads to units that have not taken it up, and not to its own."""

    code = "example-spread-to-nobody-new"
    kind = Kind.INVALID
    title = Text("Không có đơn vị mới", "No unit is new")
    detail = Text(
        "Đơn vị {units} đã áp dụng, hoặc là đơn vị của chính điển hình, hoặc nêu hai lần.",
        "The units {units} have taken it up, or are the example's own, or are named twice.",
    )
    source = HOUSE_RULE
    fields = ("units",)


class EffectElsewhere(Refusal):
    """An effect is told of a unit that has the example."""

    code = "example-effect-elsewhere"
    kind = Kind.INVALID
    title = Text("Đơn vị chưa áp dụng điển hình", "The unit has not taken the example up")
    detail = Text(
        "Đơn vị {unit} không phải đơn vị của điển hình và chưa được ghi là đã áp dụng; hãy ghi việc nhân rộng trước.",
        "The unit {unit} is not the example's own and is not on record as having taken it up; put that down first.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)


class CollectiveHasNoPersonCode(Refusal):
    """A collective is an example by its unit; a person's code makes it the example of a person."""

    code = "example-collective-has-person"
    kind = Kind.INVALID
    title = Text("Điển hình tập thể không có mã cá nhân", "A collective has no person's code")
    detail = Text(
        "Điển hình tập thể không ghi mã cá nhân {person}; nếu là cá nhân, hãy ghi loại điển hình là cá nhân.",
        "A collective example names no person, here {person}; of a person, give the kind of a person.",
    )
    source = HOUSE_RULE
    fields = ("person_code",)


class EffectWithoutAfter(Refusal):
    """An effect is what changed."""

    code = "example-effect-without-after"
    kind = Kind.INVALID
    title = Text("Chưa có số liệu sau", "No figure after")
    detail = Text(
        "Có số liệu trước là {before} thì phải có số liệu sau, hoặc không ghi số liệu nào.",
        "Beside the figure before, {before}, give the figure after, or give neither.",
    )
    source = HOUSE_RULE
    fields = ("after",)


class EffectFigureUnreadable(Refusal):
    """A figure of an effect is a number that one can read."""

    code = "example-figure-unreadable"
    kind = Kind.INVALID
    title = Text("Số liệu không hợp lệ", "Not a figure")
    detail = Text(
        "Số liệu nhỏ hơn {most}, nhiều nhất {decimals} chữ số thập phân.",
        "A figure is below {most}, with at most {decimals} decimals.",
    )
    source = HOUSE_RULE


class RecognisedAlready(Refusal):
    """One recognition is put down once."""

    code = "example-recognised-already"
    title = Text("Việc công nhận này đã ghi", "This recognition is on record")
    detail = Text(
        "Điển hình {example} đã được ghi “{form}”, số {number}.",
        "Good example {example} has “{form}”, number {number}, on record.",
    )
    source = HOUSE_RULE
    fields = ("form", "number")


class AwardHolderUnclear(Refusal):
    """An award is a collective's or a person's."""

    code = "higher-award-holder-unclear"
    kind = Kind.INVALID
    title = Text("Chưa rõ ai được tặng", "It is not clear who holds the award")
    detail = Text(
        "Nêu hoặc đơn vị (tập thể) hoặc mã người (cá nhân), không cả hai.",
        "Name either the unit (collective) or the code of the person, not both.",
    )
    source = HOUSE_RULE
    fields = ("unit_id", "person_code")


class HigherAwardRecorded(Refusal):
    """An award is recorded once."""

    code = "higher-award-recorded-already"
    title = Text("Đã ghi nhận", "Recorded already")
    detail = Text("Quyết định {number} tặng {title} đã được ghi nhận.", "Decision {number} on {title} is on record.")
    source = HOUSE_RULE
    fields = ("number",)


class HigherAwardStruck(Refusal):
    """A record is struck once."""

    code = "higher-award-struck-already"
    title = Text("Đã xóa ghi nhận", "Struck already")
    detail = Text("Ghi nhận quyết định {number} đã được xóa.", "The record of decision {number} has been struck.")
    source = HOUSE_RULE


class NotYetPublished(Refusal):
    """What will be published is not put down as published."""

    code = "example-not-yet-published"
    kind = Kind.INVALID
    title = Text("Chưa đăng, phát", "Not yet published")
    detail = Text(
        "Ngày đăng, phát {given} sau ngày ghi nhận {day}; chỉ ghi việc đã giới thiệu.",
        "The day of publication {given} is after {day}, when it is put down; only what was published is.",
    )
    source = HOUSE_RULE
    fields = ("published_on",)
