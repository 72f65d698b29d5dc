"""The relay and the follower of a service, each a process of its own: what goes to Kafka, and what comes from there."""

from __future__ import annotations

import signal
from collections.abc import Callable

from kernel.kafka import Cluster, KafkaTransport
from kernel.relay import Relay
from kernel.relay_topic import RelayTopic
from kernel.service import utc_now
from thidua.apart.parts import follower_of, open_store
from thidua.apart.settings import StreamSettings


def run_relay(settings: StreamSettings) -> None:
    """A service's relay, until Ctrl-C or SIGTERM: it ends after the page it is in.

    Raises:
        TopicDiffers: the topic does not hold what this log has sent there; an operator must decide.
    """
    store, cluster = open_store(settings), Cluster(settings.kafka)
    relay = Relay(store, lambda: RelayTopic(cluster, settings.service))
    stop_at_signals(relay.stop)
    try:
        relay.run()
    finally:
        store.recorder.engine.dispose()


def run_follower(settings: StreamSettings) -> None:
    """One instance of a service's follower, until Ctrl-C or SIGTERM: it ends after the batch it is in.

    Anything unexpected ends it, too: whoever supervises it starts it anew, and it goes on where it stood.
    """
    store = open_store(settings)
    follower = follower_of(store, utc_now)
    stop_at_signals(follower.stop)
    try:
        follower.run(KafkaTransport(Cluster(settings.kafka)))
    finally:
        store.recorder.engine.dispose()


def stop_at_signals(stop: Callable[[], None]) -> None:
    """Ask for a stop in order at Ctrl-C and SIGTERM."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop())
