"""Which document and article a text cites, and the functions and tests that are found by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulations.citations import Citation, citations, in_full, order
from regulations.functions import functions, proofs


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("CV 4268 A.I.5: as many as the rule.", [("CV 4268", "A.I.5")]),
        ("CV 4268 A.I.1, 2, 5: of the kind.", [("CV 4268", "A.I.1"), ("CV 4268", "A.I.2"), ("CV 4268", "A.I.5")]),
        ("CV 4268/BHXH-TĐKT 22/12/2021 mục A.II.1.2", [("CV 4268", "A.II.1.2")]),
        ("NĐ 91/2017/NĐ-CP Art. 45(10): heard.", [("NĐ 91/2017", "Điều 45")]),
        ("NĐ 91/2017/NĐ-CP Điều 11; CV 5007/BNV-TĐKT 05/09/2023", [("NĐ 91/2017", "Điều 11"), ("CV 5007", "")]),
        ("Law 06/2022/QH15 Art. 19, 20: known.", [("Luật 06/2022", "Điều 19"), ("Luật 06/2022", "Điều 20")]),
        ("Luật 06/2022/QH15 Điều 77-80", [("Luật 06/2022", "Điều 77-80")]),
        ("CV 01/BHXH-TĐKT 04/01/2011 mục 3", [("CV 01", "mục 3")]),
        ("House rule: whole đồng.", [("Thi Đua", "")]),
        ("Thi Đua docs/rules.md", [("Thi Đua", "")]),
        ("All in order.", []),
    ],
)
def test_a_text_cites_its_documents_and_articles(text: str, cited: list[tuple[str, str]]) -> None:
    assert citations(text) == [Citation(*each) for each in cited]


def test_a_document_named_without_its_year_is_the_one_of_that_number() -> None:
    known = {"NĐ 91/2017", "NĐ 47/2016", "NĐ 47/2017", "CV 4268"}
    named = [Citation("NĐ 91", "Điều 9"), Citation("NĐ 47"), Citation("CV 4268", "A.I.5")]
    assert [in_full(each, known).document for each in named] == ["NĐ 91/2017", "NĐ 47", "CV 4268"]


def test_articles_are_ordered_by_their_numbers_and_the_house_rules_last() -> None:
    cited = [Citation("Thi Đua"), Citation("NĐ 91/2017", "Điều 11"), Citation("NĐ 91/2017", "Điều 9")]
    assert [each.article for each in sorted(cited, key=order)] == ["Điều 9", "Điều 11", ""]


RULES = '''
def the_head_signs(signed: bool) -> None:
    """CV 1 Art. 2: the head signs."""
    if not signed:
        raise _unsigned()


def _unsigned() -> Exception:
    """CV 1 Art. 3: private."""
    return NotSigned()


def it_is_new(known: bool) -> None:
    """Says nothing of where it stands."""
'''
TESTS = """
def test_an_unsigned_one_is_refused():
    with raises(NotSigned): ...


def test_the_name_in_a_longer_name_is_none():
    the_head_signs_twice(NotSignedYet)


def sign(who):
    the_head_signs(who)


def test_by_a_helper():
    sign(True)
"""


def test_a_function_is_found_by_its_docstring_and_its_tests_by_name_or_refusal(tmp_path: Path) -> None:
    for path, text in (("services/one/domain/rules.py", RULES), ("tests/one/test_signing.py", TESTS)):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    [found] = functions(tmp_path)
    assert (found.path, found.name, found.cited, found.refusals) == (
        "services/one/domain/rules.py",
        "the_head_signs",
        (Citation("CV 1", "Điều 2"),),
        frozenset({"NotSigned"}),
    )
    assert [each.name for each in proofs(found, tmp_path)] == ["test_an_unsigned_one_is_refused", "test_by_a_helper"]
