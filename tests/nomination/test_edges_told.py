"""What a refusal of nomination tells: which of several it was, what there is instead, and the input it is about."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from kernel.aggregate import identity
from kernel.explanation import Text
from kernel.refusals import Refusal
from regulations.medal import MEDAL
from services.nomination import application
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.candidacy import RowState, told
from services.nomination.domain.medal.on_file import OnFile
from services.nomination.domain.medal.person import Bar
from services.nomination.domain.medal.spans import Span
from services.nomination.domain.merit.facts import Kept
from services.nomination.domain.papers import Paper, Quoted
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.medal import SpanTurnedRound
from services.nomination.domain.rules import (
    commendations,
    dossiers,
    examples,
    medal,
    merit,
    nominating,
    objections,
    rotation,
    voting,
)
from services.nomination.domain.rules.persons import person_code
from tests.nomination.examples import CASE, CLUSTER, LEADER, OFFICES, OTHER_CASE, RULES, candidacy
from tests.nomination.merit import discipline, inquiry
from tests.nomination.test_medal import FACTS


def test_every_command_tells_by_code_what_it_refuses() -> None:
    def commands(kind: type) -> list[tuple[str, object]]:
        found = inspect.getmembers(kind, inspect.isfunction)
        return [each for each in found if each[0][0] != "_" and "command" in inspect.signature(each[1]).parameters]

    kinds = [each for name, each in vars(application).items() if name.endswith("Commands")]
    assert sum(len(commands(kind)) for kind in kinds) > 50
    assert [(kind, name) for kind in kinds for name, each in commands(kind) if not hasattr(each, "__wrapped__")] == []


DAY_BEFORE, DAY, DAY_AFTER = date(2024, 6, 29), date(2024, 6, 30), date(2024, 7, 1)
PAPER, QUOTE = Paper("list", "", "0" * 64, 1, 1), Quoted("", Decimal(1))
MEDALS = medal.medal_is_known(RULES.chapter(MEDAL), DAY)
KEPT = Kept(identity("event", "inquiry"), inquiry(DAY), "12/QĐ-BHXH", "officer")
PUNISHED = replace(KEPT, fact=discipline(DAY))
Told = tuple[Callable[[], object], tuple[str, ...], dict[str, object]]

VOTES: list[Told] = [
    (
        partial(voting.candidate_is_of_the_meeting, candidacy(person="CB-1"), LEADER, CLUSTER),
        ("nominations",),
        {"unit": "CB-1, BHXH-70", "given": "CO_BHXH"},
    ),
    (
        partial(voting.one_rule_for_the_paper, SessionKind.COUNCIL, ["CO_BHXH", "TTLDXS"], RULES),
        ("nominations",),
        {"rules": "council_base, council_flags"},
    ),
    (
        partial(voting.candidate_stands_in_no_other_session, CASE.nomination_id, OFFICES),
        ("nominations",),
        {"nomination": CASE.nomination_id},
    ),
    (
        partial(voting.cluster_exists_on, DAY_AFTER, "2024/VII", DAY),
        ("cluster_id",),
        {"cluster": "2024/VII", "disbanded_on": DAY, "day": DAY_AFTER},
    ),
    (partial(voting.session_is_new, "2024/VII", known=True), ("code",), {"code": "2024/VII"}),
    (
        partial(voting.paper_marks_each_candidate_once, (), [CASE.nomination_id, OTHER_CASE.nomination_id]),
        ("marks",),
        {"expected": f"{CASE.nomination_id}, {OTHER_CASE.nomination_id}", "recused": Text("", "")},
    ),
    (
        partial(voting.paper_marks_each_candidate_once, (), [CASE.nomination_id], [voting.OWN_CASE, "vợ chồng"]),
        ("marks",),
        {
            "expected": str(CASE.nomination_id),
            "recused": Text(
                " (không biểu quyết các trường hợp còn lại: trường hợp của chính đơn vị mình; vợ chồng)",
                " (recused from the others: the case of one's own unit; vợ chồng)",
            ),
        },
    ),
    (
        partial(voting.box_matches_the_roll, 1, (), {CASE.nomination_id: 3, OTHER_CASE.nomination_id: 2}),
        (),
        {"round": 1, "voters": 3, "ballots": 0},
    ),
]

PAPERS: list[Told] = [
    (partial(commendations.commendation_is_at, "X", ["A", "B"]), (), {"state": "X", "needed": ("A", "B")}),
    (partial(dossiers.dossier_is_at, "X", ["A", "B"]), (), {"state": "X", "needed": ("A", "B")}),
    (
        partial(dossiers.paper_is_known, "photo", ["list", "report"]),
        ("kind",),
        {"given": "photo", "asked": "list, report"},
    ),
    (partial(dossiers.paper_is_whole, PAPER), ("name", "pages", "sha256"), {"given": "—"}),
    (
        partial(dossiers.paper_is_whole, replace(PAPER, name="Danh sách", pages=0)),
        ("name", "pages", "sha256"),
        {"given": "Danh sách"},
    ),
    (partial(dossiers.quotes_are_stated, [QUOTE]), ("quotes",), {"given": "—"}),
    (
        partial(dossiers.quotes_are_stated, [replace(QUOTE, indicator="SCORE", text="A")]),
        ("quotes",),
        {"given": "SCORE"},
    ),
    (partial(examples.units_are_new, [], LEADER, []), ("units",), {"units": "—"}),
    (
        partial(examples.units_are_new, [LEADER, OFFICES[1], OFFICES[2], LEADER], LEADER, [OFFICES[1]]),
        ("units",),
        {"units": f"{LEADER}, {OFFICES[1]}"},
    ),
    (partial(rotation.years_are_years, "1" * 21, None), ("since",), {"given": "1" * 20}),
    (partial(rotation.years_are_years, None, "14"), ("until",), {"given": "14"}),
    (partial(rotation.years_are_years, "2015", "2014"), ("since", "until"), {"since": "2015", "until": "2014"}),
    (
        partial(rotation.kind_is_known, "x" * 41),
        ("kind",),
        {"given": "x" * 40, "known": "block, cluster, district_cluster, national"},
    ),
]

PERSONS: list[Told] = [
    (partial(person_code, "Nguyễn Văn A"), ("person_code",), {"given": "Nguyễn Văn A", "most": 60}),
    (
        partial(medal.class_is_known, "guest", MEDALS),
        ("person_class",),
        {"given": "guest", "known": "in_sector, leader, transferred, outsider"},
    ),
    (
        partial(medal.times_make_sense, [Span(DAY_BEFORE, None), Span(DAY, DAY)], DAY, "disciplines"),
        ("disciplines",),
        {"first": DAY, "last": Text("vẫn đang tiếp tục", "which goes on")},
    ),
    (
        partial(medal.nothing_bars_the_person, replace(FACTS, bars=(Bar.DISMISSED, Bar.CONVICTED)), DAY),
        ("bars",),
        {"person": "CB-0001", "bar": (Bar.DISMISSED, Bar.CONVICTED)},
    ),
    (
        partial(medal.nothing_on_file_bars_the_person, "CB-0001", OnFile(kept=(KEPT, PUNISHED)), DAY),
        ("person_code",),
        {
            "person": "CB-0001",
            "bar": [
                Text(
                    "đang bị điều tra, xem xét (Đơn phản ánh 07, 2024-06-30)",
                    "under investigation (Đơn phản ánh 07, 2024-06-30)",
                ),
                Text("đang trong thời gian chịu kỷ luật (2024-06-30 – …)", "under discipline (2024-06-30 – …)"),
            ],
        },
    ),
    (
        partial(medal.facts_agree_with_the_file, FACTS, OnFile(kept=(PUNISHED,)), DAY),
        ("disciplines",),
        {
            "person": "CB-0001",
            "kind_vi": "thời gian chịu kỷ luật",
            "kind_en": "time under discipline",
            "said": "—",
            "kept": "2024-06-30 – …",
        },
    ),
    (
        partial(medal.papers_are_on_the_checklist, ["photo"], MEDALS),
        ("papers",),
        {"given": "photo", "known": "request, list, record"},
    ),
    (
        partial(medal.papers_are_complete, ["record"], MEDALS),
        ("papers",),
        {
            "missing_vi": "Tờ trình của đơn vị, Danh sách trích ngang",
            "missing_en": "Letter of submission of the unit, List of the persons proposed",
        },
    ),
    (
        partial(merit.an_inquiry_ends_once_and_in_order, KEPT, DAY_AFTER, DAY),
        ("cleared_on",),
        {"given": DAY_AFTER, "today": DAY},
    ),
    (
        partial(merit.an_inquiry_ends_once_and_in_order, KEPT, DAY_BEFORE, DAY),
        ("cleared_on",),
        {"since": DAY, "until": DAY_BEFORE},
    ),
]


@pytest.mark.parametrize(("call", "fields", "facts"), [*VOTES, *PAPERS, *PERSONS])
def test_a_refusal_tells_the_case_and_the_input(
    call: Callable[[], object], fields: tuple[str, ...], facts: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        call()
    assert (refused.value.fields, refused.value.facts) == (fields, facts)


@pytest.mark.parametrize(
    ("until", "questions"),
    [(None, True), (date(2023, 12, 31), False), (date(2024, 1, 1), True), (date(2025, 3, 1), True)],
)
def test_what_is_open_or_reaches_into_the_year_questions_a_nomination(until: date | None, *, questions: bool) -> None:
    assert objections.what_is_new_on_record_questions_an_open_nomination(until, 2024) is questions


def test_an_act_that_is_too_early_is_told_by_its_day_unless_a_field_sets_the_day() -> None:
    with pytest.raises(BeforeTheFact) as refused:
        nominating.nothing_precedes_what_it_rests_on(date(2024, 1, 1), date(2024, 1, 2))
    assert refused.value.fields == ("effective",)


def test_a_span_that_is_turned_round_is_told_by_its_field() -> None:
    with pytest.raises(SpanTurnedRound) as refused:
        medal.times_make_sense([Span(date(2024, 1, 2), date(2024, 1, 1))], DAY, "disciplines")
    assert refused.value.fields == ("disciplines",)


def test_a_state_that_was_heard_is_told_in_words_and_a_newer_one_as_it_came() -> None:
    assert (told(RowState, "BARRED"), told(RowState, "NEWER")) == (RowState.BARRED, "NEWER")
    assert RowState.BARRED.words == Text("vướng điều kiện loại", "barred by a gate")
