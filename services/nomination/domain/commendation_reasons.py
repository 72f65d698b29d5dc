"""Why a commendation stands where it stands: its achievement, the way it took, its decision."""

from __future__ import annotations

from kernel.explanation import Explanation, Text
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.commendation_facts import HandVote
from services.nomination.domain.minutes import Called
from services.nomination.domain.reasons import explain_vote


def explain_commendation(commendation: Commendation, called: Called) -> Explanation:
    """The state, with the achievement, the proposal of the standing body, the count and every vote."""
    proposal, proposed = commendation.proposal, (commendation.proposed_by,)
    return Explanation(
        label=Text(f"Đề nghị khen thưởng {proposal.code}", f"Commendation {proposal.code}"),
        value=commendation.state.value,
        rule_version=str(commendation.rules),
        inputs=(
            Explanation(Text("Thành tích", "Achievement"), proposal.achievement, events=proposed),
            Explanation(Text("Ngày lập thành tích", "Day of it"), proposal.achieved_on.isoformat(), events=proposed),
            Explanation(
                Text("Hạn quyết định", "To be decided by"),
                "" if commendation.due is None else commendation.due.isoformat(),
                source=commendation.due_source,
                events=proposed,
            ),
            *_recommendation(commendation),
            *_count(commendation),
            *(explain_vote(each, called(each.session_id)) for each in commendation.votes),
            *_ruling(commendation),
        ),
    )


def _recommendation(commendation: Commendation) -> tuple[Explanation, ...]:
    found = commendation.recommended
    if found is None:
        return ()
    label = Text("Tờ trình của Thường trực Hội đồng", "Proposal of the standing body")
    return (Explanation(label, found.paper, rule_version=str(found.rules), events=(found.event,)),)


def _count(commendation: Commendation) -> tuple[Explanation, ...]:
    found = commendation.counted
    if found is None:
        return ()
    result = found.result
    return (
        Explanation(
            label=Text("Số liệu biểu quyết", "Count of the vote"),
            value="PASSED" if result.passed else "NOT_PASSED",
            formula=f"{result.in_favour} / {result.base} ({result.needed})",
            events=(found.event,),
            inputs=(Explanation(found.because, str(result.needed)), *_correction(found)),
        ),
    )


def _correction(found: HandVote) -> tuple[Explanation, ...]:
    if not found.corrected_because:
        return ()
    label = Text("Lý do đính chính số liệu đã ghi trước đó", "Why the numbers put down before were corrected")
    return (Explanation(label, found.corrected_because, events=(found.event,)),)


def _ruling(commendation: Commendation) -> tuple[Explanation, ...]:
    ruling, event = commendation.ruling, commendation.decided_by
    if ruling is None or event is None:
        return ()
    money = "" if ruling.reward is None else format(ruling.reward, "f")
    return (
        Explanation(
            label=Text(f"Quyết định số {ruling.number}", f"Decision {ruling.number}"),
            value=ruling.authority,
            events=(event,),
            inputs=(Explanation(Text("Tiền thưởng (đồng)", "Reward money (đồng)"), money),),
        ),
    )
