"""The answer to a question about a title: the tree of its chain, what is missing, and what the facts were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kernel.explanation import Explanation, Text
from regulations.chains import chains_of
from regulations.conditions import Condition, CountsAfterDiscipline, Unread
from regulations.rulebook import Rulebook
from services.nomination.domain.discretion import in_public
from services.nomination.domain.merit.facts import Award
from services.nomination.domain.merit.findings import State, all_of, found, leaves
from services.nomination.domain.merit.judging import Case, judge_all
from services.nomination.domain.merit.record import Record


@dataclass(frozen=True)
class Assessment:
    """What the chain of a title says of a holder for a year, with the tree, and the initiatives it would use up."""

    title: str
    year: int
    state: State
    tree: Explanation
    initiatives: tuple[UUID, ...] = ()

    def missing(self) -> tuple[Explanation, ...]:
        """What stands between the holder and the title."""
        return tuple(leaves(self.tree))

    def in_public(self) -> Assessment:
        """What everybody may know of it: which conditions are met, and nothing that the record says."""
        tree = in_public(self.tree)
        return replace(self, state=State(tree.value), tree=tree, initiatives=())

    def events(self) -> frozenset[UUID]:
        """The events that it was read from."""
        return frozenset(event for node in self.tree.walk() for event in node.events)


def assess(case: Case, rulebook: Rulebook) -> Assessment:
    """Ask the chain of the title, its bars first; a title without a chain is unknown."""
    rule = rulebook.titles[case.title]
    chain = case.chains.titles.get(case.title)
    bars = case.chains.bars_of(case.title, rule.holder)
    resets = any(isinstance(each.kind, CountsAfterDiscipline) for each in bars)
    last = case.record.last_sanction(case.day) if resets else None
    counted = case if last is None else replace(case, first=max(case.first or 0, last[1].first_year_after(case.year)))
    barred = judge_all(case, bars)
    standards = judge_all(counted, chain.standards if chain else ())
    unread = () if chain else (found(Condition(Unread(), rule.basis), State.UNKNOWN),)
    findings = (*barred, *standards, *unread)
    state = all_of(findings)
    tree = Explanation(
        label=Text(f"Tiêu chuẩn {rule.name.vi} năm {case.year}", f"Standard of the {rule.name.en}, {case.year}"),
        value=state.value,
        source=rule.basis,
        rule_version=rulebook.version,
        inputs=tuple(each.node for each in findings),
    )
    used = tuple(dict.fromkeys(each for finding in standards for each in finding.initiatives))
    return Assessment(case.title, case.year, state, tree, used)


@dataclass(frozen=True)
class Rung:
    """One title on the holder's ladder: held for the year, or how far it is."""

    assessment: Assessment
    held: UUID | None


def ladder(case: Case, rulebook: Rulebook) -> tuple[Rung, ...]:
    """Every title of the holder's kind from the foot up, for the year of the case."""
    rungs = []
    for title in chains_of(rulebook).ladder():
        if rulebook.titles[title].holder is case.record.holder:
            held = case.record.awards(title, case.day).get(case.year)
            rungs.append(Rung(assess(replace(case, title=title), rulebook), held[0] if held else None))
    return tuple(rungs)


def next_rung(rungs: Sequence[Rung]) -> Rung | None:
    """The first title behind the highest one held for the year; None where there is none."""
    last = max((at for at, each in enumerate(rungs) if each.held), default=-1)
    return rungs[last + 1] if last + 1 < len(rungs) else None


@dataclass(frozen=True)
class Streak:
    """The years of a title: those held, the gaps between them, and how many in a row the last one ends."""

    title: str
    years: tuple[int, ...]
    gaps: tuple[int, ...]
    current: int


def streaks(record: Record) -> tuple[Streak, ...]:
    """Of each title on record, by its code."""
    held: dict[str, set[int]] = {}
    for _, award in record.of_kind(Award):
        held.setdefault(award.title, set()).add(award.year)
    return tuple(_streak(title, sorted(years)) for title, years in sorted(held.items()))


def _streak(title: str, years: Sequence[int]) -> Streak:
    gaps = tuple(year for year in range(years[0], years[-1]) if year not in years)
    begins = max(gaps, default=years[0] - 1)
    return Streak(title, tuple(years), gaps, years[-1] - begins)
