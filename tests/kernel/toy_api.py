"""The toy service's REST edge, and the whole service with its subgraph put together."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from pydantic import BaseModel

from kernel.follower import Follower
from kernel.http import (
    PROBLEMS,
    AfterParam,
    Body,
    Edge,
    ExactRoute,
    LimitParam,
    Number,
    OrderDep,
    ReaderDep,
    SealedOrderDep,
    create_app,
)
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, Forbidden, Principal, TokenVerifier
from kernel.store import Command, Receipt, Store
from kernel.views import page
from tests.kernel.toy import ANNA, COUNTERS, NOON, Counter

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client would like another HTTP library
    from fastapi.testclient import TestClient

__all__ = ["BERT", "Counters", "TestClient", "Toy", "build"]

BERT = Principal("bert", "Bert", "machine", frozenset())


class Clock:
    """Stands where it is put."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Counters:
    """The toy service's commands."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.before_saving: list[Any] = []

    def open(self, command: Command, name: str) -> Receipt:
        if "officer" not in command.principal.roles:
            raise Forbidden(who=command.principal.name, action="open")
        return self.store.save(command, Counter.open(command.act, name), details={"name": name})

    def raise_by(self, command: Command, counter_id: UUID, by: int) -> Receipt:
        counter = self.store.load(Counter, counter_id, command.expected_version)
        while self.before_saving:
            self.before_saving.pop()()
        counter.raise_by(command.act, by)
        return self.store.save(command, counter)

    def whisper(self, command: Command, counter_id: UUID) -> Receipt:
        counter = self.store.load(Counter, counter_id, command.expected_version)
        counter.whisper(command.act)
        return self.store.save(command, counter)


def _counters(request: Request) -> Counters:
    found: Counters = request.app.state.application
    return found


App = Annotated[Counters, Depends(_counters)]


class Opening(Body):
    name: str


class Raising(Body):
    by: int


class Measure(Body):
    amount: Number
    note: str | None = None
    count: int = 0
    anything: dict[str, Any] | None = None


class Row(BaseModel):
    id: UUID
    name: str
    total: int


class RowPage(BaseModel):
    items: list[Row]
    next: str | None


router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


@router.post("/counters", status_code=201, summary="Open a counter")
def open_counter(order: OrderDep, app: App, body: Opening, x: str = "") -> Receipt:  # noqa: ARG001 (asked with another)
    return order.answer(app.open(order.command, body.name))


@router.post("/counters/{counter_id}/raise", summary="Count on")
def raise_counter(order: OrderDep, app: App, counter_id: UUID, body: Raising) -> Receipt:
    return order.answer(app.raise_by(order.command, counter_id, body.by))


@router.post("/counters/{counter_id}/whisper", summary="Keep a secret")
def whisper(order: SealedOrderDep, app: App, counter_id: UUID, body: dict[str, Any]) -> Receipt:
    del body
    return order.answer(app.whisper(order.command, counter_id))


@router.post("/measures", summary="An exact number, there and back")
def measure(body: Measure) -> Measure:
    return body


@router.get("/counters", summary="The counters")
def counters(_reader: ReaderDep, app: App, after: AfterParam = None, limit: LimitParam = 50) -> RowPage:
    with app.store.reading() as connection:
        found = page(connection, sa.select(COUNTERS), (COUNTERS.c.name, COUNTERS.c.id), after, limit)
    return RowPage.model_validate({"items": found.items, "next": found.next})


@router.get("/counters/{counter_id}", summary="One counter")
def counter(reader: ReaderDep, app: App, counter_id: UUID, response: Response) -> Row:
    del reader
    found = app.store.load(Counter, counter_id)
    response.headers["ETag"] = f'"{found.version}"'
    return Row(id=found.id, name=found.name, total=found.total)


@router.get("/broken", summary="What should never happen")
def broken() -> None:
    raise RuntimeError("the inside, with a secret")


@dataclass(frozen=True)
class Toy:
    """A running toy service and what its tests turn."""

    api: FastAPI
    application: Counters
    edge: Edge
    store: Store
    clock: Clock
    issuer: DevelopmentIssuer
    issuer_file: Path

    def token(self, principal: Principal = ANNA) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.issuer.token(principal)}"}


def build(store: Store, keys: Path, followers: tuple[Follower, ...] = ()) -> Toy:
    clock = Clock()
    issuer = DevelopmentIssuer(keys, clock)
    edge = Edge(store, TokenVerifier(issuer.keys(), DEVELOPMENT_ISSUER, clock), clock, followers)
    application = Counters(store)
    api = create_app("Toy", "Counters", edge, {"counters": router}, {"application": application})
    return Toy(api, application, edge, store, clock, issuer, keys)
