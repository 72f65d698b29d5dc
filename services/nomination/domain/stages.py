"""Where a nomination can be on its way, and what brought it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from regulations.rulebook import Rulebook
from services.nomination.domain.ballots import Result, SessionKind
from services.nomination.domain.candidacy import RANKED, Candidacy, Registration, SignedCovenant, Standing
from services.nomination.domain.merit.assessment import Assessment
from services.nomination.domain.rules.nominating import ranked_standing
from services.nomination.domain.terms import RuleVersion, year_of


class Stage(StrEnum):
    """Where a nomination is: proposed, past the members, past the council, decided; or out of it."""

    PROPOSED = "PROPOSED"  # đã đề cử
    SELECTED = "SELECTED"  # khối, cụm đã suy tôn
    NOT_SELECTED = "NOT_SELECTED"  # không đạt ở khối, cụm
    ENDORSED = "ENDORSED"  # Hội đồng đã thông qua
    NOT_ENDORSED = "NOT_ENDORSED"  # không đạt ở Hội đồng
    DECIDED = "DECIDED"  # đã có quyết định
    REVOKED = "REVOKED"  # quyết định đã bị hủy bỏ
    WITHDRAWN = "WITHDRAWN"  # đã rút


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
class Grounds:
    """What a nomination was accepted on (căn cứ đề cử): the facts, and what the rules make of its title."""

    covenant: SignedCovenant | None
    registration: Registration | None
    standing: Standing
    must_lead: bool
    needs_selection: bool
    rules: RuleVersion
    person: str | None
    assessment: Assessment | None

    @classmethod
    def of(cls, candidacy: Candidacy, rulebook: Rulebook) -> Self:
        """The grounds of a candidacy that the rules let in."""
        rule = rulebook.titles[candidacy.title]
        return cls(
            covenant=candidacy.covenant,
            registration=candidacy.registration,
            standing=ranked_standing(candidacy),
            must_lead=rule.must_lead_cluster.value,
            needs_selection=rule.selection_vote is not None,
            rules=RuleVersion.of(rulebook),
            person=candidacy.person,
            assessment=candidacy.assessment,
        )

    @staticmethod
    def upcast(state: dict[str, Any]) -> None:
        """Grounds recorded before persons could be nominated are a unit's, and no chain was asked."""
        state["grounds"] |= {"person": None, "assessment": None}

    @property
    def year(self) -> int:
        """The year of the board they rest on."""
        return year_of(self.standing.period, self.standing.frozen_on)

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
        """Whether another edition of the board bears them too."""
        return standing.leads() if self.must_lead else standing.state == RANKED
