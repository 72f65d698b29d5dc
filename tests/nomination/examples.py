"""A cluster after its year: five offices, a leader, a board, a council; what the nomination tests act with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from kernel.aggregate import Act, identity
from kernel.explanation import Source
from regulations.calendar import Calendar
from regulations.chapters import Denominator, TieRule, TitleRule
from regulations.figures import Figure, Share
from regulations.rulebook import Rulebook, Rulebooks
from services.nomination.domain.ballots import Candidate, CandidateChoices, Choice, Mark, Paper, SessionKind, Voter
from services.nomination.domain.candidacy import Candidacy, Registration, SignedCovenant, Standing
from services.nomination.domain.convening import Convening
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.notice import Posting
from services.nomination.domain.terms import RuleVersion, VotingTerms
from services.nomination.domain.voting_session import VotingSession

CORRELATION = UUID("00000000-0000-0000-0000-00000000c0de")
RULES = Rulebooks.load().at(date(2025, 1, 15))
SECTOR_FLAG, GOVERNMENT_FLAG = "CO_BHXH", "CO_CHINH_PHU"
DIRECTOR = "Tổng Giám đốc BHXH Việt Nam"
CLUSTER = identity("cluster", "2024/VII")
MOVEMENT = identity("movement", "TDTX-2024")
OFFICES = tuple(identity("unit", code) for code in ("BHXH-68", "BHXH-67", "BHXH-66", "BHXH-64", "BHXH-62"))
LEADER = OFFICES[0]
FROZEN = date(2025, 1, 10)
CALENDAR = Calendar.load()
POLICY = Source("Quy chế thử", "Điều 1")


def on(day: date, *, actor: str = "officer") -> Act:
    """An act true at noon of that day in Vietnam, recorded an hour later."""
    noon = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    return Act(actor, noon + timedelta(hours=1), noon, CORRELATION)


def january(of_month: int) -> Act:
    return on(date(2025, 1, of_month))


def heard(name: str) -> UUID:
    """The id of an event that was heard from another service."""
    return identity("event", name)


def standing(rank: int | None = 1, no: int = 1, score: str = "987.50", **changed: object) -> Standing:
    line = Standing(CLUSTER, "cluster", "2024", no, FROZEN, "RANKED", rank, Decimal(score), heard(f"edition {no}"))
    return replace(line, **changed)  # type: ignore[arg-type]


def candidacy(title: str = SECTOR_FLAG, unit: UUID = LEADER, **changed: object) -> Candidacy:
    """The leader of the cluster, with everything in order."""
    whole = Candidacy(
        title=title,
        unit_id=unit,
        movement_id=MOVEMENT,
        unit_code="BHXH-70",
        movement_code="TDTX-2024",
        covenant=SignedCovenant(identity("covenant", unit), date(2024, 3, 20), late=False, event=heard("covenant")),
        registration=Registration(date(2024, 3, 20), late=False, event=heard("titles")),
        standing=standing(),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def nominated(title: str = SECTOR_FLAG, unit: UUID = LEADER, rules: Rulebook = RULES, **changed: object) -> Nomination:
    return Nomination.accept(january(11), candidacy(title, unit, **changed), rules)


def announce(
    nomination: Nomination,
    act: Act,
    until: date | None = None,
    rules: Rulebook = RULES,
    place: str = "baohiemxahoi.gov.vn",
) -> None:
    """Make the candidate public for comment."""
    nomination.announce(act, Posting(place, until), rules, CALENDAR)


def rules_with(title: str, **changed: object) -> Rulebook:
    """The rulebook with another word on one title."""
    rule: TitleRule = replace(RULES.titles[title], **changed)  # type: ignore[arg-type]
    return replace(RULES, titles={**RULES.titles, title: rule})


def yes_or_no(*, value: bool) -> Figure[bool]:
    return Figure(value, POLICY)


def terms(
    *,
    secret: bool = True,
    denominator: Denominator = Denominator.ALL_MEMBERS,
    threshold: Share = Share(1, 2, strict=True),  # noqa: B008 (frozen)
    own_case: bool = False,
    in_writing: bool = False,
    **changed: object,
) -> VotingTerms:
    """A quorum of two thirds, more than half of all members, two rounds."""
    usual = VotingTerms(
        code="trial",
        secret=secret,
        secret_source=POLICY,
        quorum=Share(2, 3),
        quorum_source=POLICY,
        threshold=threshold,
        threshold_source=POLICY,
        denominator=denominator,
        denominator_source=POLICY,
        max_rounds=2,
        rounds_source=POLICY,
        tie=TieRule.CHAIR,
        recused_in_own_case=own_case,
        recusal_source=POLICY,
        absent_in_writing=in_writing,
        writing_source=POLICY,
        substitutes=False,
        substitutes_source=POLICY,
        tie_source=POLICY,
        wholly_written=False,
        wholly_written_source=POLICY,
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


CASE = Candidate(identity("nomination", SECTOR_FLAG, LEADER, MOVEMENT), LEADER, SECTOR_FLAG)
OTHER_CASE = Candidate(identity("nomination", SECTOR_FLAG, OFFICES[1], MOVEMENT), OFFICES[1], SECTOR_FLAG)
ROLL = tuple(Voter(str(unit), unit) for unit in OFFICES)
VOTERS = tuple(voter.id for voter in ROLL)


def convening(by: VotingTerms, *candidates: Candidate, **changed: object) -> Convening:
    meeting = Convening(
        kind=SessionKind.SELECTION,
        code="2024/VII",
        movement_id=MOVEMENT,
        cluster_id=CLUSTER,
        candidates=candidates or (CASE,),
        roll=ROLL,
        recusals=(),
        terms=by,
        rules=RuleVersion.of(RULES),
    )
    return replace(meeting, **changed)  # type: ignore[arg-type]


def opened(by: VotingTerms | None = None, *candidates: Candidate, **changed: object) -> VotingSession:
    return VotingSession.open(january(15), convening(by or terms(), *candidates, **changed), "a key")


def paper(choice: Choice = Choice.YES, *candidates: Candidate) -> Paper:
    return tuple(Mark(candidate.nomination_id, choice) for candidate in candidates or (CASE,))


def choices(*said: Choice, of: Candidate = CASE) -> CandidateChoices:
    return CandidateChoices(of.nomination_id, said)


YES, NO, ABSTAIN = Choice
