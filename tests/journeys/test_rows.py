"""Every system that the product has today is proven by a test that names it: `pytest.mark.row("A1")`."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

TESTS = Path(__file__).parents[1]

ROWS: Mapping[str, str] = {
    "A1": "unit registry, names and parents by date",
    "A2": "blocks and clusters by dated lists",
    "A3": "district clusters by the 9/14/19/24 rule",
    "A4": "heads and deputies by rotation, in office at once",
    "A5": "operating rules of a block or cluster, in force by date",
    "A6": "movements with contents and deadlines",
    "A7": "a movement made concrete level by level",
    "A8": "yearly programme, progress and inspection plan, and what was done",
    "B1": "covenants with quantified targets, agreed and signed",
    "B2": "registration of titles",
    "B3": "deadlines: late is recorded as late",
    "B4": "the gate: unsigned or unregistered is not considered",
    "B5": "targets year by year, not below the national ones, held once reached",
    "B6": "targets with and without figures; anti-corruption and thrift",
    "B7": "targets appraised before they are official",
    "B8": "the cluster head hands in the registrations",
    "B9": "amendments with reason; the old text stays readable",
    "C1": "score tables, signed and frozen",
    "C2": "every kind of formula, exact and explained",
    "C3": "results in bulk, idempotent, corrected by appending",
    "C4": "layers of a score side by side",
    "C5": "each department scores its own field",
    "C6": "groups of like units ranked apart",
    "C7": "ranks with a declared tie rule, prize tiers",
    "C8": "reviews freeze editions; a correction is a new one",
    "C10": "head-office departments assessed by the provinces in their field",
    "C11": "inspections with findings followed until closed",
    "C9": "progress by year: reached, not reached, why, remedy",
    "D1": "ranks pass before the ballot",
    "D2": "eligibility by title and era, each refusal with its article",
    "D3": "quotas",
    "D4": "sessions: roll, quorum, threshold, secret ballots, rounds",
    "D5": "dossiers by checklist, missing and thin ones visible",
    "D6": "the medal, with figures that must be confirmed first",
    "D7": "sudden commendations wait for no ranking",
    "D8": "priority by the long movement, aims of the sector",
    "D9": "decisions, notices, revocation by a new event",
    "D10": "the rotation check: a flag with its evidence",
    "D11": "good examples, from the finding to the effect",
    "E1": "monitoring: who is late, missing or thin; reminders on record with their effect",
    "E3": "replay, boards as of any date",
    "E4": "why",
    "F1": "three services that own their data, integrated by published facts over Kafka",
    "F2": "the gateway over three federation subgraphs",
    "F3": "the one-command embedded run and the distributed one, with the same behaviour",
    "F4": "integration of national systems: machine credentials, bulk push, event feed, decisions out",
}
"""The rows that are done, by the id that issues and documentation use."""

BEGUN = {
    "F5": "identity and rights",
}
"""Rows that some tests already prove a part of."""


def marked(path: str, source: str) -> Iterator[tuple[str, str]]:
    """Every row that a test of this source is marked with, and the test; a mark on anything else does not count."""
    tree = ast.parse(source)
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    tests = [test for test in tests if test.name.startswith("test_")]
    whole = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark" and tests
    ]
    for row in (row for value in whole for row in rows_in(value)):
        yield row, path
    for test in tests:
        for row in (row for decorator in test.decorator_list for row in rows_in(decorator)):
            yield row, f"{path}::{test.name}"


def rows_in(expression: ast.expr) -> Iterator[str]:
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.row":
            [argument] = node.args
            assert isinstance(argument, ast.Constant)
            assert isinstance(argument.value, str)
            yield argument.value


def proofs() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        for row, test in marked(file.relative_to(TESTS).as_posix(), file.read_text(encoding="utf-8")):
            found[row].append(test)
    return found


def test_every_row_has_its_test() -> None:
    found = proofs()
    assert [f"{row} ({name})" for row, name in ROWS.items() if not found.get(row)] == []


def test_no_test_names_a_row_that_there_is_not() -> None:
    assert {row: tests for row, tests in proofs().items() if row not in {*ROWS, *BEGUN}} == {}


def test_a_row_without_a_test_shows() -> None:
    assert list(marked("a.py", 'import pytest\n@pytest.mark.row("A1")\ndef helper(): ...\n')) == []
    assert list(marked("a.py", 'import pytest\npytestmark = pytest.mark.row("A1")\n')) == []


def test_a_mark_on_a_test_or_on_its_module_is_found() -> None:
    source = """
import pytest
pytestmark = [pytest.mark.journey, pytest.mark.row("E4")]
@pytest.mark.row("A1")
@pytest.mark.row("A2")
def test_something(): ...
"""
    found = [("E4", "a.py"), ("A1", "a.py::test_something"), ("A2", "a.py::test_something")]
    assert list(marked("a.py", source)) == found
