"""Every no of the product says so in two languages, cites its source, can happen, and is provoked by a test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

import pytest

from kernel.explanation import Source, Text
from kernel.refusals import HOUSE_RULE, Refusal
from tests.architecture.sources import Module, dotted, modules, production, walk
from tests.contracts.catalogue import refusals


def placeholders(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def told(text: str) -> set[str]:
    """The facts a sentence tells; `name_vi` and `name_en` are one fact said in two languages."""
    return {re.sub(r"(^|_)(vi|en)$", "", name) for name in placeholders(text)}


def badly_worded(kind: type[Refusal]) -> Iterator[str]:
    """A sentence missing in one of the languages, or filled with other facts than in the other."""
    for name, text in (("title", kind.title), ("detail", kind.detail)):
        if not text.vi.strip() or not text.en.strip():
            yield f"{kind.code}: {name} is empty in one language"
        elif text.vi == text.en:
            yield f"{kind.code}: {name} is the same in both languages"
        if told(text.vi) != told(text.en):
            yield f"{kind.code}: {name} tells other facts in one language"
    if placeholders(kind.title.vi):
        yield f"{kind.code}: a title holds no facts"
    if not kind.source.document:
        yield f"{kind.code}: no source"
    if kind.code != kind.code.lower() or "_" in kind.code or " " in kind.code:
        yield f"{kind.code}: a code is written-like-this"


@dataclass(frozen=True)
class Use:
    """One place where a refusal is named; `facts` are those given where it is raised, None where that is elsewhere."""

    place: str
    facts: frozenset[str] | None


def uses(all_modules: Iterable[Module]) -> dict[tuple[str, str], list[Use]]:
    """(folder, class name) → its uses besides imports: a service's refusal is raised by that service."""
    found: dict[tuple[str, str], list[Use]] = {}
    for module in all_modules:
        raised = [node.exc for node in walk(module.tree) if isinstance(node, ast.Raise) and node.exc is not None]
        bare = {id(each): frozenset[str]() for each in raised}
        calls = {id(each.func): facts_of(each) for each in walk(module.tree) if isinstance(each, ast.Call)}
        for node in walk(module.tree):
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                use = Use(module.at(node), calls[id(node)] if id(node) in calls else bare.get(id(node)))
                found.setdefault((owner(module.name), dotted(node).split(".")[-1]), []).append(use)
    return found


@cache
def uses_in_the_product() -> dict[tuple[str, str], list[Use]]:
    return uses(production())


def facts_of(call: ast.Call) -> frozenset[str] | None:
    given = [keyword.arg for keyword in call.keywords]
    return None if None in given else frozenset(str(name) for name in given)


def owner(module: str) -> str:
    """Who may raise what stands in this module: its service, or everybody (empty) for the kernel's."""
    parts = module.split(".")
    return parts[1] if parts[0] == "services" else ""


def uses_of(kind: type[Refusal], where: Mapping[tuple[str, str], list[Use]]) -> list[Use]:
    own = owner(kind.__module__)
    return [use for (by, name), found in where.items() if name == kind.__name__ and own in ("", by) for use in found]


def never_raised(kinds: Iterable[type[Refusal]], where: Mapping[tuple[str, str], list[Use]]) -> list[str]:
    return [f"{kind.code} ({kind.__name__})" for kind in kinds if not uses_of(kind, where)]


def without_its_facts(kinds: Iterable[type[Refusal]], where: Mapping[tuple[str, str], list[Use]]) -> Iterator[str]:
    """A raise that leaves a placeholder of the sentence open would be an error while answering."""
    for kind in (each for each in kinds if "__init__" not in vars(each)):
        needed = placeholders(kind.detail.vi) | placeholders(kind.detail.en)
        for use in uses_of(kind, where):
            if use.facts is not None and (missing := needed - use.facts):
                yield f"{use.place} raises {kind.__name__} without {', '.join(sorted(missing))}"


def unprovoked(kinds: Iterable[type[Refusal]], tests: Iterable[Module]) -> list[str]:
    text = "\n".join(module.text for module in tests)
    return [
        f"{kind.code} ({kind.__name__})"
        for kind in kinds
        if kind.__name__ not in text and f'"{kind.code}"' not in text and f"/{kind.code}" not in text
    ]


def behavioural_tests() -> tuple[Module, ...]:
    return tuple(module for module in modules("tests") if "/architecture/" not in module.path)


def test_every_refusal_speaks_two_languages_and_cites_its_source() -> None:
    assert [each for kind in refusals() for each in badly_worded(kind)] == []


def test_every_refusal_can_happen() -> None:
    assert never_raised(refusals(), uses_in_the_product()) == []


def test_every_refusal_is_given_the_facts_it_tells() -> None:
    assert list(without_its_facts(refusals(), uses_in_the_product())) == []


def test_every_refusal_is_provoked_by_a_test() -> None:
    assert unprovoked(refusals(), behavioural_tests()) == []


def a_refusal(
    detail: Text, title: Text | None = None, code: str = "example-refused", source: Source = HOUSE_RULE
) -> type[Refusal]:
    kind = type(
        "ExampleRefused",
        (Refusal,),
        {"code": code, "title": title or Text("Không", "No"), "detail": detail, "source": source},
    )
    del Refusal.registry[code]
    return kind


GOOD = Text("Đơn vị {unit}", "Unit {unit}")


@pytest.mark.parametrize(
    "kind",
    [
        a_refusal(Text("Không được", "")),
        a_refusal(Text("The same", "The same")),
        a_refusal(Text("Đơn vị {unit}", "Unit {code}")),
        a_refusal(GOOD, title=Text("Đơn vị {unit}", "Unit {unit}")),
        a_refusal(GOOD, source=Source("")),
        a_refusal(GOOD, code="Example_Refused"),
    ],
)
def test_bad_wording_is_found(kind: type[Refusal]) -> None:
    assert len(list(badly_worded(kind))) == 1


def test_good_wording_is_none() -> None:
    assert list(badly_worded(a_refusal(GOOD))) == []


def test_a_refusal_that_cannot_happen_is_found() -> None:
    kind = a_refusal(GOOD)
    assert never_raised([kind], uses([Module("x.py", "from refusals import ExampleRefused")])) != []
    assert never_raised([kind], uses([Module("x.py", "raise refusals.ExampleRefused(unit=1)")])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("raise ExampleRefused", 1), ("raise ExampleRefused(code=1)", 1), ("raise ExampleRefused(unit=1)", 0)],
)
def test_a_raise_without_its_facts_is_found(text: str, found: int) -> None:
    assert len(list(without_its_facts([a_refusal(GOOD)], uses([Module("x.py", text)])))) == found


def test_a_refusal_without_a_test_is_found() -> None:
    kind = a_refusal(GOOD)
    assert unprovoked([kind], [Module("tests/x.py", "def test_nothing(): ...")]) != []
    assert unprovoked([kind], [Module("tests/x.py", "with raises(ExampleRefused): ...")]) == []
    assert unprovoked([kind], [Module("tests/x.py", 'assert problem["code"] == "example-refused"')]) == []


def test_a_raise_by_another_service_does_not_count() -> None:
    kind = a_refusal(GOOD)
    kind.__module__ = "services.covenant.domain.refusals"
    raising = "raise ExampleRefused(unit=1)"
    assert never_raised([kind], uses([Module("services/scoring/domain/x.py", raising)])) != []
    assert never_raised([kind], uses([Module("services/covenant/domain/x.py", raising)])) == []


def test_a_fact_may_be_said_in_each_language() -> None:
    assert list(badly_worded(a_refusal(Text("Do {who_vi} quyết định", "Decided by {who_en}")))) == []
