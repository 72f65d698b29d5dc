"""Runs every comparison and prints the page docs/benchmarks.md: `python -m bench [--quick] [--write]`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench import bulk, commands, graph, postgres, replays
from bench.rounds import Measured, ratio
from infra.postgres.server import Unavailable

PAGE = Path("docs") / "benchmarks.md"
LEARNT = Path("bench") / "learnt.md"


def _table(figures: Mapping[str, Measured], against: str, unit: str) -> Iterator[str]:
    yield f"| | {unit} (median) | ratio to {against}: median (lowest – highest) |"
    yield "|---|---|---|"
    for name, figure in figures.items():
        low, middle, high = ratio(figure, figures[against])
        told = "1" if name == against else f"{middle:.2f} ({low:.2f} – {high:.2f})"
        yield f"| {name} | {figure.median:,.0f} | {told} |"
    yield ""


def _commands(folder: Path, size: int, rounds: int) -> Iterator[str]:
    yield "## Commands: a unit established, against a row and an audit row"
    yield ""
    yield "In process, one thread: load, decide, event, view rows, commit; against SELECT, INSERT, INSERT, commit."
    yield ""
    yield from _table(commands.in_process(folder, size, rounds), "plain", "commands/s")
    for clients in (1, 8):
        yield f"Through REST, {clients} connection{'s' if clients > 1 else ''}, a server process each. Target: ≥ 0.8."
        yield ""
        with tempfile.TemporaryDirectory() as own:
            yield from _table(commands.through_rest(Path(own), size, rounds, clients), "plain", "requests/s")


def _bulk(folder: Path, rounds: int) -> Iterator[str]:
    figure, cells = bulk.measure(folder, rounds)
    rates = ", ".join(f"{each:,.0f}" for each in figure.per_second)
    yield "## Bulk results: cells of a national push through REST, validated one by one, recorded at once"
    yield ""
    yield f"One push is {cells:,} cells. Target: ≥ 5,000 cells/s. Median {figure.median:,.0f} cells/s ({rates})."
    yield ""


def _replay(folder: Path, events: int, rounds: int) -> Iterator[str]:
    yield f"## Replay: {events:,} events, against a bare SELECT with json.loads of the same rows"
    yield ""
    yield "Target of “folded into aggregates”: ≥ 0.4."
    yield ""
    yield from _table(replays.measure(folder, events, rounds), "SELECT + json.loads", "events/s")


def _postgres(folder: Path, size: int, events: int, rounds: int) -> Iterator[str]:
    yield "## PostgreSQL: the same server for both sides, a commit waits for the disk"
    yield ""
    try:
        with postgres.a_server(folder / "server") as create:
            for writers in postgres.WRITERS:
                yield f"Append, {_writers(writers)}: one event a transaction."
                yield ""
                yield from _table(postgres.appends(create(), writers, size, rounds), "INSERT, COMMIT", "events/s")
            for writers in postgres.WRITERS:
                yield f"Whole commands, {_writers(writers)}: load, decide, save, against a row and an audit row."
                yield ""
                yield from _table(postgres.commands(folder, create, writers, size, rounds), "plain", "commands/s")
            yield f"Replay: {events:,} events."
            yield ""
            yield from _table(postgres.replay(folder, create(), events, rounds), "SELECT", "events/s")
    except Unavailable as reason:
        yield f"Not run: {reason}."
        yield ""


def _writers(count: int) -> str:
    return f"{count} writer{'s' if count > 1 else ''}"


def _graph(folder: Path, queries: int, rounds: int) -> Iterator[str]:
    graph.play(folder)
    figures, fetches = graph.measure(folder, queries, rounds)
    low, middle, high = ratio(figures["one merged schema"], figures["gateway"])
    asked = ", ".join(f"{service} {count}" for service, count in sorted(fetches.items()))
    yield "## Gateway: the nested query `cluster_year`, CPU against one schema merged by hand over the same resolvers"
    yield ""
    yield f"CPU of the gateway ÷ CPU of the merged schema: {middle:.2f} ({low:.2f} – {high:.2f}). Target: ≤ 1.4."
    yield f"Fetches of one query: {asked}. Both answer the same, compared in the run."
    yield ""


def _page(*, quick: bool) -> Iterator[str]:
    size, rounds, events, queries = (60, 2, 5_000, 5) if quick else (400, 7, 50_000, 40)
    yield "# Benchmarks"
    yield ""
    python, cores = platform.python_version(), os.cpu_count()
    yield f"Made by `make bench` on {datetime.now(UTC):%Y-%m-%d}: Python {python}, {cores} cores."
    yield "The machine was shared and noisy: trust the ratios, which compare neighbours inside one run, not the rates."
    yield ""
    with tempfile.TemporaryDirectory() as folder:
        for section in ("commands", "bulk", "replay", "postgres", "graph"):
            (own := Path(folder) / section).mkdir()
            match section:
                case "commands":
                    yield from _commands(own, size, rounds)
                case "bulk":
                    yield from _bulk(own, 1 if quick else 3)
                case "replay":
                    yield from _replay(own, events, rounds)
                case "postgres":
                    yield from _postgres(own, size, events, rounds)
                case "graph":
                    yield from _graph(own, queries, rounds)
    yield LEARNT.read_text(encoding="utf-8").rstrip()


def main() -> None:
    """Print the page as it grows; with `--write`, write it to docs/benchmarks.md too."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs; not for the page")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE}")
    asked = parser.parse_args()
    lines: list[str] = []
    for line in _page(quick=asked.quick):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        lines.append(line)
    if asked.write:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
