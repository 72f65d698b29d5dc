"""Every “why” that a service tells, whole: each node's label, value, formula, source, rule version and events.

`python -m tests.support.whys` records them again, after a sentence or a citation was changed on purpose; what has
changed is then to be read in the difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from kernel.explanation import Explanation

TESTS = Path(__file__).parents[1]
SERVICES = ("covenant", "scoring", "nomination")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = re.compile(r"@[0-9a-f]{12}")

Whys = Mapping[str, Callable[[], Explanation]]


def told(tree: Explanation) -> list[str]:
    """A line a node, its ids numbered in the order in which they come, the rules without their digest."""
    numbers: dict[str, str] = {}
    text = _DIGEST.sub("@", "\n".join(_lines(tree, 0)))
    return _ID.sub(lambda found: numbers.setdefault(found[0], f"#{len(numbers) + 1}"), text).split("\n")


def _lines(node: Explanation, depth: int) -> Iterator[str]:
    cited = f"{{{node.source}, {node.source.status.value}}}" if node.source else ""
    told = (
        f"= {node.value}" if node.value else "",
        f"[{node.formula}]" if node.formula else "",
        str(node.rounding or ""),
        cited,
    )
    events = " ".join(str(event) for event in node.events)
    yield " " * depth + " ".join(filter(None, (str(node.label), *told, node.rule_version, events)))
    for each in node.inputs:
        yield from _lines(each, depth + 1)


def whys(service: str) -> Whys:
    """Those of a service by name, each made anew at every call."""
    found: Whys = import_module(f"tests.{service}.whys").WHYS
    return found


def recorded(service: str) -> Any:
    """As they were recorded, by name."""
    return json.loads(_place(service).read_text(encoding="utf-8"))


def _place(service: str) -> Path:
    return TESTS / service / "recorded" / "whys.json"


def main() -> None:
    """Record them."""
    for service in SERVICES:
        _place(service).parent.mkdir(exist_ok=True)
        all_of_it = {name: told(make()) for name, make in whys(service).items()}
        _place(service).write_text(json.dumps(all_of_it, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
