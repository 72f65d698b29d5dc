"""A relay of counters as a process of its own, which at some point does something to itself.

`python -m tests.kernel.relay_process DATABASE SERVER PREFIX POINT COUNT SIGNAL`: when it comes to POINT for the
COUNT-th time it sends itself SIGNAL. SIGTERM stops it in order.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path

from kernel.kafka import Cluster
from kernel.relay import Relay
from kernel.relay_topic import RelayTopic
from kernel.transport import Point
from tests.kernel.toy import open_store


def main() -> None:
    """Run it."""
    database, server, prefix, point, count, name = sys.argv[1:]
    left = int(count)

    def at(reached: Point) -> None:
        nonlocal left
        left -= reached == point
        if reached == point and left == 0:
            os.kill(os.getpid(), signal.Signals[name])

    logging.basicConfig(level=logging.ERROR)
    store, cluster = open_store(Path(database)), Cluster((server,), prefix)
    relay = Relay(store, lambda: RelayTopic(cluster, store.service, at), at)
    signal.signal(signal.SIGTERM, lambda *_: relay.stop())
    relay.run()


if __name__ == "__main__":
    main()
