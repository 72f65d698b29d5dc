"""A “why” is the same bytes at every replay, and a refusal always has one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kernel.explanation import STANDS_IN, Explanation, Source, Status, Text, canonical_digest
from kernel.refusals import HOUSE_RULE, Refusal
from tests.kernel.toy import AlreadyFull

LEAF = Explanation(Text("một", "one"), "1", events=(UUID(int=1),))
TREE = Explanation(
    Text("tổng", "total"), "3", source=Source("Luật 06/2022/QH15", "Điều 3", Status.ANALOGUE), inputs=(LEAF, LEAF)
)


def test_a_tree_is_plain_json_with_its_empty_members_left_out() -> None:
    leaf = {"label": {"vi": "một", "en": "one"}, "value": "1", "events": [str(UUID(int=1))]}
    assert TREE.as_dict() == {
        "label": {"vi": "tổng", "en": "total"},
        "value": "3",
        "source": {"document": "Luật 06/2022/QH15", "article": "Điều 3", "status": "analogue"},
        "inputs": [leaf, leaf],
    }


def test_equal_trees_have_an_equal_digest_and_others_another() -> None:
    assert TREE.digest() == canonical_digest(TREE.as_dict())
    assert len({TREE.digest(), LEAF.digest(), Explanation(Text("một", "one"), "1.0").digest()}) == 3


def test_a_digest_does_not_depend_on_the_order_of_members() -> None:
    assert canonical_digest({"a": 1, "b": "ô"}) == canonical_digest({"b": "ô", "a": 1})
    with pytest.raises(ValueError, match="Out of range"):
        canonical_digest(float("nan"))


def test_a_tree_is_walked_from_the_top_down() -> None:
    assert [each.value for each in TREE.walk()] == ["3", "1", "1"]


def test_a_source_reads_as_document_and_article() -> None:
    assert (str(TREE.source), str(Source("CV 01"))) == ("Luật 06/2022/QH15, Điều 3", "CV 01")


def test_a_refusal_explains_itself_by_its_facts() -> None:
    refusal = AlreadyFull(total=100)
    assert refusal.explanation.as_dict() == {
        "label": {"vi": "Đã đầy", "en": "Already full"},
        "value": "toy-already-full",
        "source": {"document": "Thi Đua", "article": "docs/rules.md", "status": "found"},
        "inputs": [{"label": {"vi": "total", "en": "total"}, "value": "100"}],
    }
    assert str(refusal) == "Bộ đếm đã tới 100. / The counter is at 100."


def test_a_refusal_may_know_better_than_its_class() -> None:
    refusal = AlreadyFull(total=1, source=Source("NĐ 98"), fields=("by",), explanation=TREE)
    problem = refusal.as_problem()
    assert problem["source"] == {"document": "NĐ 98", "article": "", "status": "found"}
    assert (problem["fields"], refusal.explanation, AlreadyFull.fields) == (["by"], TREE, ())


def test_two_refusals_cannot_have_one_code() -> None:
    with pytest.raises(TypeError, match="'toy-already-full' is taken by AlreadyFull"):
        type("Another", (Refusal,), {"code": "toy-already-full", "source": HOUSE_RULE})


@pytest.mark.parametrize(
    ("document", "issued"),
    [
        ("CV 4268/BHXH-TĐKT 22/12/2021", date(2021, 12, 22)),
        ("Luật 06/2022/QH15", date(2022, 1, 1)),
        ("QĐ 889/QĐ-BHXH (2024)", date(2024, 1, 1)),
        ("KH 31/02/2023", date(2023, 3, 3)),
        ("Phát động Phong trào thi đua 2014-2020", None),
    ],
)
def test_a_document_says_when_it_was_issued(document: str, issued: date | None) -> None:
    assert Source(document).issued == issued


def test_a_document_of_later_only_stands_in_and_says_so() -> None:
    letter = Source("CV 4268/BHXH-TĐKT 22/12/2021", "A.I.3")
    assert letter.on(date(2021, 12, 22)) == letter
    assert letter.on(date(2013, 12, 1)) == Source(letter.document, f"A.I.3, {STANDS_IN}", Status.UNVERIFIED)
    assert Source(letter.document).on(date(2013, 12, 1)).article == STANDS_IN


def test_another_bodys_text_is_an_analogue_on_any_day() -> None:
    analogue = Source("TT 25/2025/TT-BKHCN", "Điều 23", Status.ANALOGUE)
    assert analogue.on(date(2013, 12, 1)) == analogue


def test_a_refusal_of_an_earlier_day_does_not_stand_on_a_later_document() -> None:
    refusal = AlreadyFull(total=100, source=Source("NĐ 152/2025/NĐ-CP", "Điều 4"))
    assert refusal.on(date(2025, 7, 1)).as_problem()["source"]["status"] == "found"
    assert refusal.on(date(2024, 6, 30)).as_problem()["source"] == {
        "document": "NĐ 152/2025/NĐ-CP",
        "article": f"Điều 4, {STANDS_IN}",
        "status": "unverified",
    }
