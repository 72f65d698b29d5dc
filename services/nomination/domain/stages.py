"""Where a nomination can be on its way, and what brought it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from kernel.aggregate import Act
from kernel.explanation import Worded
from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.candidacy import RANKED, Candidacy, Registration, SignedCovenant, Standing
from services.nomination.domain.eligibility import verdict
from services.nomination.domain.merit.assessment import Assessment
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on, ranked_standing
from services.nomination.domain.terms import RuleVersion, local_day, year_of


class Stage(Worded):
    """Where a nomination is: proposed, past the members, past the council, decided; or out of it."""

    PROPOSED = "PROPOSED", "đã đề cử", "proposed"
    SELECTED = "SELECTED", "khối, cụm đã suy tôn", "selected by the block or cluster"
    NOT_SELECTED = "NOT_SELECTED", "không đạt ở khối, cụm", "not selected"
    ENDORSED = "ENDORSED", "Hội đồng đã thông qua", "endorsed by the council"
    NOT_ENDORSED = "NOT_ENDORSED", "không đạt ở Hội đồng", "not endorsed"
    DECIDED = "DECIDED", "đã có quyết định", "decided"
    REVOKED = "REVOKED", "quyết định đã bị hủy bỏ", "revoked"
    WITHDRAWN = "WITHDRAWN", "đã rút", "withdrawn"


OUT = frozenset({Stage.DECIDED, Stage.REVOKED, Stage.WITHDRAWN})
"""Stages in which a nomination no longer waits for anything."""


def stage_after(votes: Iterable[tuple[SessionKind, bool]]) -> Stage:
    """The stage that counted rounds (kind, passed) give, in their order: the council's last word, else the members'."""
    last = dict(votes)
    if SessionKind.COUNCIL in last:
        return Stage.ENDORSED if last[SessionKind.COUNCIL] else Stage.NOT_ENDORSED
    if SessionKind.SELECTION in last:
        return Stage.SELECTED if last[SessionKind.SELECTION] else Stage.NOT_SELECTED
    return Stage.PROPOSED


@dataclass(frozen=True)
class Vote:
    """A counted round this nomination stood in."""

    session_id: UUID
    kind: SessionKind
    round: int
    result: Result
    voted_on: date
    event: UUID
    instead: bool = False

    def settled(self, day: date, event: UUID, *, in_favour: bool) -> Vote:
        """The same count, with what was decided instead of a result (quyết định khi hết vòng bỏ phiếu)."""
        return replace(self, result=replace(self.result, passed=in_favour), voted_on=day, event=event, instead=True)


@dataclass(frozen=True)
class LostBasis:
    """A decision that a nomination was let in on (căn cứ), taken back since: its number, why, and the event of it."""

    decision_id: UUID
    number: str
    finding: str
    event: UUID


@dataclass(frozen=True)
class Grounds:
    """What a nomination was accepted on (căn cứ đề cử): the facts, and what the rules make of its title."""

    covenant: SignedCovenant | None
    registration: Registration | None
    standing: Standing | None
    must_lead: bool
    needs_selection: bool
    rules: RuleVersion
    person: str | None
    assessment: Assessment | None
    board_required: bool
    of_year: int

    @classmethod
    def judged(cls, act: Act, candidacy: Candidacy, rulebook: Rulebook) -> Self:
        """The grounds, if no rule says no; the refusal carries the whole tree."""
        verdict(candidacy, rulebook).require()
        day = local_day(act.effective)
        grounds = cls.of(day, candidacy, rulebook)
        if grounds.standing is not None:
            nothing_precedes_what_it_rests_on(day, grounds.standing.frozen_on)
        return grounds

    @classmethod
    def of(cls, day: date, candidacy: Candidacy, rulebook: Rulebook) -> Self:
        """The grounds of a candidacy that the rules let in; where they ask for no board, there may be none."""
        rule = rulebook.titles[candidacy.title]
        return cls(
            covenant=candidacy.covenant,
            registration=candidacy.registration,
            standing=ranked_standing(candidacy) if rule.board_required.value else candidacy.ranked,
            must_lead=rule.must_lead_cluster.value,
            needs_selection=rule.selection_vote is not None,
            rules=RuleVersion.of(rulebook),
            person=candidacy.person,
            assessment=candidacy.assessment,
            board_required=rule.board_required.value,
            of_year=candidacy.year(day),
        )

    def in_public(self) -> Self:
        """What everybody may know of them: of the record only which conditions are met."""
        return replace(self, assessment=self.assessment.in_public() if self.assessment else None)

    @staticmethod
    def on_the_board(state: dict[str, Any]) -> None:
        """Before, every nomination rested on the board of its unit, and the year is that board's."""
        state["grounds"] |= {"board_required": True, "of_year": 0}

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Grounds recorded before persons could be nominated are a unit's, and no chain was asked."""
        state["grounds"] |= {"person": None, "assessment": None}

    @classmethod
    def upcast_ungrouped(cls, state: dict[str, Any]) -> None:
        """Before groups of like units were told, a standing was among all members."""
        cls.upcast_standing(state["grounds"])

    @staticmethod
    def upcast_standing(state: dict[str, Any]) -> None:
        """The standing of an edition of before is in no group."""
        state["standing"] |= {"group": None}

    @property
    def year(self) -> int:
        """The year of the board they rest on, else that of the case."""
        return self.of_year if self.standing is None else year_of(self.standing.period, self.standing.frozen_on)

    @property
    def period(self) -> str:
        """The period of the board they rest on, else the year of the case."""
        return str(self.of_year) if self.standing is None else self.standing.period

    def candidacy(self, title: str, unit_id: UUID, movement_id: UUID) -> Candidacy:
        """What was judged, as recorded; it keeps ids, which stand for the codes."""
        return Candidacy(
            title=title,
            unit_id=unit_id,
            movement_id=movement_id,
            unit_code=str(unit_id),
            movement_code=str(movement_id),
            covenant=self.covenant,
            registration=self.registration,
            standing=self.standing,
            person=self.person,
            assessment=self.assessment,
        )

    def borne_by(self, standing: Standing) -> bool:
        """Whether another edition of the board bears them too; none speaks against what does not hang on it."""
        ranked = standing.leads() if self.must_lead else standing.state == RANKED
        return ranked or not self.board_required
