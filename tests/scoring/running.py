"""The scoring service beside a real covenant service that it follows, with a settable clock and people to act."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from kernel.aggregate import identity
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, Principal, TokenVerifier
from kernel.transport import InProcessTransport
from regulations.rulebook import Rulebooks
from services.covenant import main as covenant
from services.covenant.settings import Settings as CovenantSettings
from services.scoring import main as scoring
from services.scoring.domain.scheme import Scheme
from services.scoring.settings import Settings
from tests.covenant import running as neighbour
from tests.covenant.running import PRESENT, RULEBOOKS, Running, cluster_head, done, head, officer, person
from tests.scoring.examples import SCHEME
from tests.support.postgres import place

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client would like another HTTP library
    from fastapi.testclient import TestClient

CODES = ("BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67")
CLUSTER = "2024/VII"
MOVEMENT = "TDTX-2024"
UNITS = {code: identity("unit", code) for code in CODES}
CLUSTER_ID = identity("cluster", CLUSTER)
MOVEMENT_ID = identity("movement", MOVEMENT)
TABLE_ID = identity("score-table", CLUSTER_ID, MOVEMENT_ID)

STANDING_BODY = person("standing_body")
AUDITOR = person("auditor")
HEAD = cluster_head("BHXH-62")
MACHINE = Principal("tst", "Hệ thống TST", "machine", frozenset({"machine_results"}))
STRANGER = person("nobody")
COLLECTIONS = person("department", unit="TW-THU")
HEALTH = person("department", unit="TW-CSYT")

__all__ = ["done", "head", "officer", "person"]


@dataclass
class Clock:
    """Stands still until it is set."""

    now: datetime = PRESENT

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Year:
    """Both services, and the follower between them."""

    covenant: Running
    scoring: Running
    follow: Callable[[], None]
    clock: Clock = field(default_factory=Clock)

    def post(self, path: str, who: Principal, body: object = None, **headers: str | None) -> Any:
        return self.scoring.post(path, who, body, **headers)

    def get(self, path: str, **query: Any) -> Any:
        return self.scoring.get(path, **query)


def start(folder: Path, rulebooks: Rulebooks = RULEBOOKS) -> Year:
    clock = Clock()
    issuer = DevelopmentIssuer(folder / "development.key", clock)
    verifier = TokenVerifier(issuer.keys(), DEVELOPMENT_ISSUER, clock)
    first = covenant.build(CovenantSettings(place(folder / "covenant.db"), rulebooks), verifier, clock)
    second = scoring.build(Settings(place(folder / "scoring.db"), rulebooks), verifier, clock)
    follower = second.follower
    assert follower is not None
    transport = InProcessTransport([first.store, second.store])
    consumer = transport.consumer(follower.name, follower.services, follower.saved)

    def follow() -> None:
        while follower.step(consumer):
            pass

    one, other = (Running(service, TestClient(service.api), issuer) for service in (first, second))
    return Year(one, other, follow, clock)


def plain(value: object) -> Any:
    """A domain value as the JSON a client sends: what is absent left out, decimals as numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {name: member for name, member in given.items() if member is not None}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, UUID) else value


def target(indicator: str, direction: str, value: float) -> dict[str, object]:
    return {
        "indicator": indicator,
        "name": indicator,
        "unit_of_measure": "%",
        "direction": direction,
        "value": value,
    }


TARGETS = (
    target("SI", "HIGHER", 1000),
    target("HI", "HIGHER", 94.1),
    target("PAID", "HIGHER", 400),
    target("DEBT", "LOWER", 2.5),
)


def sign_covenant(year: Year, unit: str) -> None:
    address = neighbour.draft(year.covenant, unit, *TARGETS)
    done(year.covenant.post(f"{address}/agreement", HEAD, Effective_At="2024-03-01"))
    done(year.covenant.post(f"{address}/signature", head(unit), Effective_At="2024-03-20"))


def departments(year: Year) -> None:
    """The professional departments that the example table names."""
    neighbour.establish(year.covenant, "TW-THU", "TW-CSYT", kind="head_office")


def begin(year: Year, signed: tuple[str, ...] = CODES) -> None:
    """Four provinces in a cluster, two departments, the movement, and the covenants of those that sign."""
    neighbour.begin_year(year.covenant)
    departments(year)
    for unit in signed:
        sign_covenant(year, unit)
    year.follow()


def draft_table(year: Year, scheme: Scheme = SCHEME) -> None:
    body = {"cluster_id": CLUSTER, "movement_id": MOVEMENT, "scheme": plain(scheme)}
    done(year.post("/score-tables", HEAD, body, Effective_At="2024-01-20"), 201)


def sign_table(year: Year, scheme: Scheme = SCHEME) -> None:
    draft_table(year, scheme)
    done(year.post(f"/score-tables/{TABLE_ID}/signature", HEAD, Effective_At="2024-02-01"))


def open_periods(year: Year, *codes: str) -> None:
    for code in codes:
        done(year.post("/periods", STANDING_BODY, {"movement_id": MOVEMENT, "period": code}), 201)


FIGURES: dict[str, float | None] = {
    "SI": 874,
    "HI": 93.1,
    "PAID": 215,
    "DEBT": 4,
    "SPENT": 104.1,
    "ONTIME": 97,
    "REVIEW": 1,
    "FLAGS": 2,
    "LATE": 3,
    "INQUIRY": 0,
}
"""The figures of `test_totals.py`: 895.30 points over a half-year."""


def sheet(unit: str, period: str = "2024-Q2", /, **changes: object) -> dict[str, object]:
    """The figures above with some changed; "-" takes one away."""
    figures = {name: value for name, value in {**FIGURES, **changes}.items() if value != "-"}
    cells = [
        {"indicator": name, "not_applicable": True} if value is None else {"indicator": name, "value": value}
        for name, value in figures.items()
    ]
    evidence = {"kind": "SYNTHETIC", "source": "seed 1"}
    return {"unit_id": unit, "movement_id": MOVEMENT, "period": period, "evidence": evidence, "cells": cells}


def push(*sheets: object, **members: object) -> dict[str, object]:
    return {"system": "TST", "batch": "b1", "sheets": list(sheets), **members}


def review(period: str = "2024-H1", **members: object) -> dict[str, object]:
    return {"cluster_id": CLUSTER, "movement_id": MOVEMENT, "period": period, **members}


def ready(year: Year, signed: tuple[str, ...] = CODES) -> None:
    """Everything until the results of the second quarter are in and the half-year is open for review."""
    begin(year, signed)
    sign_table(year)
    open_periods(year, "2024-Q1", "2024-Q2", "2024-H1")
    first, second, third, fourth = CODES
    for pushed in (
        push(sheet(first), sheet(second, SI=950)),
        push(sheet(third, INQUIRY=1), sheet(fourth, DEBT="-", REVIEW=None)),
    ):
        done(year.post("/results", MACHINE, pushed, Effective_At="2024-07-05"))


def card_id(unit: str, period: str = "2024-H1") -> UUID:
    return identity("scorecard", CLUSTER_ID, MOVEMENT_ID, period, UNITS[unit])


def board_id(period: str = "2024-H1") -> UUID:
    return identity("board", CLUSTER_ID, MOVEMENT_ID, period)


def sheet_id(unit: str, period: str = "2024-Q2") -> UUID:
    return identity("result-sheet", UNITS[unit], MOVEMENT_ID, period)


def freeze(year: Year, period: str = "2024-H1", on: str = "2024-07-10", **members: object) -> dict[str, Any]:
    who = STANDING_BODY if members.get("reopen_cards") else HEAD
    found: dict[str, Any] = done(year.post("/boards/editions", who, review(period, **members), Effective_At=on), 201)
    return found
