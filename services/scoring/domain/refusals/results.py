"""Results that cannot be recorded or corrected."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import CLUSTER_LETTER


class ResultsRefused(Refusal):
    """Some cells of a push cannot be recorded; nothing of it was."""

    code = "results-refused"
    kind = Kind.INVALID
    title = Text("Có ô kết quả không ghi được", "Some result cells cannot be recorded")
    detail = Text(
        "{bad} trong {cells} ô không ghi được; không ô nào được ghi.",
        "{bad} of {cells} cells cannot be recorded; none was.",
    )
    source = CLUSTER_LETTER


class UnitOutsideTables(Refusal):
    """No signed score table covers the unit."""

    code = "unit-outside-tables"
    title = Text("Đơn vị không thuộc bảng điểm nào", "No score table covers the unit")
    detail = Text(
        "Không khối, cụm thi đua nào của đơn vị {unit} có bảng điểm đã ký cho phong trào này.",
        "No block or cluster of the unit {unit} has a signed score table for this movement.",
    )
    source = CLUSTER_LETTER
    fields = ("unit_id",)


class NothingToCorrect(Refusal):
    """A correction names a result that was never recorded, or repeats it."""

    code = "nothing-to-correct"
    title = Text("Không có gì để đính chính", "There is nothing to correct")
    detail = Text(
        "Kết quả {indicator} chưa được ghi trong kỳ này, hoặc vẫn như cũ.",
        "The result {indicator} was not recorded in this period, or is the same as before.",
    )
    source = HOUSE_RULE
