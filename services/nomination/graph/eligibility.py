"""Eligibility (điều kiện xét) in the graph: the rules of a nomination, asked without recording anything."""

from __future__ import annotations

import strawberry
from anyio import to_thread

from kernel.graph import Explanation, Refusal
from kernel.http import HO_CHI_MINH
from regulations.rulebook import Matter
from services.nomination.application.nominations import Proposal
from services.nomination.domain import rights
from services.nomination.domain.rights import Action
from services.nomination.graph.asking import Info


@strawberry.type(description="Kết quả xét điều kiện: whether no rule says no, the first that does, and the whole tree")
class Eligibility:
    """The verdict on a candidacy."""

    eligible: bool = strawberry.field(description="Đủ điều kiện: no rule says no")
    refusal: Refusal | None = strawberry.field(description="Lý do bị từ chối đầu tiên: the first refusal")
    why: Explanation = strawberry.field(description="Giải trình: every condition with its source")


async def eligibility_of(info: Info, proposal: Proposal, rulebook: str | None = None) -> Eligibility:
    """The verdict by the rules of today, or by those named."""
    rights.require(info.context.principal, Action.READ)
    commands = info.context.application.nominations
    today = info.context.edge.now().astimezone(HO_CHI_MINH).date()
    asked = Matter(today, rulebook)
    found = await to_thread.run_sync(commands.eligibility, info.context.principal, proposal, asked)
    return Eligibility(
        eligible=found.eligible,
        refusal=Refusal.of(found.refusal) if found.refusal else None,
        why=Explanation.of(found.explanation),
    )
