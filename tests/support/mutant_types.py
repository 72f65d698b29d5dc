"""What mypy finds wrong with mutants, but not with the code as it is: `python -m tests.support.mutant_types mypy`.

mutmut asks it inside `mutants/`, where every change stands as a function beside the one it was made of, and passes over
the changes that are found wrong: `make check` would not let them land, whatever the tests say. The word `mypy` tells
mutmut how to read the answer: a line of JSON each.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

COUNTED = frozenset(
    {
        *("arg-type", "assignment", "attr-defined", "call-arg", "call-overload", "dict-item", "index", "list-item"),
        *("operator", "return", "return-value", "type-var", "union-attr"),
    }
)
"""What is wrong in itself; the others also tell how mutmut wraps a function, or what a narrower type makes idle."""
ORIGINAL = "orig"


def main() -> None:
    """Print them."""
    command = [sys.executable, "-m", "mypy", "services", "--output", "json"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 (our own command)
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for error in map(json.loads, filter(None, said.splitlines())):
        if error["code"] in COUNTED:
            found[error["file"]].append(error)
    for file, errors in found.items():
        for error in of_mutants(Path(file).read_text(encoding="utf-8"), errors):
            sys.stdout.write(json.dumps(error) + "\n")


def of_mutants(text: str, errors: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The errors that stand in a changed function whose original has none of the kind."""
    functions = [
        (node.lineno, node.end_lineno or 0, *node.name.rpartition("__mutmut_")[::2])
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    ]
    places = [
        (name, which, error)
        for error in errors
        for first, last, name, which in functions
        if first <= error["line"] <= last
    ]
    usual = {(name, error["code"]) for name, which, error in places if which == ORIGINAL}
    yield from (error for name, which, error in places if which != ORIGINAL and (name, error["code"]) not in usual)


if __name__ == "__main__":
    main()
