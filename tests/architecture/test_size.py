"""Budgets: a function one can see at once, a module about one subject, a kernel that stays small."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from tests.architecture.sources import Module, functions, modules, production

FUNCTION_LINES = 30
MODULE_LINES = 300
KERNEL_MODULES = 38
KERNEL_LINES = 7_220
"""See docs/adr/0012: either grows only with a page that says why."""

LONGER: Mapping[str, str] = {
    "kernel/store.py": "the mapper of events stands beside the store that alone uses it",
    "services/scoring/published.py:announce": "one case an event: the whole translation is read at once",
}
"""Functions (`path:name`) and modules (`path`) that may be longer, each with its reason."""


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, less the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def long_functions(module: Module) -> Iterator[str]:
    for function in functions(module.tree):
        key = f"{module.path}:{function.name}"
        if (lines := code_lines(function)) > FUNCTION_LINES and key not in LONGER:
            yield f"{module.at(function)} {function.name}: {lines} lines"


def long_modules(all_modules: Iterable[Module]) -> Iterator[str]:
    for module in all_modules:
        if (lines := module.text.count("\n")) > MODULE_LINES and module.path not in LONGER:
            yield f"{module.path}: {lines} lines"


def beyond_the_kernel_budget(kernel: Iterable[Module]) -> Iterator[str]:
    subjects = [module for module in kernel if not module.path.endswith("__init__.py")]
    if len(subjects) > KERNEL_MODULES:
        yield f"{len(subjects)} modules"
    if (lines := sum(module.text.count("\n") for module in subjects)) > KERNEL_LINES:
        yield f"{lines} lines"


def reasons_without_need(all_modules: Iterable[Module]) -> Iterator[str]:
    """An exception that nothing needs any more would hide the next excess."""
    needed = set()
    for module in all_modules:
        if module.text.count("\n") > MODULE_LINES:
            needed.add(module.path)
        needed |= {f"{module.path}:{each.name}" for each in functions(module.tree) if code_lines(each) > FUNCTION_LINES}
    yield from sorted(set(LONGER) - needed)


def test_a_function_can_be_seen_at_once() -> None:
    assert [each for module in production() for each in long_functions(module)] == []


def test_a_module_is_about_one_subject() -> None:
    assert list(long_modules(production())) == []


def test_the_kernel_stays_small() -> None:
    assert list(beyond_the_kernel_budget(modules("kernel"))) == []


def test_every_exception_is_still_needed() -> None:
    assert list(reasons_without_need(production())) == []


def a_function_of(lines: int) -> Module:
    body = "\n".join("    x = 1" for _ in range(lines - 1))
    return Module("services/example/application.py", f"def f():\n{body}\n")


def test_a_function_one_line_too_long_is_found() -> None:
    assert list(long_functions(a_function_of(FUNCTION_LINES))) == []
    assert len(list(long_functions(a_function_of(FUNCTION_LINES + 1)))) == 1


def test_a_docstring_does_not_count() -> None:
    text = 'def f():\n    """One.\n\n    Two.\n    """\n' + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert list(long_functions(Module("x.py", text))) == []


def test_a_module_one_line_too_long_is_found() -> None:
    assert list(long_modules([Module("x.py", "x = 1\n" * MODULE_LINES)])) == []
    assert len(list(long_modules([Module("x.py", "x = 1\n" * (MODULE_LINES + 1))]))) == 1


def test_a_kernel_beyond_its_budget_is_found() -> None:
    many = [Module(f"kernel/part_{number}.py", "") for number in range(KERNEL_MODULES + 1)]
    assert list(beyond_the_kernel_budget(many)) == [f"{KERNEL_MODULES + 1} modules"]
    large = [Module("kernel/large.py", "\n" * (KERNEL_LINES + 1))]
    assert list(beyond_the_kernel_budget(large)) == [f"{KERNEL_LINES + 1} lines"]
