"""D6: the medal. Years counted to the day, rules on both sides of the line, figures that wait for confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.aggregate import identity
from kernel.explanation import Source, Status
from kernel.refusals import Refusal
from regulations.listing import Entry, entries_of
from regulations.medal import MEDAL, Counted, Sex
from regulations.rulebook import Rulebook, Rulebooks
from services.nomination.domain.confirmation import FigureConfirmation, FiguresInUse, Reading, UsedFigure
from services.nomination.domain.decision import Ground
from services.nomination.domain.medal.case import Medal, MedalState
from services.nomination.domain.medal.eligibility import MedalTerms, verdict
from services.nomination.domain.medal.notation import disciplines_of, service_of
from services.nomination.domain.medal.person import Bar, MedalFacts
from services.nomination.domain.medal.shares import shares
from services.nomination.domain.medal.spans import Discipline, Run, Span, credited, in_years, months_between, runs
from services.nomination.domain.refusals.confirming import (
    DocumentNotNamed,
    FigureAlreadyConfirmed,
    FigureNotConfirmed,
    FigureWasFound,
    NotConfirmedNow,
    ReadInTheFuture,
    ValueNotPossible,
    ValueOfAnotherKind,
)
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.medal import (
    BadServiceText,
    ContributionNotStated,
    DiedLaterOrEarlier,
    MedalStepNotOpen,
    NeverPosthumous,
    NoMedalRules,
    OncePerPerson,
    PaperNotListed,
    PapersMissing,
    PersonCodeMissing,
    PersonIsBarred,
    ProposedAlready,
    SpansOverlap,
    SpanTurnedRound,
    UnknownMedalClass,
    YearsNotReached,
)
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from services.nomination.domain.refusals.texts import UnseenCharacter
from services.nomination.domain.rules.medal import medal_is_known
from tests.nomination.examples import on

BOOKS = Rulebooks.load()
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""On a busy machine a drawn date takes its time."""
DAY = date(2024, 6, 30)
UNIT = identity("unit", "BHXH-68")
READ = Reading("20", "QĐ 889/QĐ-BHXH (2024)", "Điều 5", date(2024, 6, 3))


def entry(key: str, day: date = DAY) -> Entry:
    return next(each for each in entries_of(BOOKS.at(day)) if each.key == key)


def figures(book: Rulebook, *, confirmed: bool = True, **values: str) -> FiguresInUse:
    """The figures of the medal, confirmed with these values, the others as they are shipped."""
    found = {}
    for each in entries_of(book):
        if each.chapter == "medal":
            used = UsedFigure.of(each, None)
            if confirmed:
                value = values.get(each.key.rpartition("medal.")[2].replace(".", "_"), each.value)
                source = Source("QĐ 889/QĐ-BHXH (2024)", "Điều 5", Status.FOUND)
                used = UsedFigure(each.key, value, source, each.value, identity("event", each.key))
            found[each.key] = used
    return FiguresInUse(found)


def terms(day: date = DAY, *, confirmed: bool = True, **values: str) -> MedalTerms:
    book = BOOKS.at(day)
    rules = medal_is_known(book.chapter(MEDAL), day)
    return MedalTerms(rules, figures(book, confirmed=confirmed, **values), book.version, day)


TWENTY = (Span(date(2004, 7, 1), None),)
FACTS = MedalFacts("CB-0001", "in_sector", Sex.MAN, UNIT, TWENTY, papers=("request", "list", "record"))


def said(facts: MedalFacts, given: MedalTerms | None = None) -> type[Refusal] | None:
    refusal = verdict(facts, given or terms()).refusal
    return None if refusal is None else type(refusal)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2004, 7, 1), date(2024, 6, 30), Fraction(240)),
        (date(2004, 7, 1), date(2024, 6, 29), Fraction(239) + Fraction(29, 30)),
        (date(2004, 7, 15), date(2024, 7, 14), Fraction(240)),
        (date(2023, 1, 31), date(2023, 2, 28), Fraction(1) + Fraction(1, 31)),
        (date(2024, 2, 29), date(2025, 2, 27), Fraction(11) + Fraction(30, 30)),
        (date(2023, 1, 1), date(2023, 1, 30), Fraction(30, 31)),
        (date(2023, 12, 1), date(2023, 12, 31), Fraction(1)),
        (date(2023, 1, 5), date(2023, 1, 5), Fraction(1, 31)),
    ],
)
def test_months_are_those_of_the_calendar(first: date, last: date, months: Fraction) -> None:
    assert months_between(first, last) == months


@UNHURRIED
@given(st.dates(date(1960, 1, 1), date(2020, 12, 28)), st.integers(0, 6000))
def test_a_day_more_never_counts_for_less(first: date, days: int) -> None:
    shorter, longer = (months_between(first, first + timedelta(days=many)) for many in (days, days + 1))
    assert shorter < longer


@UNHURRIED
@given(st.dates(date(1980, 1, 1), date(2000, 12, 28)), st.integers(1, 7000))
def test_service_in_two_spans_without_a_gap_counts_like_one(first: date, days: int) -> None:
    cut, last = first + timedelta(days=days), date(2024, 6, 30)
    two = (Span(first, cut - timedelta(days=1)), Span(cut, None))
    one = (Span(first, None),)
    assert runs(two, (), last, Decimal(1)) == runs(one, (), last, Decimal(1))


@pytest.mark.parametrize(
    ("sex", "first", "refused"),
    [
        (Sex.MAN, date(2004, 7, 1), None),
        (Sex.MAN, date(2004, 7, 2), YearsNotReached),
        (Sex.WOMAN, date(2009, 7, 1), None),
        (Sex.WOMAN, date(2009, 7, 2), YearsNotReached),
    ],
)
def test_years_are_full_on_the_day_before_the_anniversary(sex: Sex, first: date, refused: type[Refusal] | None) -> None:
    assert said(replace(FACTS, sex=sex, service=(Span(first, None),))) is refused


@pytest.mark.parametrize(("first", "refused"), [(date(2011, 3, 1), None), (date(2011, 3, 2), YearsNotReached)])
def test_hard_areas_count_half_as_much_again(first: date, refused: type[Refusal] | None) -> None:
    """13 years and 4 months by 1.5 are 20 years."""
    assert said(replace(FACTS, service=(Span(first, None, hard_area=True),))) is refused


@pytest.mark.parametrize(("last", "refused"), [(date(2004, 12, 31), None), (date(2005, 1, 1), YearsNotReached)])
def test_time_under_discipline_is_not_counted(last: date, refused: type[Refusal] | None) -> None:
    """Twenty years and six months, less six months, or less a day more."""
    spans = (Span(date(2004, 1, 1), None),)
    discipline = (Discipline(date(2004, 7, 1), last, "khiển trách"),)
    assert said(replace(FACTS, service=spans, disciplines=discipline)) is refused


@pytest.mark.parametrize(("first", "refused"), [(date(2019, 7, 1), None), (date(2019, 7, 2), YearsNotReached)])
def test_a_leader_needs_years_as_a_leader(first: date, refused: type[Refusal] | None) -> None:
    spans = (Span(date(2010, 1, 1), first - timedelta(days=1)), Span(first, None, leading=True))
    assert said(replace(FACTS, person_class="leader", service=spans)) is refused


@pytest.mark.parametrize(
    ("before", "joined", "refused"),
    [
        (date(1999, 7, 1), date(2014, 7, 1), None),
        (date(1999, 7, 2), date(2014, 7, 1), YearsNotReached),
        (date(1999, 7, 1), date(2014, 7, 2), YearsNotReached),
    ],
)
def test_who_moved_needs_years_in_all_and_in_the_sector(
    before: date, joined: date, refused: type[Refusal] | None
) -> None:
    spans = (Span(before, joined - timedelta(days=1), in_sector=False), Span(joined, None))
    assert said(replace(FACTS, person_class="transferred", service=spans)) is refused


def test_an_outsider_needs_a_contribution_and_no_years() -> None:
    outsider = replace(FACTS, person_class="outsider", service=())
    assert said(outsider) is ContributionNotStated
    assert said(replace(outsider, contribution="đưa BHYT về xã"), terms(confirmed=False)) is None


@pytest.mark.parametrize("bar", Bar)
def test_a_bar_is_a_bar(bar: Bar) -> None:
    assert said(replace(FACTS, bars=(bar,))) is PersonIsBarred


@pytest.mark.parametrize(
    ("last", "refused"), [(DAY, PersonIsBarred), (None, PersonIsBarred), (DAY - timedelta(days=1), None)]
)
def test_under_discipline_today_is_a_bar(last: date | None, refused: type[Refusal] | None) -> None:
    spans = (Span(date(1990, 1, 1), None),)
    facts = replace(FACTS, service=spans, disciplines=(Discipline(date(2024, 1, 1), last, "cảnh cáo"),))
    assert said(facts) is refused


def test_never_posthumous() -> None:
    assert said(replace(FACTS, died_on=date(2024, 1, 2))) is NeverPosthumous


def test_unconfirmed_years_are_not_used() -> None:
    found = verdict(FACTS, terms(confirmed=False)).refusal
    assert isinstance(found, FigureNotConfirmed)
    assert found.facts["key"] == "medal.hard_area_factor"
    assert found.ground.document == "TT 15/2025/TT-BXD"


@pytest.mark.parametrize(("years", "refused"), [("20", None), ("21", YearsNotReached)])
def test_the_years_read_are_those_used(years: str, refused: type[Refusal] | None) -> None:
    assert said(FACTS, terms(classes_in_sector_in_sector_man=years)) is refused


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"person_code": " "}, PersonCodeMissing),
        ({"person_code": "x" * 61}, PersonCodeMissing),
        ({"person_class": "friend"}, UnknownMedalClass),
        ({"service": (Span(date(2024, 1, 2), date(2024, 1, 1)),)}, SpanTurnedRound),
        ({"service": (Span(date(2020, 1, 1), None), Span(date(2021, 1, 1), None))}, SpansOverlap),
        ({"service": (Span(date(2020, 1, 1), date(2021, 1, 1)), Span(date(2021, 1, 1), None))}, SpansOverlap),
        ({"disciplines": (Discipline(date(2024, 1, 2), date(2024, 1, 1), "x"),)}, SpanTurnedRound),
        ({"papers": ("poem",)}, PaperNotListed),
    ],
)
def test_facts_that_mean_nothing_are_refused(changed: dict[str, object], kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        verdict(replace(FACTS, **changed), terms())  # type: ignore[arg-type]


def test_an_era_without_rules_of_the_medal_says_so() -> None:
    with pytest.raises(NoMedalRules):
        medal_is_known(None, DAY)


def test_the_tree_counts_the_years_span_by_span() -> None:
    spans = (Span(date(2000, 1, 1), date(2009, 12, 31), hard_area=True), Span(date(2010, 1, 1), None))
    discipline = (Discipline(date(2015, 1, 1), date(2015, 6, 30), "khiển trách"),)
    tree = verdict(replace(FACTS, service=spans, disciplines=discipline), terms()).explanation
    [counted] = [node for node in tree.walk() if str(node.formula).endswith("months ÷ 12")]
    assert counted.value == "29.00"
    assert [(node.label.en, node.value, node.formula) for node in counted.inputs] == [
        ("From 2000-01-01 to 2009-12-31", "180", "120 × 3/2"),
        ("From 2010-01-01 to 2014-12-31", "60", "60 × 1"),
        ("From 2015-07-01 to 2024-06-30", "108", "108 × 1"),
    ]


def test_years_are_shown_rounded_down() -> None:
    assert in_years(Fraction(2399999, 10000)) == Decimal("19.99")
    assert credited(()) == 0
    assert Run(date(2024, 1, 1), date(2024, 1, 31), Fraction(3, 2)).credit == Fraction(3, 2)


def test_disciplines_cut_service_wherever_they_lie() -> None:
    span, last = Span(date(2020, 1, 1), date(2020, 12, 31)), date(2024, 1, 1)

    def left(*times: tuple[date, date | None]) -> list[tuple[date, date]]:
        cut = [Discipline(*time, "x") for time in times]
        return [(run.first, run.last) for run in runs([span], cut, last, Decimal(1))]

    assert left((date(2019, 1, 1), date(2019, 6, 1))) == [(span.first, span.last)]
    assert left((date(2021, 1, 1), None)) == [(span.first, span.last)]
    assert left((date(2019, 1, 1), date(2020, 1, 31))) == [(date(2020, 2, 1), span.last)]
    assert left((date(2020, 12, 1), None)) == [(span.first, date(2020, 11, 30))]
    assert left((date(2019, 1, 1), None)) == []
    assert left((date(2019, 1, 1), date(2019, 6, 1)), (date(2020, 12, 1), None)) == [(span.first, date(2020, 11, 30))]
    assert left((date(2019, 1, 1), span.first)) == [(date(2020, 1, 2), span.last)]
    assert left((date(2020, 12, 31), None)) == [(span.first, date(2020, 12, 30))]
    assert left((span.first, date(2020, 1, 31))) == [(date(2020, 2, 1), span.last)]
    assert [run.last for run in runs([Span(last, None)], (), last, Decimal(1))] == [last]
    assert runs([Span(date(2025, 1, 1), None)], (), last, Decimal(1)) == ()
    assert Span(date(2020, 1, 1), None, in_sector=False, leading=True).counts_as(Counted.LEADING) is False


@pytest.mark.parametrize(
    ("cell", "spans"),
    [
        ("", ()),
        ("2004-07-01..2014-06-30 sector hard;", (Span(date(2004, 7, 1), date(2014, 6, 30), hard_area=True),)),
        ("2014-07-01.. sector leading", (Span(date(2014, 7, 1), None, leading=True),)),
        ("2014-07-01..", (Span(date(2014, 7, 1), None, in_sector=False),)),
    ],
)
def test_a_cell_says_its_times(cell: str, spans: tuple[Span, ...]) -> None:
    assert service_of(cell) == spans


@pytest.mark.parametrize(
    "cell", ["từ 2004", "2004-07-01..2014-06-31", "2004-13-01..", "2004-07-01.. friend", "2004-07-01.. hard hard"]
)
def test_a_cell_that_says_none_is_refused(cell: str) -> None:
    with pytest.raises(BadServiceText):
        service_of(cell)


def test_a_discipline_has_its_form_in_words() -> None:
    assert disciplines_of("2020-01-01..2020-06-30 khiển trách") == (
        Discipline(date(2020, 1, 1), date(2020, 6, 30), "khiển trách"),
    )


def proposed(facts: MedalFacts = FACTS) -> Medal:
    return Medal.propose(on(DAY), facts, terms())


def awarded() -> Medal:
    medal = proposed()
    medal.appraise(on(DAY), "đủ điều kiện", terms())
    medal.award(on(DAY), "2468/QĐ-BHXH", terms())
    return medal


def test_from_the_proposal_to_the_decision_and_back() -> None:
    medal = awarded()
    with pytest.raises(OncePerPerson):
        medal.propose_again(on(DAY), FACTS, terms())
    medal.revoke(on(DAY), Ground.FALSE_RECORD, "khai sai năm công tác")
    assert medal.state is MedalState.REVOKED
    medal.propose_again(on(DAY), FACTS, terms())
    assert (medal.state, medal.id) == (MedalState.PROPOSED, Medal.id_for(" cb-0001 "))


def test_a_proposal_under_way_is_not_made_twice() -> None:
    with pytest.raises(ProposedAlready):
        proposed().propose_again(on(DAY), FACTS, terms())


@pytest.mark.parametrize("back", ["give_back", "withdraw"])
def test_what_went_back_can_be_proposed_again_but_not_before(back: str) -> None:
    medal = proposed()
    with pytest.raises(ReasonIsRequired):
        getattr(medal, back)(on(DAY), " ")
    getattr(medal, back)(on(DAY), "thiếu xác nhận")
    with pytest.raises(MedalStepNotOpen):
        getattr(medal, back)(on(DAY), "lần nữa")
    with pytest.raises(BeforeTheFact):
        medal.propose_again(on(DAY - timedelta(days=1)), FACTS, terms())
    with pytest.raises(YearsNotReached):
        medal.propose_again(on(DAY), replace(FACTS, service=()), terms())
    medal.propose_again(on(DAY), FACTS, terms())


def test_an_incomplete_dossier_is_not_appraised() -> None:
    medal = proposed(replace(FACTS, papers=("request", "list")))
    with pytest.raises(PapersMissing):
        medal.appraise(on(DAY), "đủ", terms())
    with pytest.raises(PaperNotListed):
        medal.receive(on(DAY), ("poem",), terms())
    medal.receive(on(DAY), ("record",), terms())
    with pytest.raises(ReasonIsRequired):
        medal.appraise(on(DAY), "", terms())
    medal.appraise(on(DAY), "đủ", terms())
    with pytest.raises(MedalStepNotOpen):
        medal.receive(on(DAY), ("record",), terms())


def test_who_died_before_the_decision_gets_none() -> None:
    medal = proposed()
    with pytest.raises(DiedLaterOrEarlier):
        medal.report_death(on(DAY), date(1944, 12, 31))
    with pytest.raises(DiedLaterOrEarlier):
        medal.report_death(on(DAY), DAY + timedelta(days=1))
    medal.report_death(on(DAY), DAY)
    with pytest.raises(DiedLaterOrEarlier):
        medal.report_death(on(DAY), DAY)
    with pytest.raises(NeverPosthumous):
        medal.appraise(on(DAY), "đủ", terms())
    later = proposed()
    later.appraise(on(DAY), "đủ", terms())
    later.report_death(on(DAY), DAY)
    with pytest.raises(NeverPosthumous):
        later.award(on(DAY), "1/QĐ-BHXH", terms())


def test_a_refused_proposal_raises_the_whole_tree() -> None:
    with pytest.raises(YearsNotReached) as refused:
        proposed(replace(FACTS, service=()))
    assert refused.value.explanation.value == "NOT_MET"
    assert refused.value.facts["have"] == Decimal("0.00")


def test_the_share_of_outsiders_is_over_only_above_the_limit() -> None:
    limit = UsedFigure.of(entry("medal.outsiders_share"), None)
    given = [(2023, "in_sector", 8), (2023, "outsider", 2), (2024, "in_sector", 3), (2024, "outsider", 1)]
    found = shares(given, ("outsider",), limit)
    assert [(each.year, each.given, each.outsiders, each.percent, each.over) for each in found] == [
        (2023, 10, 2, Decimal("20.00"), False),
        (2024, 4, 1, Decimal("25.00"), True),
    ]


YEARS = "medal.classes.in_sector.in_sector.man"


def confirmed(reading: Reading = READ, key: str = YEARS) -> FigureConfirmation:
    return FigureConfirmation.confirm(on(DAY), entry(key), reading)


def test_a_confirmed_reading_takes_the_place_of_what_is_shipped() -> None:
    found = confirmed(replace(READ, value="25"))
    used = UsedFigure.of(entry(YEARS), found)
    assert (used.value, used.shipped, used.source) == ("25", "20", Source(READ.document, READ.article, Status.FOUND))
    assert used.explain().events == (found.confirmed_by,)
    found.withdraw(on(DAY), "đọc nhầm")
    again = UsedFigure.of(entry(YEARS), found)
    assert (again.value, again.confirmed_by, again.explain().events) == ("20", None, ())


def test_a_confirmation_is_withdrawn_before_another() -> None:
    found = confirmed()
    with pytest.raises(FigureAlreadyConfirmed):
        found.confirm_again(on(DAY), entry(YEARS), READ)
    with pytest.raises(ReasonIsRequired):
        found.withdraw(on(DAY), "")
    found.withdraw(on(DAY), "đọc nhầm")
    with pytest.raises(NotConfirmedNow):
        found.withdraw(on(DAY), "lần nữa")
    with pytest.raises(ReadInTheFuture):
        found.confirm_again(on(DAY), entry(YEARS), replace(READ, read_on=DAY + timedelta(days=1)))
    found.confirm_again(on(DAY), entry(YEARS), replace(READ, value="22", read_on=DAY))
    assert (found.stands, found.reading.value) == (True, "22")


@pytest.mark.parametrize(
    ("key", "changed", "kind"),
    [
        (YEARS, {"value": "twenty"}, ValueOfAnotherKind),
        (YEARS, {"value": "20.5"}, ValueOfAnotherKind),
        (YEARS, {"document": " "}, DocumentNotNamed),
        (YEARS, {"read_on": DAY + timedelta(days=1)}, ReadInTheFuture),
        ("medal.outsiders_share", {"value": "20"}, ValueOfAnotherKind),
        ("medal.outsiders_share", {"value": "6/5"}, ValueNotPossible),
        ("medal.outsiders_share", {"value": "0/5"}, ValueNotPossible),
        (YEARS, {"value": "0"}, ValueNotPossible),
        (YEARS, {"document": "QĐ\u200b889"}, UnseenCharacter),
        (YEARS, {"article": "Điều\u200b 3"}, UnseenCharacter),
        (YEARS, {"value": "１５"}, ValueOfAnotherKind),
        ("medal.outsiders_share", {"value": "1/0"}, ValueOfAnotherKind),
        ("medal.discipline_not_counted", {"value": "1"}, ValueOfAnotherKind),
        ("medal.once", {}, FigureWasFound),
    ],
)
def test_a_confirmation_that_means_nothing_is_refused(
    key: str, changed: dict[str, object], kind: type[Refusal]
) -> None:
    with pytest.raises(kind):
        confirmed(replace(READ, **changed), key)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("medal.hard_area_factor", "2"),
        ("medal.hard_area_factor", "1.3"),
        ("medal.outsiders_share", "1/10"),
        ("medal.discipline_not_counted", "có · yes"),
    ],
)
def test_a_number_is_confirmed_by_a_number_and_words_as_they_are(key: str, value: str) -> None:
    assert confirmed(replace(READ, value=value), key).reading.value == value


def test_a_figure_taken_over_by_a_later_era_is_confirmed_once() -> None:
    one, other = entry(YEARS, date(2012, 1, 1)), entry(YEARS, DAY)
    assert FigureConfirmation.id_for(one) == FigureConfirmation.id_for(other)
    changed = replace(other, value="25")
    assert FigureConfirmation.id_for(changed) != FigureConfirmation.id_for(other)


@pytest.mark.parametrize(
    ("day", "document"),
    [
        (date(2010, 1, 1), "QĐ 1618/QĐ-BHXH"),
        (date(2012, 1, 1), "QĐ 888/QĐ-BHXH 28/08/2011"),
        (date(2023, 12, 31), "QĐ 888/QĐ-BHXH 28/08/2011"),
        (date(2024, 1, 1), "QĐ 889/QĐ-BHXH (2024)"),
        (date(2025, 7, 1), "QĐ 889/QĐ-BHXH (2024)"),
    ],
)
def test_the_text_of_the_day(day: date, document: str) -> None:
    assert terms(day).rules.basis.document == document
