"""What is refused of operating rules (quy chế hoạt động của khối, cụm thi đua)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class NoOperatingRules(Refusal):
    """Nothing was ever drafted for this block or cluster, so there is nothing to issue or withdraw."""

    code = "no-operating-rules"
    kind = Kind.MISSING
    title = Text("Chưa có quy chế hoạt động", "There are no operating rules")
    detail = Text("{cluster} chưa có dự thảo quy chế nào.", "No operating rules were ever drafted for {cluster}.")
    source = sources.OPERATING_RULES
    fields = ("cluster",)


class NoArticles(Refusal):
    """Operating rules without an article say nothing."""

    code = "no-articles"
    kind = Kind.INVALID
    title = Text("Quy chế không có điều nào", "The operating rules have no article")
    detail = Text("Quy chế hoạt động phải có ít nhất một điều.", "Operating rules have at least one article.")
    source = sources.OPERATING_RULES
    fields = ("articles",)


class NoDraft(Refusal):
    """The last draft was issued; an amendment is drafted first."""

    code = "no-draft-to-issue"
    title = Text("Không có dự thảo để ban hành", "There is no draft to issue")
    detail = Text(
        "Dự thảo gần nhất của {cluster} đã được ban hành; hãy dự thảo nội dung sửa đổi, bổ sung trước.",
        "The last draft of {cluster} was issued already; draft an amendment first.",
    )
    source = sources.OPERATING_RULES


class RulesReachBack(Refusal):
    """Operating rules are not in force before the day they are issued."""

    code = "operating-rules-reach-back"
    kind = Kind.INVALID
    title = Text("Quy chế có hiệu lực trước ngày ban hành", "The operating rules reach back")
    detail = Text(
        "Quy chế ban hành ngày {issued_on} không thể có hiệu lực từ {effective_from}.",
        "Operating rules issued on {issued_on} cannot be in force from {effective_from}.",
    )
    source = HOUSE_RULE
    fields = ("effective_from",)


class EditionBeforeTheLast(Refusal):
    """A later edition begins after the one it replaces."""

    code = "edition-before-the-last"
    title = Text("Lần ban hành sau phải có hiệu lực sau", "A later edition begins later")
    detail = Text(
        "Quy chế đang có có hiệu lực từ {last}; lần ban hành mới không thể có hiệu lực từ {effective_from}.",
        "The last edition is in force from {last}; a new one cannot begin on {effective_from}.",
    )
    source = HOUSE_RULE
    fields = ("effective_from",)


class EditionNotIssued(Refusal):
    """Only an edition that was issued, and not withdrawn, can be withdrawn."""

    code = "edition-not-issued"
    title = Text("Lần ban hành này không còn để thu hồi", "There is no such issued edition")
    detail = Text(
        "{cluster} không có lần ban hành số {edition} đang có giá trị.",
        "{cluster} has no issued edition {edition} that stands.",
    )
    source = HOUSE_RULE
    fields = ("edition",)
