"""Composes the services' subgraphs into the committed supergraph: `python -m gateway.compose [--check]`.

Development time only. A running gateway reads `supergraph.graphql` and knows nothing of composing.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import quickjs
from graphql import build_schema, find_breaking_changes, find_dangerous_changes, parse, print_schema
from strawberry.schema import BaseSchema

from gateway.lint import UnplannableSupergraph, refuse_unplannable
from gateway.supergraph import public_schema

ROOT = Path(__file__).resolve().parent.parent
COMPOSER = ROOT / "gateway" / "composer" / "composer.js"
SUPERGRAPH = ROOT / "gateway" / "supergraph.graphql"
PUBLIC = ROOT / "gateway" / "schema.graphql"
SERVICES = ROOT / "services"


@dataclass(frozen=True)
class Subgraph:
    """What the composer is given of one service. The address is a name only: where a service is, the settings say."""

    name: str
    sdl: str
    url: str


class CompositionFailed(ValueError):
    """The subgraphs do not make one graph; the text is the composer's."""


def run_composer(subgraphs: Iterable[Subgraph]) -> dict[str, str]:
    """What the vendored composer answers: `supergraph` and `api` (the public SDL); raises `CompositionFailed`."""
    engine = quickjs.Context()
    engine.eval(COMPOSER.read_text(encoding="utf-8"))
    result: dict[str, str] = json.loads(engine.get("compose")(json.dumps([asdict(each) for each in subgraphs])))
    if "errors" in result:
        raise CompositionFailed("\n".join(result["errors"]))
    return result


def compose(subgraphs: Iterable[Subgraph]) -> str:
    """The supergraph's SDL; raises `CompositionFailed`, or `UnplannableSupergraph` for one that cannot be served."""
    supergraph = run_composer(subgraphs)["supergraph"].rstrip() + "\n"
    refuse_unplannable(parse(supergraph))
    return supergraph


def public_sdl(supergraph: str) -> str:
    """The SDL of the graph that clients see."""
    return print_schema(public_schema(parse(supergraph))) + "\n"


def discover(services: Path = SERVICES) -> list[str]:
    """The services that have a subgraph, read from disk."""
    graphs = [*services.glob("*/graph.py"), *services.glob("*/graph/__init__.py")]
    return sorted({path.relative_to(services).parts[0] for path in graphs})


def subgraph(name: str) -> Subgraph:
    """One service's subgraph: what `services.<name>.graph` calls `schema`."""
    schema: BaseSchema = importlib.import_module(f"services.{name}.graph").schema
    return Subgraph(name, schema.as_str().rstrip() + "\n", f"http://{name}/graphql")


def artifacts(names: Iterable[str]) -> dict[Path, str]:
    """Every generated file with its current text: each service's SDL, the supergraph, the public schema."""
    subgraphs = [subgraph(name) for name in names]
    supergraph = compose(subgraphs)
    sdls = {SERVICES / each.name / "schema.graphql": each.sdl for each in subgraphs}
    return {**sdls, SUPERGRAPH: supergraph, PUBLIC: public_sdl(supergraph)}


def stale(files: Mapping[Path, str]) -> list[Path]:
    """Those whose committed text is not the current one."""
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def breaking(before: str, after: str) -> list[str]:
    """What a client of the public schema may notice: broken promises first, then dangerous changes."""
    old, new = build_schema(before), build_schema(after)
    broken = [f"breaking: {change.description}" for change in find_breaking_changes(old, new)]
    return broken + [f"dangerous: {change.description}" for change in find_dangerous_changes(old, new)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the generated files, or with `--check` only say which are not current (exit 1)."""
    parser = argparse.ArgumentParser(prog="gateway.compose", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a committed file is not current")
    check = parser.parse_args(arguments).check
    try:
        files = artifacts(discover())
    except (CompositionFailed, UnplannableSupergraph) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if PUBLIC.exists():
        for line in breaking(PUBLIC.read_text(encoding="utf-8"), files[PUBLIC]):
            sys.stdout.write(f"{line}\n")
    old = stale(files)
    for path in old:
        sys.stdout.write(f"{'not current' if check else 'written'}: {path.relative_to(ROOT)}\n")
        if not check:
            path.write_text(files[path], encoding="utf-8")
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())
