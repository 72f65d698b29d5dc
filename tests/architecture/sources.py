"""The project's own source text, read from disk so that no list of services, modules or events is ever typed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCTION = ("kernel", "services", "regulations", "gateway", "thidua")


@dataclass(frozen=True)
class Module:
    """One Python file: where it stands, and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def is_domain(self) -> bool:
        parts = Path(self.path).parts
        return parts[0] == "services" and "domain" in parts

    @property
    def name(self) -> str:
        """Dotted, as it is imported."""
        parts = Path(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def at(self, node: ast.AST) -> str:
        """`path:line`, for a message one can click."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python module under these folders of the project, less what a tool wrote."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(
        Module(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in found
        if not path.name.endswith("_pb2.py") and "migrations" not in path.parts and "__pycache__" not in path.parts
    )


def production() -> tuple[Module, ...]:
    return modules(*PRODUCTION)


def domain() -> tuple[Module, ...]:
    return tuple(module for module in modules("services") if module.is_domain)


@cache
def services() -> tuple[str, ...]:
    """The services, by name: every package under `services/`."""
    return tuple(sorted(path.parent.name for path in (ROOT / "services").glob("*/__init__.py")))


@cache
def walk(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Every node, each tree gone through once however often it is asked for."""
    return tuple(ast.walk(tree))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    for node in walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node


def imported(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """(statement, dotted module or module.name) of every import, wherever it stands."""
    for node in walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute chain, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := dotted(node.value)):
        return f"{left}.{node.attr}"
    return ""


def class_value(node: ast.ClassDef, name: str) -> ast.expr | None:
    """What a class body assigns to `name`, if it does."""
    for statement in node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                return value
            case ast.AnnAssign(target=ast.Name(id=target), value=value) if target == name:
                return value
    return None
