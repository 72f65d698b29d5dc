"""Every no of the product says so in two languages, cites its source, can happen, and is provoked by a test."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

import pytest

from kernel.explanation import Source, Text
from kernel.refusals import HOUSE_RULE, Refusal
from tests.architecture.sources import Module, dotted, modules, production
from tests.contracts.catalogue import refusals


def placeholders(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def badly_worded(kind: type[Refusal]) -> Iterator[str]:
    """A sentence missing in one of the languages, or filled with other facts than in the other."""
    for name, text in (("title", kind.title), ("detail", kind.detail)):
        if not text.vi.strip() or not text.en.strip():
            yield f"{kind.code}: {name} is empty in one language"
        elif text.vi == text.en:
            yield f"{kind.code}: {name} is the same in both languages"
        if placeholders(text.vi) != placeholders(text.en):
            yield f"{kind.code}: {name} tells other facts in one language"
    if placeholders(kind.title.vi):
        yield f"{kind.code}: a title holds no facts"
    if not kind.source.document:
        yield f"{kind.code}: no source"
    if kind.code != kind.code.lower() or "_" in kind.code or " " in kind.code:
        yield f"{kind.code}: a code is written-like-this"


def uses(all_modules: Iterable[Module]) -> dict[str, list[tuple[str, frozenset[str] | None]]]:
    """Class name → where it is raised or made, with the facts given there (None: passed on as `**facts`)."""
    found: dict[str, list[tuple[str, frozenset[str] | None]]] = {}
    for module in all_modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                given = [keyword.arg for keyword in node.keywords]
                facts = None if None in given else frozenset(str(name) for name in given)
                found.setdefault(dotted(node.func).split(".")[-1], []).append((module.at(node), facts))
            elif isinstance(node, ast.Raise) and node.exc is not None and not isinstance(node.exc, ast.Call):
                found.setdefault(dotted(node.exc).split(".")[-1], []).append((module.at(node), frozenset()))
    return found


def never_raised(kinds: Iterable[type[Refusal]], where: Mapping[str, object]) -> list[str]:
    return [f"{kind.code} ({kind.__name__})" for kind in kinds if kind.__name__ not in where]


def without_its_facts(
    kinds: Iterable[type[Refusal]], where: Mapping[str, list[tuple[str, frozenset[str] | None]]]
) -> Iterator[str]:
    """A raise that leaves a placeholder of the sentence open would be an error while answering."""
    for kind in kinds:
        if "__init__" in vars(kind):
            continue
        needed = placeholders(kind.detail.vi)
        for place, given in where.get(kind.__name__, []):
            if given is not None and (missing := needed - given):
                yield f"{place} raises {kind.__name__} without {', '.join(sorted(missing))}"


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
    assert never_raised(refusals(), uses(production())) == []


def test_every_refusal_is_given_the_facts_it_tells() -> None:
    assert list(without_its_facts(refusals(), uses(production()))) == []


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
