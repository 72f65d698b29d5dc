"""Count minutes (biên bản kiểm phiếu): why a vote came out as it did, down to the events it was recorded in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from kernel.explanation import Explanation, Source, Text
from services.nomination.domain.ballots import Result, RoundState, SessionKind
from services.nomination.domain.convening import Convening
from services.nomination.domain.in_words import (
    base_in_words,
    least_in_words,
    quorum_in_words,
    result_in_words,
    written_in_words,
)
from services.nomination.domain.rounds import Round
from services.nomination.domain.voting_session import VotingSession

PASSED, NOT_PASSED = "PASSED", "NOT_PASSED"

Called = Callable[[UUID], str]
"""What people call the nomination or session with this id: by codes, which never change, so that digests stay."""

PRESENT = Text("Số thành viên có mặt", "Members present")
RETURNED = Text("Số ý kiến bằng văn bản đã nhận", "Opinions in writing returned")
IN_WRITING = Text("Lấy ý kiến bằng văn bản thay cuộc họp, đến hết ngày", "Held in writing instead of a meeting, up to")

SUBSTITUTES = Text("Người được ủy quyền bỏ phiếu thay", "Substitutes with a written mandate vote")

KINDS = {
    SessionKind.SELECTION: Text("Bình xét, suy tôn trong khối, cụm", "Selection in a block or cluster"),
    SessionKind.COUNCIL: Text("Hội đồng Thi đua - Khen thưởng bỏ phiếu", "Vote of the council"),
}


def explain_session(session: VotingSession, called: Called) -> Explanation:
    """The whole session: its terms, and every round as it stands, void ones included."""
    convening = session.convening
    return Explanation(
        label=KINDS[convening.kind],
        value=convening.code,
        rule_version=str(convening.rules),
        events=(session.opened_by,),
        inputs=(*_terms(convening), *(explain_round(each, convening, called) for each in session.rounds)),
    )


def _terms(convening: Convening) -> tuple[Explanation, ...]:
    terms = convening.terms
    figures = (
        (Text("Bỏ phiếu kín", "Secret ballot"), str(terms.secret).lower(), terms.secret_source),
        (Text("Số thành viên tối thiểu", "Quorum"), str(terms.quorum), terms.quorum_source),
        (Text("Tỷ lệ đồng ý tối thiểu", "Threshold"), str(terms.threshold), terms.threshold_source),
        (Text("Mẫu số của tỷ lệ", "Denominator"), terms.denominator.value, terms.denominator_source),
        (Text("Số vòng tối đa", "Most rounds"), str(terms.max_rounds), terms.rounds_source),
        (SUBSTITUTES, str(terms.substitutes).lower(), terms.substitutes_source),
        (Text("Người quyết định khi hết vòng", "Who decides after the rounds"), terms.tie.value, terms.tie_source),
    )
    return tuple(Explanation(label, value, source=source) for label, value, source in figures)


def explain_round(round_: Round, convening: Convening, called: Called) -> Explanation:
    """One round: the quorum, and every candidate's count."""
    events = (round_.opened_by,) if round_.closed_by is None else (round_.opened_by, round_.closed_by)
    return Explanation(
        label=Text(f"Vòng {round_.number}", f"Round {round_.number}"),
        value=round_.state.value,
        events=events,
        inputs=(
            *_in_writing(round_, convening),
            *_quorum(round_, convening),
            *_reason(round_),
            *_counts(round_, convening, called),
        ),
    )


def _in_writing(round_: Round, convening: Convening) -> tuple[Explanation, ...]:
    """That there was no meeting, and up to which day opinions were taken."""
    if round_.opinions_until is None:
        return ()
    source = convening.terms.wholly_written_source
    return (Explanation(IN_WRITING, round_.opinions_until.isoformat(), source=source),)


def _quorum(round_: Round, convening: Convening) -> tuple[Explanation, ...]:
    terms, least = convening.terms, convening.terms.quorum.least(convening.members)
    return (
        Explanation(
            label=PRESENT if round_.opinions_until is None else RETURNED,
            value=str(len(round_.present)),
            formula=f"{len(round_.present)} / {convening.members}, {terms.quorum}",
            source=terms.quorum_source,
            inputs=(_worded(quorum_in_words(round_, convening), least, terms.quorum_source),),
        ),
    )


def _worded(words: Text, value: int, source: Source) -> Explanation:
    """A figure with its reason in words for a label."""
    return Explanation(words, str(value), source=source)


def _reason(round_: Round) -> tuple[Explanation, ...]:
    if round_.state is not RoundState.VOID:
        return ()
    return (Explanation(Text("Lý do hủy", "Why it is void"), round_.void_reason),)


def _counts(round_: Round, convening: Convening, called: Called) -> tuple[Explanation, ...]:
    return tuple(_count(result, round_, convening, called(result.nomination_id)) for result in round_.results)


def _count(result: Result, round_: Round, convening: Convening, candidate: str) -> Explanation:
    """One candidate's count: the votes, the denominator they are a share of, and what is needed, and why."""
    terms = convening.terms
    events = () if round_.closed_by is None else (round_.closed_by,)
    return Explanation(
        label=Text(f"Kết quả của đề cử {candidate}", f"Result of nomination {candidate}"),
        value=PASSED if result.passed else NOT_PASSED,
        formula=f"{result.in_favour} / {result.base}, {terms.threshold} ({result.needed})",
        source=terms.threshold_source,
        rule_version=str(convening.rules),
        events=events,
        inputs=(
            Explanation(Text("Đồng ý", "In favour"), str(result.in_favour), events=events),
            Explanation(Text("Không đồng ý", "Against"), str(result.against), events=events),
            Explanation(Text("Không có ý kiến", "Abstained"), str(result.abstained), events=events),
            _denominator(result, round_, convening),
            Explanation(
                label=Text("Số phiếu đồng ý cần có", "Votes needed"),
                value=str(result.needed),
                source=terms.threshold_source,
                inputs=(_worded(least_in_words(terms.threshold, result.base), result.needed, terms.threshold_source),),
            ),
            _worded(written_in_words(result, round_, convening), result.in_favour, terms.writing_source),
            *_settlement(result, round_, convening),
        ),
    )


def _settlement(result: Result, round_: Round, convening: Convening) -> tuple[Explanation, ...]:
    settled = round_.settlements.get(result.nomination_id)
    if settled is None:
        return ()
    names = ", ".join(settled.deciders)
    return (
        Explanation(
            label=Text(
                f"Hết vòng bỏ phiếu, {names} quyết định: {settled.reason}",
                f"After the last round {names} decided: {settled.reason}",
            ),
            value=PASSED if settled.in_favour else NOT_PASSED,
            formula=convening.terms.tie.value,
            source=convening.terms.tie_source,
        ),
    )


def _denominator(result: Result, round_: Round, convening: Convening) -> Explanation:
    terms = convening.terms
    recused = convening.members - len(convening.entitled_to(result.nomination_id))
    members = Explanation(Text("Số thành viên", "Members on the roll"), str(convening.members))
    barred = Explanation(
        label=Text("Không được biểu quyết trường hợp này", "Recused from this case"),
        value=str(recused),
        source=terms.recusal_source,
    )
    return Explanation(
        label=Text("Mẫu số", "Denominator"),
        value=str(result.base),
        formula=terms.denominator.value,
        source=terms.denominator_source,
        inputs=(
            members,
            barred,
            _worded(base_in_words(result, round_, convening), result.base, terms.denominator_source),
        ),
    )


@dataclass(frozen=True)
class Told:
    """A session in words (diễn giải): the quorum of every round, and every result by round and nomination."""

    quorums: Mapping[int, Text]
    results: Mapping[tuple[int, UUID], Text]

    @classmethod
    def of(cls, session: VotingSession) -> Self:
        """What there is to tell of a session now."""
        quorums = {each.number: quorum_in_words(each, session.convening) for each in session.rounds}
        results = {
            (each.number, result.nomination_id): result_in_words(result, each, session.convening)
            for each in session.rounds
            for result in each.results
        }
        return cls(quorums, results)
