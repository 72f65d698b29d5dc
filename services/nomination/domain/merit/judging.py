"""Judges the conditions of a chain against a record: one function a kind, pure, each fact named by its event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from kernel.explanation import Text
from regulations import conditions as kinds
from regulations.chains import Chains
from regulations.conditions import Condition
from services.nomination.domain.merit.facts import Absence, Attestation, Discipline, Inquiry, YearFigures
from services.nomination.domain.merit.findings import Finding, State, all_of, any_of, found, joined, with_undeclared
from services.nomination.domain.merit.record import Record
from services.nomination.domain.merit.years import Span, Years, full_years

YEAR_MONTHS = 12
"""Months of a year."""


@dataclass(frozen=True)
class Outside:
    """What the record does not hold: rank and registration as heard; None: not heard of.

    Without a `movement` nobody can have registered: that condition is then left out.
    """

    leads: bool | None = None
    registered: bool | None = None
    events: tuple[UUID, ...] = ()
    movement: bool = True


@dataclass(frozen=True)
class Case:
    """One candidate for one title of one year, asked on a day; `first` is the year from which achievements count.

    `only` are the initiatives named for it, None: any that is free; `by` is the nomination whose own use is none.
    """

    record: Record
    chains: Chains
    title: str
    year: int
    day: date
    outside: Outside = Outside(movement=False)
    first: int | None = None
    only: frozenset[UUID] | None = None
    by: UUID | None = None

    def span(self) -> Span:
        """The years that can count."""
        known = [each for each in (self.first, self.record.first_year()) if each is not None]
        return Span(max(known, default=None), self.year)


def judge(case: Case, condition: Condition) -> Finding:
    """What a condition comes to for this case."""
    merged = [each for each in case.record.undeclared if each.merged_on <= case.day]
    return with_undeclared(JUDGES[type(condition.kind)](case, condition, condition.kind), condition, merged)


def judge_all(case: Case, conditions: Sequence[Condition]) -> tuple[Finding, ...]:
    """Each of these, in order."""
    asked = conditions if case.outside.movement else [each for each in conditions if not _of_movement(each)]
    return tuple(judge(case, each) for each in asked)


def _of_movement(condition: Condition) -> bool:
    return isinstance(condition.kind, kinds.Registered)


def _all(case: Case, condition: Condition, kind: kinds.AllOf) -> Finding:
    inner = judge_all(case, kind.conditions)
    used = tuple(each for finding in inner for each in finding.initiatives)
    return found(condition, all_of(inner), inner=inner, initiatives=used)


def _any(case: Case, condition: Condition, kind: kinds.AnyOf) -> Finding:
    inner = judge_all(case, kind.conditions)
    state = any_of(inner)
    first = next((each for each in inner if each.state is State.MET), None)
    return found(condition, state, inner=inner, initiatives=first.initiatives if first else ())


def _held(case: Case, condition: Condition, kind: kinds.Held) -> Finding:
    awards = case.record.awards(kind.title, case.day)
    years = Years(awards, case.record.silent_on)
    span = case.span()
    state, detail = (
        years.in_a_row(kind.count, span, kind.latest or 0) if kind.consecutive else years.in_all(kind.count, span)
    )
    counted = [event for year, (event, _) in sorted(awards.items()) if span.first is None or year >= span.first]
    return found(condition, state, joined((kind.title, detail), by=": "), events=counted)


def _rated(case: Case, condition: Condition, kind: kinds.Rated) -> Finding:
    ratings = case.record.ratings()
    have = {year: event for year, (event, fact) in ratings.items() if fact.level.reaches(kind.level)}
    years, span = Years(have, lambda year: year in ratings and year not in have), case.span()
    if kind.consecutive or kind.count == 1:
        state, detail = years.in_a_row(kind.count, span, 0)
    else:
        state, detail = years.in_all(kind.count, span)
    first = case.year - kind.count + 1 if kind.consecutive or kind.count == 1 else span.first or 0
    events = [event for year, (event, _) in sorted(ratings.items()) if first <= year <= case.year]
    return found(condition, state, detail, events=events)


def _recognised(case: Case, condition: Condition, kind: kinds.Recognised) -> Finding:
    first = case.first if kind.within is None else max(case.first or 0, case.year - kind.within + 1)
    fitting = [
        id
        for id, fact in case.record.initiatives(case.day)
        if fact.level.reaches(kind.level)
        and (first is None or fact.recognised_on.year >= first)
        and fact.recognised_on.year <= case.year
        and (case.only is None or id in case.only)
    ]
    spent = [
        id
        for id in fitting
        if (use := case.record.uses.get(id)) is not None and not use.serves(case.by, case.title, case.year)
    ]
    free = [id for id in fitting if id not in spent][: kind.count]
    where = ", ".join(f"{case.record.uses[id].title} {case.record.uses[id].year}" for id in spent)
    used = [Text("đã dùng: {where}", "used: {where}").format({"where": where})] if spent else []
    detail = joined((f"{len(free)}/{kind.count}", *used))
    if len(free) == kind.count:
        return found(condition, State.MET, detail, events=free, initiatives=tuple(free))
    silent = case.record.silent_on(first if first is not None else case.record.first_year() or 0)
    return found(condition, State.NOT_MET if silent else State.UNKNOWN, detail, events=[*free, *spent])


def _after(case: Case, condition: Condition, kind: kinds.After) -> Finding:
    awards = sorted(case.record.awards(kind.title, case.day).values(), key=lambda each: each[1].decided_on)
    if not awards:
        born = case.record.first_year()
        state = State.NOT_MET if born is not None and case.record.silent_on(born) else State.UNKNOWN
        return found(condition, state, f"{kind.title}: —")
    event, base = awards[-1]
    passed = full_years(base.decided_on, case.day)
    inner = judge_all(replace(case, first=max(case.first or 0, base.decided_on.year)), kind.conditions)
    state = all_of(inner) if passed >= kind.years else State.NOT_MET
    detail = f"{kind.title}: {base.number}, {base.decided_on.isoformat()}; {passed}/{kind.years}"
    used = tuple(each for finding in inner for each in finding.initiatives)
    return found(condition, state, detail, events=[event], inner=inner, initiatives=used)


def _meets(case: Case, condition: Condition, kind: kinds.Meets) -> Finding:
    awards = case.record.awards(kind.title, case.day)
    if case.year in awards:
        event, award = awards[case.year]
        return found(condition, State.MET, f"{kind.title}: {award.number}", events=[event])
    chain = case.chains.titles.get(kind.title)
    if chain is None:
        return found(condition, State.UNKNOWN, kind.title)
    standards = [each for each in chain.standards if not _of_movement(each)]
    inner = judge_all(case, [*chain.bars, *standards])
    used = tuple(each for finding in inner for each in finding.initiatives)
    return found(condition, all_of(inner), kind.title, inner=inner, initiatives=used)


def _figures(case: Case) -> tuple[UUID, YearFigures] | None:
    return next(iter(case.record.in_year(YearFigures, case.year)), None)


def _part(case: Case, condition: Condition, kind: kinds.PartOf) -> Finding:
    known = _figures(case)
    if known is None:
        return found(condition, State.UNKNOWN, str(case.year))
    part, whole = known[1].value(kind.part), known[1].value(kind.whole)
    state = State.MET if kind.share.met_by(part, whole) else State.NOT_MET
    return found(condition, state, f"{part}/{whole} ({kind.share}: {kind.share.least(whole)})", events=[known[0]])


def _counted(case: Case, condition: Condition, kind: kinds.Counted) -> Finding:
    known = _figures(case)
    if known is None:
        return found(condition, State.UNKNOWN, str(case.year))
    value = known[1].value(kind.figure)
    fits = value >= kind.at_least if kind.at_least is not None else value <= (kind.at_most or 0)
    return found(condition, State.MET if fits else State.NOT_MET, str(value), events=[known[0]])


def _leads(case: Case, condition: Condition, _kind: kinds.Leads) -> Finding:
    return found(condition, _told(told=case.outside.leads), events=case.outside.events)


def _registered(case: Case, condition: Condition, _kind: kinds.Registered) -> Finding:
    return found(condition, _told(told=case.outside.registered), events=case.outside.events)


def _told(*, told: bool | None) -> State:
    return State.UNKNOWN if told is None else State.MET if told else State.NOT_MET


def _aged(case: Case, condition: Condition, kind: kinds.Aged) -> Finding:
    since = case.record.since
    if since is None:
        return found(condition, State.UNKNOWN)
    age = full_years(since, case.day)
    state = State.MET if age >= kind.years else State.NOT_MET
    return found(condition, state, f"{since.isoformat()}: {age}/{kind.years}", events=_opening(case))


def _served(case: Case, condition: Condition, kind: kinds.Served) -> Finding:
    since = case.record.since
    if since is None:
        return found(condition, State.UNKNOWN)
    begins = max(since, date(case.year, 1, 1))
    months = max(0, (case.year - begins.year) * YEAR_MONTHS + YEAR_MONTHS - begins.month + (begins.day == 1))
    state = State.MET if months >= kind.months else State.BARRED
    return found(condition, state, f"{since.isoformat()}: {months}/{kind.months}", events=_opening(case))


def _opening(case: Case) -> tuple[UUID, ...]:
    return () if case.record.opened_by is None else (case.record.opened_by,)


def _days_off(case: Case, condition: Condition, kind: kinds.DaysOff) -> Finding:
    known = case.record.in_year(Absence, case.year)
    off = sum(fact.working_days for _, fact in known if not fact.maternity)
    state = State.MET if off < kind.under else State.BARRED
    return found(condition, state, f"{off} (< {kind.under})", events=[event for event, _ in known])


def _undisciplined(case: Case, condition: Condition, kind: kinds.Undisciplined) -> Finding:
    first, last = date(case.year, 1, 1), date(case.year, 12, 31)
    known = [
        (event, fact)
        for event, fact in case.record.of_kind(Discipline)
        if fact.form.reaches(kind.form) and fact.since <= min(last, case.day) and fact.last_day >= first
    ]
    detail = joined(fact.said() for _, fact in known) if known else ""
    return found(condition, State.BARRED if known else State.MET, detail, events=[event for event, _ in known])


def _cleared(case: Case, condition: Condition, _kind: kinds.Cleared) -> Finding:
    known = [
        (each.events, each.fact)
        for each in case.record.kept
        if isinstance(each.fact, Inquiry)
        and each.fact.opened_on <= case.day
        and (each.cleared_on is None or each.cleared_on > case.day)
    ]
    told = [event for events, _ in known for event in events]
    said = [joined((fact.kind.words, f"{fact.about}, {fact.opened_on.isoformat()}"), by=": ") for _, fact in known]
    detail = joined(said) if said else ""
    return found(condition, State.BARRED if known else State.MET, detail, events=told)


def _after_discipline(case: Case, condition: Condition, _kind: kinds.CountsAfterDiscipline) -> Finding:
    last = case.record.last_sanction(case.day)
    if last is None:
        return found(condition, State.MET)
    event, sanction = last
    if sanction.last_day >= case.day:
        return found(condition, State.BARRED, sanction.said(), events=[event])
    first = sanction.last_day.year + 1
    detail = joined((sanction.said(), Text(f"tính từ năm {first}", f"counts from {first}")))
    return found(condition, State.NOT_MET if first > case.year else State.MET, detail, events=[event])


def _attested(case: Case, condition: Condition, kind: kinds.Attested) -> Finding:
    known = case.record.in_year(Attestation, case.year, lambda fact: fact.standard == kind.standard)
    state = _told(told=known[0][1].holds if known else None)
    return found(condition, state, f"{kind.standard} {case.year}", events=[event for event, _ in known])


def _unread(_case: Case, condition: Condition, _kind: kinds.Unread) -> Finding:
    return found(condition, State.UNKNOWN)


JUDGES: dict[type[object], Callable[[Case, Condition, Any], Finding]] = {
    kinds.AllOf: _all,
    kinds.AnyOf: _any,
    kinds.Held: _held,
    kinds.Rated: _rated,
    kinds.Recognised: _recognised,
    kinds.After: _after,
    kinds.Meets: _meets,
    kinds.PartOf: _part,
    kinds.Counted: _counted,
    kinds.Leads: _leads,
    kinds.Registered: _registered,
    kinds.Aged: _aged,
    kinds.Served: _served,
    kinds.DaysOff: _days_off,
    kinds.Undisciplined: _undisciplined,
    kinds.Cleared: _cleared,
    kinds.CountsAfterDiscipline: _after_discipline,
    kinds.Attested: _attested,
    kinds.Unread: _unread,
}
"""The judge of each kind."""
