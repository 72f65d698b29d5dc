"""Replay: every view and board made anew from the event logs alone, and compared with what is served.

A replay works on copies (`thidua.copies`) taken while the services may be running. A copy holds one state of one
service: its log, how far its follower had come, and its views. The views are thrown away, made again from the logs, and
their digests are compared with those of the rows that were served; every edition of every board is computed again from
its inputs.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kernel.follower import Follower
from kernel.rebuild import anew
from kernel.service import utc_now
from kernel.store import Store
from kernel.transport import InProcessTransport
from kernel.views import View, digest
from regulations.rulebook import Rulebooks
from services.covenant import main as covenant
from services.nomination import main as nomination
from services.scoring import main as scoring
from services.scoring.application import ScoringApplication
from services.scoring.views import organisation
from services.scoring.views.boards import EDITIONS


@dataclass(frozen=True)
class Part:
    """What a replay needs to know of a service: how its log becomes views, and what it hears from whom."""

    service: str
    views: Sequence[View]
    announce: Callable[[Any], object | None]
    follower: str = ""
    hears: Mapping[str, Sequence[type[Any]]] | None = None


PARTS = (
    Part(
        "nomination",
        nomination.VIEWS,
        nomination.announce,
        nomination.FOLLOWER,
        nomination.HEARS,
    ),
    Part("scoring", scoring.VIEWS, scoring.announce, scoring.FOLLOWER, scoring.HEARS),
    Part("covenant", covenant.VIEWS, covenant.announce),
)
"""Whoever hears comes before whom it hears, so that the copies, taken in this order, hold all that was taken in."""


@dataclass(frozen=True)
class Replay:
    """The digests of the views as served and as made anew, and how many events they were made from."""

    served: Mapping[str, str]
    replayed: Mapping[str, str]
    events: int

    @property
    def differences(self) -> list[str]:
        """The names whose digests are not the same."""
        return sorted(name for name in self.served if self.served[name] != self.replayed.get(name))


@contextmanager
def undisturbed() -> Iterator[None]:
    """No garbage collection inside the block.

    A fold makes many objects that stay; looking through them again and again took half the time of a replay.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def replay(stores: Mapping[str, Store]) -> Replay:
    """Make every view of `stores` anew in empty tables, from the logs alone."""
    with undisturbed():
        return _replayed(stores)


def _replayed(stores: Mapping[str, Store]) -> Replay:
    served: dict[str, str] = {}
    replayed: dict[str, str] = {}
    for part in PARTS:
        with stores[part.service].reading() as connection:
            served |= {view.name: digest(connection, view) for view in part.views}
        replayed |= _anew(part, stores)
    for name, frozen, again in _boards(stores["scoring"]):
        served[name], replayed[name] = frozen, again
    events = sum(store.recorder.max_notification_id() or 0 for store in stores.values())
    return Replay(served, replayed, events)


def _boards(store: Store) -> Iterator[tuple[str, str, str]]:
    """Each edition ever frozen: its name, the digest it is served with, and that of its rows computed again."""
    application = ScoringApplication(store, Rulebooks.load())
    editions, clusters, movements = EDITIONS, organisation.CLUSTERS, organisation.MOVEMENTS
    query = (
        sa.select(editions, clusters.c.code.label("cluster"), movements.c.code.label("movement"))
        .join(clusters, clusters.c.id == editions.c.cluster_id)
        .join(movements, movements.c.id == editions.c.movement_id)
    )
    with store.reading() as connection:
        found = list(connection.execute(query))
    for edition in found:
        name = f"board/{edition.movement}/{edition.cluster}/{edition.period}#{edition.no}"
        yield name, edition.digest, application.boards.recompute_edition(edition.board_id, edition.no).digest


def _anew(part: Part, stores: Mapping[str, Store]) -> dict[str, str]:
    store = stores[part.service]
    follower = Follower(part.follower, store, part.hears, {}, utc_now) if part.hears else None
    with anew(store, part.views, follower, InProcessTransport(list(stores.values()))) as made:
        made.catch_up()
        return {view.name: made.digest(view) for view in part.views}
