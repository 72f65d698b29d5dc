"""C2: what is said of a result cell before anything is recorded, and what a frozen board is known by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kernel.explanation import Text
from kernel.refusals import Refusal
from services.scoring.domain.changes import Change, ChangeKind, changes
from services.scoring.domain.finalisation import CardRead
from services.scoring.domain.period import period_asked
from services.scoring.domain.ranking import digest
from services.scoring.domain.refusals.results import (
    AnotherValueRecorded,
    IndicatorRepeated,
    NoSuchIndicator,
    ResultsRefused,
    UnitOutsideTables,
    ValueNotWhole,
    ValueOutOfBounds,
)
from services.scoring.domain.refusals.reviews import UnknownPeriod
from services.scoring.domain.refusals.subjects import UnitWasDissolved, UnitWasMerged, UnknownMovement, UnknownUnit
from services.scoring.domain.result_sheet import Evidence, EvidenceKind
from services.scoring.domain.score_table import ScoreTable
from services.scoring.domain.verdicts import Outcome, Verdict, judge, outcome_of, refusal_of, refuse
from tests.scoring.examples import (
    CLUSTER,
    COLLECTIONS,
    MOVEMENT,
    SCHEME,
    TABLE,
    UNITS,
    act,
    cell,
    dec,
    event_named,
    measured,
    scheme_with,
)
from tests.scoring.test_aggregates import card
from tests.scoring.test_ranking import YEAR, board

SHARE, COUNT = measured("HI", "100"), measured("REVIEW", "1", whole=True)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0", (Outcome.NEW, "")),
        ("100", (Outcome.NEW, "")),
        ("-0.01", (Outcome.OUT_OF_BOUNDS, "-0.01 ∉ [0, 100]")),
        ("100.01", (Outcome.OUT_OF_BOUNDS, "100.01 ∉ [0, 100]")),
        (None, (Outcome.NEW, "")),
    ],
)
def test_a_value_is_new_within_its_bounds(value: str | None, said: tuple[Outcome, str]) -> None:
    assert judge(cell("HI", value), [SHARE], {}) == said


def test_without_an_upper_bound_only_the_lower_one_is_told() -> None:
    assert judge(cell("SI", "-1"), [measured("SI")], {}) == (Outcome.OUT_OF_BOUNDS, "-1 ∉ [0, ∞]")
    assert judge(cell("SI", "1000000"), [measured("SI")], {}) == (Outcome.NEW, "")


@pytest.mark.parametrize(("value", "outcome"), [("1", Outcome.NEW), ("0.5", Outcome.NOT_WHOLE)])
def test_what_is_counted_is_a_whole_number(value: str, outcome: Outcome) -> None:
    assert judge(cell("REVIEW", value), [COUNT], {}) == (outcome, "" if outcome is Outcome.NEW else value)


def test_every_table_that_covers_the_unit_is_asked() -> None:
    narrow = replace(SHARE, maximum=dec(50))
    assert judge(cell("HI", "60"), [SHARE, narrow], {})[0] is Outcome.OUT_OF_BOUNDS
    assert judge(cell("HI", "60"), [], {}) == (Outcome.NO_SUCH_INDICATOR, "HI")


@pytest.mark.parametrize(
    ("source", "note", "said", "field"),
    [
        ("Báo cáo\nquý II", "ghi\tchú", (Outcome.NEW, ""), None),
        ("https://gso\u200b.gov.vn", "", (Outcome.UNSEEN_CHARACTER, "source[12]: U+200B"), "source"),
        ("TST", "đã\u202eđối chiếu", (Outcome.UNSEEN_CHARACTER, "note[3]: U+202E"), "note"),
    ],
)
def test_evidence_is_what_one_reads(
    source: str, note: str, said: tuple[Outcome, str], field: str | None
) -> None:  # rule: unseen_in_evidence
    told = replace(cell("HI", "60"), evidence=Evidence(EvidenceKind.REAL, source, note))
    assert judge(told, [SHARE], {"HI": cell("HI", "60")} if field else {}) == said
    refusal = refusal_of(told, said[0], said[1])
    assert (None if refusal is None else (refusal.code, refusal.fields)) == (
        None if field is None else ("scoring-unseen-character", (field,))
    )


@pytest.mark.parametrize(
    ("recorded", "value", "said"),
    [
        ("60", "60", (Outcome.UNCHANGED, "")),
        ("60.0", "60", (Outcome.UNCHANGED, "")),
        ("60", "61", (Outcome.CHANGED, "60")),
        (None, "61", (Outcome.CHANGED, "not applicable")),
        ("0", None, (Outcome.CHANGED, "0")),
        (None, None, (Outcome.UNCHANGED, "")),
    ],
)
def test_what_is_recorded_is_unchanged_or_to_be_corrected(
    recorded: str | None, value: str | None, said: tuple[Outcome, str]
) -> None:
    assert judge(cell("HI", value), [SHARE], {"HI": cell("HI", recorded)}) == said


@pytest.mark.parametrize(
    ("outcome", "refusal", "facts"),
    [
        (Outcome.CHANGED, AnotherValueRecorded, {"indicator": "HI", "recorded": "d"}),
        (Outcome.REPEATED, IndicatorRepeated, {"indicator": "HI"}),
        (Outcome.NO_SUCH_INDICATOR, NoSuchIndicator, {"indicator": "HI"}),
        (Outcome.OUT_OF_BOUNDS, ValueOutOfBounds, {"indicator": "HI", "bounds": "d"}),
        (Outcome.NOT_WHOLE, ValueNotWhole, {"indicator": "HI", "value": "d"}),
    ],
)
def test_each_no_to_a_cell_has_its_refusal(outcome: Outcome, refusal: type[Refusal], facts: dict[str, str]) -> None:
    found = refusal_of(cell("HI", "1"), outcome, "d")
    assert found is not None
    assert (type(found), found.facts) == (refusal, facts)


@pytest.mark.parametrize("outcome", [Outcome.NEW, Outcome.UNCHANGED])
def test_a_good_cell_is_refused_nothing(outcome: Outcome) -> None:
    assert refusal_of(cell("HI", "1"), outcome, "") is None
    refuse([Verdict("results[0]", "HI", outcome)])


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (UnknownUnit, (Outcome.UNKNOWN_UNIT, "unit_id")),
        (UnitWasMerged, (Outcome.UNIT_ENDED, "unit_id")),
        (UnitWasDissolved, (Outcome.UNIT_ENDED, "unit_id")),
        (UnitOutsideTables, (Outcome.UNIT_OUTSIDE_TABLES, "unit_id")),
        (UnknownMovement, (Outcome.UNKNOWN_MOVEMENT, "movement_id")),
        (UnknownPeriod, (Outcome.PERIOD_NOT_TAKEN, "period")),
    ],
)
def test_a_cause_says_which_input_it_is_about(cause: type[Refusal], told: tuple[Outcome, str]) -> None:
    assert outcome_of(cause.__new__(cause)) == told


def test_a_push_is_refused_with_every_bad_cell_once_and_the_first_in_its_sentence() -> None:
    verdicts = [
        Verdict("results[0]", "SI", Outcome.NEW),
        Verdict("results[1]", "HI", Outcome.NOT_WHOLE, "0.5", (Text("đọc là 0,5", "read as 0.5"),)),
        Verdict("results[1]", "HI", Outcome.OUT_OF_BOUNDS, "9"),
        Verdict("results[2]", "PAID", Outcome.REPEATED),
    ]
    with pytest.raises(ResultsRefused) as refused:
        refuse(verdicts)
    first = Text(
        "results[1]: Phải là số nguyên. đọc là 0,5 (HI: 0.5)",
        "results[1]: Must be a whole number. read as 0.5 (HI: 0.5)",
    )
    assert refused.value.facts == {"bad": 3, "cells": 4, "first": first}
    assert refused.value.fields == ("results[1]", "results[2]")
    tree = refused.value.explanation
    assert tree is not None
    assert (tree.label, tree.value) == (ResultsRefused.title, "3")
    assert [(each.label.en, each.value, each.formula) for each in tree.inputs] == [
        ("Must be a whole number. read as 0.5", "0.5", "results[1]: NOT_WHOLE"),
        ("The value is out of bounds", "9", "results[1]: OUT_OF_BOUNDS"),
        ("The indicator is repeated in this push", "", "results[2]: REPEATED"),
    ]


def test_a_board_is_known_by_a_digest_that_stays_for_ever() -> None:
    """Recorded: last year's board has the same digest in every later release."""
    assert (
        digest(CLUSTER, MOVEMENT, YEAR, board()) == "885effeed9c3524c6e4052e1295776042d43849aa718718998ce2aef6439b481"
    )


def test_a_final_card_brings_its_points_and_says_what_a_department_owns() -> None:
    scored = card()
    scored.finalise(act(), TABLE)
    [final] = scored.finalisations
    assert final.standing(UNITS[0], scored.id).points == (("SI", dec("262.20")), ("HI", dec(250)))
    of = final.field_card(CardRead(UNITS[0], scored.id, 1), TABLE, COLLECTIONS)
    assert (of.unit_id, of.card_id, of.finalisation, of.event) == (UNITS[0], scored.id, 1, final.event)
    assert [(each.criterion, each.indicator, each.points, each.max_points, each.actual) for each in of.lines] == [
        ("SI", "SI", dec("262.20"), dec(300), dec(874)),
        ("PAID", "PAID", None, dec(200), None),
    ]


def test_a_table_taken_over_is_a_draft_of_its_own_that_names_where_it_is_from() -> None:
    origin = ScoreTable.draft(act("2024-01-05"), CLUSTER, MOVEMENT, SCHEME)
    later = event_named("movement of the next year")
    taken = ScoreTable.take_over(act("2025-01-05"), origin, CLUSTER, later)
    assert (taken.id, taken.scheme, taken.origin_id) == (ScoreTable.id_for(CLUSTER, later), SCHEME, origin.id)
    assert (taken.cluster_id, taken.movement_id, taken.signed_on) == (CLUSTER, later, None)
    event = taken.pending_events[-1]
    assert (event.origin_id, event.origin_version) == (origin.id, origin.version)  # type: ignore[attr-defined]


def test_a_period_asked_about_is_one_or_none() -> None:
    assert [period_asked(each) for each in (None, "2024-Q2", "2024")] == [None, "2024-Q2", "2024"]
    with pytest.raises(UnknownPeriod):
        period_asked("Quý 2")


def test_a_change_of_a_table_is_told_in_its_own_letters_and_order() -> None:
    found = changes(SCHEME, scheme_with("SI", name=Text("Thu BHXH", "Collections"), max_points=Decimal(310)))
    assert found == (
        Change(
            ChangeKind.CHANGED,
            "criteria.SI.name",
            '{"en": "Criterion SI", "vi": "Tiêu chí SI"}',
            '{"en": "Collections", "vi": "Thu BHXH"}',
        ),
        Change(ChangeKind.CHANGED, "criteria.SI.max_points", "300", "310"),
    )
