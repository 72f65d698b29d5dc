"""The domain is a function of what it is given: no clock, no chance, no environment, no I/O, no float."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Module, domain, dotted, functions, imported, walk

ALLOWED = (
    # the language, as far as it computes and describes
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "heapq",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "string",
    "types",
    "typing",
    "unicodedata",
    "uuid.UUID",
    "uuid.uuid5",
    "zoneinfo.ZoneInfo",
    # what a domain is made of
    "eventsourcing.domain",
    "kernel.aggregate",
    "kernel.explanation",
    "kernel.refusals",
    "kernel.identity.Forbidden",
    "kernel.identity.Principal",
    "regulations",
)
"""All that a domain module may import besides its own service's domain: what nobody thought of is refused."""

IMPURE = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "os.environ",
    "uuid1",
    "uuid4",
    "random",
    "secrets",
    "open",
    "print",
    "input",
    "create_timestamp",
)
"""Calls and names that read a clock, draw an id or touch the world."""


def foreign_imports(module: Module) -> Iterator[str]:
    own = module.name[: module.name.index(".domain") + len(".domain")]
    for node, name in imported(module.tree):
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in (*ALLOWED, own)):
            yield f"{module.at(node)} imports {name}"


def impure_names(module: Module, scope: ast.AST) -> Iterator[str]:
    for node in walk(scope):
        name = dotted(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        for impure in IMPURE:
            if (
                name == impure
                or name.endswith(f".{impure}")
                or (name.startswith(f"{impure}.") and impure in {"random", "secrets"})
            ):
                yield f"{module.at(node)} uses {name}"


def floats(module: Module) -> Iterator[str]:
    for node in walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{module.at(node)} writes the float {node.value}"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield f"{module.at(node)} names float"


def replayed(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The `@event` methods: their bodies run again whenever the stream is read, for decades."""
    for function in functions(module.tree):
        for decorator in function.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if dotted(called).split(".")[-1] == "event":
                yield function


def refusing_while_applying(module: Module) -> Iterator[str]:
    """An `@event` method that refuses makes stored streams unreadable on the day a rule becomes stricter."""
    for function in replayed(module):
        for node in walk(function):
            if isinstance(node, ast.Raise | ast.Assert):
                yield f"{module.at(node)} {function.name} refuses while applying"
            elif isinstance(node, ast.Call) and "rules" in dotted(node.func).split("."):
                yield f"{module.at(node)} {function.name} asks a rule while applying"
        yield from impure_names(module, function)


def public_while_applying(module: Module) -> Iterator[str]:
    for function in replayed(module):
        if not function.name.startswith("_"):
            yield f"{module.at(function)} {function.name} applies an event in public"


def test_the_domain_imports_only_what_computes() -> None:
    assert [each for module in domain() for each in foreign_imports(module)] == []


def test_the_domain_reads_no_clock_draws_no_id_and_touches_nothing() -> None:
    assert [each for module in domain() for each in impure_names(module, module.tree)] == []


def test_the_domain_knows_no_float() -> None:
    assert [each for module in domain() for each in floats(module)] == []


def test_applying_an_event_never_refuses() -> None:
    assert [each for module in domain() for each in refusing_while_applying(module)] == []


def test_events_are_applied_in_private_methods() -> None:
    assert [each for module in domain() for each in public_while_applying(module)] == []


def a_domain_module(text: str) -> Module:
    return Module("services/example/domain/example.py", text)


@pytest.mark.parametrize(
    "text",
    [
        "import sqlalchemy as sa",
        "import os",
        "from uuid import uuid4",
        "from fastapi import HTTPException",
        "from kernel.store import Store",
        "from kernel.identity import TokenVerifier",
        "from services.scoring.domain import board",
        "from services.example.views import UNITS",
        "def late():\n    import requests",
    ],
)
def test_a_foreign_import_is_found(text: str) -> None:
    assert len(list(foreign_imports(a_domain_module(text)))) == 1


def test_the_domain_may_import_its_own_parts() -> None:
    assert list(foreign_imports(a_domain_module("from services.example.domain import rules"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
        "def f(): return uuid4()",
        "def f(): return uuid.uuid4()",
        "def f(): return os.environ['X']",
        "def f(): return random.choice([1])",
        "def f(): return secrets.token_hex()",
        "def f(): return open('x')",
        "def f(): print('x')",
    ],
)
def test_an_impure_call_is_found(text: str) -> None:
    module = a_domain_module(text)
    assert list(impure_names(module, module.tree)) != []


@pytest.mark.parametrize("text", ["HALF = 0.5", "def f(x: float) -> None: ...", "x = float('1')"])
def test_a_float_is_found(text: str) -> None:
    assert len(list(floats(a_domain_module(text)))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "raise AlreadySigned",
        "assert at",
        "self.signed_at = datetime.now()",
        "self.id = uuid4()",
        "rules.deadline_is_met(at)",
    ],
)
def test_an_event_method_that_decides_is_found(body: str) -> None:
    text = f"class A(Aggregate):\n    @event(Signed)\n    def _signed(self, at):\n        if at:\n            {body}"
    assert len(list(refusing_while_applying(a_domain_module(text)))) == 1


def test_a_public_event_method_is_found() -> None:
    text = "class Covenant(Aggregate):\n    @event(Signed)\n    def sign(self, at):\n        self.at = at"
    assert len(list(public_while_applying(a_domain_module(text)))) == 1


def test_a_deciding_method_may_refuse() -> None:
    text = "class Covenant(Aggregate):\n    def sign(self, at):\n        raise AlreadySigned"
    assert list(refusing_while_applying(a_domain_module(text))) == []
