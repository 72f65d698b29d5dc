"""What stands in a merit file now: the facts, and where each initiative was used."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from kernel.aggregate import Act
from services.nomination.domain.merit.facts import Award, Fact, Inquiry, InspectionFinding, Kept, Membership
from services.nomination.domain.merit.uses import Use
from services.nomination.domain.terms import applied

F = TypeVar("F")


@dataclass
class Holdings:
    """The standing facts in the order they were recorded."""

    kept: dict[UUID, Kept] = field(default_factory=dict)
    uses: dict[UUID, Use] = field(default_factory=dict)

    def of(self, kind: type[F]) -> list[F]:
        """The facts of a kind."""
        return [each.fact for each in self.kept.values() if isinstance(each.fact, kind)]

    def without(self, fact_id: UUID | None) -> Holdings:
        """What would stand without this fact; the time in a unit that a move ended is open again."""
        gone = self.kept.get(fact_id) if fact_id is not None else None
        kept = {id: each for id, each in self.kept.items() if id != fact_id}
        if gone is not None and isinstance(gone.fact, Membership) and gone.fact.moved_from is not None:
            last = gone.fact.since - timedelta(days=1)
            left = {id: each.fact for id, each in kept.items() if isinstance(each.fact, Membership)}
            kept |= {id: replace(kept[id], fact=replace(m, until=None)) for id, m in left.items() if m.until == last}
        return Holdings(kept, {of: use for of, use in self.uses.items() if use.by != fact_id})

    def find(self, fact_id: UUID, kind: type[object]) -> Kept | None:
        """The standing fact of this kind."""
        found = self.kept.get(fact_id)
        return found if found is not None and isinstance(found.fact, kind) else None

    def given_by(self, decision_id: UUID) -> Kept | None:
        """The award that a decision of ours gave, or that the record of one made elsewhere tells."""
        for each in self.kept.values():
            if isinstance(each.fact, Award) and each.fact.decision_id == decision_id:
                return each
        return None

    def opened_by(self, finding: InspectionFinding) -> Kept | None:
        """The standing inquiry that this finding of an inspection opened, ended or not; whichever event told of it."""
        key = (finding.inspection_id, finding.number)
        for each in self.kept.values():
            known = each.fact.finding if isinstance(each.fact, Inquiry) else None
            if known is not None and (known.inspection_id, known.number) == key:
                return each
        return None

    def keep(self, made: Kept, corrects: UUID | None) -> None:
        """Take a fact in, in the place of the one it corrects."""
        fact: Fact = made.fact
        if corrects is not None:
            self._take_out(corrects)
            if corrects in self.uses:
                self.uses[made.id] = self.uses.pop(corrects)
        if isinstance(fact, Award):
            self.uses |= dict.fromkeys(fact.initiatives, Use(fact.title, fact.year, made.id))
        if isinstance(fact, Membership) and fact.moved_from is not None:
            self._leave(fact.moved_from, fact.since - timedelta(days=1))
        self.kept[made.id] = made
        if corrects is not None:
            self._end_before_the_next()

    def _leave(self, unit_id: UUID, last: date) -> None:
        for id, each in self.kept.items():
            there = each.fact if isinstance(each.fact, Membership) and each.fact.unit_id == unit_id else None
            if there is not None and there.until is None and there.since <= last:
                self.kept[id] = replace(each, fact=replace(there, until=last))

    def _end_before_the_next(self) -> None:
        """Each day has one unit: what a move that is gone had ended ends before the next time in a unit, if any."""
        days = [each.since for each in self.of(Membership)]
        for id, each in self.kept.items():
            if isinstance(each.fact, Membership) and each.fact.until is None:
                later = [day for day in days if day > each.fact.since]
                last = min(later) - timedelta(days=1) if later else None
                self.kept[id] = replace(each, fact=replace(each.fact, until=last))

    def drop(self, fact_id: UUID) -> None:
        """Take a fact out; what served it is free again."""
        self._take_out(fact_id)
        self._end_before_the_next()

    def _take_out(self, fact_id: UUID) -> None:
        rest = self.without(fact_id)
        self.kept, self.uses = rest.kept, rest.uses

    def clear(self, fact_id: UUID, cleared_on: date, by: UUID) -> None:
        """End what was open."""
        self.kept[fact_id] = replace(self.kept[fact_id], cleared_on=cleared_on, cleared_by=by)

    def release(self, by: UUID) -> None:
        """Free what served a nomination."""
        self.uses = {of: use for of, use in self.uses.items() if use.by != by}


@dataclass(frozen=True, kw_only=True)
class FactRecorded:
    """What adds a fact to a file, in the place of the one it corrects."""

    act: Act
    evidence: str
    corrects: UUID | None

    def apply(self, aggregate: Any) -> None:
        """Take the fact in."""
        aggregate.holdings.keep(
            Kept(applied(aggregate), vars(self)["fact"], self.evidence, self.act.actor), self.corrects
        )
