"""A rule is one function, named as the sentence it enforces, citing where it stands, and proven by a test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import Module, domain, dotted, functions, modules, walk

CITATION = re.compile(
    r"House rule|Nhà|Luật|Law|Thông tư|Thông báo|Nghị định|Điều|Khoản|Phụ lục|Phát động"
    r"|\b(?:CV|NĐ|TT|QĐ|HD|KH|BC)\b|\bArt\.|\bA\.I{1,3}\b|\bletter \d"
)
"""How a docstring cites: a document or article, or openly the product's own rule."""


def is_rulebook(module: Module) -> bool:
    """`rules.py`, `rules/<subject>.py` or `<subject>_rules.py` of a domain."""
    path = Path(module.path)
    return module.is_domain and ("rules" in path.parent.parts or path.stem == "rules" or path.stem.endswith("_rules"))


def rules(module: Module) -> Iterator[ast.FunctionDef]:
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def refuses(rule: ast.FunctionDef, module: Module) -> set[str]:
    """The names of the refusals that a rule raises, itself or by a private function of its module that words them."""
    raised = (node.exc for node in walk(rule) if isinstance(node, ast.Raise) and node.exc is not None)
    names = {dotted(each.func if isinstance(each, ast.Call) else each).split(".")[-1] for each in raised}
    wording = {function.name: made_by(function) for function in functions(module.tree)}
    return {made for name in names for made in (wording.get(name) or {name})}


def made_by(function: ast.AST) -> set[str]:
    returned = (node.value for node in walk(function) if isinstance(node, ast.Return))
    return {dotted(each.func).split(".")[-1] for each in returned if isinstance(each, ast.Call)}


def without_source(module: Module) -> Iterator[str]:
    for rule in rules(module):
        if refuses(rule, module) and not CITATION.search(ast.get_docstring(rule) or ""):
            yield f"{module.at(rule)} {rule.name} cites no source"


def holding_state(module: Module) -> Iterator[str]:
    """A rule takes plain values: never an aggregate, a session or a clock; and it is a function, not a class."""
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef):
            yield f"{module.at(node)} {node.name} is a class among the rules"
    for rule in rules(module):
        for argument in [*rule.args.args, *rule.args.kwonlyargs]:
            if argument.annotation is None or dotted(argument.annotation) in {
                "Aggregate",
                "Store",
                "Connection",
                "Any",
            }:
                yield f"{module.at(rule)} {rule.name} takes {argument.arg} that is no plain value"


def unproven(module: Module, tests: Iterable[Module]) -> Iterator[str]:
    """Neither the rule nor all that it refuses is named by a test of its service."""
    service = Path(module.path).parts[1]
    text = "\n".join(test.text for test in tests if test.path.startswith((f"tests/{service}/", "tests/journeys/")))
    for rule in rules(module):
        named = re.search(rf"\b{rule.name}\b", text)
        refused = refuses(rule, module)
        if not named and not (refused and all(name in text for name in refused)):
            yield f"{module.at(rule)} {rule.name} is not proven"


def rulebooks() -> list[Module]:
    return [module for module in domain() if is_rulebook(module)]


def test_every_service_has_rules() -> None:
    assert {Path(module.path).parts[1] for module in rulebooks()} == {Path(module.path).parts[1] for module in domain()}


def test_every_rule_cites_its_source() -> None:
    assert [each for module in rulebooks() for each in without_source(module)] == []


def test_rules_are_functions_of_plain_values() -> None:
    assert [each for module in rulebooks() for each in holding_state(module)] == []


def test_every_rule_is_proven() -> None:
    tests = modules("tests")
    assert [each for module in rulebooks() for each in unproven(module, tests)] == []


def a_rulebook(text: str) -> Module:
    return Module("services/example/domain/rules.py", text)


RULE = 'def it_is_signed(signed: bool) -> None:\n    """{}"""\n    if not signed:\n        raise NotSigned\n'


@pytest.mark.parametrize(
    ("docstring", "found"),
    [
        ("It is signed.", 1),
        ("CV 01/BHXH-TĐKT: it is signed.", 0),
        ("Art. 4(2): it is signed.", 0),
        ("House rule: it is signed.", 0),
    ],
)
def test_a_rule_without_source_is_found(docstring: str, found: int) -> None:
    assert len(list(without_source(a_rulebook(RULE.format(docstring))))) == found


@pytest.mark.parametrize("text", ["class SignedRule:\n    ...", "def f(store: Store): ...", "def f(anything): ..."])
def test_a_rule_that_holds_state_is_found(text: str) -> None:
    assert len(list(holding_state(a_rulebook(text)))) == 1


@pytest.mark.parametrize(
    ("test", "found"),
    [("", 1), ("rules.it_is_signed(False)", 0), ("refused(NotSigned)", 0), ("it_is_signed_twice", 1)],
)
def test_a_rule_without_a_test_is_found(test: str, found: int) -> None:
    tests = [Module("tests/example/test_rules.py", test)]
    assert len(list(unproven(a_rulebook(RULE.format("")), tests))) == found


def test_a_test_of_another_service_proves_nothing() -> None:
    tests = [Module("tests/other/test_rules.py", "it_is_signed")]
    assert len(list(unproven(a_rulebook(RULE.format("")), tests))) == 1


@pytest.mark.parametrize("path", ["rules.py", "rules/units.py", "table_rules.py"])
def test_rules_are_found_where_they_stand(path: str) -> None:
    assert is_rulebook(Module(f"services/example/domain/{path}", ""))
    assert not is_rulebook(Module(f"services/example/{path}", ""))


def test_a_rule_is_proven_by_the_refusal_that_its_module_words() -> None:
    module = a_rulebook(
        RULE.format("").replace("NotSigned", "_unsigned()") + "def _unsigned():\n    return NotSigned()\n"
    )
    assert list(unproven(module, [Module("tests/example/test_rules.py", "refused(NotSigned)")])) == []
    assert len(list(unproven(module, [Module("tests/example/test_rules.py", "refused(NotAgreed)")]))) == 1
