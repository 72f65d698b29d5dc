"""D5: a dossier held against its checklist and the board; one step after the other, with its clocks and reminders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.aggregate import identity
from kernel.refusals import Refusal
from regulations.dossiers import Span
from regulations.rulebook import Rulebook, Rulebooks
from services.nomination.domain.dossier import About, Appraisal, Dossier, DossierState, Extension
from services.nomination.domain.papers import (
    Agreement,
    Asked,
    DossierKind,
    Known,
    OnRecord,
    Paper,
    Quoted,
    chapter_of,
    check,
)
from services.nomination.domain.readable import DECIMALS, LARGEST
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.dossiers import (
    DossierIncomplete,
    DossierIsEmpty,
    DossierNotThere,
    ExtensionNotGrounded,
    ExtensionNotLater,
    PaperNotWhole,
    QuoteNotStated,
    QuoteUnreadable,
    RemindedAlready,
    UnknownPaper,
)
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from tests.nomination.examples import GOVERNMENT_FLAG, LEADER, MOVEMENT, POLICY, RULES, heard, january

BOOKS = Rulebooks.load()
DUE = date(2025, 1, 20)
ASKED = Asked.of(DossierKind.MERIT, GOVERNMENT_FLAG, (DUE, POLICY), RULES)
BOARD = heard("edition 1")
RECORD = {
    "SCORE": Known(Decimal("987.5"), (BOARD,)),
    "RANK": Known(Decimal(1), (BOARD,)),
    "CLASS": Known("A", (BOARD,)),
}
REPORT = Paper("report", "Báo cáo", "a" * 64, 12, 1500, (Quoted("SCORE", Decimal("987.50")),))
SUBMISSION = Paper("submission", "Tờ trình", "b" * 64, 1, 200)
MINUTES = Paper("minutes_with_ballot", "Biên bản", "c" * 64, 2, 300)
WHOLE = (SUBMISSION, REPORT, MINUTES)


def dossier(*papers: Paper, asked: Asked = ASKED) -> Dossier:
    about = About(identity("nomination", "x"), DossierKind.MERIT, GOVERNMENT_FLAG, LEADER, MOVEMENT)
    found = Dossier.open(january(10), about, asked, date(2025, 1, 10))
    for paper in papers:
        found.attach(january(10), paper)
    return found


def sent(*papers: Paper) -> Dossier:
    found = dossier(*papers)
    found.submit(january(12))
    return found


def received(*papers: Paper, day: int = 15) -> Dossier:
    found = sent(*papers)
    found.receive(january(day), check(ASKED, papers, RECORD))
    return found


@pytest.mark.parametrize(
    ("day", "title", "papers", "sets"),
    [
        (date(2012, 1, 1), "CSTD_TQ", ("submission", "report", "minutes_with_ballot", "certificate"), 1),
        (date(2020, 1, 1), "CSTD_TQ", ("submission", "report", "minutes_with_ballot", "certificate"), 2),
        (date(2024, 6, 1), "CSTD_TQ", ("submission", "report", "minutes_with_ballot", "certificate"), 1),
        (date(2026, 1, 1), "CO_CHINH_PHU", ("submission", "report", "minutes_with_ballot"), 1),
        (date(2026, 1, 1), "TTLDXS", ("submission", "report", "minutes"), 1),
    ],
)
def test_each_era_asks_for_its_papers(day: date, title: str, papers: tuple[str, ...], sets: int) -> None:
    asked = Asked.of(DossierKind.MERIT, title, None, BOOKS.at(day))
    assert (asked.papers, asked.sets, asked.due, asked.due_source) == (papers, sets, None, None)


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        (DossierKind.SUDDEN, ("submission", "report", "confirmation")),
        (DossierKind.THEMATIC, ("submission", "report", "confirmation")),
        (DossierKind.MID_YEAR, ("submission", "report", "minutes")),
    ],
)
def test_outside_the_ranking_the_checklist_is_short(kind: DossierKind, papers: tuple[str, ...]) -> None:
    assert Asked.of(kind, GOVERNMENT_FLAG, None, RULES).papers == papers


@pytest.mark.parametrize("book", BOOKS.eras, ids=lambda book: book.id)
def test_an_appraisal_takes_twenty_working_days_in_every_era(book: Rulebook) -> None:
    spans = {code: clock.span.value for code, clock in chapter_of(book).clocks.items()}
    assert spans == {
        "appraisal": Span(20, working=True),
        "notice": Span(10, working=True),
        "sudden": Span(45, working=False),
    }


def test_a_whole_dossier_lacks_nothing_and_is_not_thin() -> None:
    seen = check(ASKED, WHOLE, RECORD)
    assert (seen.complete, seen.missing, seen.thin, seen.short) == (True, (), False, ())
    assert seen.figures == (("SCORE", Agreement.AGREES),)
    assert (seen.explanation.value, seen.explanation.source) == ("COMPLETE", ASKED.papers_source)


@pytest.mark.parametrize(("words", "short"), [(1500, ()), (1499, ("Báo cáo",))])
def test_a_report_shorter_than_its_form_asks_is_thin(words: int, short: tuple[str, ...]) -> None:
    seen = check(ASKED, (SUBMISSION, replace(REPORT, words=words), MINUTES), RECORD)
    assert (seen.short, seen.thin) == (short, bool(short))


@pytest.mark.parametrize(
    ("quote", "record", "agreement", "thin"),
    [
        (Quoted("SCORE", Decimal("987.5")), RECORD, Agreement.AGREES, False),
        (Quoted("SCORE", Decimal("987.6")), RECORD, Agreement.DIFFERS, True),
        (Quoted("RANK", Decimal(2)), RECORD, Agreement.DIFFERS, True),
        (Quoted("HI_COVERAGE", Decimal("93.35")), RECORD, Agreement.UNKNOWN, False),
        (Quoted("SCORE", Decimal("987.5")), {}, Agreement.UNKNOWN, False),
        (Quoted("SCORE", None, "cao"), RECORD, Agreement.DIFFERS, True),
        (Quoted("CLASS", None, " a"), RECORD, Agreement.AGREES, False),
        (Quoted("CLASS", None, "B"), RECORD, Agreement.DIFFERS, True),
        (Quoted("CLASS", Decimal(1)), RECORD, Agreement.DIFFERS, True),
    ],
)
def test_a_figure_is_the_one_on_record_or_differs_or_nobody_knows(
    quote: Quoted,
    record: OnRecord,
    agreement: Agreement,
    thin: bool,
) -> None:
    seen = check(ASKED, (SUBMISSION, replace(REPORT, quotes=(quote,)), MINUTES), record)
    assert (seen.figures, seen.thin) == (((quote.indicator, agreement),), thin)
    leaf = next(node for node in seen.explanation.walk() if node.label.en.startswith("Figure "))
    known = agreement is not Agreement.UNKNOWN
    assert (leaf.value, leaf.events) == (agreement.value, (heard("edition 1"),) if known else ())


def told(known: Known, quote: Quoted) -> tuple[str, str]:
    seen = check(ASKED, (replace(REPORT, quotes=(quote,)),), {quote.indicator: known})
    leaf = next(each for each in seen.explanation.walk() if each.label.en.startswith("Figure "))
    return leaf.value, str(leaf.formula)


def test_what_is_on_record_stands_beside_what_is_quoted_unless_it_is_about_a_person() -> None:
    assert told(Known(Decimal("987.5")), Quoted("SCORE", Decimal("987.50"))) == ("AGREES", "987.50 / 987.5")
    assert told(Known("GOOD"), Quoted("RATING", None, "EXCELLENT")) == ("DIFFERS", "EXCELLENT / GOOD")
    assert told(Known("GOOD", private=True), Quoted("RATING", None, "GOOD")) == ("AGREES", "GOOD / —")


@pytest.mark.parametrize(("quoted", "value"), [(2, "DIFFERS"), (3, "AGREES"), (4, "UNKNOWN")])
def test_more_than_is_on_an_incomplete_record_may_be_true(quoted: int, value: str) -> None:
    assert told(Known(Decimal(3), at_least=True), Quoted("YEARS:LDTT", Decimal(quoted)))[0] == value


@pytest.mark.parametrize(
    "quote",
    [Quoted(" ", Decimal(1)), Quoted("SCORE", None), Quoted("SCORE", None, " "), Quoted("SCORE", Decimal(1), "một")],
)
def test_a_figure_is_quoted_as_a_number_or_as_a_code(quote: Quoted) -> None:  # rule: quotes_are_stated
    with pytest.raises(QuoteNotStated):
        dossier().attach(january(10), replace(REPORT, quotes=(quote,)))


@pytest.mark.parametrize("value", ["1e15", "1e999999999", "1e-999999999", "-1e5000", "0.1234567", "NaN", "Infinity"])
def test_a_quoted_number_is_one_that_can_be_read(value: str) -> None:  # rule: quotes_are_stated
    with pytest.raises(QuoteUnreadable) as refused:
        dossier().attach(january(10), replace(REPORT, quotes=(Quoted("SCORE", Decimal(value)),)))
    assert refused.value.facts == {"indicator": "SCORE", "most": LARGEST, "decimals": DECIMALS}
    dossier().attach(january(10), replace(REPORT, quotes=(Quoted("SCORE", Decimal("-999999999999999.999999")),)))


def test_older_papers_quoted_numbers_only() -> None:
    state: dict[str, object] = {"paper": {"quotes": [{"indicator": "SCORE", "value": "1"}]}}
    Dossier.PaperAttached.upcast_v1_v2(state)
    assert state == {"paper": {"quotes": [{"indicator": "SCORE", "value": "1", "text": ""}]}}


@given(st.permutations(WHOLE))
def test_the_order_of_the_papers_does_not_matter(papers: list[Paper]) -> None:
    assert check(ASKED, papers, RECORD).explanation.digest() == check(ASKED, WHOLE, RECORD).explanation.digest()


@given(st.sets(st.sampled_from(WHOLE)))
def test_a_paper_more_never_makes_more_missing(papers: set[Paper]) -> None:
    held = check(ASKED, tuple(papers), RECORD)
    assert set(held.missing) == set(ASKED.papers) - {each.kind for each in papers}
    assert set(check(ASKED, (*papers, MINUTES), RECORD).missing) <= set(held.missing)


@pytest.mark.parametrize(
    ("paper", "refusal"),
    [
        (replace(REPORT, kind="photo"), UnknownPaper),
        (replace(REPORT, name=" "), PaperNotWhole),
        (replace(REPORT, pages=0), PaperNotWhole),
        (replace(REPORT, words=-1), PaperNotWhole),
        (replace(REPORT, sha256="A" * 64), PaperNotWhole),
        (replace(REPORT, sha256="a" * 63), PaperNotWhole),
    ],
)
def test_a_paper_is_of_the_checklist_and_whole(paper: Paper, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        dossier().attach(january(10), paper)


def test_a_paper_put_in_again_replaces_the_one_of_its_name() -> None:
    found = dossier(REPORT, replace(REPORT, words=2000))
    assert [paper.words for paper in found.papers.values()] == [2000]


def test_an_empty_dossier_is_not_sent() -> None:
    with pytest.raises(DossierIsEmpty):
        dossier().submit(january(12))


@pytest.mark.parametrize(("day", "late"), [(20, False), (21, True)])
def test_received_after_its_day_is_late(day: int, late: bool) -> None:
    found = received(*WHOLE, day=day)
    event = found.pending_events[-1]
    assert isinstance(event, Dossier.Received)
    assert (event.late, event.missing, event.thin) == (late, (), False)
    assert (found.state, found.received_on) == (DossierState.RECEIVED, date(2025, 1, day))


def test_without_a_deadline_nothing_is_late() -> None:
    found = dossier(*WHOLE, asked=replace(ASKED, due=None, due_source=None))
    found.submit(january(12))
    found.receive(january(31), check(ASKED, WHOLE, RECORD))
    event = found.pending_events[-1]
    assert isinstance(event, Dossier.Received)
    assert not event.late


def test_a_dossier_with_a_paper_missing_is_returned_not_accepted_and_its_supplement_is_not_late() -> None:
    found = received(SUBMISSION, REPORT)
    with pytest.raises(DossierIncomplete) as refused:
        found.accept(january(16), check(ASKED, (SUBMISSION, REPORT), RECORD), None)
    assert refused.value.facts["missing"] == "Biên bản bình xét và kết quả bỏ phiếu"
    with pytest.raises(ReasonIsRequired):
        found.send_back(january(16), " ")
    found.send_back(january(16), "thiếu biên bản")
    found.attach(january(22), MINUTES)
    found.submit(january(22))
    found.receive(january(23), check(ASKED, WHOLE, RECORD))
    event = found.pending_events[-1]
    assert isinstance(event, Dossier.Received)
    assert (event.late, found.received_on) == (False, date(2025, 1, 15))


@pytest.mark.parametrize(
    ("due", "day", "late"), [(date(2025, 1, 25), 25, False), (date(2025, 1, 25), 26, True), (None, 26, None)]
)
def test_an_appraisal_is_late_after_its_clock_and_unknown_without_one(
    due: date | None,
    day: int,
    late: bool | None,
) -> None:
    found = received(*WHOLE)
    found.accept(january(16), check(ASKED, WHOLE, RECORD), due)
    with pytest.raises(ReasonIsRequired):
        found.appraise(january(day), Appraisal(favourable=True, finding=" "))
    found.appraise(january(day), Appraisal(favourable=True, finding="đủ điều kiện"))
    event = found.pending_events[-1]
    assert isinstance(event, Dossier.Appraised)
    assert (event.late, found.state) == (late, DossierState.APPRAISED)


STEPS: dict[str, Callable[[Dossier], None]] = {
    "attach": lambda found: found.attach(january(25), REPORT),
    "submit": lambda found: found.submit(january(25)),
    "receive": lambda found: found.receive(january(25), check(ASKED, WHOLE, RECORD)),
    "return": lambda found: found.send_back(january(25), "bổ sung"),
    "accept": lambda found: found.accept(january(25), check(ASKED, WHOLE, RECORD), None),
    "appraise": lambda found: found.appraise(january(25), Appraisal(favourable=True, finding="đủ")),
    "remind": lambda found: found.remind(january(25), "gửi hồ sơ"),
    "extend": lambda found: found.extend(january(25), Extension(date(2025, 6, 1), "Tổng Giám đốc", "CV 9/BHXH")),
}


def at(state: DossierState) -> Dossier:
    way = ("submit", "receive", "accept", "appraise")
    order = (DossierState.DRAFT, DossierState.SUBMITTED, DossierState.RECEIVED, DossierState.ACCEPTED)
    found = dossier(*WHOLE)
    if state is DossierState.RETURNED:
        way = ("submit", "receive", "return", "")
    for step in way[
        : (*order, DossierState.APPRAISED).index(state) if state in (*order, DossierState.APPRAISED) else 3
    ]:
        STEPS[step](found)
    return found


OPEN = {
    DossierState.DRAFT: {"attach", "submit", "remind", "extend"},
    DossierState.SUBMITTED: {"receive", "remind", "extend"},
    DossierState.RECEIVED: {"return", "accept", "remind", "extend"},
    DossierState.RETURNED: {"attach", "submit", "remind", "extend"},
    DossierState.ACCEPTED: {"appraise", "remind"},
    DossierState.APPRAISED: set(),
}


@pytest.mark.parametrize("state", DossierState)
@pytest.mark.parametrize("step", STEPS)
def test_in_each_state_exactly_these_steps_are_taken(state: DossierState, step: str) -> None:
    found = at(state)
    assert found.state is state
    if step in OPEN[state]:
        STEPS[step](found)
    else:
        with pytest.raises(DossierNotThere):
            STEPS[step](found)


def test_a_step_is_not_dated_before_the_one_it_follows() -> None:
    with pytest.raises(BeforeTheFact):
        sent(*WHOLE).receive(january(11), check(ASKED, WHOLE, RECORD))


@pytest.mark.parametrize(
    ("extension", "refusal"),
    [
        (Extension(date(2025, 1, 21), "Tổng Giám đốc", "CV 9/BHXH"), None),
        (Extension(DUE, "Tổng Giám đốc", "CV 9/BHXH"), ExtensionNotLater),
        (Extension(date(2025, 1, 21), " ", "CV 9/BHXH"), ExtensionNotGrounded),
        (Extension(date(2025, 1, 21), "Tổng Giám đốc", " "), ExtensionNotGrounded),
    ],
)
def test_more_time_is_given_by_somebody_under_a_text(extension: Extension, refusal: type[Refusal] | None) -> None:
    found = dossier(*WHOLE)
    if refusal is None:
        found.extend(january(11), extension)
        assert found.due == extension.until
    else:
        with pytest.raises(refusal):
            found.extend(january(11), extension)


def test_where_there_was_no_deadline_one_can_be_set() -> None:
    found = dossier(asked=replace(ASKED, due=None, due_source=None))
    with pytest.raises(BeforeTheFact):
        found.extend(january(11), Extension(date(2025, 1, 10), "Tổng Giám đốc", "CV 9/BHXH"))
    found.extend(january(11), Extension(date(2025, 1, 11), "Tổng Giám đốc", "CV 9/BHXH"))
    assert found.due == date(2025, 1, 11)


def test_a_reminder_says_something() -> None:
    with pytest.raises(ReasonIsRequired):
        dossier().remind(january(11), " ")


def test_a_unit_is_reminded_once_a_day_and_not_before_the_dossier_is_there() -> None:
    found = dossier()  # rule: reminder_is_the_first_of_its_day
    with pytest.raises(BeforeTheFact):
        found.remind(january(9), "gửi hồ sơ")
    found.remind(january(11), "gửi hồ sơ")
    with pytest.raises(RemindedAlready) as refused:
        found.remind(january(11), "gửi hồ sơ")
    assert refused.value.facts == {"day": date(2025, 1, 11)}
    found.remind(january(12), "gửi hồ sơ")


def test_a_dossier_is_not_opened_before_its_case() -> None:
    about = dossier().about
    assert Dossier.open(january(9), about, ASKED, date(2025, 1, 9)).about == about
    with pytest.raises(BeforeTheFact):
        Dossier.open(january(9), about, ASKED, date(2025, 1, 10))
