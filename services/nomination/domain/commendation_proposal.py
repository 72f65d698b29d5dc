"""What a proposal for a commendation outside the year's ranking is judged by, the first time and any later one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kernel.aggregate import Act
from kernel.explanation import Source
from regulations.calendar import Calendar
from regulations.rulebook import Rulebook
from services.nomination.domain.commendation_facts import Proposal
from services.nomination.domain.papers import chapter_of
from services.nomination.domain.rules import commendations as rules
from services.nomination.domain.rules.nominating import nothing_precedes_what_it_rests_on
from services.nomination.domain.rules.persons import person_code
from services.nomination.domain.terms import RuleVersion, local_day

SUDDEN_CLOCK = "sudden"


@dataclass(frozen=True)
class Judged:
    """A proposal that may be made, under which rules, and the day by which it is to be decided, where that is known."""

    proposal: Proposal
    due: date | None
    due_source: Source
    rules: RuleVersion


def judged(act: Act, proposal: Proposal, book: Rulebook, calendar: Calendar) -> Judged:
    """The proposal on its achievement alone, its person by code."""
    rules.kind_is_outside_the_ranking(proposal.kind)
    rules.title_is_a_commendation(proposal.title, book)
    rules.title_fits_its_holder(proposal.title, proposal.person, book)
    rules.achievement_is_stated(proposal.code, proposal.achievement)
    rules.thematic_has_its_drive(proposal.kind, proposal.movement_id)
    nothing_precedes_what_it_rests_on(local_day(act.effective), proposal.achieved_on)
    clock = chapter_of(book).clocks[SUDDEN_CLOCK].span
    of_holder = replace(proposal, person=person_code(proposal.person, field="person") if proposal.person else "")
    due = clock.value.known_end(proposal.achieved_on, calendar)
    return Judged(of_holder, due, clock.source, RuleVersion.of(book))
