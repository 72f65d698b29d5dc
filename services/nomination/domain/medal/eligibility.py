"""Eligibility for the medal (điều kiện xét tặng): each rule asked, and the years counted span by span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kernel.explanation import Explanation, Text
from kernel.refusals import Refusal
from regulations.figures import Rounding
from regulations.medal import KINDS, MedalClass, MedalRules, Years
from services.nomination.domain.confirmation import FiguresInUse, UsedFigure
from services.nomination.domain.medal.on_file import OnFile
from services.nomination.domain.medal.person import MedalFacts
from services.nomination.domain.medal.spans import Run, credited, in_years, runs
from services.nomination.domain.rules import medal as rules
from services.nomination.domain.rules.confirming import figure_is_confirmed

MET, NOT_MET = "MET", "NOT_MET"
FACTOR, DISCIPLINE = "medal.hard_area_factor", "medal.discipline_not_counted"


@dataclass(frozen=True)
class MedalTerms:
    """What a case is judged by: the rules of the day, the figures as confirmed, the rulebook, the merit file."""

    rules: MedalRules
    figures: FiguresInUse
    version: str
    day: date
    on_file: OnFile | None = None


@dataclass(frozen=True)
class MedalVerdict:
    """The first refusal (None: eligible), the figures used, and the whole tree."""

    refusal: Refusal | None
    used: tuple[UsedFigure, ...]
    explanation: Explanation

    def require(self) -> None:
        """Raise the first refusal with the whole tree."""
        if self.refusal is not None:
            again = type(self.refusal)(
                fields=self.refusal.fields,
                source=self.refusal.ground,
                explanation=self.explanation,
                **self.refusal.facts,
            )
            raise again from self.refusal


def verdict(facts: MedalFacts, terms: MedalTerms) -> MedalVerdict:
    """Ask every rule, record nothing.

    Raises:
        UnknownMedalClass, PersonCodeMissing, SpanTurnedRound, TimeNotLived, SpansOverlap, PaperNotListed: the facts
            mean nothing.
    """
    rules.person_is_named(facts.person_code)
    of = rules.class_is_known(facts.person_class, terms.rules)
    rules.times_make_sense(facts.service, terms.day, "service")
    rules.times_make_sense(facts.disciplines, terms.day, "disciplines")
    rules.papers_are_on_the_checklist(facts.papers, terms.rules)
    used = terms.figures.used(_keys(facts, of))
    answers = [(label, _asked(ask)) for label, ask in _requirements(facts, terms, of, used)]
    first = next((refusal for _, refusal in answers if refusal is not None), None)
    tree = Explanation(
        label=Text(f"Điều kiện xét tặng {terms.rules.name.vi}", f"Eligibility for the {terms.rules.name.en}"),
        value=NOT_MET if first else MET,
        formula=Text("tất cả điều kiện đều đạt", "every condition is met"),
        source=terms.rules.basis,
        rule_version=terms.version,
        inputs=(
            *(_node(label, refusal) for label, refusal in answers),
            *(each.explain() for each in used),
            *(_counted(facts, terms, years) for years in of.years),
        ),
    )
    return MedalVerdict(first, used, tree)


def _keys(facts: MedalFacts, of: MedalClass) -> Iterator[str]:
    """The figures that a case of this class uses."""
    if of.years:
        yield FACTOR
        yield DISCIPLINE
    yield from (f"medal.{years.key(of.code, facts.sex)}" for years in of.years)


def _requirements(
    facts: MedalFacts, terms: MedalTerms, of: MedalClass, used: tuple[UsedFigure, ...]
) -> Iterator[tuple[Text, Callable[[], None]]]:
    yield (
        Text("Còn sống, không truy tặng", "Living, never posthumous"),
        lambda: rules.person_is_living(facts.person_code, facts.died_on, terms.rules.posthumous),
    )
    yield Text("Không bị cấm xét", "Nothing bars the person"), lambda: rules.nothing_bars_the_person(facts, terms.day)
    yield from _on_file(facts, terms)
    yield (
        Text("Số liệu đã được xác nhận", "The figures are confirmed"),
        lambda: figures_are_confirmed(used, terms.rules),
    )
    for years in of.years:
        kind = KINDS[years.counted]
        yield Text(f"Đủ {kind.vi}", f"Enough {kind.en}"), lambda years=years: _reached(facts, terms, years)  # type: ignore[misc]
    yield (
        Text("Có đóng góp được nêu, nếu không tính năm", "The contribution is stated where no years count"),
        lambda: rules.contribution_is_stated(facts, of),
    )


def _on_file(facts: MedalFacts, terms: MedalTerms) -> Iterator[tuple[Text, Callable[[], None]]]:
    """What is asked where a merit file of the person is kept."""
    file, day = terms.on_file, terms.day
    if file is None:
        return
    yield (
        Text("Hồ sơ thành tích không có gì cản trở", "Nothing in the merit file bars the person"),
        lambda: rules.nothing_on_file_bars_the_person(facts.person_code, file, day),
    )
    yield (
        Text("Đề nghị phù hợp hồ sơ thành tích", "The proposal agrees with the merit file"),
        lambda: rules.facts_agree_with_the_file(facts, file, day),
    )


def figures_are_confirmed(used: tuple[UsedFigure, ...], of: MedalRules) -> None:
    """Refuse at the first figure that waits for an administrator."""
    for each in used:
        confirmed = each.confirmed_by is not None or not of.must_be_confirmed(each.source)
        figure_is_confirmed(each.key, each.source, confirmed=confirmed)


def runs_of(facts: MedalFacts, terms: MedalTerms, years: Years) -> tuple[Run, ...]:
    """The time that counts for a requirement."""
    spans = [span for span in facts.service if span.counts_as(years.counted)]
    not_counted = facts.disciplines if terms.rules.discipline_not_counted.value else ()
    return runs(spans, not_counted, terms.day, Decimal(terms.figures[FACTOR].value))


def _reached(facts: MedalFacts, terms: MedalTerms, years: Years) -> None:
    needed = terms.figures[f"medal.{years.key(facts.person_class, facts.sex)}"]
    months = credited(runs_of(facts, terms, years))
    rules.years_are_reached(KINDS[years.counted], months, int(needed.value), terms.day, needed.source)


def _counted(facts: MedalFacts, terms: MedalTerms, years: Years) -> Explanation:
    found = runs_of(facts, terms, years)
    return Explanation(
        label=KINDS[years.counted],
        value=str(in_years(credited(found))),
        formula=Text("({months}) tháng ÷ 12", "({months}) months ÷ 12").format(
            {"months": " + ".join(str(run.credit) for run in found)}
        ),
        rounding=Rounding.DOWN.told(2),
        inputs=tuple(
            Explanation(
                label=Text(f"Từ {run.first} đến {run.last}", f"From {run.first} to {run.last}"),
                value=str(run.credit),
                formula=f"{run.months} × {run.factor}",
            )
            for run in found
        ),
    )


def _asked(ask: Callable[[], None]) -> Refusal | None:
    try:
        ask()
    except Refusal as refusal:
        return refusal
    return None


def _node(label: Text, refusal: Refusal | None) -> Explanation:
    if refusal is None:
        return Explanation(label=label, value=MET)
    detail = Explanation(label=refusal.text(), value=refusal.code, source=refusal.ground)
    return Explanation(label=label, value=NOT_MET, source=refusal.ground, inputs=(detail,))
