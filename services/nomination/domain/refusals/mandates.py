"""Refusals of a substitute's mandate, and of a settlement after the rounds."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

SUBSTITUTES = Source("TT 25/2025/TT-BKHCN", "Điều 23", Status.ANALOGUE)
AFTER_THE_ROUNDS = Source("TT 01/2024/TT-TANDTC", "Điều 29", Status.ANALOGUE)


class SubstitutesNotAllowed(Refusal):
    """The rule of this vote lets only members vote."""

    code = "substitutes-not-allowed"
    title = Text("Không được bỏ phiếu thay", "Substitutes do not vote here")
    detail = Text(
        "Quy tắc bỏ phiếu của phiên họp không cho người được ủy quyền bỏ phiếu thay thành viên.",
        "The rule of this vote lets nobody vote in a member's place.",
    )
    source = SUBSTITUTES


class MandatePaperRequired(Refusal):
    """A mandate is a document, and names who acts."""

    code = "mandate-paper-required"
    kind = Kind.INVALID
    title = Text("Phải có giấy ủy quyền", "The mandate must be in writing")
    detail = Text(
        "Hãy nêu người được ủy quyền và số, ngày của giấy ủy quyền.",
        "Name the substitute, and the number and day of the written mandate.",
    )
    source = SUBSTITUTES
    fields = ("substitute", "paper")


class SubstituteVotesAlready(Refusal):
    """Nobody has two votes: neither a member for another, nor one substitute for two."""

    code = "substitute-votes-already"
    title = Text("Người được ủy quyền đã có một phiếu", "The substitute has a vote already")
    detail = Text(
        "{substitute} đã có một phiếu trong phiên họp này, không bỏ phiếu thay {voter} được.",
        "{substitute} has a vote in this session already and cannot vote for {voter}.",
    )
    source = HOUSE_RULE
    fields = ("substitute",)


class SubstituteOfAnotherUnit(Refusal):
    """In a selection the member is the unit: only somebody of it acts for it."""

    code = "substitute-of-another-unit"
    title = Text("Người được ủy quyền không thuộc đơn vị", "The substitute is of another unit")
    detail = Text(
        "{substitute} không thuộc đơn vị {voter}, không bỏ phiếu thay đơn vị đó được.",
        "{substitute} is not of the unit {voter} and cannot vote for it.",
    )
    source = HOUSE_RULE
    fields = ("substitute",)


class SubstituteInOwnCase(Refusal):
    """A mandate is no way round a recusal."""

    code = "substitute-in-own-case"
    title = Text("Người được ủy quyền có liên quan đến đề cử", "The substitute is concerned in a case")
    detail = Text(
        "{substitute} thuộc đơn vị có đề cử {nomination} đang bỏ phiếu, không bỏ phiếu thay {voter} được.",
        "{substitute} is of the unit whose nomination {nomination} is voted on and cannot vote for {voter}.",
    )
    source = HOUSE_RULE
    fields = ("substitute",)


class MandateStands(Refusal):
    """While the mandate stands the substitute votes, not the member; and there is one at a time."""

    code = "mandate-stands"
    title = Text("Đã ủy quyền bỏ phiếu", "The vote is in a substitute's hands")
    detail = Text(
        "{voter} đã ủy quyền cho {substitute}; hãy chấm dứt ủy quyền trước.",
        "{voter} has mandated {substitute}; end that mandate first.",
    )
    source = HOUSE_RULE
    fields = ("voter",)


class NoMandate(Refusal):
    """There is no mandate to end."""

    code = "no-mandate"
    title = Text("Không có ủy quyền", "There is no mandate")
    detail = Text("{voter} không ủy quyền cho ai trong phiên họp này.", "{voter} has mandated nobody in this session.")
    source = HOUSE_RULE
    fields = ("voter",)


class PresentVotesInPerson(Refusal):
    """A written opinion is an absent member's own: neither who is present nor a substitute gives one."""

    code = "present-votes-in-person"
    title = Text("Người dự họp bỏ phiếu trực tiếp", "Who is present votes in person")
    detail = Text(
        "Ý kiến bằng văn bản chỉ lấy của chính thành viên vắng mặt; {voter} có mặt hoặc có người dự thay.",
        "A written opinion is taken of an absent member only; {voter} is present or has a substitute there.",
    )
    source = AFTER_THE_ROUNDS
    fields = ("in_writing",)


class RoundsRemain(Refusal):
    """The members vote as often as the rule lets them before anybody decides in their place."""

    code = "rounds-remain"
    title = Text("Còn vòng bỏ phiếu", "Rounds are left")
    detail = Text(
        "Mới có {held} trên tối đa {most} vòng; hãy mở vòng tiếp theo trước khi quyết định thay.",
        "{held} of at most {most} rounds were held; vote again before anybody decides instead.",
    )
    source = AFTER_THE_ROUNDS


class NotLeftOver(Refusal):
    """Settled is only who got no result, and once."""

    code = "not-left-over"
    title = Text("Đề cử không còn chờ kết quả", "The nomination waits for no result")
    detail = Text(
        "Đề cử {nomination} đã có kết quả hoặc không ở vòng cuối của phiên họp.",
        "Nomination {nomination} has its result, or did not stand in the last round of this session.",
    )
    source = HOUSE_RULE
    fields = ("nomination_id",)


class WrongDeciders(Refusal):
    """The head and the deputy decide together; the chair or the authority decides alone."""

    code = "wrong-deciders"
    kind = Kind.INVALID
    title = Text("Chưa đúng người quyết định", "These are not the deciders")
    detail = Text(
        "Theo quy tắc, {tie} quyết định: cần nêu tên {needed} người; ở đây có: {given}.",
        "By the rule, {tie} decides: {needed} must be named; here there are: {given}.",
    )
    source = AFTER_THE_ROUNDS
    fields = ("deciders",)


class NotInAttendance(Refusal):
    """Attendance was taken, and this member was not noted present."""

    code = "not-in-attendance"
    title = Text("Không có mặt khi điểm danh", "Not noted present")
    detail = Text(
        "{voter} không có trong danh sách điểm danh của vòng này nên không bỏ phiếu trực tiếp được; hãy điểm danh"
        " bổ sung nếu đã đến, hoặc gửi ý kiến bằng văn bản nếu quy tắc bỏ phiếu cho phép.",
        "{voter} was not noted present in this round and cannot vote in person; note the member present if they have"
        " come, or let them write their opinion where the rule of the vote takes it.",
    )
    source = HOUSE_RULE
    fields = ("in_writing",)
