"""Refusals of a nomination: the gate, the rank, the life of the nomination itself."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.nomination.domain.refusals.deciding import REVOCATION

REGISTRATION_GATE = Source("CV 01/BHXH-TĐKT 04/01/2011", "về đăng ký thi đua", Status.FOUND)
RANKS_PASS_FIRST = Source("QĐ 24/2011/QĐ-UBND Ninh Thuận, văn bản trả lời", "mục H1", Status.ANALOGUE)
LEADER_OF_A_BLOCK = Source("Luật 06/2022/QH15", "Điều 26 khoản 1", Status.FOUND)


class UnknownTitle(Refusal):
    """The rulebook of the day has no such title."""

    code = "nomination-title-unknown"
    kind = Kind.INVALID
    title = Text("Danh hiệu không có trong quy định", "The rules have no such title")
    detail = Text(
        "Bộ quy định {rulebook} không có danh hiệu “{given}”.",
        "The rulebook {rulebook} has no title “{given}”.",
    )
    source = HOUSE_RULE
    fields = ("title",)


class TitleIsForPersons(Refusal):
    """A collective was nominated for a title that only persons hold."""

    code = "title-is-for-persons"
    title = Text("Danh hiệu chỉ dành cho cá nhân", "The title is for persons")
    detail = Text(
        "“{name}” là danh hiệu của cá nhân, không xét cho tập thể.",
        "“{name_en}” is a title for persons; a collective cannot be nominated for it.",
    )
    source = Source("Luật 06/2022/QH15", "Điều 19, Điều 20", Status.FOUND)
    fields = ("title",)


class TitleIsForCollectives(Refusal):
    """A person was nominated for a title that only collectives hold."""

    code = "title-is-for-collectives"
    title = Text("Danh hiệu chỉ dành cho tập thể", "The title is for collectives")
    detail = Text(
        "“{name}” là danh hiệu của tập thể, không xét cho cá nhân.",
        "“{name_en}” is a title for collectives; a person cannot be nominated for it.",
    )
    source = Source("Luật 06/2022/QH15", "Điều 19, Điều 20", Status.FOUND)
    fields = ("title",)


class PersonNotInTheUnit(Refusal):
    """A person is nominated through the unit they work in."""

    code = "person-not-in-the-unit"
    title = Text("Cá nhân không công tác tại đơn vị", "The person is not in the unit")
    detail = Text(
        "Cá nhân {person} không có hồ sơ hoặc không công tác tại đơn vị {unit} vào ngày đề cử; người chuyển công tác"
        " do đơn vị mới xét.",
        "Person {person} has no merit file, or is not in unit {unit} on the day of the nomination; whoever moved is"
        " judged by the new unit.",
    )
    source = Source("NĐ 65/2014/NĐ-CP", "Điều 5", Status.FOUND)
    fields = ("person_code", "unit_id")


class CandidateBarred(Refusal):
    """Something bars the candidate."""

    code = "candidate-barred"
    title = Text("Thuộc trường hợp không xét", "The candidate is barred")
    detail = Text(
        "Không được xét {given} vì điều kiện này không được bảo đảm: {bar}.",
        "Barred from {given}, for this does not hold: {bar_en}.",
    )
    source = Source("NĐ 152/2025/NĐ-CP", "Điều 4", Status.FOUND)
    fields = ("title",)


class StandardNotMet(Refusal):
    """A standard of the title, or an earlier title of its chain, is lacking."""

    code = "standard-not-met"
    title = Text("Chưa đạt tiêu chuẩn", "A standard is not met")
    detail = Text(
        "Chưa đạt tiêu chuẩn của {given}: {standard}.",
        "A standard of {given} is not met: {standard_en}.",
    )
    source = Source("Luật 06/2022/QH15", "Điều 21-28", Status.FOUND)
    fields = ("title",)


class UnknownUnit(Refusal):
    """No unit of that code or id has been heard of."""

    code = "nomination-unit-unknown"
    kind = Kind.MISSING
    title = Text("Không có đơn vị này", "There is no such unit")
    detail = Text("Không có đơn vị nào mang mã {unit}.", "There is no unit {unit}.")
    source = HOUSE_RULE
    fields = ("unit_id",)


class UnknownCluster(Refusal):
    """No block or cluster of that code or id has been heard of."""

    code = "nomination-cluster-unknown"
    kind = Kind.MISSING
    title = Text("Không có khối, cụm thi đua này", "There is no such block or cluster")
    detail = Text("Không có khối, cụm thi đua nào mang mã {cluster}.", "There is no block or cluster {cluster}.")
    source = HOUSE_RULE
    fields = ("cluster_id",)


class UnknownMovement(Refusal):
    """No movement of that code or id has been heard of."""

    code = "nomination-movement-unknown"
    kind = Kind.MISSING
    title = Text("Không có phong trào thi đua này", "There is no such movement")
    detail = Text("Không có phong trào thi đua nào mang mã {movement}.", "There is no emulation movement {movement}.")
    source = HOUSE_RULE
    fields = ("movement_id",)


class NoSignedCovenant(Refusal):
    """The gate: no signed covenant, no consideration at year end."""

    code = "no-signed-covenant"
    title = Text("Chưa ký giao ước thi đua", "No signed covenant")
    detail = Text(
        "Đơn vị {unit} chưa ký giao ước thi đua của phong trào {movement} nên không được xét cuối năm.",
        "Unit {unit} has signed no covenant for movement {movement}, so it is not considered at year end.",
    )
    source = REGISTRATION_GATE
    fields = ("unit_id", "movement_id")


class TitleNotRegistered(Refusal):
    """The gate: a title that was not registered is not considered at year end."""

    code = "title-not-registered"
    title = Text("Chưa đăng ký danh hiệu", "The title was not registered")
    detail = Text(
        "Đơn vị {unit} chưa đăng ký danh hiệu {given} trong phong trào {movement} nên không được xét cuối năm.",
        "Unit {unit} has not registered title {given} for movement {movement}, so it is not considered at year end.",
    )
    source = REGISTRATION_GATE
    fields = ("unit_id", "title")


class RanksMustPassFirst(Refusal):
    """No frozen year-end board ranks the unit yet: a ballot alone is not valid."""

    code = "ranks-must-pass-first"
    title = Text("Chưa có kết quả xếp hạng cuối năm", "There is no year-end ranking yet")
    detail = Text(
        "Bảng xếp hạng tổng kết năm của khối, cụm có đơn vị {unit} chưa được chốt;"
        " phải thông qua điểm và thứ hạng trước, chỉ bỏ phiếu thôi thì không hợp lệ.",
        "No year-end board that lists unit {unit} has been frozen;"
        " scores and ranks must pass first, a ballot alone is not valid.",
    )
    source = RANKS_PASS_FIRST
    fields = ("unit_id", "movement_id")


class UnitNotRanked(Refusal):
    """The year-end board lists the unit without a rank."""

    code = "unit-not-ranked"
    title = Text("Đơn vị không được xếp hạng", "The unit is not ranked")
    detail = Text(
        "Bảng xếp hạng lần {edition} ghi đơn vị {unit} ở trạng thái {state}, không có thứ hạng.",
        "Edition {edition} of the board lists unit {unit} as {state}, without a rank.",
    )
    source = RANKS_PASS_FIRST
    fields = ("unit_id",)


class NotTheLeader(Refusal):
    """Only the leading unit of the block or cluster is a candidate for this title."""

    code = "not-the-leading-unit"
    title = Text("Không phải đơn vị dẫn đầu", "Not the leading unit")
    detail = Text(
        "Đơn vị {unit} xếp thứ {rank} trong {among} theo bảng xếp hạng lần {edition}; chỉ đơn vị dẫn đầu được đề cử.",
        "Unit {unit} ranks {rank} in {among_en}, edition {edition}; only the leading unit may be nominated.",
    )
    source = RANKS_PASS_FIRST
    fields = ("unit_id",)


class BoardNotOfTheSector(Refusal):
    """Leading a district cluster is not leading a block or cluster that the sector organises."""

    code = "board-not-of-the-sector"
    title = Text("Khối, cụm không do Ngành tổ chức", "The board is not of the sector")
    detail = Text(
        "Đơn vị {unit} dẫn đầu một cụm loại {kind}; danh hiệu này chỉ dành cho khối, cụm do Ngành tổ chức.",
        "Unit {unit} leads a cluster of kind {kind}; this title is only for the sector's blocks and clusters.",
    )
    source = LEADER_OF_A_BLOCK
    fields = ("unit_id",)


class AlreadyNominated(Refusal):
    """One nomination per unit, title and movement."""

    code = "already-nominated"
    title = Text("Đơn vị đã được đề cử", "Already nominated")
    detail = Text(
        "Đơn vị {unit} đã có đề cử danh hiệu {given} trong phong trào này.",
        "Unit {unit} already has a nomination for the title {given} in this movement.",
    )
    source = HOUSE_RULE
    fields = ("unit_id", "title")


class NominationNotOpen(Refusal):
    """The nomination is no longer, or not yet, where this step begins."""

    code = "nomination-not-open"
    title = Text("Đề cử không ở bước này", "The nomination is not at this step")
    detail = Text(
        "Đề cử {nomination} đang ở trạng thái {stage}; bước này cần trạng thái {needed}.",
        "Nomination {nomination} is at stage {stage}; this step needs {needed}.",
    )
    source = HOUSE_RULE
    fields = ("nomination_id",)


class NominationIsChallenged(Refusal):
    """A newer edition of the board contradicts the nomination."""

    code = "nomination-challenged"
    title = Text("Đề cử đang bị đặt vấn đề", "The nomination is challenged")
    detail = Text(
        "Theo bảng xếp hạng lần {edition}, đơn vị của đề cử {nomination} không còn dẫn đầu; đề cử phải dừng lại.",
        "By edition {edition} of the board the unit of nomination {nomination} no longer leads; it must stop.",
    )
    source = RANKS_PASS_FIRST
    fields = ("nomination_id",)


class NominationBasisRevoked(Refusal):
    """A decision that the nomination was let in on was revoked."""

    code = "nomination-basis-revoked"
    title = Text("Căn cứ của đề cử đã bị hủy bỏ", "What the nomination rests on was revoked")
    detail = Text(
        "Đề cử {nomination} dựa vào {number}, đã bị hủy bỏ: {finding}; phải đề cử lại trên hồ sơ hiện nay.",
        "Nomination {nomination} rests on {number}, which was revoked: {finding};"
        " it must be put in again on the record of now.",
    )
    source = REVOCATION
    fields = ("nomination_id",)


class ReasonIsRequired(Refusal):
    """An act that takes something back says why."""

    code = "nomination-reason-required"
    kind = Kind.INVALID
    title = Text("Phải nêu lý do", "A reason is required")
    detail = Text("Việc này phải ghi rõ lý do.", "This act must state its reason.")
    source = HOUSE_RULE
    fields = ("reason",)
