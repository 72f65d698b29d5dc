"""What is said to a fact that is dated after its unit had ended."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Refusal


class UnitWasMerged(Refusal):
    """The unit had gone up in another by that day."""

    code = "nomination-unit-was-merged"
    title = Text("Đơn vị đã sáp nhập", "The unit had been merged")
    detail = Text(
        "Đơn vị {unit} hoạt động đến hết ngày {last}, sau đó sáp nhập vào {into}; việc của ngày {day} ghi cho {into}.",
        "Unit {unit} existed up to and including {last}, then it was merged into {into}; what is of {day} is recorded"
        " of {into}.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)


class UnitWasDissolved(Refusal):
    """The unit had been dissolved by that day."""

    code = "nomination-unit-was-dissolved"
    title = Text("Đơn vị đã giải thể", "The unit had been dissolved")
    detail = Text(
        "Đơn vị {unit} hoạt động đến hết ngày {last} rồi giải thể, nên không ghi việc của ngày {day} cho đơn vị này.",
        "Unit {unit} existed up to and including {last}, then it was dissolved; nothing of {day} is recorded of it.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)
