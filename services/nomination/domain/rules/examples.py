"""What must be so before something is put down about a good example or an award from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Text
from services.nomination.domain.readable import DECIMALS, LARGEST, is_readable
from services.nomination.domain.refusals.examples import (
    AwardHolderUnclear,
    CollectiveHasNoPersonCode,
    EffectElsewhere,
    EffectFigureUnreadable,
    EffectWithoutAfter,
    ExampleIsClosed,
    ExampleIsOpen,
    ExampleNeedsWords,
    HigherAwardStruck,
    NotYetPublished,
    RecognisedAlready,
    SpreadToNobodyNew,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written


def it_is_stated(said: str, what: Text, field: str) -> None:
    """House rule: what is put down says something."""
    if not said.strip():
        raise ExampleNeedsWords(what=what, fields=(field,))
    nothing_unseen_is_written(**{field: said})


def a_collective_is_no_person(person: str | None, *, collective: bool) -> None:
    """House rule: an example is of a person or of a collective, never of both."""
    if collective and person is not None and person.strip():
        raise CollectiveHasNoPersonCode(person=person)


def an_effect_is_measured_to_its_end(before: Decimal | None, after: Decimal | None) -> None:
    """House rule: what was before says nothing of the effect without what is after; both are numbers one can read."""
    for field, figure in (("before", before), ("after", after)):
        if figure is not None and not is_readable(figure):
            raise EffectFigureUnreadable(most=LARGEST, decimals=DECIMALS, fields=(field,))
    if before is not None and after is None:
        raise EffectWithoutAfter(before=before)


def an_effect_is_where_the_example_is(unit: UUID | None, own: UUID, taken: Collection[UUID]) -> None:
    """House rule: an effect shows in the example's own unit, or in one that took it up."""
    if unit is not None and unit != own and unit not in taken:
        raise EffectElsewhere(unit=unit)


def recognition_is_new(example: str, form: str, number: str, known: Collection[tuple[str, str]]) -> None:
    """House rule: a recognition, by its form and number in capitals or not, is put down once."""
    if (form.casefold(), number.casefold()) in known:
        raise RecognisedAlready(example=example, form=form, number=number or "—")


def it_was_published(published_on: date, day: date) -> None:
    """House rule: put down is an introduction that was published, not one that is planned."""
    if published_on > day:
        raise NotYetPublished(given=published_on, day=day)


def example_is_open(code: str, state: str, *, is_open: bool) -> None:
    """House rule: what was closed or withdrawn is reopened before anything is added."""
    if not is_open:
        raise ExampleIsClosed(given=code, state=state)


def example_is_not_open(code: str, *, is_open: bool) -> None:
    """House rule: only what was closed or withdrawn is reopened."""
    if is_open:
        raise ExampleIsOpen(given=code)


def units_are_new(units: Sequence[UUID], own: UUID, taken: Collection[UUID]) -> None:
    """House rule: an example spreads to other units, to each once."""
    stray = [unit for unit in units if unit == own or unit in taken or units.count(unit) > 1]
    if stray or not units:
        raise SpreadToNobodyNew(units=", ".join(map(str, dict.fromkeys(stray))) or "—")


def holder_is_clear(unit_id: UUID | None, person_code: str | None) -> None:
    """House rule: an award is a collective's or a person's, never both."""
    if (unit_id is None) == (person_code is None or not person_code.strip()):
        raise AwardHolderUnclear


def award_is_on_record(number: str, *, struck: bool) -> None:
    """House rule: a record is struck once, and stays visible."""
    if struck:
        raise HigherAwardStruck(number=number)
