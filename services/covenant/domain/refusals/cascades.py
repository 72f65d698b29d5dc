"""What is refused of a movement's targets and of making a movement one's own (cụ thể hoá)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class MovementWithoutTargets(Refusal):
    """A launch is made concrete in contents and targets."""

    code = "movement-without-targets"
    kind = Kind.INVALID
    title = Text("Phong trào chưa có chỉ tiêu", "The movement has no targets")
    detail = Text(
        "Phải nêu ít nhất một chỉ tiêu cụ thể.",
        "At least one concrete target must be stated.",
    )
    source = sources.CASCADE
    fields = ("targets",)


class NotOneLevelBelow(Refusal):
    """The sector's launch is for its units, a province's for its districts."""

    code = "not-one-level-below"
    title = Text("Không phải đơn vị cấp dưới trực tiếp", "Not one level below")
    detail = Text(
        "Đơn vị {unit} không phải cấp dưới trực tiếp của nơi phát động phong trào này.",
        "The unit {unit} is not directly below whoever launched this movement.",
    )
    source = sources.CASCADE
    fields = ("organiser",)


class AlreadyCascaded(Refusal):
    """A unit makes a movement its own once."""

    code = "already-cascaded"
    kind = Kind.CONFLICT
    title = Text("Đã cụ thể hoá phong trào này", "The movement was made concrete already")
    detail = Text(
        "Đơn vị {unit} đã cụ thể hoá phong trào {movement} thành {own}.",
        "The unit {unit} has made {movement} its own as {own} already.",
    )
    source = HOUSE_RULE
    fields = ("organiser",)


class OutsideThePeriodAbove(Refusal):
    """What is made concrete takes place in the movement's time."""

    code = "outside-the-period-above"
    kind = Kind.INVALID
    title = Text("Ngoài thời gian phong trào cấp trên", "Outside the period above")
    detail = Text(
        "Thời gian {begins}–{ends} không nằm trong thời gian của phong trào cấp trên {above_begins}–{above_ends}.",
        "The period {begins} to {ends} does not lie within that of the movement above, {above_begins} to {above_ends}.",
    )
    source = sources.CASCADE
    fields = ("period_from", "period_to")


class DueLaterThanAbove(Refusal):
    """What is due to the level above is due below by then."""

    code = "due-later-than-above"
    kind = Kind.INVALID
    title = Text("Thời hạn muộn hơn cấp trên", "Due later than above")
    detail = Text(
        "Thời hạn {due} muộn hơn thời hạn {above} của phong trào cấp trên.",
        "The deadline {due} lies after that of the movement above, {above}.",
    )
    source = sources.CASCADE
    fields = ("covenant_signing_by", "registration_by")


class TargetNotComparable(Refusal):
    """One indicator has one unit of measure and one direction."""

    code = "target-not-comparable"
    kind = Kind.INVALID
    title = Text("Chỉ tiêu không so sánh được", "The target cannot be compared")
    detail = Text(
        "Chỉ tiêu {indicator} nêu ({given}), cấp trên nêu ({asked}).",
        "The target {indicator} is given as ({given}), above as ({asked}).",
    )
    source = sources.QUANTIFIED_COVENANT
    fields = ("targets",)


class WeakerTarget(Refusal):
    """What each unit must reach is not lowered below."""

    code = "weaker-target"
    title = Text("Chỉ tiêu thấp hơn yêu cầu của cấp trên", "The target is weaker than above")
    detail = Text(
        "Chỉ tiêu {indicator} ({direction}) nêu {given}, chưa đạt mức cấp trên yêu cầu mỗi đơn vị: {asked}.",
        "The target {indicator} ({direction}) is {given}, weaker than the {asked} that each unit must reach.",
    )
    source = sources.CASCADE
    fields = ("targets",)


class TargetsBuiltOn(Refusal):
    """Targets that units below have built on are fixed."""

    code = "targets-built-on"
    title = Text("Cấp dưới đã căn cứ vào chỉ tiêu này", "Units below have built on these targets")
    detail = Text(
        "Chỉ tiêu của {movement} đã được cụ thể hoá thành: {below}; không nêu lại được.",
        "The targets of {movement} were made concrete as: {below}; they are not restated.",
    )
    source = HOUSE_RULE
    fields = ("targets",)
