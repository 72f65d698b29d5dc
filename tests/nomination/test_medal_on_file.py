"""D6, D2: where a merit file of the person is kept, the medal looks at it: bars, and what the two say differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from regulations.conditions import DisciplineForm
from regulations.medal import Sex
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.medal.eligibility import verdict
from services.nomination.domain.medal.on_file import OnFile
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.merit import facts as merit
from services.nomination.domain.merit.facts import Bearer, InquiryKind, Opening
from services.nomination.domain.merit.file import MeritFile
from services.nomination.domain.refusals.medal import MedalContradictsTheFile, PersonIsBarred
from tests.nomination.examples import january, on
from tests.nomination.merit import discipline, inquiry, put
from tests.nomination.test_medal import DAY, FACTS, terms

RECRUITED = date(2004, 7, 1)
BEFORE = (Span(date(1999, 1, 1), date(2004, 6, 30), in_sector=False), Span(RECRUITED, None))


def on_file(*facts: merit.Fact, sex: Sex | None = Sex.MAN, cleared_on: date | None = None) -> OnFile:
    """The file of a man who was recruited in 2004, with these facts."""
    file = MeritFile.open(january(11), Opening(Bearer.person("CB-0001"), 2004, RECRUITED, sex))
    for fact in facts:
        made = put(file, fact)
        if cleared_on is not None:
            file.clear(january(11), made, cleared_on, "không có vi phạm")
    return OnFile.of(file)


def refusal(file: OnFile, facts: object = FACTS) -> tuple[type[Exception] | None, tuple[str, ...], str]:
    found = verdict(facts, replace(terms(), on_file=file)).refusal  # type: ignore[arg-type]
    return (None, (), "") if found is None else (type(found), found.fields, found.text().en)


@pytest.mark.parametrize(
    ("fact", "cleared_on", "bar"),
    [
        (inquiry(DAY, InquiryKind.INVESTIGATION), None, "under investigation (Đơn phản ánh 07, 2024-06-30)"),
        (inquiry(DAY, InquiryKind.INSPECTION), None, "under investigation (Đơn phản ánh 07, 2024-06-30)"),
        (inquiry(DAY, InquiryKind.COMPLAINT), None, "under investigation (Đơn phản ánh 07, 2024-06-30)"),
        (inquiry(DAY, InquiryKind.DISCIPLINE), None, "under discipline (Đơn phản ánh 07, 2024-06-30)"),
        (inquiry(date(2024, 7, 1)), None, None),
        (inquiry(date(2024, 5, 1)), DAY, None),
        (inquiry(date(2024, 5, 1)), date(2024, 7, 1), "under investigation (Đơn phản ánh 07, 2024-05-01)"),
        (discipline(DAY), None, "under discipline (2024-06-30 – …)"),
        (discipline(date(2024, 1, 1), DAY), None, "under discipline (2024-01-01 – 2024-06-30)"),
        (discipline(date(2024, 7, 1)), None, None),
        (discipline(date(2010, 1, 1), date(2010, 2, 1), DisciplineForm.DISMISSAL), None, "dismissed (2010-01-01)"),
        (discipline(date(2024, 7, 1), None, DisciplineForm.DISMISSAL), None, None),
    ],
)
def test_what_the_file_holds_against_the_person_bars_on_the_day(
    fact: merit.Fact, cleared_on: date | None, bar: str | None
) -> None:
    file = on_file(fact, cleared_on=cleared_on)
    barred = (PersonIsBarred, ("person_code",), f"The person CB-0001 is not considered: {bar}.")
    expected = (None, (), "") if bar is None else barred
    assert refusal(file) == expected


def told(what: str, said: str, kept: str) -> str:
    return f"On the {what} of the person CB-0001 the proposal says {said}, the merit file {kept}; correct one of them."


def test_sex_service_and_discipline_are_those_of_the_file() -> None:
    assert refusal(on_file()) == refusal(on_file(sex=None)) == (None, (), "")
    assert refusal(on_file(sex=Sex.WOMAN)) == (
        MedalContradictsTheFile,
        ("sex",),
        told("sex", "a man", "a woman"),
    )
    earlier = replace(FACTS, service=(Span(date(2004, 6, 30), None),))
    assert refusal(on_file(), earlier) == (
        MedalContradictsTheFile,
        ("service",),
        told("first day in the sector", "2004-06-30", "2004-07-01"),
    )
    assert refusal(on_file(), replace(FACTS, service=BEFORE)) == (None, (), "")
    outsider = replace(FACTS, person_class="outsider", service=(), contribution="đưa BHYT về xã")
    assert refusal(replace(on_file(), since=None), outsider) == refusal(on_file(), outsider) == (None, (), "")


@pytest.mark.parametrize(
    ("left_out", "agrees"),
    [
        ((), False),
        ((Discipline(date(2010, 1, 1), date(2010, 6, 30), "khiển trách"),), True),
        ((Discipline(date(2010, 1, 2), date(2010, 6, 30), "khiển trách"),), False),
        ((Discipline(date(2010, 1, 1), date(2010, 6, 29), "khiển trách"),), False),
    ],
)
def test_time_under_discipline_on_file_is_left_out_of_the_service(
    left_out: tuple[Discipline, ...], agrees: bool
) -> None:
    file = on_file(discipline(date(2010, 1, 1), date(2010, 6, 30)))
    facts = replace(FACTS, service=(Span(RECRUITED, None, hard_area=True),), disciplines=left_out)
    told_so = told("time under discipline", "—", "2010-01-01 – 2010-06-30")
    expected = (MedalContradictsTheFile, ("disciplines",), told_so)
    assert refusal(file, facts) == ((None, (), "") if agrees else expected)


def test_what_opens_after_the_proposal_bars_its_appraisal_and_its_award() -> None:
    medal = Medal.propose(on(DAY), FACTS, replace(terms(), on_file=on_file()))
    open_now = replace(terms(), on_file=on_file(inquiry(DAY)))
    with pytest.raises(PersonIsBarred):
        medal.appraise(on(DAY), "đủ", open_now)
    medal.appraise(on(DAY), "đủ", replace(terms(), on_file=on_file()))
    with pytest.raises(PersonIsBarred):
        medal.award(on(DAY), "2468/QĐ-BHXH", open_now)
    medal.award(on(DAY), "2468/QĐ-BHXH", terms())
    assert medal.number == "2468/QĐ-BHXH"
