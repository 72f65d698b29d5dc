"""Commands on quota lines (xác định chỉ tiêu khen thưởng)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kernel.explanation import Explanation
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Matter, Rulebooks
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.over_the_line import Over, over_the_line
from services.nomination.domain.quota import Composition, Contender, Quota, Tie
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.reasons import explain_line
from services.nomination.domain.refusals.nominating import UnknownMovement
from services.nomination.domain.rights import Action
from services.nomination.domain.rules import deciding as rules
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.terms import RuleVersion, local_day, year_of
from services.nomination.views import editions, merit_files, organisation, quota_lines

ADVANCED_WORKER = "LDTT"
"""The title whose holders are the advanced workers that a quota is a share of."""


@dataclass(frozen=True)
class WantedLine:
    """Which line: of a title in a movement, in one unit where its quota is a share of the unit's people."""

    title: str
    movement_id: UUID
    unit_id: UUID | None = None


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
    def draw(self, command: Command, wanted: WantedLine, words: Words = NO_WORDS) -> Receipt:
        """Draw the line under everybody whom the council has passed, or draw it anew."""
        rights.require(command.principal, Action.DRAW_QUOTA)
        applied = self._rulebooks.applying(Matter(local_day(command.act.effective), command.rulebook))
        rulebook = applied.rulebook
        rule = rules.title_has_a_quota(wanted.title, rulebook.quota_of(title_is_known(wanted.title, rulebook)))
        rules.basis_is_counted_here(wanted.title, rule, wanted.unit_id)
        line = self._store.find(QuotaLine, QuotaLine.id_for(wanted.title, wanted.movement_id, wanted.unit_id))
        taken, tie = line.taken if line else frozenset(), Tie.of(wanted.title, rulebook)
        counted, passed = self._counted(wanted, local_day(command.act.effective), taken)
        considered = [row["id"] for row in passed]
        rules.compositions_are_possible(words.compositions, considered)
        rules.preferred_are_contending(words.chair_prefers, considered)
        contenders = tuple(_contender(row, words.compositions.get(row["id"]), tie, taken) for row in passed)
        quota = Quota.of(rule, wanted.title, wanted.movement_id, counted, tie, wanted.unit_id)
        case = QuotaCase(quota, contenders, RuleVersion.of(rulebook), words.chair_prefers)
        if line is None:
            line = QuotaLine.draw(command.act, case)
        else:
            line.redraw(command.act, case)
        within = sum(place.within for place in line.order)
        details = {"places": line.quota.places, "within": within, **applied.details}
        return self._store.save(command, line, details=details)

    def _counted(
        self, wanted: WantedLine, day: date, taken: Collection[UUID]
    ) -> tuple[list[UUID], list[dict[str, Any]]]:
        """What is counted, and who passed the council or holds a place: everywhere, or in the unit."""
        with self._store.reading() as connection:
            if organisation.code_of(connection, organisation.MOVEMENTS, wanted.movement_id) is None:
                raise UnknownMovement(movement=wanted.movement_id)
            passed = quota_lines.contending(connection, wanted.title, wanted.movement_id, taken)
            if wanted.unit_id is None:
                return list(editions.leaders(connection, wanted.movement_id)), passed
            passed = [row for row in passed if row["unit_id"] == wanted.unit_id]
            year = year_of(passed[0]["period"] if passed else "", day)
            return merit_files.with_title(connection, ADVANCED_WORKER, year, wanted.unit_id), passed

    def over(self, line_id: UUID) -> tuple[Over, ...]:
        """Who falls over the line, and the smallest change of each kind that would keep each."""
        line = self._store.load(QuotaLine, line_id)
        return over_the_line(line.quota, line.order)

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
        in_favour=row["in_favour"] or 0,
        base=row["base"] or 0,
        score=row["score"] or Decimal(),
        holds_place=row["id"] in taken,
        composition=composition,
        preferred=tie.prefers(composition),
    )
