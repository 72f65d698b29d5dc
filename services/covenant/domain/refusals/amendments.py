"""What is refused of amendments of signed covenants (điều chỉnh giao ước đã ký)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import Refusal
from services.covenant.domain import sources


class NotYetSigned(Refusal):
    """Before the signature there is nothing to amend."""

    code = "covenant-not-yet-signed"
    title = Text("Giao ước chưa ký", "The covenant is not signed yet")
    detail = Text(
        "Giao ước chưa ký nên chưa có gì để điều chỉnh; chỉ tiêu được sửa trực tiếp, sau khi rút việc thống nhất.",
        "The covenant is not signed, so there is nothing to amend; set its targets anew, withdrawing an agreement.",
    )
    source = sources.AMENDMENT


class AmendmentPending(Refusal):
    """One amendment at a time, agreed to once."""

    code = "amendment-pending"
    title = Text("Đang có đề nghị điều chỉnh", "An amendment is on its way")
    detail = Text(
        "Giao ước đang có một đề nghị điều chỉnh ({phase}); ký, rút hoặc trả lại đề nghị đó trước.",
        "The covenant has an amendment on its way ({phase}); sign, withdraw or return that one first.",
    )
    source = sources.AMENDMENT


class NoAmendment(Refusal):
    """There is no amendment to agree to, sign or take back."""

    code = "no-amendment"
    title = Text("Không có đề nghị điều chỉnh", "There is no amendment")
    detail = Text(
        "Giao ước không có đề nghị điều chỉnh nào đang chờ.", "No amendment of the covenant is waiting for anything."
    )
    source = sources.AMENDMENT


class AmendmentNotAgreed(Refusal):
    """As at the first time, what is signed was agreed to before."""

    code = "amendment-not-agreed"
    title = Text("Điều chỉnh chưa được thống nhất", "The amendment is not agreed")
    detail = Text(
        "Đề nghị điều chỉnh phải được khối trưởng, cụm trưởng thống nhất trước khi ký.",
        "The head of the block or cluster must agree to the amendment before it is signed.",
    )
    source = sources.AMENDMENT


class NothingToAmend(Refusal):
    """An amendment changes something."""

    code = "covenant-unchanged"
    title = Text("Không có gì thay đổi", "Nothing would change")
    detail = Text(
        "Các chỉ tiêu đề nghị giống hệt bản đã ký đang có hiệu lực.",
        "The targets proposed are those of the signed edition in force.",
    )
    source = sources.AMENDMENT
    fields = ("targets",)


class AmendmentAfterTheEnd(Refusal):
    """Nobody changes what was aimed at once the time to reach it is over."""

    code = "amendment-after-the-end"
    title = Text("Phong trào đã hết thời gian", "The movement's time is over")
    detail = Text(
        "Phong trào {movement} kết thúc ngày {ends}; ngày {given} không điều chỉnh giao ước được nữa.",
        "The movement {movement} ended on {ends}; on {given} its covenants can no longer be amended.",
    )
    source = sources.AMENDMENT
    fields = ("effective",)
