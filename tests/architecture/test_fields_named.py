"""A check that names the input it is about names the one that it looks at; a text is as long as its kind may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import Module, modules

CHECKS = {
    "something_is_written": None,
    "a_code_can_be_typed_and_cited": "code",
    "nothing_precedes_what_it_rests_on": None,
}
"""Functions whose `field`, or third argument, is the input that the first argument came in; what it is if left out."""
LISTS = frozenset({"articles", "contents", "figures", "goals", "items", "measures", "registrations", "targets"})
"""Inputs that are lists: what is looked at is in one of their members."""
ELSEWHERE = {("until", "opinions_until"), ("until", "comments_until")}
"""(what it is called there, the input): where a rule is asked with a word of its own."""
NAMES = frozenset({"document", "figures_from", "heading", "name", "theme", "title", "unit_of_measure"})
"""Texts of the length of a name; all others may be as long as a text."""
IN_A_LOOP = ("text", "goals")
"""The names of a goal are looked at one after the other."""


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _given(call: ast.Call, name: str, place: int | None = None) -> ast.expr | None:
    by_place = call.args[place] if place is not None and len(call.args) > place else None
    return next((each.value for each in call.keywords if each.arg == name), by_place)


def named(module: Module, *checks: str) -> Iterator[tuple[str, str, str, bool]]:
    """Where a check is called, what it looks at, the input it names, and whether it takes a long text."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (check := _called(node.func)) in (checks or CHECKS):
            field = _given(node, "field", 2 if check.startswith("nothing") else None)
            said = field.value if isinstance(field, ast.Constant) else CHECKS[check] if field is None else None
            if said is not None:
                yield module.at(node), _called(node.args[0]), str(said), _given(node, "most") is not None


def misnamed(module: Module) -> list[str]:
    return [
        f"{at}: {seen} is told as {said}"
        for at, seen, said, _ in named(module)
        if said not in LISTS | {seen} and (seen, said) not in ELSEWHERE
    ]


def test_a_check_names_the_input_that_it_looks_at() -> None:
    found = modules("services")
    assert sum(1 for each in found for _ in named(each)) > 50
    assert [each for module in found for each in misnamed(module)] == []


def test_a_misnamed_input_is_found() -> None:
    wrong = 'codes.something_is_written(account.reason, field="text")\ncodes.a_code_can_be_typed_and_cited(each.number)'
    assert misnamed(Module("services/x.py", wrong)) == [
        "services/x.py:1: reason is told as text",
        "services/x.py:2: number is told as code",
    ]


def test_what_is_told_in_whole_sentences_may_be_as_long_as_a_text() -> None:
    texts = [
        (at, seen, long)
        for module in modules("services")
        for at, seen, said, long in named(module, "something_is_written")
        if (seen, said) != IN_A_LOOP
    ]
    assert len(texts) > 30
    assert [(at, seen) for at, seen, long in texts if long is (seen in NAMES)] == []
