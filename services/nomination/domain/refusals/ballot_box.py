"""Refusals of the ballot box (hòm phiếu) of a secret vote."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import Refusal

SECRET_BALLOT = Source("Thi Đua", "docs/rules.md: bỏ phiếu kín", Status.FOUND)


class BallotBoxSealed(Refusal):
    """The key of the box is lost: its ballots can never be read, the round can only be declared void and held again."""

    code = "ballot-box-sealed"
    title = Text("Không mở được hòm phiếu", "The ballot box cannot be opened")
    detail = Text(
        "Khóa của hòm phiếu vòng {round} không còn; phiếu không thể đọc được."
        " Chỉ có thể hủy vòng này (giữ trong hồ sơ) và bỏ phiếu lại ở vòng mới.",
        "The key of the ballot box of round {round} is gone; its ballots cannot be read."
        " The round can only be declared void (it stays on record) and held again as a new round.",
    )
    source = SECRET_BALLOT


class BallotBoxDoesNotMatch(Refusal):
    """The box holds another number of ballots than voters were checked, or ballots that are not of this round."""

    code = "ballot-box-does-not-match"
    title = Text("Hòm phiếu không khớp danh sách", "The ballot box does not match the roll")
    detail = Text(
        "Vòng {round}: {voters} thành viên đã bỏ phiếu nhưng hòm phiếu có {ballots} phiếu hợp thức; phải hủy vòng này.",
        "Round {round}: {voters} members voted but the box holds {ballots} genuine ballots; the round must be voided.",
    )
    source = SECRET_BALLOT
