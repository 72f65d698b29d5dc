"""What is wrong with a document or its variables is told in both languages, with the thing, its place and a code."""

from __future__ import annotations

import pytest

from gateway.federation import Asked, Federation
from tests.gateway.subgraphs import whole

VALIDATION = "GRAPHQL_VALIDATION_FAILED"
SCHEMA = "Câu truy vấn không khớp với lược đồ: "
CASES = [
    ("{ units(", "GRAPHQL_PARSE_FAILED", "Câu truy vấn sai cú pháp GraphQL (dòng 1, cột 9). / Syntax Error: "),
    ("{ nothing }", VALIDATION, f"{SCHEMA}trường `nothing` (dòng 1, cột 3). / Cannot query field 'nothing'"),
    ('{ unit(id: "u1", x: 1) { id } }', VALIDATION, f"{SCHEMA}tham số `x` (dòng 1, cột 18). / Unknown argument 'x'"),
    ("{ units(first: TEN) { edges { cursor } } }", VALIDATION, f"{SCHEMA}giá trị TEN (dòng 1, cột 16). / Int cannot"),
    ('{ unit(id: "u1") @hide { id } }', VALIDATION, f"{SCHEMA}chỉ thị `@hide` (dòng 1, cột 18). / Unknown directive"),
    (
        "query($n: Nobody) { unit(id: $n) { id } }",
        VALIDATION,
        f"{SCHEMA}kiểu `Nobody` (dòng 1, cột 11). / Unknown",
    ),
    ("{ unit(id: $n) { id } }", VALIDATION, f"{SCHEMA}biến `$n` (dòng 1, cột 12). / Variable '$n' is not defined"),
    ('{ unit(id: "u1") { ...x } }', VALIDATION, f"{SCHEMA}tên `x` (dòng 1, cột 23). / Unknown fragment"),
    ("query A { units { edges { node { id } } } } query A { units { edges { node { id } } } }", VALIDATION, SCHEMA),
    ("query($n: Int!) { units(first: $n) { edges { node { id } } } }", "BAD_USER_INPUT", "Giá trị truyền vào không"),
]


@pytest.mark.parametrize(("text", "code", "beginning"), CASES, ids=[text for text, *_ in CASES])
async def test_what_is_wrong_is_told_in_both_languages_under_a_code(text: str, code: str, beginning: str) -> None:
    federation = Federation(whole.supergraph(), whole.Recorded())
    answer = await federation.execute(Asked(text, {}), None)
    first, english = answer.errors[0], answer.errors[0].message.partition(" / ")[2]
    assert (answer.data, (first.extensions or {})["code"], english != "") == (None, code, True)
    assert first.message.startswith(beginning)
    assert first.locations is not None


async def test_a_variable_of_a_wrong_type_is_named() -> None:
    text = "query($n: Int!) { units(first: $n) { edges { node { id } } } }"
    answer = await Federation(whole.supergraph(), whole.Recorded()).execute(Asked(text, {"n": "mười"}), None)
    [error] = answer.errors
    assert error.message.startswith("Giá trị truyền vào không hợp lệ: biến `$n` (dòng 1, cột 7). / Variable '$n' ")
