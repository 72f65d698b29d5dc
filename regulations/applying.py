"""Which rules a matter stands under, and why: those it names, else those of its day or of a transitional clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kernel.explanation import Explanation, Source, Text
from regulations.era import Rulebook
from regulations.transition import Transition

Favour = Callable[[Rulebook], Decimal | int]
"""How favourable a rule set is to whom the matter is about: the more, the larger."""

LABEL = Text("Bộ quy định áp dụng", "Rules applied")


@dataclass(frozen=True)
class Matter:
    """What rules are sought for: the day its fact was true, the rule set it names, the day its papers were received.

    `asked_as` is the input that says the day.
    """

    on: date
    named: str | None = None
    received_on: date | None = None
    asked_as: str = "effective"


@dataclass(frozen=True)
class Applied:
    """The rules that a matter stands under, and why these."""

    rulebook: Rulebook
    why: Explanation
    ordinary: bool = False

    @property
    def details(self) -> dict[str, Any]:
        """For the answer to a command: the reason, where it is another than the day of the fact."""
        return {} if self.ordinary else {"rules": self.why.as_dict()}


def by_name(book: Rulebook, of_the_day: Rulebook) -> Applied:
    """The request names its rules."""
    day = Explanation(Text("Bộ quy định theo ngày", "Rules of the day"), of_the_day.version)
    return Applied(book, _why(book, Text("nêu đích danh trong yêu cầu", "named by the request"), None, day))


def by_day(book: Rulebook, matter: Matter) -> Applied:
    """The rules in force on the day of the fact."""
    day = Explanation(Text("Ngày của việc", "Day of the fact"), matter.on.isoformat())
    begins = Explanation(Text("Có hiệu lực từ", "In force from"), book.in_force_from.isoformat())
    source = book.texts[0] if book.texts else None
    return Applied(
        book, _why(book, Text("theo ngày của việc", "by the day of the fact"), source, day, begins), ordinary=True
    )


def by_transition(
    before: Rulebook, new: Rulebook, clause: Transition, matter: Matter, favour: Favour | None
) -> Applied:
    """Received before the clause's day: the old rules, or the new where they favour and the clause allows it."""
    assert matter.received_on is not None  # noqa: S101 (who asks has seen to it)
    facts = [Explanation(Text("Ngày nhận hồ sơ", "Received on"), matter.received_on.isoformat())]
    facts.append(Explanation(Text("Trước ngày", "Before"), clause.received_before.isoformat()))
    if clause.unless_more_favourable and favour is not None:
        old, fresh = favour(before), favour(new)
        facts.append(
            Explanation(Text("Theo quy định cũ", "Under the old rules"), str(old), rule_version=before.version)
        )
        facts.append(
            Explanation(Text("Theo quy định mới", "Under the new rules"), str(fresh), rule_version=new.version)
        )
        if fresh > old:
            return Applied(
                new, _why(new, Text("quy định mới có lợi hơn", "the new rules favour"), clause.source, *facts)
            )
    return Applied(before, _why(before, Text("điều khoản chuyển tiếp", "transitional clause"), clause.source, *facts))


def _why(book: Rulebook, formula: Text, source: Source | None, *facts: Explanation) -> Explanation:
    inputs: Sequence[Explanation] = facts
    return Explanation(LABEL, book.version, formula, source=source, rule_version=book.version, inputs=tuple(inputs))
