"""What each kind of process checks about itself, and what it measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from kernel.follower import Follower
from kernel.health import (
    Ask,
    FollowerGauges,
    Health,
    NotReady,
    RelayGauges,
    StoreGauges,
    broker,
    database,
    following,
    migrations,
    relaying,
)
from kernel.service import Service, at_head, utc_now
from kernel.store import Store
from thidua.apart.health import is_healthy
from thidua.apart.parts import module_of


def of_api(service: Service) -> Health:
    """A service's API: its database, at the newest migration."""
    return Health(_of_store(service.store), [StoreGauges(service.store)])


def of_relay(store: Store, brokers: Sequence[str]) -> Health:
    """A relay: its database, the broker, and how much is not sent."""
    checks = {**_of_store(store), "broker": broker(brokers), "relay": relaying(store, utc_now)}
    return Health(checks, [RelayGauges(store, utc_now)])


def of_follower(follower: Follower, brokers: Sequence[str]) -> Health:
    """A follower: its database, the broker, and how much is not taken in."""
    checks = {**_of_store(follower.store), "broker": broker(brokers), "follower": following(follower, utc_now)}
    return Health(checks, [StoreGauges(follower.store), FollowerGauges(follower, utc_now)])


def of_embedded(services: Sequence[Service]) -> Health:
    """Everything in one process: each service's database and follower."""
    checks: dict[str, Ask] = {}
    gauges: list[StoreGauges | FollowerGauges] = []
    for service in services:
        checks |= {f"{service.name}.{name}": ask for name, ask in _of_store(service.store).items()}
        gauges.append(StoreGauges(service.store))
        if service.follower is not None:
            checks[service.follower.name] = following(service.follower, utc_now)
            gauges.append(FollowerGauges(service.follower, utc_now))
    return Health(checks, gauges)


def of_gateway(bases: Mapping[str, str]) -> Health:
    """The gateway, which holds nothing: whether any service (name → address) answers, as an answer may be partial."""

    def ask() -> str:
        states = {name: is_healthy(f"{base}/healthz") for name, base in bases.items()}
        said = ", ".join(f"{name} {'answers' if well else 'is away'}" for name, well in states.items())
        if not any(states.values()):
            raise NotReady(said)
        return said

    return Health({"services": ask})


def _of_store(store: Store) -> dict[str, Ask]:
    is_at_head = partial(at_head, store.recorder.engine, module_of(store.service).MIGRATIONS)
    return {"database": database(store), "migrations": migrations(is_at_head)}
