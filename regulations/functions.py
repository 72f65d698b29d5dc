"""The functions that enforce rules, read from the services' source text, and the tests that name them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from regulations.citations import Citation, citations

ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Function:
    """A function of a service's domain that cites where its rule stands."""

    path: str
    name: str
    cited: tuple[Citation, ...]
    refusals: frozenset[str]

    @property
    def service(self) -> str:
        """The service it belongs to."""
        return self.path.split("/")[1]

    @property
    def module(self) -> str:
        """The subject it stands in."""
        return Path(self.path).stem


@dataclass(frozen=True)
class Proof:
    """A test, or a helper of tests: where it stands and the words of its text."""

    path: str
    name: str
    words: frozenset[str]

    @property
    def is_test(self) -> bool:
        """Not a helper."""
        return self.name.startswith("test_")


def functions(root: Path = ROOT) -> Iterator[Function]:
    """Every public function of a domain whose docstring cites a document or says that it is a house rule."""
    for path in sorted(root.glob("services/*/domain/**/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wording = {each.name: _made_by(each) for each in tree.body if isinstance(each, ast.FunctionDef)}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                cited = citations(ast.get_docstring(node) or "")
                if cited:
                    place = path.relative_to(root).as_posix()
                    yield Function(place, node.name, tuple(cited), frozenset(_refusals(node, wording)))


def _refusals(function: ast.FunctionDef, wording: Mapping[str, set[str]]) -> set[str]:
    """What it raises, itself or by a private function of its module that words the refusal."""
    raised = (each.exc for each in ast.walk(function) if isinstance(each, ast.Raise) and each.exc is not None)
    names = {_name(each.func if isinstance(each, ast.Call) else each) for each in raised}
    return {made for name in names for made in (wording.get(name) or {name}) if made}


def _made_by(function: ast.FunctionDef) -> set[str]:
    returned = (each.value for each in ast.walk(function) if isinstance(each, ast.Return))
    return {_name(each.func) for each in returned if isinstance(each, ast.Call)}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@cache
def written_for(service: str, root: Path) -> tuple[Proof, ...]:
    """Every function in the tests of one service: the tests, and what they lean on."""
    return tuple(
        Proof(path.name, node.name, frozenset(_WORD.findall("\n".join(lines[node.lineno - 1 : node.end_lineno]))))
        for path in sorted((root / "tests" / service).glob("*.py"))
        for lines in [path.read_text(encoding="utf-8").split("\n")]
        for node in ast.parse("\n".join(lines)).body
        if isinstance(node, ast.FunctionDef)
    )


def proofs(function: Function, root: Path = ROOT) -> list[Proof]:
    """The tests of its service that name the function, what it refuses, or a helper of theirs that asks it."""
    written = written_for(function.service, root)
    asked = _naming(written, {function.name})
    names = {function.name, *function.refusals, *(each.name for each in asked if not each.is_test)}
    return [each for each in _naming(written, names) if each.is_test]


def _naming(written: Iterable[Proof], names: Iterable[str]) -> list[Proof]:
    wanted = frozenset(names)
    return [each for each in written if wanted & each.words]
