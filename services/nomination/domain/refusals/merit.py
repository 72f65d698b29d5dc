"""Refusals of merit files and of the chains of titles."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

GENERAL_PRINCIPLES = Source("NĐ 152/2025/NĐ-CP", "Điều 4", Status.FOUND)
ONE_AWARD_FOR_ONE_ACHIEVEMENT = Source("Luật 06/2022/QH15", "Điều 5 khoản 2", Status.FOUND)
ONE_INITIATIVE_ONE_AWARD = Source("CV 5007/BNV-TĐKT (05/09/2023)", "mục III.5c", Status.FOUND)
TRANSFERRED = Source("NĐ 65/2014/NĐ-CP", "Điều 5", Status.FOUND)


class MeritFileOpenAlready(Refusal):
    """One file per holder."""

    code = "merit-file-open-already"
    title = Text("Đã có hồ sơ thành tích", "The merit file is open already")
    detail = Text("Hồ sơ thành tích của {holder} đã được lập.", "The merit file of {holder} has been opened already.")
    source = HOUSE_RULE
    fields = ("holder",)


class MeritFactInTheFuture(Refusal):
    """A fact that has not happened yet."""

    code = "merit-fact-in-the-future"
    kind = Kind.INVALID
    title = Text("Sự việc chưa xảy ra", "The fact lies in the future")
    detail = Text(
        "Ngày {given} sau ngày ghi nhận {today}; chỉ ghi việc đã xảy ra.",
        "{given} lies after the day of the record, {today}; only what has happened is recorded.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class MeritFactRecordedAlready(Refusal):
    """A yearly fact stands once a year; a correction names the one it corrects."""

    code = "merit-fact-recorded-already"
    title = Text("Đã được ghi nhận", "Recorded already")
    detail = Text(
        "Hồ sơ đã có mục này ({known}); muốn sửa hãy nêu sự kiện được sửa ở “corrects”.",
        "The file holds this already ({known}); to correct it, name that event in “corrects”.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class TitleGivenTwice(Refusal):
    """A title is given once for a year."""

    code = "title-given-twice"
    title = Text("Danh hiệu đã được tặng cho năm này", "The title was given for this year already")
    detail = Text(
        "Danh hiệu {given} năm {year} đã được tặng theo {number}; không tặng hai lần cho một thành tích.",
        "The title {given} of {year} was given by {number}; one achievement is not rewarded twice.",
    )
    source = ONE_AWARD_FOR_ONE_ACHIEVEMENT
    fields = ("title", "year")


class PersonInTwoUnits(Refusal):
    """A person is in one unit on a day."""

    code = "person-in-two-units"
    title = Text("Cá nhân đang thuộc đơn vị khác", "The person is in another unit")
    detail = Text(
        "Từ {since} cá nhân thuộc đơn vị {unit}; nếu đã chuyển công tác hãy nêu đơn vị cũ ở “moved_from”.",
        "From {since} the person is in unit {unit}; if they moved, name the former unit in “moved_from”.",
    )
    source = TRANSFERRED
    fields = ("unit_id", "since")


class NotInTheUnitLeft(Refusal):
    """A move leaves the unit the person is in."""

    code = "not-in-the-unit-left"
    title = Text("Cá nhân không thuộc đơn vị được nêu là đơn vị cũ", "The person is not in the unit said to be left")
    detail = Text(
        "Trước ngày {since} cá nhân không công tác tại đơn vị {unit}.",
        "Before {since} the person was not in unit {unit}.",
    )
    source = TRANSFERRED
    fields = ("moved_from",)


class MeritFactNotStanding(Refusal):
    """What is corrected, withdrawn or cleared stands in the file."""

    code = "merit-fact-not-standing"
    kind = Kind.MISSING
    title = Text("Không có mục này trong hồ sơ", "The file holds no such fact")
    detail = Text(
        "Hồ sơ không có mục {fact} đang còn giá trị thuộc loại này.",
        "The file holds no standing fact {fact} of this kind.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class MeritFactFollowsItsSource(Refusal):
    """What a case put into the file is changed in that case only."""

    code = "merit-fact-follows-its-source"
    title = Text("Mục này theo hồ sơ gốc", "The fact follows the case it comes from")
    detail = Text(
        "Mục {fact} do {given} ghi vào hồ sơ; muốn sửa, kết thúc hay rút hãy làm ở đó.",
        "Fact {fact} was put into the file by {given}; it is corrected, ended or withdrawn there.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class InspectionNotHeardOf(Refusal):
    """A finding names an inspection whose opening was heard of before."""

    code = "inspection-not-heard-of"
    title = Text("Chưa nhận được cuộc kiểm tra", "The inspection has not been heard of")
    detail = Text(
        "Chưa nhận được thông tin mở cuộc kiểm tra {given}, nên không biết nội dung {number} ghi nhận về đơn vị nào.",
        "The opening of inspection {given} was not heard of, so nobody knows which unit finding {number} is about.",
    )
    source = HOUSE_RULE
    fields = ("inspection_id",)


class MeritFactNotOfHolder(Refusal):
    """Some facts are of persons only, some of collectives only."""

    code = "merit-fact-not-of-holder"
    kind = Kind.INVALID
    title = Text("Không phải thông tin của loại đối tượng này", "Not a fact of this kind of holder")
    detail = Text(
        "“{given}” không ghi vào hồ sơ của {holder}.",
        "“{given}” is not recorded in the file of {holder}.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class StandardNotAskedFor(Refusal):
    """What no title asks for would be attested in vain."""

    code = "merit-standard-not-asked-for"
    kind = Kind.INVALID
    title = Text("Không có tiêu chuẩn này", "There is no such standard")
    detail = Text(
        "Không danh hiệu nào của {holder} có tiêu chuẩn “{given}”; xác nhận được: {known}.",
        "No title of {holder} asks for the standard “{given}”; those to attest are {known}.",
    )
    source = HOUSE_RULE
    fields = ("standard",)


class MeritDaysOutOfOrder(Refusal):
    """What ends does not end before it begins."""

    code = "merit-days-out-of-order"
    kind = Kind.INVALID
    title = Text("Ngày kết thúc trước ngày bắt đầu", "The end lies before the beginning")
    detail = Text("{until} trước {since}.", "{until} lies before {since}.")
    source = HOUSE_RULE
    fields = ("until",)


class YearFiguresDoNotAddUp(Refusal):
    """No part is greater than its whole."""

    code = "year-figures-do-not-add-up"
    kind = Kind.INVALID
    title = Text("Số liệu năm không khớp", "The figures of the year do not add up")
    detail = Text(
        "{part} = {given} lớn hơn {whole} = {most}.",
        "{part} = {given} is more than {whole} = {most}.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class MeritYearImpossible(Refusal):
    """A year that no merit can be of."""

    code = "merit-year-impossible"
    kind = Kind.INVALID
    title = Text("Năm không thể có", "An impossible year")
    detail = Text(
        "Năm {given} không thể có; hồ sơ ghi các năm từ {first} đến {last}.",
        "There can be nothing of the year {given}; files hold the years from {first} to {last}.",
    )
    source = HOUSE_RULE
    fields = ("year",)


class MeritCountImpossible(Refusal):
    """Fewer than none, or more days than a year has."""

    code = "merit-count-impossible"
    kind = Kind.INVALID
    title = Text("Số lượng không thể có", "An impossible count")
    detail = Text(
        "{part} = {given} không thể có; phải từ {least} đến {most}.",
        "{part} = {given} cannot be; it is between {least} and {most}.",
    )
    source = HOUSE_RULE
    fields = ("fact",)


class InitiativeUsedTwice(Refusal):
    """One initiative serves one award."""

    code = "initiative-used-twice"
    title = Text("Sáng kiến đã được sử dụng", "The initiative has been used")
    detail = Text(
        "Sáng kiến {initiative} đã dùng cho {given} năm {year}; một sáng kiến chỉ dùng một lần.",
        "Initiative {initiative} was used for {given} of {year}; an initiative serves one award only.",
    )
    source = ONE_INITIATIVE_ONE_AWARD
    fields = ("initiatives",)


class PredecessorIsItself(Refusal):
    """A unit is not merged into itself."""

    code = "predecessor-is-itself"
    kind = Kind.INVALID
    title = Text("Đơn vị không thể sáp nhập vào chính mình", "A unit is not merged into itself")
    detail = Text("Đơn vị {unit} là chủ của hồ sơ này.", "Unit {unit} is the holder of this file.")
    source = HOUSE_RULE
    fields = ("unit_id",)


class PredecessorNotMerged(Refusal):
    """A predecessor was merged into the holder, by what the registry of units tells."""

    code = "predecessor-not-merged"
    kind = Kind.INVALID
    title = Text("Đơn vị không sáp nhập vào đơn vị này", "The unit was not merged into this one")
    detail = Text(
        "Danh mục đơn vị không ghi {given} đã sáp nhập vào đơn vị của hồ sơ này, nên không khai kế thừa được.",
        "The registry of units tells of no merger of {given} into the holder of this file.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)


class PredecessorMergedOnAnotherDay(Refusal):
    """The day of a merger is that of the registry of units."""

    code = "predecessor-merged-on-another-day"
    kind = Kind.INVALID
    title = Text("Sai ngày sáp nhập", "Not the day of the merger")
    detail = Text(
        "Khai ngày sáp nhập {given}; danh mục đơn vị ghi {known}.",
        "The merger is declared for {given}; the registry of units tells {known}.",
    )
    source = HOUSE_RULE
    fields = ("merged_on",)


class EvidenceIsRequired(Refusal):
    """A fact says where it is known from."""

    code = "merit-evidence-required"
    kind = Kind.INVALID
    title = Text("Phải nêu căn cứ", "The evidence is required")
    detail = Text(
        "Mỗi mục của hồ sơ phải nêu văn bản, biên bản làm căn cứ.",
        "Each fact of the file names the paper it is known from.",
    )
    source = HOUSE_RULE
    fields = ("evidence",)


class AwardBeforeItsYear(Refusal):
    """A title of a year is not given before the year."""

    code = "award-before-its-year"
    kind = Kind.INVALID
    title = Text("Quyết định trước năm được xét", "Decided before its year")
    detail = Text(
        "{given} của năm {year} không thể có quyết định từ ngày {decided_on}, trước khi năm đó bắt đầu.",
        "{given} of {year} cannot have been decided on {decided_on}, before that year began.",
    )
    source = HOUSE_RULE
    fields = ("decided_on", "year")
