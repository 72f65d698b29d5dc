"""What is refused of national targets and of a unit's table of targets over years (bảng chỉ tiêu từng năm)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class NotALongMovement(Refusal):
    """Targets over years belong to movements over years."""

    code = "not-a-long-movement"
    title = Text("Không phải phong trào dài hạn", "Not a movement over years")
    detail = Text(
        "Phong trào {movement} thuộc loại {kind}; chỉ phong trào nhiều năm có chỉ tiêu từng năm.",
        "The movement {movement} is {kind}; only a movement over several years has targets by year.",
    )
    source = HOUSE_RULE
    fields = ("movement",)


class NothingLoaded(Refusal):
    """A table that is loaded has rows."""

    code = "no-target-rows"
    kind = Kind.INVALID
    title = Text("Bảng không có dòng nào", "The table has no rows")
    detail = Text(
        "Bảng chỉ tiêu gửi lên không có dòng số liệu nào dưới dòng tiêu đề.",
        "The table of targets that was sent has no row of figures below its header.",
    )
    source = HOUSE_RULE
    fields = ("rows",)


class FigureOfTwoReadings(Refusal):
    """A text of a table that is a thousand to some and one point something to others."""

    code = "figure-of-two-readings"
    kind = Kind.INVALID
    title = Text("Số có thể đọc hai cách", "The number can be read in two ways")
    detail = Text(
        "“{given}” có thể là {one} hoặc {other}; ghi {other} không có dấu ngăn hàng nghìn, hoặc thêm một số 0 cuối "
        "phần lẻ.",
        "“{given}” may be {one} (decimal comma) or {other}; write {other} without a separator, or one more 0 after the "
        "decimals.",
    )
    source = HOUSE_RULE
    fields = ("figure",)


class GoalTwice(Refusal):
    """One document sets one figure per indicator and year."""

    code = "national-target-twice"
    kind = Kind.INVALID
    title = Text("Mục tiêu chung bị ghi hai lần", "A national target is given twice")
    detail = Text(
        "{document} đã có mục tiêu {indicator} năm {year}.",
        "{document} already has a target for {indicator} in {year}.",
    )
    source = HOUSE_RULE
    fields = ("goals",)


class UnknownDepartment(Refusal):
    """The department that a target names for its appraisal is no unit."""

    code = "unknown-department"
    kind = Kind.MISSING
    title = Text("Không có đơn vị thẩm định này", "There is no such department")
    detail = Text(
        "Đơn vị thẩm định (`department`) của {indicators} không có trong danh mục đơn vị.",
        "The `department` given for {indicators} is no known unit.",
    )
    source = HOUSE_RULE
    fields = ("department",)


class OutsideTheYears(Refusal):
    """A target of a year that the movement does not run in."""

    code = "outside-the-years"
    kind = Kind.INVALID
    title = Text("Năm ngoài thời gian phong trào", "The year lies outside the movement")
    detail = Text(
        "{indicator}: năm {year} không thuộc phong trào ({first}–{last}).",
        "{indicator}: the year {year} is not of the movement ({first}–{last}).",
    )
    source = sources.YEARLY_TARGETS
    fields = ("figures",)


class YearTwice(Refusal):
    """One figure per indicator and year."""

    code = "year-twice"
    kind = Kind.INVALID
    title = Text("Một năm bị ghi hai lần", "A year is given twice")
    detail = Text("{indicator}: năm {year} có hai mức.", "{indicator}: the year {year} has two figures.")
    source = HOUSE_RULE
    fields = ("figures",)


class BandOverYears(Refusal):
    """What is to be held or raised over years has one better way."""

    code = "band-over-years"
    kind = Kind.INVALID
    title = Text("Chỉ tiêu từng năm không nhận khoảng", "A target over years is no band")
    detail = Text(
        "{indicator}: chiều phải là HIGHER hoặc LOWER.", "{indicator}: the direction must be HIGHER or LOWER."
    )
    source = HOUSE_RULE
    fields = ("figures",)


class NoRequirement(Refusal):
    """A target without a figure states a requirement or measures, and the timetable."""

    code = "no-requirement"
    kind = Kind.INVALID
    title = Text("Chỉ tiêu không định lượng thiếu nội dung", "A target without a figure says too little")
    detail = Text(
        "{indicator}: phải xác định yêu cầu hay giải pháp, và tiến độ thực hiện.",
        "{indicator}: it must state a requirement or measures, and the timetable.",
    )
    source = sources.PROVINCE_TARGETS
    fields = ("measures",)


class OtherMeasure(Refusal):
    """A unit's figure and the national one must speak of the same thing."""

    code = "other-measure"
    title = Text("Khác cách tính với mục tiêu chung", "Measured otherwise than the national target")
    detail = Text(
        "{indicator}: mục tiêu chung tính theo “{required}”, bản đăng ký theo “{given}”.",
        "{indicator}: the national target is measured as “{required}”, the registered one as “{given}”.",
    )
    source = sources.PROVINCE_TARGETS
    fields = ("figures",)


class BelowNationalTarget(Refusal):
    """A province's figure of the year is below the national target."""

    code = "below-national-target"
    title = Text("Thấp hơn mục tiêu chung", "Below the national target")
    detail = Text(
        "{indicator} năm {year}: đăng ký {figure}, không được thấp hơn mục tiêu chung {goal} ({document}).",
        "{indicator} in {year}: {figure} registered may not be below the national target {goal} ({document}).",
    )
    source = sources.PROVINCE_TARGETS
    fields = ("figures",)


class BelowReached(Refusal):
    """What is reached already must be held."""

    code = "below-reached"
    title = Text("Thấp hơn mức đã đạt", "Below what is reached already")
    detail = Text(
        "{indicator} năm {year}: mức {figure} kém mức {reached} đã đạt năm {reached_year}{of}; phải giữ vững.",
        "{indicator} in {year}: {figure} falls behind {reached}{of}, reached in {reached_year}; it must be held.",
    )
    source = sources.PROVINCE_TARGETS
    fields = ("figures",)


class YearMissing(Refusal):
    """The table goes year by year to the end."""

    code = "year-missing"
    title = Text("Thiếu chỉ tiêu của năm", "A year has no figure")
    detail = Text(
        "Chỉ tiêu phải có cho từng năm từ {first} đến {last}; còn thiếu: {missing}.",
        "Targets are stated for every year from {first} to {last}; missing: {missing}.",
    )
    source = sources.YEARLY_TARGETS
    fields = ("figures",)


class GoalUnanswered(Refusal):
    """A province's table has each binding national target."""

    code = "national-target-unanswered"
    title = Text("Thiếu chỉ tiêu của mục tiêu chung", "A national target has no counterpart")
    detail = Text(
        "Bảng chỉ tiêu chưa có: {indicators}.",
        "The table has no target for: {indicators}.",
    )
    source = sources.YEARLY_TARGETS
    fields = ("figures",)


class NobodyAppraises(Refusal):
    """Every target has a professional department that appraises and confirms it."""

    code = "nobody-appraises"
    title = Text("Chưa có ban nghiệp vụ thẩm định", "No department appraises it")
    detail = Text("Chưa nêu ban nghiệp vụ của: {indicators}.", "No professional department is named for: {indicators}.")
    source = sources.APPRAISAL
    fields = ("figures", "measures")


class PlanExists(Refusal):
    """A submitted table changes by amendment."""

    code = "plan-submitted"
    title = Text("Bảng chỉ tiêu đã nộp", "The table is submitted")
    detail = Text(
        "Bảng chỉ tiêu đã nộp ngày {submitted_on}; muốn sửa phải điều chỉnh, có lý do.",
        "The table was submitted on {submitted_on}; it changes by an amendment with its reason.",
    )
    source = sources.ADJUSTMENT


class PlanNotSubmitted(Refusal):
    """Appraisal, amendment and review are of a submitted table."""

    code = "plan-not-submitted"
    title = Text("Bảng chỉ tiêu chưa nộp", "The table is not submitted")
    detail = Text("Bảng chỉ tiêu còn là dự thảo.", "The table of targets is still a draft.")
    source = sources.YEARLY_TARGETS


class TargetsStandInThePlan(Refusal):
    """The covenant's own targets follow the table over years, where there is one."""

    code = "targets-stand-in-the-plan"
    title = Text("Chỉ tiêu nằm ở bảng từng năm", "The targets stand in the table over years")
    detail = Text(
        "Giao ước này có bảng chỉ tiêu từng năm; chỉ tiêu của giao ước là mức năm {year} của bảng đó.",
        "This covenant has a table over years; its targets are that table's figures of {year}.",
    )
    source = HOUSE_RULE
    fields = ("targets",)


class PlanNotOfficial(Refusal):
    """A covenant over years is agreed once its targets are official."""

    code = "plan-not-official"
    title = Text("Chỉ tiêu chưa chính thức", "The targets are not official yet")
    detail = Text(
        "Còn chỉ tiêu chưa được thẩm định: {indicators}.", "Some targets are not appraised yet: {indicators}."
    )
    source = sources.APPRAISAL


class UnknownPlanTarget(Refusal):
    """The table has no such target."""

    code = "unknown-plan-target"
    kind = Kind.MISSING
    title = Text("Không có chỉ tiêu này", "There is no such target")
    detail = Text("Bảng chỉ tiêu không có {indicator}.", "The table has no target {indicator}.")
    source = HOUSE_RULE
    fields = ("findings",)


class AppraisedAlready(Refusal):
    """A target is appraised once; an amendment opens it again."""

    code = "appraised-already"
    title = Text("Chỉ tiêu đã được thẩm định", "The target is appraised already")
    detail = Text(
        "{indicator} đã có kết quả thẩm định: {verdict}; đơn vị phải điều chỉnh trước khi thẩm định lại.",
        "{indicator} is appraised already: {verdict}; the unit amends it before it is appraised again.",
    )
    source = sources.APPRAISAL
    fields = ("opinions",)
