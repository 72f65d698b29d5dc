"""One process of several that write to one log at once: `python -m tests.kernel.writers NAME SAVES`, over DATABASE.

Four threads save, each so many times, new counters and raised ones. Some saves are broken off after everything is
written, some are based on a version that is gone. Prints how many of each there were.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from kernel.recorder import open_engine
from kernel.store import Store, WriteConflict
from tests.kernel.toy import VIEW, Counter, act, announce, command

THREADS = 4


class BrokenOff(Exception):
    """The end of a save that shall leave nothing."""


def broken_off(_: sa.Connection) -> None:
    raise BrokenOff


def write(store: Store, name: str, saves: int) -> Tally[str]:
    chance = random.Random(name)  # noqa: S311 (the same at each run)
    tally: Tally[str] = Tally()
    for number in range(saves):
        counter = Counter.open(act(), f"{name}.{number}")
        kind = chance.choice(["saved", "saved", "raised", "broken off", "too late"])
        try:
            store.save(command(), counter, alongside=broken_off if kind == "broken off" else None)
            if kind == "raised":
                counter.raise_by(act(), 1)
                counter.raise_by(act(), 2)
                store.save(command(), counter)
            if kind == "too late":
                store.save(command(), Counter.open(act(), f"{name}.{number}"))
        except (BrokenOff, WriteConflict) as error:
            tally[type(error).__name__] += 1
        tally[kind] += 1
    return tally


def main() -> None:
    name, saves = sys.argv[1], int(sys.argv[2])
    store = Store("toy", open_engine(os.environ["DATABASE"]), [VIEW], announce)
    with ThreadPoolExecutor(THREADS) as pool:
        tallies = pool.map(lambda thread: write(store, f"{name}.{thread}", saves), range(THREADS))
        together = sum(tallies, Tally())
    store.recorder.engine.dispose()
    sys.stdout.write(" ".join(str(together[each]) for each in TOLD))


TOLD = ("saved", "raised", "too late", "WriteConflict", "BrokenOff")


if __name__ == "__main__":
    main()
