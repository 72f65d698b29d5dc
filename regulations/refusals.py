"""What is refused to those who ask for rules."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class NoRulesYet(Refusal):
    """The day lies before the first era that is known here."""

    code = "no-rules-yet"
    kind = Kind.INVALID
    title = Text("Chưa có quy định", "No rules yet")
    detail = Text(
        "Chưa có quy định nào trước ngày {first}; ngày được hỏi là {day}.",
        "There are no rules known here before {first}; asked for {day}.",
    )
    source = HOUSE_RULE
    fields = ("at",)


class UnknownRules(Refusal):
    """A rule set was named that is none, or that does not say what it said when it was named."""

    code = "unknown-rules"
    kind = Kind.INVALID
    title = Text("Không có bộ quy định này", "There is no such rule set")
    detail = Text(
        "Không có bộ quy định {given}; các bộ hiện có: {known}.", "There is no rule set {given}; there are: {known}."
    )
    source = HOUSE_RULE
    fields = ("rulebook",)


class RulesNotInForce(Refusal):
    """A rule set was named that is announced only: nothing is decided by a lead."""

    code = "rules-not-in-force"
    kind = Kind.CONFLICT
    title = Text("Quy định chưa được áp dụng", "The rules are not in force")
    detail = Text(
        "Bộ quy định {given} mới là thông tin ban đầu, chưa kiểm chứng ({document}); không được dùng để quyết định.",
        "The rule set {given} is an unverified lead ({document}); nothing is decided by it.",
    )
    source = HOUSE_RULE
    fields = ("rulebook",)


class UnknownRuleKey(Refusal):
    """No era has a figure of this key."""

    code = "unknown-rule-key"
    kind = Kind.MISSING
    title = Text("Không có khóa này", "There is no such key")
    detail = Text("Không có khóa {key}; gần giống: {near}.", "There is no key {key}; near it: {near}.")
    source = HOUSE_RULE
    fields = ("key",)


class UnknownChapter(Refusal):
    """No era has a chapter of this name."""

    code = "unknown-chapter"
    kind = Kind.INVALID
    title = Text("Không có chương này", "There is no such chapter")
    detail = Text("Không có chương {given}; các chương: {known}.", "There is no chapter {given}; there are: {known}.")
    source = HOUSE_RULE
    fields = ("chapter",)
