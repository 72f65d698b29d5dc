"""Why a nomination stands where it stands, a quota line falls where it falls, and a decision is what it is."""

from __future__ import annotations

from uuid import UUID

from kernel.explanation import Explanation, Source, Text
from regulations.chapters import MONEY_ROUNDING, TieRule
from regulations.rulebook import Rulebook
from services.nomination.domain.decision import Decision, Reward
from services.nomination.domain.eligibility import verdict
from services.nomination.domain.minutes import NOT_PASSED, PASSED, Called
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.quota import Contender, Place, Quota, Tie
from services.nomination.domain.quota_line import QuotaLine
from services.nomination.domain.refusals.deciding import QUOTA_ORDER, REVOCATION
from services.nomination.domain.stages import LostBasis, Vote

SETTLED = Text("Quyết định khi hết vòng bỏ phiếu", "Decided after the last round")
"""What stands in the place of a vote that came to no result."""

DECIDES = {
    TieRule.CHAIR: Text("Ý kiến của Chủ tịch Hội đồng", "The chair's vote"),
    TieRule.HEAD_AND_DEPUTY: Text("Ý kiến của khối, cụm trưởng và khối, cụm phó", "The word of head and deputy"),
    TieRule.AUTHORITY: Text("Ý kiến của người có thẩm quyền", "The word of the authority"),
}
"""Whose word tells equals at the last place apart."""

PREFERRED, NOT_PREFERRED = "PREFERRED", "NOT_PREFERRED"

WITHIN, OVER = "WITHIN", "OVER_THE_LINE"


def explain_nomination(nomination: Nomination, rulebook: Rulebook, called: Called, *, whole: bool) -> Explanation:
    """The stage, with the eligibility it was accepted on, a challenge by a newer edition, and every vote.

    Not `whole`: for readers without the right to the record of the person, the conditions without what shows them.
    """
    name, candidacy = called(nomination.id), nomination.candidacy()
    return Explanation(
        label=Text(f"Trạng thái đề cử {name}", f"Stage of nomination {name}"),
        value=nomination.stage.value,
        rule_version=str(nomination.grounds.rules),
        inputs=(
            verdict(candidacy if whole else candidacy.in_public(), rulebook).explanation,
            *_challenge(nomination),
            *((nomination.notice.explained(),) if nomination.notice else ()),
            *(explain_vote(each, called(each.session_id)) for each in nomination.votes),
        ),
    )


def _challenge(nomination: Nomination) -> tuple[Explanation, ...]:
    basis = () if nomination.lost is None else (_lost(*nomination.lost),)
    standing = nomination.standing
    if nomination.challenged_by is None or standing is None:
        return basis
    return (
        *basis,
        Explanation(
            label=Text(
                f"Bảng xếp hạng lần {standing.edition_no} không còn xác nhận đề cử",
                f"Edition {standing.edition_no} of the board no longer bears the nomination",
            ),
            value="" if standing.rank is None else str(standing.rank),
            events=(standing.event, nomination.challenged_by),
        ),
    )


def _lost(lost: LostBasis, challenged_by: UUID) -> Explanation:
    return Explanation(
        label=Text(f"{lost.number} mà đề cử dựa vào đã bị hủy bỏ", f"{lost.number}, which it rests on, was revoked"),
        value=lost.finding,
        source=REVOCATION,
        events=(lost.event, challenged_by),
    )


def explain_vote(vote: Vote, session: str) -> Explanation:
    """One counted round, or what was decided after the last."""
    result = vote.result
    return Explanation(
        label=SETTLED if vote.instead else Text(f"Kết quả bỏ phiếu vòng {vote.round}", f"Vote, round {vote.round}"),
        value=PASSED if result.passed else NOT_PASSED,
        formula=f"{result.in_favour} / {result.base} ({result.needed})",
        events=(vote.event,),
        inputs=(Explanation(Text("Phiên họp", "Session"), session),),
    )


def explain_line(line: QuotaLine, called: Called) -> Explanation:
    """How many places there are and why, and everybody in the order that fills them."""
    quota, version = line.quota, str(line.rules)
    return Explanation(
        label=Text(f"Chỉ tiêu danh hiệu {quota.title}", f"Quota of the title {quota.title}"),
        value=str(quota.places),
        formula=f"{quota.base} × {quota.share}",
        rounding=quota.rounding.told(0),
        source=quota.share_source,
        rule_version=version,
        events=(line.drawn_by,),
        inputs=(
            Explanation(
                label=Text("Số làm căn cứ", "Counted base"),
                value=str(quota.base),
                formula=quota.basis.value,
                source=quota.basis_source,
                events=quota.counted,
            ),
            *(explain_place(each, quota, called) for each in line.order),
        ),
    )


def explain_place(place: Place, quota: Quota, called: Called) -> Explanation:
    """One contender's place: its votes, its score, the law's preference and the chair's word if they broke a tie."""
    contender = place.contender
    name = called(contender.nomination_id)
    decided = Explanation(DECIDES[quota.tie.decided_by], str(place.place), source=quota.tie.source)
    return Explanation(
        label=Text(f"Đề cử {name}", f"Nomination {name}"),
        value=WITHIN if place.within else OVER,
        formula=f"{place.place} / {quota.places}",
        source=QUOTA_ORDER,
        inputs=(
            Explanation(Text("Phiếu đồng ý", "Votes in favour"), f"{contender.in_favour}/{contender.base}"),
            Explanation(Text("Điểm", "Score"), format(contender.score, "f")),
            *((_preference(contender, quota.tie),) if place.by_law else ()),
            *((decided,) if place.by_chair else ()),
        ),
    )


def _preference(contender: Contender, tie: Tie) -> Explanation:
    """What the law's preference among equals says of a contender."""
    found = contender.composition
    return Explanation(
        label=Text("Ưu tiên nữ hoặc tập thể có tỷ lệ nữ", "Women, or a collective with this share of women, first"),
        value=PREFERRED if contender.preferred else NOT_PREFERRED,
        formula=f"{found.women} / {found.members}, {tie.women} ({found.paper})" if found else f"—, {tie.women}",
        source=tie.women_source,
    )


def explain_decision(decision: Decision, case: Explanation, line: QuotaLine | None, called: Called) -> Explanation:
    """The decision: `case` (why the nomination stands where it stands), the quota, the authority, the money."""
    award, issued = decision.award, (decision.issued_by,)
    place = line.place_of(award.nomination_id) if line else None
    return Explanation(
        label=Text(f"Quyết định số {award.number}", f"Decision {award.number}"),
        value=award.title,
        rule_version=str(award.rules),
        events=issued,
        inputs=(
            Explanation(Text("Thẩm quyền", "Authority"), award.authority, source=award.authority_source, events=issued),
            case,
            *((explain_place(place, line.quota, called),) if line and place else ()),
            *((_money(award.reward),) if award.reward else ()),
            *_override(decision),
            *_revocation(decision),
        ),
    )


def _money(reward: Reward) -> Explanation:
    return Explanation(
        label=Text("Tiền thưởng (đồng)", "Reward money (đồng)"),
        value=format(reward.amount, "f"),
        formula=f"{reward.multiple} × {reward.base_salary}",
        rounding=MONEY_ROUNDING.told(0),
        source=reward.multiple_source,
        inputs=(
            _figure(
                Text("Mức thưởng (lần lương cơ sở)", "Multiple"), format(reward.multiple, "f"), reward.multiple_source
            ),
            _figure(Text("Mức lương cơ sở", "Base salary"), format(reward.base_salary, "f"), reward.base_salary_source),
        ),
    )


def _figure(label: Text, value: str, source: Source) -> Explanation:
    return Explanation(label=label, value=value, source=source)


def _override(decision: Decision) -> tuple[Explanation, ...]:
    override = decision.award.override
    if override is None:
        return ()
    return (
        Explanation(
            label=Text("Quyết định ngoại lệ: " + override.reason, "Override: " + override.reason),
            value=override.refusal,
            events=(decision.issued_by,),
        ),
    )


def _revocation(decision: Decision) -> tuple[Explanation, ...]:
    if decision.ground is None or decision.revoked_by is None:
        return ()
    return (
        Explanation(
            label=Text("Đã hủy bỏ: " + decision.finding, "Revoked: " + decision.finding),
            value=decision.ground.value,
            source=REVOCATION,
            events=(decision.revoked_by,),
        ),
    )
