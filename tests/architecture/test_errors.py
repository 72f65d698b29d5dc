"""Nothing is swallowed: an unexpected error ends the work it belongs to, at one of a few named places."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.architecture.sources import Module, dotted, functions, production, walk

OUTERMOST: Mapping[str, str] = {
    "kernel/relay.py:run": "a relay lets go of the broker and starts anew from what the topic holds",
    "kernel/streaming.py:_take_in": "an answer that has begun ends with a line that tells of the fault, the log has it",
    "kernel/health.py:_answer": "whatever a check finds wrong is its answer: the process is not ready",
    "kernel/group_commit.py:_settle": "what one caller's work raises is raised to him, in his own thread",
    "kernel/follower.py:run": "a follower remembers what stopped it, and stops",
    "gateway/app.py:run": "a request is answered with an id, the log has the fault",
    "gateway/execute.py:_fetch": "what one service spoils is kept to its own part of the answer",
    "thidua/embedded.py:_keep_following": "a follower that stopped is started anew, each time a little later",
}
"""Functions (`path:name`) that may catch everything, each with what it does with it."""

BROAD = frozenset({"Exception", "BaseException"})


def broad_handlers(module: Module) -> Iterator[str]:
    """`except Exception` that does not end in raising again, outside the outermost loops."""
    for function in functions(module.tree):
        if f"{module.path}:{function.name}" in OUTERMOST:
            continue
        for handler in (node for node in walk(function) if isinstance(node, ast.ExceptHandler)):
            if _catches_all(handler) and not isinstance(handler.body[-1], ast.Raise):
                yield f"{module.at(handler)} {function.name} catches everything"


def _catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(dotted(kind) in BROAD for kind in kinds)


def silenced(module: Module) -> Iterator[str]:
    """`except …: pass` and `suppress(Exception)`: an answer that nobody gets."""
    for node in walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and all(isinstance(each, ast.Pass) for each in node.body):
            yield f"{module.at(node)} passes over an error"
        elif (
            isinstance(node, ast.Call)
            and dotted(node.func).endswith("suppress")
            and any(dotted(argument) in BROAD for argument in node.args)
        ):
            yield f"{module.at(node)} suppresses everything"


def bare_raises(module: Module) -> Iterator[str]:
    """`raise Exception(...)`: a refusal or an error has a name."""
    for node in walk(module.tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if dotted(raised) in BROAD:
                yield f"{module.at(node)} raises {dotted(raised)}"


def test_only_the_outermost_loops_catch_everything() -> None:
    assert [each for module in production() for each in broad_handlers(module)] == []


def test_no_error_is_passed_over() -> None:
    assert [each for module in production() for each in silenced(module)] == []


def test_every_error_has_a_name() -> None:
    assert [each for module in production() for each in bare_raises(module)] == []


def test_every_outermost_loop_exists() -> None:
    known = {f"{module.path}:{function.name}" for module in production() for function in functions(module.tree)}
    assert sorted(set(OUTERMOST) - known) == []


def in_a_function(body: str) -> Module:
    return Module("services/example/application.py", f"def f():\n    try:\n        g()\n    {body}")


@pytest.mark.parametrize(
    "handler",
    [
        "except Exception:\n        log()",
        "except:\n        log()",
        "except (KeyError, BaseException) as e:\n        log(e)",
    ],
)
def test_a_handler_of_everything_is_found(handler: str) -> None:
    assert len(list(broad_handlers(in_a_function(handler)))) == 1


@pytest.mark.parametrize(
    "handler", ["except KeyError:\n        log()", "except Exception:\n        log()\n        raise"]
)
def test_a_handler_of_something_or_that_raises_again_is_none(handler: str) -> None:
    assert list(broad_handlers(in_a_function(handler))) == []


@pytest.mark.parametrize("body", ["except KeyError:\n        pass", "finally:\n        contextlib.suppress(Exception)"])
def test_a_silenced_error_is_found(body: str) -> None:
    assert len(list(silenced(in_a_function(body)))) == 1


@pytest.mark.parametrize("text", ["raise Exception", "raise Exception('no')"])
def test_an_error_without_a_name_is_found(text: str) -> None:
    assert len(list(bare_raises(Module("x.py", text)))) == 1
