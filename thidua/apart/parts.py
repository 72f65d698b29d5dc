"""A service opened from its parts, as each of its processes needs it: the API whole, the others only its log."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from kernel.follower import Follower, React
from kernel.identity import TokenVerifier
from kernel.recorder import open_engine
from kernel.service import Clock, Service, migrate
from kernel.store import Store
from kernel.views import View
from regulations.rulebook import Rulebooks
from thidua.apart.settings import ApiSettings, StoreSettings, StreamSettings


class ServiceModule(Protocol):
    """What the `main` module of every service offers."""

    MIGRATIONS: Path
    VIEWS: Sequence[View]
    announce: Callable[[Any], object | None]
    Settings: Callable[..., Any]
    build: Callable[[Any, TokenVerifier, Clock], Service]


class FollowingModule(ServiceModule, Protocol):
    """What a service that listens to others offers besides."""

    FOLLOWER: str
    HEARS: Mapping[str, Sequence[type[Any]]]
    REACTIONS: Mapping[type[Any], React]


def module_of(service: str) -> ServiceModule:
    """The service's `main`, imported now: a process does not load the services that it is not."""
    return cast("ServiceModule", importlib.import_module(f"services.{service}.main"))


def follows(service: str) -> bool:
    """Whether the service listens to others."""
    return hasattr(module_of(service), "FOLLOWER")


def open_api(settings: ApiSettings, now: Clock) -> Service:
    """The whole service over its database, which is brought to the newest revision first."""
    module = module_of(settings.service)
    rulebooks = Rulebooks.load(settings.rules) if settings.rules else Rulebooks.load()
    keys = () if settings.ballot_keys is None else (settings.ballot_keys,)
    verifier = TokenVerifier(settings.trusted.keys, settings.trusted.name, now)
    return module.build(module.Settings(settings.database, rulebooks, *keys), verifier, now)


def open_store(settings: StoreSettings | StreamSettings) -> Store:
    """The service's log and views, as they are: nothing is migrated."""
    module = module_of(settings.service)
    return Store(settings.service, open_engine(settings.database), module.VIEWS, module.announce)


def follower_of(store: Store, now: Clock) -> Follower:
    """What takes other services' facts into this store."""
    module = cast("FollowingModule", module_of(store.service))
    return Follower(module.FOLLOWER, store, module.HEARS, module.REACTIONS, now)


def migrate_service(settings: StoreSettings) -> None:
    """Bring the service's database to the newest revision; harmless if it is there."""
    engine = open_engine(settings.database)
    try:
        migrate(engine, module_of(settings.service).MIGRATIONS)
    finally:
        engine.dispose()
