"""Heads, days, periods and members: each rule lets in what is just inside, and says what is wrong just outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

import pytest

from kernel.explanation import Source, Text
from kernel.refusals import HOUSE_RULE, Refusal
from services.scoring.domain.office import Office
from services.scoring.domain.period import Period, Shown
from services.scoring.domain.refusals import heads as head_refusals
from services.scoring.domain.refusals import order as order_refusals
from services.scoring.domain.refusals import reviews as review_refusals
from services.scoring.domain.refusals import subjects as subject_refusals
from services.scoring.domain.rules import heads, order, reviews
from services.scoring.domain.sources import CROSS_CHECK, ELECTION, HEADSHIP, MEMBERSHIP
from tests.scoring.examples import UNITS, act
from tests.scoring.test_aggregates import HALF, Q2

VOTE = Text("biên bản họp", "the minutes")
DRAWN = date(2024, 1, 15)
OFFICE = Office((UNITS[0], "BHXH-62"), (UNITS[1], "BHXH-64"))
ALONE = Office((UNITS[0], "BHXH-62"), None)


class Edge(NamedTuple):
    """What a rule just lets in, what it just refuses, and what the refusal tells."""

    inside: Callable[[], object]
    outside: Callable[[], object]
    refusal: type[Refusal]
    facts: dict[str, object]
    fields: tuple[str, ...] = ()
    source: Source = HOUSE_RULE


Told = tuple[type[Refusal], dict[str, object], tuple[str, ...], Source]


def told(call: Callable[[], object]) -> Told:
    """What the refusal of this call tells: its kind, facts, the members of the input and its ground."""
    with pytest.raises(Refusal) as refused:
        call()
    return type(refused.value), refused.value.facts, refused.value.fields, refused.value.ground


def acts(unit: object, office: Office = OFFICE) -> Callable[[], object]:
    return partial(heads.the_elected_head_acts, "2024/VII", DRAWN, office, unit)  # type: ignore[arg-type]


def checks(unit: object, office: Office = OFFICE) -> Callable[[], object]:
    return partial(heads.the_elected_head_or_deputy_cross_checks, "2024/VII", DRAWN, office, unit)  # type: ignore[arg-type]


ON_THE_DAY: dict[str, object] = {"cluster": "2024/VII", "day": DRAWN}
HEADS = {
    "a head is elected": Edge(
        partial(heads.a_head_is_elected, "2024/VII", DRAWN, OFFICE),
        partial(heads.a_head_is_elected, "2024/VII", DRAWN, None),
        head_refusals.NoHeadElected,
        ON_THE_DAY | {"year": 2024},
        source=ELECTION,
    ),
    **{
        f"the head acts, not {who}": Edge(
            acts(UNITS[0]),
            acts(unit),
            head_refusals.NotElectedHead,
            ON_THE_DAY | {"head": "BHXH-62"},
            source=HEADSHIP,
        )
        for who, unit in (("the deputy", UNITS[1]), ("nobody", None))
    },
    **{
        f"{who} does not cross-check": Edge(
            inside,
            checks(unit, office),
            head_refusals.NotElectedHeadOrDeputy,
            ON_THE_DAY | {"head": "BHXH-62", "deputy": deputy},
            source=CROSS_CHECK,
        )
        for who, inside, unit, office, deputy in (
            ("a member", checks(UNITS[0]), UNITS[2], OFFICE, "BHXH-64"),
            ("nobody", checks(UNITS[1]), None, OFFICE, "BHXH-64"),
            ("a member where there is no deputy", checks(UNITS[0], ALONE), UNITS[1], ALONE, "—"),
            ("nobody where there is no deputy", checks(UNITS[0], ALONE), None, ALONE, "—"),
        )
    },
}


def over(day: date) -> Callable[[], object]:
    return partial(order.a_period_is_over, HALF, day)


def begun(day: date) -> Callable[[], object]:
    return partial(order.a_period_has_begun, HALF, day)


FROZEN = (Shown("2024-H1", 2, date(2024, 8, 1)), Shown("2024-Q2", 1, date(2024, 7, 8)))


def any_of(day: str) -> Callable[[], object]:
    earlier = [act("2024-07-08").effective, act("2024-07-05").effective]
    return partial(order.nothing_precedes_any_of, act(day).effective, earlier, VOTE)


ORDER = {
    "no step precedes what it rests on": Edge(
        partial(order.nothing_precedes_what_it_rests_on, DRAWN, DRAWN, VOTE),
        partial(order.nothing_precedes_what_it_rests_on, date(2024, 1, 14), DRAWN, VOTE),
        order_refusals.BeforeItsGrounds,
        {"given": date(2024, 1, 14), "earliest": DRAWN, "what_vi": VOTE.vi, "what_en": VOTE.en},
        ("effective",),
    ),
    "no points precede their results": Edge(
        partial(order.nothing_precedes_the_results, DRAWN, DRAWN),
        partial(order.nothing_precedes_the_results, date(2024, 1, 14), DRAWN),
        order_refusals.BeforeItsGrounds,
        {
            "given": date(2024, 1, 14),
            "earliest": DRAWN,
            "what_vi": "kết quả đã ghi nhận",
            "what_en": "the results recorded",
        },
        ("effective",),
    ),
    "no sum precedes the last of its steps": Edge(
        any_of("2024-07-08"),
        any_of("2024-07-07"),
        order_refusals.BeforeItsGrounds,
        {"given": date(2024, 7, 7), "earliest": date(2024, 7, 8), "what_vi": VOTE.vi, "what_en": VOTE.en},
        ("effective",),
    ),
    "a period is over on its last day": Edge(
        over(date(2024, 6, 30)),
        over(date(2024, 6, 29)),
        order_refusals.PeriodNotOver,
        {"period": "2024-H1", "ends": date(2024, 6, 30), "given": date(2024, 6, 29)},
        ("period", "effective"),
    ),
    "a period begins on its first day": Edge(
        begun(date(2024, 1, 1)),
        begun(date(2023, 12, 31)),
        order_refusals.PeriodNotYetBegun,
        {"period": "2024-H1", "starts": date(2024, 1, 1), "given": date(2023, 12, 31)},
        ("period", "effective"),
    ),
    "a correction takes effect with the last edition": Edge(
        partial(order.nothing_changes_behind_a_frozen_board, date(2024, 8, 1), FROZEN),
        partial(order.nothing_changes_behind_a_frozen_board, date(2024, 7, 31), FROZEN),
        order_refusals.BoardShowsIt,
        {"period": "2024-H1", "edition": 2, "frozen_on": date(2024, 8, 1), "given": date(2024, 7, 31)},
        ("effective",),
    ),
}


def within(starts: date, ends: date) -> Callable[[], object]:
    return partial(reviews.period_is_within_movement, HALF, starts, ends)


def exists(day: date, disbanded_on: date | None = DRAWN) -> Callable[[], object]:
    return partial(reviews.cluster_exists_on, day, "2024/VII", disbanded_on)


REVIEWS = {
    **{
        f"results are reported by quarter, not for {period}": Edge(
            partial(reviews.results_are_reported_by_quarter, Q2),
            partial(reviews.results_are_reported_by_quarter, Period.parse(period)),
            review_refusals.NotAQuarter,
            {"period": period},
            ("period",),
        )
        for period in ("2024-H1", "2024")
    },
    **{
        f"a period has a day of the movement that {how}": Edge(
            within(*inside),
            within(*outside),
            review_refusals.PeriodOutsideMovement,
            {"period": "2024-H1", "starts": outside[0].isoformat(), "ends": outside[1].isoformat()},
            ("period",),
        )
        for how, inside, outside in (
            (
                "begins late",
                (date(2024, 6, 30), date(2024, 12, 31)),
                (date(2024, 7, 1), date(2024, 12, 31)),
            ),
            ("ends early", (date(2023, 1, 1), date(2024, 1, 1)), (date(2023, 1, 1), date(2023, 12, 31))),
        )
    },
    "a period is open": Edge(
        partial(reviews.period_is_open, HALF, is_open=True),
        partial(reviews.period_is_open, HALF, is_open=False),
        review_refusals.PeriodNotOpen,
        {"period": "2024-H1"},
        ("period",),
    ),
    "a reason is in words": Edge(
        partial(reviews.reason_is_given, "Đính chính"),
        partial(reviews.reason_is_given, " "),
        review_refusals.ReasonMissing,
        {},
        ("reason",),
    ),
    "an edition says something new": Edge(
        partial(reviews.edition_says_something_new, "b", "a", 3),
        partial(reviews.edition_says_something_new, "a", "a", 3),
        review_refusals.EditionUnchanged,
        {"no": 3},
    ),
    **{
        f"a cluster is there to its last day, not on {day}": Edge(
            inside,
            exists(day),
            subject_refusals.ClusterIsDisbanded,
            {"cluster": "2024/VII", "disbanded_on": DRAWN, "day": day},
            ("cluster_id",),
        )
        for day, inside in ((DRAWN, exists(date(2024, 1, 14))), (date(2024, 1, 16), exists(date(2024, 1, 16), None)))
    },
    "a member is on the list": Edge(
        partial(reviews.unit_is_member, UNITS[1], UNITS[:2], HALF),
        partial(reviews.unit_is_member, UNITS[2], UNITS[:2], HALF),
        subject_refusals.NotAMember,
        {"period": "2024-H1"},
        ("unit_id",),
        MEMBERSHIP,
    ),
}
EDGES = HEADS | ORDER | REVIEWS


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_what_is_just_inside_is_let_in_and_what_is_just_outside_is_told(edge: Edge) -> None:
    edge.inside()
    assert told(edge.outside) == edge[2:]


def test_who_was_elected_is_known_by_office() -> None:
    assert heads.a_head_is_elected("2024/VII", DRAWN, OFFICE) == OFFICE


def test_the_deputy_cross_checks_as_the_head_does() -> None:
    for unit in UNITS[:2]:
        heads.the_elected_head_or_deputy_cross_checks("2024/VII", DRAWN, OFFICE, unit)


def test_what_rests_on_nothing_is_of_any_day() -> None:
    order.nothing_precedes_the_results(date(1999, 1, 1), None)
    order.nothing_precedes_any_of(act().effective, [], VOTE)
    order.nothing_changes_behind_a_frozen_board(date(1999, 1, 1), [])
