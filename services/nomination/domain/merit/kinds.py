"""The kinds of facts that only a person has, or only a collective, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping

from kernel.explanation import Worded
from regulations.chapters import Holder
from services.nomination.domain.merit.facts import Absence, Membership, Predecessor, YearFigures


class OwnKind(Worded):
    """What one kind of holder has, and the other has not."""

    MEMBERSHIP = "membership", "thời gian công tác tại đơn vị", "time in a unit"
    ABSENCE = "absence", "ngày nghỉ", "days away"
    FIGURES = "figures", "số liệu năm của tập thể", "yearly figures of a collective"
    PREDECESSOR = "predecessor", "đơn vị được kế thừa thành tích", "a unit whose history counts"
    NAME = "name", "họ tên", "a personal name"


NOT_OF: Mapping[Holder, Mapping[type[object], OwnKind]] = {
    Holder.PERSON: {YearFigures: OwnKind.FIGURES, Predecessor: OwnKind.PREDECESSOR},
    Holder.COLLECTIVE: {Membership: OwnKind.MEMBERSHIP, Absence: OwnKind.ABSENCE},
}
"""What is not recorded of this kind of holder."""
