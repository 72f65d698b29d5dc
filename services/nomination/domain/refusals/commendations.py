"""Refusals of a commendation outside the year's ranking."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

KINDS = Source("Luật 06/2022/QH15", "Điều 8, Điều 9", Status.FOUND)
ONE_ACHIEVEMENT = Source("Luật 06/2022/QH15", "Điều 5 khoản 2", Status.FOUND)
NO_BASIS = Source("NĐ 152/2025/NĐ-CP", "Điều 4 khoản 2", Status.FOUND)


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
        "{ballots} ý kiến, {present} người dự và {in_writing} ý kiến bằng văn bản trên {members} thành viên.",
        "{ballots} votes, {present} present and {in_writing} opinions in writing of {members} members.",
    )
    source = HOUSE_RULE
    fields = ("members", "present", "in_favour", "against", "abstained", "in_writing")


class CommendationNotThere(Refusal):
    """It is at another step."""

    code = "commendation-not-there"
    title = Text("Đề nghị chưa ở bước này", "The commendation is not at this step")
    detail = Text(
        "Đề nghị đang ở trạng thái {state}; bước này cần trạng thái {needed}.",
        "It is {state}; this step needs {needed}.",
    )
    source = HOUSE_RULE


class CommendationExists(Refusal):
    """One proposal a number."""

    code = "commendation-exists"
    title = Text("Đề nghị đã có", "The commendation exists already")
    detail = Text("Tờ trình {code} của đơn vị này đã có.", "Submission {code} of this unit is on record already.")
    source = HOUSE_RULE
    fields = ("code",)


class AchievementCommendedAlready(Refusal):
    """One achievement is not rewarded twice."""

    code = "achievement-commended-already"
    title = Text("Thành tích đã được đề nghị khen", "The achievement is proposed already")
    detail = Text(
        "Thành tích ngày {day} của đơn vị hoặc cá nhân này đã được đề nghị khen theo {earlier}; "
        "không khen thưởng nhiều lần cho một thành tích.",
        "The achievement of {day} of this holder was proposed under {earlier}; one achievement is not rewarded twice.",
    )
    source = ONE_ACHIEVEMENT
    fields = ("achieved_on",)


class VoteRequired(Refusal):
    """The council votes before the authority decides."""

    code = "commendation-vote-required"
    title = Text("Hội đồng phải biểu quyết", "The council must vote")
    detail = Text(
        "Khen thưởng {kind} phải được Hội đồng biểu quyết; không quyết định theo đề nghị của Thường trực Hội đồng.",
        "A commendation of kind {kind} is voted on by the council; it is not decided on the standing body's proposal.",
    )
    source = HOUSE_RULE


class CountNotTaken(Refusal):
    """The vote is held in a session."""

    code = "bare-count-not-taken"
    title = Text("Không nhận số liệu biểu quyết", "A bare count is not taken")
    detail = Text(
        "Khen thưởng {kind} phải được biểu quyết trong phiên họp bỏ phiếu; không nhận riêng số liệu biểu quyết.",
        "A commendation of kind {kind} is voted on in a voting session; a bare count is not taken.",
    )
    source = HOUSE_RULE


class RecommendationNotStated(Refusal):
    """A recommendation is a paper."""

    code = "recommendation-not-stated"
    kind = Kind.INVALID
    title = Text("Phải nêu tờ trình của Thường trực Hội đồng", "The recommendation must be stated")
    detail = Text(
        "Hãy nêu số, ngày tờ trình của Thường trực Hội đồng.", "State the number and day of the standing body's paper."
    )
    source = HOUSE_RULE
    fields = ("paper",)


class CommendationOfAnotherDrive(Refusal):
    """It was earned in another movement."""

    code = "commendation-of-another-drive"
    title = Text("Đề nghị thuộc phong trào khác", "The commendation is of another movement")
    detail = Text(
        "Đề nghị {code} thuộc phong trào khác với phong trào của phiên họp.",
        "Commendation {code} is of another movement than the session.",
    )
    source = HOUSE_RULE
    fields = ("commendations",)


class CommendationIsVotedOn(Refusal):
    """It stands on the paper of a session."""

    code = "commendation-is-voted-on"
    title = Text("Đề nghị đã được đưa ra phiên họp", "The commendation stands on a session's paper")
    detail = Text(
        "Đề nghị {code} đã được đưa ra phiên họp bỏ phiếu; kết quả của phiên họp quyết định.",
        "Commendation {code} stands on the paper of a voting session; that vote decides it.",
    )
    source = HOUSE_RULE


class NoCountToCorrect(Refusal):
    """There is no bare count, or a vote in a session stands above it."""

    code = "no-count-to-correct"
    title = Text("Không có kết quả biểu quyết để đính chính", "There is no count to correct")
    detail = Text(
        "Đề nghị {code} chưa có kết quả biểu quyết bằng số liệu, hoặc đã được bỏ phiếu trong phiên họp; kết quả của"
        " phiên họp chỉ được hủy và bỏ phiếu lại.",
        "Commendation {code} has no bare count, or a session has voted on it since; a round of a session is declared"
        " void and held again.",
    )
    source = HOUSE_RULE
