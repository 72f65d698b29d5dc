"""The relay and the follower of a service, each a process of its own: what goes to Kafka, and what comes from there."""

from __future__ import annotations

import signal
from collections.abc import Callable

from kernel.doorbell import doorbell
from kernel.kafka import Cluster, KafkaTransport
from kernel.relay import Relay
from kernel.relay_topic import RelayTopic
from kernel.service import utc_now
from kernel.transport import At, nothing_happens
from thidua.apart.parts import follower_of, open_store
from thidua.apart.probe import probed
from thidua.apart.settings import StreamSettings
from thidua.apart.trial import watch_saves
from thidua.operations.health import of_follower, of_relay


def run_relay(settings: StreamSettings, at: At = nothing_happens) -> None:
    """A service's relay, until Ctrl-C or SIGTERM: it ends after the page it is in.

    Raises:
        PortTaken: the address cannot be listened on.
        TopicDiffers: the topic does not hold what this log has sent there; an operator must decide.
    """
    store, cluster = open_store(settings), Cluster(settings.kafka)
    relay = Relay(store, lambda: RelayTopic(cluster, settings.service, at), at)
    stop_at_signals(relay.stop)
    try:
        health = of_relay(store, settings.kafka)
        with (
            probed(f"{settings.service}-relay", settings.host, settings.port, health),
            doorbell(store.recorder.engine, store.notify),
        ):
            relay.run()
    finally:
        store.recorder.engine.dispose()


def run_follower(settings: StreamSettings, at: At = nothing_happens) -> None:
    """One instance of a service's follower, until Ctrl-C or SIGTERM: it ends after the batch it is in.

    Anything unexpected ends it, too: whoever supervises it starts it anew, and it goes on where it stood.
    """
    store = open_store(settings)
    watch_saves(store.recorder.engine, at)
    follower = follower_of(store, utc_now)
    stop_at_signals(follower.stop)
    try:
        with (
            probed(follower.name, settings.host, settings.port, of_follower(follower, settings.kafka)),
            doorbell(store.recorder.engine, follower.look_again) as ring,
        ):
            store.changed.append(ring)
            follower.run(KafkaTransport(Cluster(settings.kafka), at))
    finally:
        store.recorder.engine.dispose()


def stop_at_signals(stop: Callable[[], None]) -> None:
    """Ask for a stop in order at Ctrl-C and SIGTERM."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop())
