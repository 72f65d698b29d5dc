"""`python -m chaos --kills 200 --seed 1`: years of Thi Đua under kills, crashes and cuts, compared with calm ones.

Exit status 1 if anything differs from the undisturbed embedded run of the same years, or is lost, doubled or parked.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chaos.broken import VARIANTS
from chaos.plan import Cast, Disturbance, Kind, aimed, disturbances
from chaos.storm import Storm
from chaos.topology import Topology
from chaos.verdict import open_store, report_faults, store_faults, topic_faults
from chaos.years import Player, undisturbed
from thidua.apart.settings import SERVICES
from thidua.apart.topology import FOLLOWING

SETTLING_SECONDS = 120.0


@dataclass(frozen=True)
class Asked:
    """How much, from which seed, how often, and done wrong in which way."""

    kills: int
    seed: int
    calm_seconds: float
    variant: str
    aim: tuple[str, str] | None

    def plan(self) -> Iterator[Disturbance]:
        """What will be done."""
        cast = Cast.of(SERVICES, FOLLOWING)
        if self.aim is None:
            return disturbances(self.seed, cast, self.calm_seconds)
        return aimed(self.seed, cast, self.calm_seconds, *self.aim)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def settled(topology: Topology) -> list[str]:
    """Wait until the topics hold what the logs have to tell; what is still wrong after all that waiting."""
    stores = [open_store(each, topology.database(each)) for each in SERVICES]
    deadline = time.monotonic() + SETTLING_SECONDS
    while True:
        faults = [fault for each in stores for fault in topic_faults(each, topology.broker.address)]
        if not faults or time.monotonic() > deadline:
            return faults
        time.sleep(1)


def weather(topology: Topology, asked: Asked) -> tuple[Storm, list[dict[str, Any]], BaseException | None]:
    """Disturb until there were enough kills and the year is over: the storm, the reports, and what ended the play."""
    storm = Storm(topology)
    with Player(topology.base_url, asked.seed, topology.folder, lambda: bool(topology.stuck)).playing() as player:
        for what in asked.plan():
            if storm.kills >= asked.kills or topology.stuck or not player.plays:
                break
            if storm.strike(what.paced(player.played, storm.kills / asked.kills)):
                _say(f"{storm.kills:4} {what.kind.name} {what.target} {what.point}".rstrip())
    return storm, player.reports, player.failure


def compare(topology: Topology, stormy: Sequence[dict[str, Any]], asked: Asked, folder: Path) -> Iterator[str]:
    """Every fault that the storm has left."""
    yield from settled(topology)
    calm = undisturbed(folder, [each["year"] for each in stormy], asked.seed)
    for before, after in zip(calm, stormy, strict=True):
        yield from report_faults(before, after)
    stores = [open_store(each, topology.database(each)) for each in SERVICES]
    files = [open_store(each, folder / f"{each}.db") for each in SERVICES]
    yield from store_faults(files, stores, topology.broker.address)


def told(storm: Storm, reports: Sequence[dict[str, Any]], faults: Sequence[str], seconds: float) -> Iterator[str]:
    """The page of the run."""
    years = ", ".join(str(each["year"]) for each in reports)
    yield f"Years played: {years}. {storm.kills} processes killed, {seconds / 60:.0f} minutes."
    yield ""
    yield "| what was done | to | times |"
    yield "|---|---|---|"
    kinds: Counter[tuple[Kind, str]] = Counter()
    for (kind, target, point), times in storm.done.items():
        kinds[kind, point or target.rpartition("-")[2]] += times
    for (kind, where), times in sorted(kinds.items(), key=lambda each: (each[0][0].name, each[0][1])):
        yield f"| {kind.value} | {where} | {times} |"
    yield ""
    yield from ([f"FAULT {each}" for each in faults] or ["No difference: every fact once, the years as undisturbed."])


def main() -> int:
    """Run, tell, and say by the exit status whether all was well."""
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calm", type=float, default=1.5, help="seconds between two disturbances, on the average")
    parser.add_argument("--broken", choices=sorted(VARIANTS), default="", help="a part done wrong: the run must fail")
    parser.add_argument("--aim", nargs=2, metavar=("ROLE", "POINT"), help='only that: --aim follower "before save"')
    given = parser.parse_args()
    asked = Asked(given.kills, given.seed, given.calm, given.broken, given.aim and tuple(given.aim))
    began = time.monotonic()
    _say(f"# {datetime.now(UTC):%Y-%m-%d}: {' '.join(sys.argv[1:])}")
    with tempfile.TemporaryDirectory(prefix="thidua-chaos-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with Topology(folder / "storm", VARIANTS.get(asked.variant, {})).running() as topology:
            storm, reports, failure = weather(topology, asked)
            faults = list(topology.stuck)
            if failure is None and not faults and storm.kills < asked.kills:
                faults.append(f"the years were over after {storm.kills} of {asked.kills} kills")
            if failure is None:
                faults += compare(topology, reports, asked, folder / "calm")
            else:
                faults.append(f"{type(failure).__name__}: {failure}")
    for line in told(storm, reports, faults, time.monotonic() - began):
        _say(line)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
