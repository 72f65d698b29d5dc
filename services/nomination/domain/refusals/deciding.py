"""Refusals of a quota line or a decision."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

QUOTA_ORDER = Source("TT 25/2025/TT-BKHCN", "Điều 23", Status.ANALOGUE)
QUOTA = Source("NĐ 91/2017/NĐ-CP", "Điều 11", Status.FOUND)
REVOCATION = Source("Luật 06/2022/QH15", "Điều 93 khoản 2", Status.FOUND)


class TitleHasNoQuota(Refusal):
    """No line is drawn where the rules set no quota."""

    code = "title-has-no-quota"
    title = Text("Danh hiệu không có chỉ tiêu", "The title has no quota")
    detail = Text(
        "Quy định không giới hạn số lượng danh hiệu {given}; không cần xác định chỉ tiêu.",
        "The rules set no quota for the title {given}; no line needs to be drawn.",
    )
    source = HOUSE_RULE
    fields = ("title",)


class QuotaBasisNotCounted(Refusal):
    """The quota is a share of something that is counted unit by unit."""

    code = "quota-basis-not-counted"
    title = Text("Chưa nêu đơn vị làm căn cứ chỉ tiêu", "The quota is counted unit by unit")
    detail = Text(
        "Chỉ tiêu của danh hiệu {given} tính theo {basis} của từng đơn vị; hãy nêu đơn vị.",
        "The quota of the title {given} is a share of the {basis} of one unit; name the unit.",
    )
    source = HOUSE_RULE
    fields = ("title", "unit_id")


class NobodyToOrder(Refusal):
    """No nomination of this title has passed the council."""

    code = "nobody-passed-the-council"
    title = Text("Chưa có đề cử nào được Hội đồng thông qua", "No nomination has passed the council")
    detail = Text(
        "Chưa có đề cử danh hiệu {given} nào được Hội đồng thông qua trong phong trào này.",
        "No nomination for the title {given} has passed the council in this movement.",
    )
    source = HOUSE_RULE
    fields = ("title",)


class TieAtTheLine(Refusal):
    """Equal votes and equal scores on both sides of the line: the chair must decide."""

    code = "tie-at-the-line"
    title = Text("Bằng nhau ở suất cuối", "A tie at the line")
    detail = Text(
        "Các đề cử {tied} bằng nhau về phiếu, điểm và ưu tiên nữ ở suất cuối; cần ý kiến quyết định của"
        " Chủ tịch Hội đồng (hoặc của người mà quy tắc bỏ phiếu nêu).",
        "Nominations {tied} are equal in votes, score and the preference for women at the last place; the chair's vote"
        " (or the word of whom the rule of the vote names) must decide.",
    )
    source = QUOTA_ORDER
    fields = ("chair_prefers",)


class CompositionNotValid(Refusal):
    """How many women a collective has is a fact on a paper, and cannot be more than all."""

    code = "composition-not-valid"
    kind = Kind.INVALID
    title = Text("Số nữ không hợp lệ", "The number of women is not valid")
    detail = Text(
        "Đề cử {nomination} ghi {women} nữ trên {members} người; đề cử phải có trong danh sách xét, số nữ không quá"
        " tổng số và phải có văn bản xác nhận.",
        "Nomination {nomination} has {women} women of {members}; it must be among those considered, women cannot be"
        " more than all, and a paper must say so.",
    )
    source = HOUSE_RULE
    fields = ("compositions",)


class PreferredNotContending(Refusal):
    """The chair orders those who are considered, each named once."""

    code = "preferred-not-contending"
    kind = Kind.INVALID
    title = Text("Thứ tự của Chủ tịch nêu đề cử không được xét", "The chair's order names who is not considered")
    detail = Text(
        "Thứ tự của Chủ tịch chỉ nêu các đề cử trong danh sách xét, mỗi đề cử một lần; sai: {stray}.",
        "The chair's order names only nominations that are considered, each once; wrong: {stray}.",
    )
    source = HOUSE_RULE
    fields = ("chair_prefers",)


class QuotaIsOfTheSector(Refusal):
    """A quota that is counted over the whole sector has no line of a unit."""

    code = "quota-is-of-the-sector"
    kind = Kind.INVALID
    title = Text("Chỉ tiêu tính chung toàn Ngành", "The quota is of the whole sector")
    detail = Text(
        "Chỉ tiêu của danh hiệu {given} tính chung toàn Ngành; không nêu đơn vị.",
        "The quota of the title {given} is of the whole sector; name no unit.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)


class LineNotDrawn(Refusal):
    """A title with a quota is decided only after the line has been drawn."""

    code = "quota-line-not-drawn"
    title = Text("Chưa xác định chỉ tiêu", "The quota line has not been drawn")
    detail = Text(
        "Danh hiệu {given} có chỉ tiêu; phải xác định chỉ tiêu của phong trào trước khi quyết định.",
        "The title {given} has a quota; its line must be drawn for the movement before a decision.",
    )
    source = HOUSE_RULE
    fields = ("nomination_id",)


class OverTheLine(Refusal):
    """The quota was used up by those before it."""

    code = "over-the-quota-line"
    title = Text("Vượt chỉ tiêu khen thưởng", "Over the line of the quota")
    detail = Text(
        "Đề cử {nomination} xếp thứ {place} trong khi chỉ tiêu là {places}.",
        "Nomination {nomination} stands in place {place} while the quota is {places}.",
    )
    source = QUOTA
    fields = ("nomination_id",)


class NotEndorsed(Refusal):
    """The council has not passed the nomination."""

    code = "not-passed-by-the-council"
    title = Text("Hội đồng chưa thông qua", "Not passed by the council")
    detail = Text(
        "Đề cử {nomination} đang ở trạng thái {stage}; chỉ đề cử được Hội đồng thông qua mới được quyết định.",
        "Nomination {nomination} is at stage {stage}; only one that has passed the council is decided.",
    )
    source = Source("TT 01/2024/TT-TANDTC", "Điều 29", Status.ANALOGUE)
    fields = ("nomination_id",)


class WrongAuthority(Refusal):
    """The rules give this decision to another authority."""

    code = "wrong-authority"
    title = Text("Không đúng thẩm quyền", "Not the competent authority")
    detail = Text(
        "Danh hiệu {given} do {competent} quyết định, không phải {authority}.",
        "The title {given} is decided by {competent_en}, not by {authority}.",
    )
    source = Source("Luật 06/2022/QH15", "Điều 77-80", Status.FOUND)
    fields = ("authority",)


class NumberNotValid(Refusal):
    """A decision has a number."""

    code = "decision-number-not-valid"
    kind = Kind.INVALID
    title = Text("Số quyết định không hợp lệ", "The decision's number is not valid")
    detail = Text(
        "“{given}” không phải số quyết định; ví dụ đúng: 2468/QĐ-BHXH.",
        "“{given}” is not a decision's number; a good one is 2468/QĐ-BHXH.",
    )
    source = HOUSE_RULE
    fields = ("number",)


class OverrideNeedless(Refusal):
    """An override on record must mean that a rule was overridden."""

    code = "override-needless"
    title = Text("Không cần quyết định ngoại lệ", "The override is needless")
    detail = Text(
        "Không quy định nào ngăn quyết định này; hãy bỏ phần lý do ngoại lệ.",
        "No rule stands against this decision; leave the override out.",
    )
    source = HOUSE_RULE
    fields = ("override_reason",)


class DecisionRevokedAlready(Refusal):
    """A revoked decision stays revoked."""

    code = "decision-revoked-already"
    title = Text("Quyết định đã bị hủy bỏ", "The decision is revoked already")
    detail = Text("Quyết định số {number} đã bị hủy bỏ.", "Decision {number} has been revoked.")
    source = REVOCATION
    fields = ("decision_id",)


class NoticePostedAlready(Refusal):
    """A decision is made public once."""

    code = "notice-posted-already"
    title = Text("Quyết định đã được công khai", "The notice was posted already")
    detail = Text(
        "Quyết định số {number} đã được công khai ngày {posted_on}.", "Decision {number} was posted on {posted_on}."
    )
    source = HOUSE_RULE
    fields = ("decision_id",)


class PlaceIsRequired(Refusal):
    """A notice is posted somewhere."""

    code = "notice-place-required"
    kind = Kind.INVALID
    title = Text("Phải nêu nơi công khai", "The place of the notice is required")
    detail = Text(
        "Hãy ghi nơi công khai, ví dụ cổng thông tin điện tử.", "State where the notice is posted, such as a website."
    )
    source = HOUSE_RULE
    fields = ("place",)


class BeforeTheFact(Refusal):
    """Something follows what it rests on: its day cannot be earlier."""

    code = "before-what-it-rests-on"
    kind = Kind.INVALID
    title = Text("Ngày sớm hơn sự việc làm căn cứ", "Dated before what it rests on")
    detail = Text(
        "Ngày {given} sớm hơn ngày {earliest} của sự việc làm căn cứ.",
        "The day {given} is earlier than {earliest}, the day of what it rests on.",
    )
    source = HOUSE_RULE
    fields = ("effective",)
