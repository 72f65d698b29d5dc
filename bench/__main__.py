"""Runs every comparison and prints the page docs/benchmarks.md: `python -m bench [--quick] [--only NAME] [--write]`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench import bulk, commands, copying, graph, growth, latency, postgres, replays, streams
from bench.page import FULL, QUICK, Size, not_run, table
from bench.rounds import ratio
from infra.postgres.server import Unavailable

PAGE = Path("docs") / "benchmarks.md"
LEARNT = Path("bench") / "learnt.md"


def _commands(folder: Path, size: Size) -> Iterator[str]:
    yield "## Commands: a unit established, against a row and an audit row"
    yield ""
    yield "In process, one thread: load, decide, event, view rows, commit; against SELECT, INSERT, INSERT, commit."
    yield ""
    yield from table(commands.in_process(folder, size.commands, size.rounds), "plain", "commands/s")
    for clients in (1, 8):
        yield f"Through REST, {clients} connection{'s' if clients > 1 else ''}, a server process each. Target: ≥ 0.8."
        yield ""
        with tempfile.TemporaryDirectory() as own:
            figures = commands.through_rest(Path(own), size.commands, size.rounds, clients)
            yield from table(figures, "plain", "requests/s")


def _bulk(folder: Path, size: Size) -> Iterator[str]:
    figure, cells = bulk.measure(folder, size.pushes)
    rates = ", ".join(f"{each:,.0f}" for each in figure.per_second)
    yield "## Bulk results: cells of a national push through REST, validated one by one, recorded at once"
    yield ""
    yield f"One push is {cells:,} cells. Target: ≥ 5,000 cells/s. Median {figure.median:,.0f} cells/s ({rates})."
    yield ""


def _replay(folder: Path, size: Size) -> Iterator[str]:
    yield f"## Replay: {size.events:,} events, against a bare SELECT with json.loads of the same rows"
    yield ""
    yield "Target of “folded into aggregates”: ≥ 0.4."
    yield ""
    yield from table(replays.measure(folder, size.events, size.rounds), "SELECT + json.loads", "events/s")


def _postgres(folder: Path, size: Size) -> Iterator[str]:
    yield "## PostgreSQL: the same server for both sides, a commit waits for the disk"
    yield ""
    try:
        with postgres.a_server(folder / "server") as create:
            for writers in postgres.WRITERS:
                yield f"Append, {_writers(writers)}: one event a transaction."
                yield ""
                figures = postgres.appends(create(), writers, size.commands, size.rounds)
                yield from table(figures, "INSERT, COMMIT", "events/s")
            for writers in postgres.WRITERS:
                yield f"Whole commands, {_writers(writers)}: load, decide, save, against a row and an audit row."
                yield ""
                figures = postgres.commands(folder, create, writers, size.commands, size.rounds)
                yield from table(figures, "plain", "commands/s")
            yield f"Replay: {size.events:,} events."
            yield ""
            yield from table(postgres.replay(folder, create(), size.events, size.rounds), "SELECT", "events/s")
    except Unavailable as reason:
        yield from not_run(reason)


def _writers(count: int) -> str:
    return f"{count} writer{'s' if count > 1 else ''}"


def _graph(folder: Path, size: Size) -> Iterator[str]:
    graph.play(folder)
    figures, fetches = graph.measure(folder, size.queries, size.rounds)
    low, middle, high = ratio(figures["one merged schema"], figures["gateway"])
    asked = ", ".join(f"{service} {count}" for service, count in sorted(fetches.items()))
    yield "## Gateway: the nested query `cluster_year`, CPU against one schema merged by hand over the same resolvers"
    yield ""
    yield f"CPU of the gateway ÷ CPU of the merged schema: {middle:.2f} ({low:.2f} – {high:.2f}). Target: ≤ 1.4."
    yield f"Fetches of one query: {asked}. Both answer the same, compared in the run."
    yield ""


SECTIONS: Mapping[str, Callable[[Path, Size], Iterator[str]]] = {
    "commands": _commands,
    "bulk": _bulk,
    "copy": copying.section,
    "replay": _replay,
    "postgres": _postgres,
    "relay": streams.section,
    "latency": latency.section,
    "growth": growth.section,
    "graph": _graph,
}
"""What is measured, by the names that `--only` takes, in the order of the page."""


def _page(size: Size, names: Collection[str]) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    python, cores = platform.python_version(), os.cpu_count()
    yield f"Made by `make bench` on {datetime.now(UTC):%Y-%m-%d}: Python {python}, {cores} cores."
    yield "The machine was shared and noisy: trust the ratios, which compare neighbours inside one run, not the rates."
    yield ""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own where we are root
        for name, section in SECTIONS.items():
            if name in names:
                (own := Path(folder) / name).mkdir()
                yield from section(own, size)
    yield LEARNT.read_text(encoding="utf-8").rstrip()


def main() -> None:
    """Print the page as it grows; with `--write`, write it to docs/benchmarks.md too."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs; not for the page")
    parser.add_argument("--only", action="append", choices=SECTIONS, metavar="NAME", help=", ".join(SECTIONS))
    parser.add_argument("--write", action="store_true", help=f"write {PAGE}")
    asked = parser.parse_args()
    if asked.write and asked.only:
        parser.error(f"{PAGE} holds all sections: --write goes without --only")
    lines: list[str] = []
    for line in _page(QUICK if asked.quick else FULL, asked.only or SECTIONS):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        lines.append(line)
    if asked.write:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
