"""Which rules a matter stands under, and why: named, by its day, or by a transitional clause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kernel.explanation import Text
from regulations.refusals import NoRulesYet, RulesNotInForce, UnknownRules
from regulations.rulebook import Matter, Rulebook, Rulebooks
from tests.support.eras import amended, put

BOOKS = Rulebooks.load()


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Rulebooks:
    return Rulebooks.load(amended(tmp_path_factory.mktemp("eras")))


def test_without_more_the_day_of_the_fact_decides() -> None:
    found = BOOKS.applying(Matter(date(2019, 5, 1), received_on=date(2017, 1, 1)))
    assert (found.rulebook.id, found.why.formula, found.details) == (
        "qd234-2018",
        Text("theo ngày của việc", "by the day of the fact"),
        {},
    )
    assert [node.value for node in found.why.inputs] == ["2019-05-01", "2018-02-23"]


@pytest.mark.parametrize("exactly", [False, True])
def test_named_rules_come_before_those_of_the_day(exactly: bool) -> None:
    book = BOOKS.by_id("nd91-2017")
    found = BOOKS.applying(Matter(date(2024, 5, 1), named=book.version if exactly else book.id))
    assert (found.rulebook, found.why.value, found.why.inputs[0].value) == (
        book,
        book.version,
        BOOKS.by_id("law-2022").version,
    )
    assert found.details == {"rules": found.why.as_dict()}


@pytest.mark.parametrize("named", ["law-1999", "law-2022@000000000000", ""])
def test_rules_that_are_none_are_refused(named: str) -> None:
    with pytest.raises(UnknownRules):
        BOOKS.applying(Matter(date(2024, 5, 1), named=named))


def test_before_the_first_era_rules_apply_only_where_they_are_named() -> None:
    day = date(2004, 6, 30)
    with pytest.raises(NoRulesYet) as refused:
        BOOKS.applying(Matter(day, received_on=day))
    assert (refused.value.facts, refused.value.fields) == ({"first": date(2004, 7, 1), "day": day}, ("effective",))
    with pytest.raises(NoRulesYet) as refused:
        BOOKS.applying(Matter(day, asked_as="on"))
    assert refused.value.fields == ("on",)
    assert BOOKS.applying(Matter(day, named="law-2003")).rulebook.id == "law-2003"
    assert BOOKS.applying(Matter(date(2004, 7, 1))).rulebook.id == "law-2003"


def test_nothing_is_decided_by_a_lead() -> None:
    with pytest.raises(RulesNotInForce) as refused:
        BOOKS.applying(Matter(date(2026, 11, 1), named="law-2026"))
    assert refused.value.facts == {"given": "law-2026", "document": "Luật 06/2026/QH16"}


def years_of(book: Rulebook) -> int:
    """As if the newer rules gave more."""
    return book.in_force_from.year


def less(book: Rulebook) -> int:
    return -years_of(book)


@pytest.mark.parametrize(
    ("received", "on", "era"),
    [
        (date(2026, 9, 30), date(2026, 10, 1), "law-2022-nd152"),
        (date(2026, 10, 1), date(2026, 10, 1), "law-2026"),
        (date(2026, 9, 30), date(2026, 9, 30), "law-2022-nd152"),
        (None, date(2026, 10, 1), "law-2026"),
    ],
)
def test_what_was_received_before_keeps_the_rules_before(
    later: Rulebooks, received: date | None, on: date, era: str
) -> None:
    assert later.applying(Matter(on, received_on=received)).rulebook.id == era
    assert later.applying(Matter(on, received_on=received), less).rulebook.id == era


def test_unless_the_new_are_more_favourable(later: Rulebooks) -> None:
    found = later.applying(Matter(date(2026, 11, 1), received_on=date(2026, 9, 1)), years_of)
    assert (found.rulebook.id, found.why.formula) == (
        "law-2026",
        Text("quy định mới có lợi hơn", "the new rules favour"),
    )
    assert [node.value for node in found.why.inputs] == ["2026-09-01", "2026-10-01", "2025", "2026"]
    assert found.why.source is not None
    assert found.why.source.status == "unverified"
    equal = later.applying(Matter(date(2026, 11, 1), received_on=date(2026, 9, 1)), lambda _book: 1)
    assert (equal.rulebook.id, equal.why.formula) == (
        "law-2022-nd152",
        Text("điều khoản chuyển tiếp", "transitional clause"),
    )
    assert equal.details == {"rules": equal.why.as_dict()}


def test_a_clause_without_the_exception_keeps_the_old_ones(tmp_path: Path) -> None:
    amended(tmp_path)
    put(tmp_path / "law-2026" / "rulebook.toml", "unless_more_favourable = true", "unless_more_favourable = false")
    found = Rulebooks.load(tmp_path).applying(Matter(date(2026, 11, 1), received_on=date(2026, 9, 1)), years_of)
    assert found.rulebook.id == "law-2022-nd152"
