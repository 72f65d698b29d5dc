"""Refusals of the medal: who may not have it, and what may not be done with a proposal."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

ARTICLE_3 = Source("QĐ 889/QĐ-BHXH (2024)", "Điều 3", Status.FOUND)
CONSTRUCTION = Source("TT 15/2025/TT-BXD", "Điều 10", Status.ANALOGUE)
LETTER_01 = Source("CV 01/BHXH-TĐKT 04/01/2011", "mục 3", Status.FOUND)


class NoMedalRules(Refusal):
    """No rule of the medal is known for that day."""

    code = "medal-no-rules"
    title = Text("Chưa có quy định về kỷ niệm chương", "No rules of the medal are known")
    detail = Text("Quy định ngày {day} không có phần kỷ niệm chương.", "The rules of {day} have no part on the medal.")
    source = HOUSE_RULE


class UnknownMedalClass(Refusal):
    """The rules know no such class of persons."""

    code = "medal-class-unknown"
    kind = Kind.INVALID
    title = Text("Không đúng đối tượng", "Not a class of persons of the medal")
    detail = Text(
        "“{given}” không phải đối tượng; có: {known}.", "“{given}” is no class of persons; there are: {known}."
    )
    source = LETTER_01
    fields = ("person_class",)


class PersonCodeMissing(Refusal):
    """A person is known by a code."""

    code = "medal-person-code-missing"
    kind = Kind.INVALID
    title = Text("Thiếu mã người", "The person's code is missing")
    detail = Text(
        "Phải nêu mã của người được đề nghị, nhiều nhất {most} ký tự.",
        "Give the code of the person proposed, at most {most} characters.",
    )
    source = HOUSE_RULE
    fields = ("person_code",)


class SpanTurnedRound(Refusal):
    """A time that ends before it begins."""

    code = "medal-span-turned-round"
    kind = Kind.INVALID
    title = Text("Thời gian kết thúc trước khi bắt đầu", "A time ends before it begins")
    detail = Text("Thời gian từ {first} đến {last} không có nghĩa.", "A time from {first} to {last} means nothing.")
    source = HOUSE_RULE
    fields = ("service",)


class TimeNotLived(Refusal):
    """A time that nobody has served yet, or that nobody alive has."""

    code = "medal-time-impossible"
    kind = Kind.INVALID
    title = Text("Thời gian không thể có", "A time that cannot have been")
    detail = Text(
        "Ngày {given} không nằm trong khoảng {earliest} – {day}; chỉ tính thời gian đã công tác.",
        "{given} does not lie within {earliest} – {day}; only time that was served counts.",
    )
    source = HOUSE_RULE
    fields = ("service",)


class SpansOverlap(Refusal):
    """The same day cannot count twice."""

    code = "medal-spans-overlap"
    kind = Kind.INVALID
    title = Text("Thời gian công tác chồng nhau", "Times of service overlap")
    detail = Text(
        "Thời gian bắt đầu {first} trùng với thời gian trước đó ({last}); một ngày không tính hai lần.",
        "The time that begins on {first} overlaps the one before it ({last}); a day does not count twice.",
    )
    source = HOUSE_RULE
    fields = ("service",)


class NeverPosthumous(Refusal):
    """The medal is given to the living."""

    code = "medal-never-posthumous"
    title = Text("Không truy tặng kỷ niệm chương", "The medal is never posthumous")
    detail = Text(
        "Người mang mã {person} đã mất ngày {died_on}; kỷ niệm chương không truy tặng.",
        "The person {person} died on {died_on}; the medal is not given posthumously.",
    )
    source = ARTICLE_3
    fields = ("died_on",)


class OncePerPerson(Refusal):
    """Who holds the medal does not get another."""

    code = "medal-once-per-person"
    title = Text("Kỷ niệm chương chỉ tặng một lần", "The medal is given once")
    detail = Text(
        "Người mang mã {person} đã được tặng theo quyết định {number}.",
        "The person {person} holds the medal by decision {number}.",
    )
    source = ARTICLE_3
    fields = ("person_code",)


class ProposedAlready(Refusal):
    """The person's proposal is under way."""

    code = "medal-proposed-already"
    title = Text("Đang được đề nghị", "Proposed already")
    detail = Text(
        "Người mang mã {person} đang có đề nghị ở trạng thái {state}.",
        "A proposal for the person {person} is under way, at {state}.",
    )
    source = ARTICLE_3
    fields = ("person_code",)


class PersonIsBarred(Refusal):
    """Dismissed, convicted, under investigation or discipline."""

    code = "medal-person-barred"
    title = Text("Không được xét tặng", "The person is barred")
    detail = Text("Người mang mã {person} không được xét: {bar}.", "The person {person} is not considered: {bar}.")
    source = CONSTRUCTION
    fields = ("bars",)


class MedalContradictsTheFile(Refusal):
    """The proposal says of the person what the merit file does not."""

    code = "medal-contradicts-the-file"
    title = Text("Đề nghị trái với hồ sơ thành tích", "The proposal contradicts the merit file")
    detail = Text(
        "Về {kind_vi} của người mang mã {person}, đề nghị nêu {said} nhưng hồ sơ thành tích ghi {kept}; phải sửa một"
        " trong hai.",
        "On the {kind_en} of the person {person} the proposal says {said}, the merit file {kept}; correct one of them.",
    )
    source = LETTER_01
    fields = ("sex",)


class YearsNotReached(Refusal):
    """Too few years."""

    code = "medal-years-not-reached"
    title = Text("Chưa đủ năm công tác", "Too few years of service")
    detail = Text(
        "{kind_vi}: cần {needed} năm, tính đến {day} mới có {have} năm.",
        "{kind_en}: {needed} years are needed, {have} have been counted up to {day}.",
    )
    source = CONSTRUCTION
    fields = ("service",)


class ContributionNotStated(Refusal):
    """Who has no years to count has contributed something."""

    code = "medal-contribution-not-stated"
    title = Text("Chưa nêu đóng góp", "The contribution is not stated")
    detail = Text(
        "Đối tượng {given} được xét theo đóng góp cho ngành; phải nêu đóng góp.",
        "A person of the class {given} is considered for a contribution to the sector; state it.",
    )
    source = LETTER_01
    fields = ("contribution",)


class PaperNotListed(Refusal):
    """A paper that the checklist does not have."""

    code = "medal-paper-unknown"
    kind = Kind.INVALID
    title = Text("Giấy tờ không có trong danh mục", "A paper that is not on the checklist")
    detail = Text("“{given}” không có trong danh mục: {known}.", "“{given}” is not on the checklist: {known}.")
    source = HOUSE_RULE
    fields = ("papers",)


class PapersMissing(Refusal):
    """A dossier is appraised when it is complete."""

    code = "medal-papers-missing"
    title = Text("Hồ sơ chưa đầy đủ", "The dossier is not complete")
    detail = Text("Còn thiếu: {missing_vi}.", "Still missing: {missing_en}.")
    source = LETTER_01
    fields = ("papers",)


class MedalStepNotOpen(Refusal):
    """The proposal is not where this can be done."""

    code = "medal-step-not-open"
    title = Text("Chưa hoặc không còn thực hiện được", "Not open now")
    detail = Text(
        "Đề nghị đang ở trạng thái {state}; việc {step} chỉ làm được khi: {states}.",
        "The proposal is at {state}; {step} can be done at: {states}.",
    )
    source = HOUSE_RULE


class DiedLaterOrEarlier(Refusal):
    """A death is reported once, on a day that has come."""

    code = "medal-death-not-reportable"
    kind = Kind.INVALID
    title = Text("Không ghi được ngày mất", "The death cannot be put down")
    detail = Text(
        "Ngày mất {died_on} sau ngày ghi {day} hoặc không thể có, hoặc đã được ghi trước đó.",
        "The day of death {died_on} is after {day} or cannot be, or was put down before.",
    )
    source = HOUSE_RULE
    fields = ("died_on",)


class BadServiceText(Refusal):
    """A cell of a list that does not say which time it means."""

    code = "medal-service-not-readable"
    kind = Kind.INVALID
    title = Text("Không đọc được thời gian", "The time cannot be read")
    detail = Text(
        "“{given}” không đọc được; viết như “2004-07-01..2014-06-30 sector hard; 2014-07-01.. sector leading”.",
        "“{given}” cannot be read; write as in “2004-07-01..2014-06-30 sector hard; 2014-07-01.. sector leading”.",
    )
    source = HOUSE_RULE
    fields = ("service",)


class UnknownBar(Refusal):
    """A bar that the rules do not have."""

    code = "medal-bar-unknown"
    kind = Kind.INVALID
    title = Text("Không rõ lý do không được xét", "A bar that is not known")
    detail = Text("“{given}” không có trong: {known}.", "“{given}” is none of: {known}.")
    source = HOUSE_RULE
    fields = ("bars",)


class MedalListEmpty(Refusal):
    """A list without a single row."""

    code = "medal-list-empty"
    kind = Kind.INVALID
    title = Text("Danh sách không có ai", "The list has nobody")
    detail = Text(
        "Danh sách không có dòng nào để đề nghị; không có gì được ghi.",
        "The list has no row to propose; nothing was recorded.",
    )
    source = HOUSE_RULE
    fields = ("people",)


class NobodyLetIn(Refusal):
    """A list of which the rules let nobody in."""

    code = "medal-list-nobody"
    title = Text("Không có ai trong danh sách được đề nghị", "Nobody of the list is let in")
    detail = Text(
        "Cả {bad} dòng đều bị từ chối; không có gì được ghi.", "All {bad} rows are refused; nothing was recorded."
    )
    source = HOUSE_RULE
    fields = ("people",)
