"""Refusals of a commendation outside the year's ranking."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

KINDS = Source("Luật Thi đua, khen thưởng 06/2022/QH15", "Điều 8, Điều 9", Status.FOUND)
NO_BASIS = Source("Nghị định 152/2025/NĐ-CP", "Điều 4 khoản 2", Status.FOUND)


class MeritIsRanked(Refusal):
    """The year's merit goes through the ranking."""

    code = "merit-is-ranked"
    kind = Kind.INVALID
    title = Text("Khen công trạng theo xếp hạng năm", "Merit goes through the year's ranking")
    detail = Text(
        "Khen thưởng công trạng phải qua đề cử và xếp hạng cuối năm.",
        "A commendation for merit is nominated after the year-end ranking.",
    )
    source = KINDS
    fields = ("kind",)


class NotACommendation(Refusal):
    """A yearly title is not given for a sudden achievement."""

    code = "not-a-commendation"
    title = Text("Không phải hình thức khen thưởng", "Not a form of commendation")
    detail = Text(
        "{given} là danh hiệu thi đua hằng năm, không xét đột xuất, chuyên đề.",
        "{given} is a yearly title; it is not given for a sudden or thematic achievement.",
    )
    source = KINDS
    fields = ("title",)


class AchievementNotStated(Refusal):
    """It rests on an achievement."""

    code = "achievement-not-stated"
    kind = Kind.INVALID
    title = Text("Phải nêu thành tích", "The achievement must be stated")
    detail = Text("Hãy nêu số tờ trình và thành tích.", "State the submission's number and the achievement.")
    source = NO_BASIS
    fields = ("code", "achievement")


class DriveRequired(Refusal):
    """A thematic commendation is of a drive."""

    code = "drive-required"
    kind = Kind.INVALID
    title = Text("Phải nêu phong trào", "The movement must be named")
    detail = Text("Khen thưởng {kind} phải gắn với một phong trào.", "A commendation of kind {kind} is of a movement.")
    source = KINDS
    fields = ("movement_id",)


class CountNotPossible(Refusal):
    """The numbers of the count contradict each other."""

    code = "count-not-possible"
    kind = Kind.INVALID
    title = Text("Kết quả biểu quyết không hợp lệ", "The count is not possible")
    detail = Text(
        "{ballots} ý kiến, {present} người dự trên {members} thành viên.",
        "{ballots} votes and {present} present of {members} members.",
    )
    source = HOUSE_RULE
    fields = ("members", "present", "in_favour", "against", "abstained")


class CommendationNotThere(Refusal):
    """It is at another step."""

    code = "commendation-not-there"
    title = Text("Đề nghị chưa ở bước này", "The commendation is not at this step")
    detail = Text("Đề nghị đang ở {state}, bước này cần {needed}.", "It is {state}; this step needs {needed}.")
    source = HOUSE_RULE


class CommendationExists(Refusal):
    """One proposal a number."""

    code = "commendation-exists"
    title = Text("Đề nghị đã có", "The commendation exists already")
    detail = Text("Tờ trình {code} của đơn vị này đã có.", "Submission {code} of this unit is on record already.")
    source = HOUSE_RULE
    fields = ("code",)
