"""Marks on a card, of a panel and of a department: each rule tried just inside and just outside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from services.scoring.domain.material import ItemMark, Mark
from services.scoring.domain.refusals import cards as card_refusals
from services.scoring.domain.refusals import given_marks as given_refusals
from services.scoring.domain.refusals.texts import UnseenCharacter
from services.scoring.domain.rules import cards, given_marks
from services.scoring.domain.sources import DEPARTMENT_CRITERIA, LAYERS
from tests.scoring.examples import COLLECTIONS, HEALTH, SCHEME, dec
from tests.scoring.test_aggregates import JUDGED_TABLE, mark
from tests.scoring.test_edges import Edge, told

JUDGED = JUDGED_TABLE.scheme


def ranged(code: str, inside: str, outside: str, least: str, most: str) -> Edge:
    criterion = next(each for each in SCHEME.criteria if each.code == code)

    def rule(points: str) -> Callable[[], object]:
        return partial(cards.mark_is_within_range, criterion, mark(code, points), "marks[0].points")

    facts = {"criterion": code, "given": dec(outside), "least": dec(least), "most": dec(most)}
    return Edge(rule(inside), rule(outside), card_refusals.MarkOutOfRange, facts, ("marks[0].points",))


def owned(*codes: str, by: object = HEALTH) -> Callable[[], object]:
    return partial(cards.department_owns, SCHEME, [mark(code, "1") for code in codes], by)  # type: ignore[arg-type]


def different(points: str, reason: str, computed: str | None) -> Callable[[], object]:
    given = None if computed is None else dec(computed)
    return partial(cards.difference_has_reason, mark("SI", points, reason), given, "marks[0].reason")


def once(*codes: str) -> Callable[[], object]:
    return partial(cards.marks_name_criteria_once, SCHEME, [mark(code, "0") for code in codes])


CARDS = {
    "a final card stays": Edge(
        partial(cards.card_can_change, 2, is_final=False),
        partial(cards.card_can_change, 2, is_final=True),
        card_refusals.CardFinal,
        {"finalisation": 2},
    ),
    "a card is computed first": Edge(
        partial(cards.card_is_computed, is_computed=True),
        partial(cards.card_is_computed, is_computed=False),
        card_refusals.CardNotComputed,
        {},
    ),
    **{
        f"a mark is for {what}": Edge(
            once("SI", "HI", "LATE"),
            once("SI", code),
            card_refusals.UnknownCriterion,
            {"criterion": code},
            ("marks[1].criterion",),
        )
        for what, code in (("a criterion once", "SI"), ("no gate", "INQUIRY"), ("what is there", "NOWHERE"))
    },
    "points reach the maximum": ranged("SI", "300", "300.01", "0", "300"),
    "points begin at nothing": ranged("SI", "0", "-0.01", "0", "300"),
    "a penalty reaches its maximum": ranged("LATE", "-20", "-20.01", "-20", "0"),
    "a penalty gives nothing": ranged("LATE", "0", "0.01", "-20", "0"),
    "points are as fine as the table": Edge(
        partial(cards.mark_is_as_fine_as_the_table, SCHEME, mark("SI", "0.01"), "marks[0].points"),
        partial(cards.mark_is_as_fine_as_the_table, SCHEME, mark("SI", "0.001"), "marks[0].points"),
        card_refusals.MarkTooFine,
        {"criterion": "SI", "given": dec("0.001"), "decimals": 2},
        ("marks[0].points",),
    ),
    **{
        f"a department marks its own field, not {code}": Edge(
            owned("HI"),
            owned("HI", code),
            card_refusals.NotTheOwningDepartment,
            {"criterion": code},
            ("marks[1].criterion",),
            DEPARTMENT_CRITERIA,
        )
        for code in ("SI", "REVIEW", "NOWHERE")
    },
    "who is of no department owns what nobody owns as little": Edge(
        owned("SI", by=COLLECTIONS),
        owned("REVIEW", by=None),
        card_refusals.NotTheOwningDepartment,
        {"criterion": "REVIEW"},
        ("marks[0].criterion",),
        DEPARTMENT_CRITERIA,
    ),
    "a reason of a mark can be read": Edge(
        different("299.99", "Trừ số\nảo", "300"),
        different("299.99", "Trừ\u200b số ảo", "300"),
        UnseenCharacter,
        {"character": "U+200B", "place": 4},
        ("marks[0].reason",),
    ),
    **{
        f"other points than the computed {computed or 'none'} are justified": Edge(
            inside,
            different("299.99", " ", computed),
            card_refusals.DifferenceNeedsReason,
            {"criterion": "SI", "given": dec("299.99"), "computed": shown},
            ("marks[0].reason",),
            LAYERS,
        )
        for computed, shown, inside in (
            ("300", dec(300), different("300", " ", "300.00")),
            (None, "–", different("299.99", "Trừ số ảo", None)),
        )
    },
}


def judged(*marks: Mark, by: str = "an") -> Callable[[], object]:
    return partial(given_marks.member_sits_on_the_panel, JUDGED, marks, by)


def scored(*marks: tuple[str, str], code: str = "FIELDS", by: object = COLLECTIONS) -> Callable[[], object]:
    given = [ItemMark(item, mark(code, points)) for item, points in marks]
    return partial(given_marks.department_has_the_items, JUDGED, given, by)  # type: ignore[arg-type]


def out_of_range(inside: Callable[[], object], outside: Callable[[], object], name: str, *points: str) -> Edge:
    given, most = points
    facts = {"criterion": name, "given": dec(given), "least": dec(0), "most": dec(most)}
    return Edge(inside, outside, card_refusals.MarkOutOfRange, facts, ("marks[0].points",))


GIVEN = {
    "a member is named by the table": Edge(
        judged(mark("REVIEW", "1"), by="binh"),
        judged(mark("REVIEW", "1"), by="chi"),
        given_refusals.NotOnThePanel,
        {"criterion": "REVIEW", "member": "chi"},
        ("marks[0].criterion",),
    ),
    "a member marks what is judged": Edge(
        judged(mark("REVIEW", "1")),
        judged(mark("REVIEW", "1"), mark("SI", "1")),
        given_refusals.NotOnThePanel,
        {"criterion": "SI", "member": "an"},
        ("marks[1].criterion",),
    ),
    "a member marks a criterion once": Edge(
        judged(mark("REVIEW", "1")),
        judged(mark("REVIEW", "1"), mark("REVIEW", "1")),
        card_refusals.UnknownCriterion,
        {"criterion": "REVIEW"},
        ("marks[1].criterion",),
    ),
    "a panel's most": out_of_range(
        judged(mark("REVIEW", "30")), judged(mark("REVIEW", "30.01")), "REVIEW", "30.01", "30"
    ),
    "a panel's least": out_of_range(
        judged(mark("REVIEW", "0")), judged(mark("REVIEW", "-0.01")), "REVIEW", "-0.01", "30"
    ),
    "a department's most": out_of_range(scored(("1", "10")), scored(("1", "10.01")), "FIELDS/1", "10.01", "10"),
    "a department's least": out_of_range(scored(("1", "0")), scored(("1", "-0.01")), "FIELDS/1", "-0.01", "10"),
    "a department's points are as fine as the table": Edge(
        scored(("1", "0.01")),
        scored(("1", "0.001")),
        card_refusals.MarkTooFine,
        {"criterion": "FIELDS", "given": dec("0.001"), "decimals": 2},
        ("marks[0].points",),
    ),
    **{
        f"a department has its items, not {items}": Edge(
            scored(("1", "1")),
            scored(*((item, "1") for item in items)),
            given_refusals.UnknownItem,
            {"criterion": "FIELDS", "item": items[-1]},
            (f"marks[{len(items) - 1}].item",),
        )
        for items in ("2", "11", "12")
    },
    **{
        f"a department has a table in {code}": Edge(
            scored(("1", "1")),
            scored(("1", "1"), code=code, by=by),
            card_refusals.NotTheOwningDepartment,
            {"criterion": code},
            ("marks[0].criterion",),
            DEPARTMENT_CRITERIA,
        )
        for code, by in (("FIELDS", HEALTH), ("SI", COLLECTIONS))
    },
}
EDGES = CARDS | GIVEN


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_points_just_inside_are_taken_and_those_just_outside_are_told(edge: Edge) -> None:
    edge.inside()
    assert told(edge.outside) == edge[2:]
