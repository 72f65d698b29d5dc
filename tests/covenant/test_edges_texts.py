"""Codes and texts of the covenant service at their bounds, and the input that a refused one stands in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from services.covenant.domain.plan import Milestone
from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten
from services.covenant.domain.rules import codes, covenants, plans
from tests.covenant import told
from tests.covenant.examples import target
from tests.covenant.long_examples import FIRST, RESOLUTION, YEARS, figures, goal, measure, table


def test_a_code_has_at_most_sixty_letters() -> None:
    codes.a_code_can_be_typed_and_cited("A" * 60)
    said = told.by(partial(codes.a_code_can_be_typed_and_cited, "A" * 61))
    assert said == told.of(MalformedCode, "code", given="A" * 60, most=60)
    said = told.by(partial(codes.a_code_can_be_typed_and_cited, "", field="items"))
    assert said == told.of(MalformedCode, "items", given="", most=60)


@pytest.mark.parametrize(("bound", "most"), [({}, 300), ({"most": 4000}, 4000)])
def test_a_text_says_something_in_at_most_so_many_letters(bound: dict[str, int], most: int) -> None:
    for text in ("A", "A" * most):
        codes.something_is_written(text, field="name", **bound)
    for text in ("", " ", "A" * (most + 1)):
        said = told.by(partial(codes.something_is_written, text, field="name", **bound))
        assert said == told.of(NothingWritten, "name", most=most)


# The input that a malformed code or an empty text stands in.

LONG = "A" * 301
MALFORMED = told.of(MalformedCode, "targets", given="B B", most=codes.LONGEST_CODE)
UNWRITTEN = told.of(NothingWritten, "targets", most=codes.LONGEST_NAME)


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (partial(covenants.targets_make_sense, [target("B B")]), MALFORMED),
        (partial(covenants.targets_make_sense, [target(name=" ")]), UNWRITTEN),
        (partial(covenants.targets_make_sense, [target(unit_of_measure=LONG)]), UNWRITTEN),
        (
            partial(plans.a_table_makes_sense, table(figures(70, indicator="B B")), YEARS),
            replace(MALFORMED, fields=("figures",)),
        ),
        (
            partial(plans.a_table_makes_sense, table(measure(name=LONG)), YEARS),
            replace(UNWRITTEN, fields=("measures",)),
        ),
        (
            partial(plans.a_table_makes_sense, table(figures(70, unit_of_measure=" ")), YEARS),
            replace(UNWRITTEN, fields=("figures",)),
        ),
        (partial(plans.goals_make_sense, [goal("B B")], YEARS), replace(MALFORMED, fields=("goals",))),
        (partial(plans.goals_make_sense, [goal(name=LONG)], YEARS), replace(UNWRITTEN, fields=("goals",))),
        (partial(plans.goals_make_sense, [goal(unit_of_measure=" ")], YEARS), replace(UNWRITTEN, fields=("goals",))),
        (
            partial(plans.goals_make_sense, [goal(source=replace(RESOLUTION, document=" "))], YEARS),
            replace(UNWRITTEN, fields=("goals",)),
        ),
    ],
)
def test_a_text_is_refused_with_the_input_it_stands_in(ask: told.Ask, answer: told.Told) -> None:
    assert told.by(ask) == answer


def test_a_milestone_says_something_in_as_many_letters_as_a_text() -> None:
    ask = partial(plans.a_measure_says_what_and_when, years=YEARS)
    ask(measure(timetable=(Milestone(FIRST, "A" * codes.LONGEST_TEXT),)))
    said = told.by(partial(ask, measure(timetable=(Milestone(FIRST, "A" * (codes.LONGEST_TEXT + 1)),))))
    assert said == told.of(NothingWritten, "measures", most=codes.LONGEST_TEXT)
