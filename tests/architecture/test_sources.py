"""A refusal says where its rule stands: the document and article that the rule itself cites, or the product's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pytest

from kernel.explanation import Source
from kernel.refusals import HOUSE_RULE, Refusal
from regulations.citations import Citation, citations, in_full
from regulations.functions import Function, functions
from tests.architecture.test_refusals import GOOD, a_refusal
from tests.contracts.catalogue import refusals


def cited_elsewhere(rules: Iterable[Function], kinds: Mapping[tuple[str, str], type[Refusal]]) -> Iterator[str]:
    """A rule whose refusal names a document or an article that the rule does not."""
    rules = list(rules)
    known = {each.document for rule in rules for each in rule.cited}
    for rule in rules:
        own = {in_full(each, known) for each in rule.cited}
        for name in sorted(rule.refusals):
            kind = kinds.get((rule.service, name))
            if kind is not None and kind.source != HOUSE_RULE and not own & said_by(kind.source, known):
                yield f"{rule.path} {rule.name} raises {name}, which cites {kind.source}"


def said_by(source: Source, known: set[str]) -> set[Citation]:
    return {in_full(each, known) for each in citations(str(source))}


def of_the_services() -> dict[tuple[str, str], type[Refusal]]:
    """Every refusal of a service, by the service and its class's name."""
    parts = ((kind.__module__.split("."), kind) for kind in refusals())
    return {(names[1], kind.__name__): kind for names, kind in parts if names[0] == "services"}


def test_a_refusal_cites_what_its_rule_cites() -> None:
    assert list(cited_elsewhere(functions(), of_the_services())) == []


def a_rule(cited: str) -> Function:
    return Function("services/example/domain/rules.py", "it_holds", tuple(citations(cited)), frozenset({"Example"}))


@pytest.mark.parametrize(
    ("rule", "source", "found"),
    [
        ("CV 4268 A.I.3: listed.", Source("CV 4268/BHXH-TĐKT 22/12/2021", "A.I.3"), 0),
        ("CV 4268 A.I.3: listed.", Source("CV 4268/BHXH-TĐKT 22/12/2021", "A.I.5"), 1),
        ("CV 4268 A.I.3: listed.", HOUSE_RULE, 0),
        ("House rule: listed.", Source("CV 4268/BHXH-TĐKT 22/12/2021", "A.I.3"), 1),
        ("NĐ 152/2025 Art. 4: listed.", Source("NĐ 98/2023/NĐ-CP", "Điều 4"), 1),
    ],
)
def test_a_refusal_that_cites_something_else_is_found(rule: str, source: Source, found: int) -> None:
    kinds = {("example", "Example"): a_refusal(GOOD, source=source)}
    assert len(list(cited_elsewhere([a_rule(rule)], kinds))) == found
