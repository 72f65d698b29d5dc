"""Commands on quota lines (xác định chỉ tiêu khen thưởng)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kernel.explanation import Explanation
from kernel.store import Command, Receipt, Store
from regulations.rulebook import Rulebooks
from services.nomination.application.wording import by_code, names_of
from services.nomination.domain import rights
from services.nomination.domain.quota import Contender, Quota
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.reasons import explain_line
from services.nomination.domain.rights import Action
from services.nomination.domain.rules import deciding as rules
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.terms import RuleVersion, local_day
from services.nomination.views import editions, nominations


class QuotaCommands:
    """What can be done with quota lines."""

    def __init__(self, store: Store, rulebooks: Rulebooks) -> None:
        self._store = store
        self._rulebooks = rulebooks

    @by_code
    def draw(self, command: Command, title: str, movement_id: UUID, chair_prefers: Sequence[UUID] = ()) -> Receipt:
        """Draw the line under everybody whom the council has passed, or draw it anew."""
        rights.require(command.principal, Action.DRAW_QUOTA)
        line = self._store.find(QuotaLine, QuotaLine.id_for(title, movement_id))
        case = self._case(command, title, movement_id, line, tuple(chair_prefers))
        if line is None:
            line = QuotaLine.draw(command.act, case)
        else:
            line.redraw(command.act, case)
        within = sum(place.within for place in line.order)
        return self._store.save(command, line, details={"places": line.quota.places, "within": within})

    def _case(
        self, command: Command, title: str, movement_id: UUID, line: QuotaLine | None, chair_prefers: tuple[UUID, ...]
    ) -> QuotaCase:
        rulebook = self._rulebooks.at(local_day(command.act.effective))
        rule = rules.title_has_a_quota(title, rulebook.quota_of(title_is_known(title, rulebook)))
        rules.basis_is_counted_here(title, rule)
        taken = line.taken if line else frozenset()
        with self._store.reading() as connection:
            leaders = editions.leaders(connection, movement_id)
            passed = nominations.passed_the_council(connection, title, movement_id)
        contenders = tuple(
            Contender(row["id"], row["unit_id"], row["in_favour"], row["base"], row["score"], row["id"] in taken)
            for row in passed
        )
        return QuotaCase(
            Quota.of(rule, title, movement_id, leaders), contenders, RuleVersion.of(rulebook), chair_prefers
        )

    def why(self, line_id: UUID) -> Explanation:
        """Why the line falls where it falls."""
        line = self._store.load(QuotaLine, line_id)
        with self._store.reading() as connection:
            called = names_of(connection, [place.contender.nomination_id for place in line.order])
        return explain_line(line, called)
