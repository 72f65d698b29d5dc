"""Commands on quota lines (xác định chỉ tiêu khen thưởng)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kernel.explanation import Explanation
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Rulebooks
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.quota import Composition, Contender, Quota, Tie
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.reasons import explain_line
from services.nomination.domain.rights import Action
from services.nomination.domain.rules import deciding as rules
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.terms import RuleVersion, local_day
from services.nomination.views import editions, nominations


@dataclass(frozen=True)
class Words:
    """What people add where a line is drawn: the order of equals, and how many women are in which collective."""

    chair_prefers: tuple[UUID, ...] = ()
    compositions: Mapping[UUID, Composition] = field(default_factory=dict)


NO_WORDS = Words()


class QuotaCommands:
    """What can be done with quota lines."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    @by_code
    def draw(self, command: Command, title: str, movement_id: UUID, words: Words = NO_WORDS) -> Receipt:
        """Draw the line under everybody whom the council has passed, or draw it anew."""
        rights.require(command.principal, Action.DRAW_QUOTA)
        line = self._store.find(QuotaLine, QuotaLine.id_for(title, movement_id))
        case = self._case(command, title, movement_id, line, words)
        if line is None:
            line = QuotaLine.draw(command.act, case)
        else:
            line.redraw(command.act, case)
        within = sum(place.within for place in line.order)
        return self._store.save(command, line, details={"places": line.quota.places, "within": within})

    def _case(self, command: Command, title: str, movement_id: UUID, line: QuotaLine | None, words: Words) -> QuotaCase:
        rulebook = self._rulebooks.at(local_day(command.act.effective))
        rule = rules.title_has_a_quota(title, rulebook.quota_of(title_is_known(title, rulebook)))
        rules.basis_is_counted_here(title, rule)
        taken = line.taken if line else frozenset()
        with self._store.reading() as connection:
            leaders = editions.leaders(connection, movement_id)
            passed = nominations.passed_the_council(connection, title, movement_id)
        tie = Tie.of(title, rulebook)
        rules.compositions_are_possible(words.compositions, [row["id"] for row in passed])
        contenders = tuple(_contender(row, words.compositions.get(row["id"]), tie, taken) for row in passed)
        quota = Quota.of(rule, title, movement_id, leaders, tie)
        return QuotaCase(quota, contenders, RuleVersion.of(rulebook), words.chair_prefers)

    def why(self, line_id: UUID) -> Explanation:
        """Why the line falls where it falls."""
        line = self._store.load(QuotaLine, line_id)
        with self._store.reading() as connection:
            called = names_of(connection, [place.contender.nomination_id for place in line.order])
        return explain_line(line, called)


def _contender(row: Mapping[str, Any], composition: Composition | None, tie: Tie, taken: Collection[UUID]) -> Contender:
    return Contender(
        nomination_id=row["id"],
        unit_id=row["unit_id"],
        in_favour=row["in_favour"],
        base=row["base"],
        score=row["score"],
        holds_place=row["id"] in taken,
        composition=composition,
        preferred=tie.prefers(composition),
    )
