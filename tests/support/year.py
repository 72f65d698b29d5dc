"""A national year that the demonstration has played, as its readers and its meddlers meet it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx

from kernel.aggregate import event_id, identity
from tests.support.server import Person, Server, run

YEAR = 2024
MOVEMENT = "TDTX-2024"
DRIVE = "CD-THU-2024"
SERVICES = ("covenant", "scoring", "nomination")
KINDS = ("block", "cluster", "district_cluster")
IN_THE_YEAR, AFTER_THE_YEAR = "2024-06-30", "2025-06-30"

AUDITOR = Person("kiem-toan", ("auditor",))
STANDING_BODY = Person("thuong-truc", ("standing_body",))
APPROVER = Person("tong-giam-doc", ("approver",))
BUSINESS_SYSTEM = Person("he-thong-nghiep-vu", ("machine_results",), kind="machine")

Json = dict[str, Any]


def unit_id(code: str) -> UUID:
    """The id of the unit with this code."""
    return identity("unit", code)


def officer(code: str) -> Person:
    """The emulation officer of a unit."""
    return Person(f"can-bo.{code}", ("unit_officer",), unit_id(code))


def head(code: str) -> Person:
    """The head of a unit."""
    return Person(f"thu-truong.{code}", ("unit_head",), unit_id(code))


def cluster_head(code: str, cluster: UUID) -> Person:
    """The head of a unit that leads a block or cluster."""
    return Person(f"thu-truong.{code}", ("cluster_head", "unit_head"), unit_id(code), (cluster,))


def play(base_url: str, data_dir: Path, *options: str) -> Json:
    """Play a year against a running server to its end; the object that the demonstration prints."""
    played = run("demo", "--json", "--base-url", base_url, *options, data_dir=data_dir)
    assert played.returncode == 0, played.stderr
    return cast("Json", json.loads(played.stdout))


def positions(server: Server) -> Mapping[str, int]:
    """How far the log of each service goes."""
    health = httpx.get(f"{server.base_url}/healthz", timeout=30).raise_for_status().json()
    assert health["stopped"] == []
    return cast("Mapping[str, int]", health["positions"])


def copy_data(source: Path, target: Path) -> Path:
    """A data directory as it stands in this moment, on its own; its server may be running."""
    target.mkdir(parents=True)
    for service in SERVICES:
        with (
            closing(sqlite3.connect(source / f"{service}.db")) as origin,
            closing(sqlite3.connect(target / f"{service}.db")) as copy,
        ):
            origin.backup(copy)
    shutil.copytree(source / "keys", target / "keys")
    shutil.copy2(source / "development.pem", target)
    return target


def rows(data_dir: Path, service: str, query: str) -> list[tuple[Any, ...]]:
    """What a service's database answers to a query."""
    with closing(sqlite3.connect(data_dir / f"{service}.db")) as database:
        return list(database.execute(query))


@dataclass
class Year:
    """A played year on a server that still runs: what the demonstration told of it, and an auditor who reads it."""

    server: Server
    report: Json
    reader: httpx.Client

    def get(self, path: str, **query: object) -> Any:
        """What an auditor reads there."""
        answer = self.reader.get(path, params=cast("dict[str, str]", query))
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def every(self, path: str, **query: object) -> list[Json]:
        """Every item of a list, page after page."""
        found: list[Json] = []
        after: dict[str, str] = {}
        while True:
            page = self.get(path, limit=100, **query, **after)
            found += page["items"]
            if page["next"] is None:
                return found
            after = {"after": page["next"]}

    def ask(self, query: str, **variables: object) -> Any:
        """The data that the gateway answers an auditor with."""
        answer = self.reader.post("/graphql", json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    @cached_property
    def movement_id(self) -> UUID:
        """The id of the year's movement."""
        return identity("movement", MOVEMENT)

    @cached_property
    def units(self) -> Mapping[str, Json]:
        """Every unit of the year by code."""
        return {unit["code"]: unit for unit in self.every("/covenant/units", at=IN_THE_YEAR)}

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The code of every unit by id."""
        return {unit["id"]: code for code, unit in self.units.items()}

    @cached_property
    def clusters(self) -> Mapping[str, Json]:
        """Every block, cluster and district cluster of the year by code, with members, lists and officers."""
        listed = self.every("/covenant/clusters", at=IN_THE_YEAR)
        found = [self.get(f"/covenant/clusters/{each['id']}", at=IN_THE_YEAR) for each in listed]
        return {each["code"]: each for each in found if each["kind"] in KINDS}

    @cached_property
    def boards(self) -> Mapping[tuple[str, str], Json]:
        """Every board of the year's movement in its last edition, by code of the cluster and period."""
        codes = {each["id"]: code for code, each in self.clusters.items()}
        found = self.every("/scoring/boards", movement_id=MOVEMENT)
        return {(codes[each["cluster_id"]], each["period"]): each for each in found}

    @cached_property
    def standings(self) -> Mapping[str, Json]:
        """How every competitor stood on the day the registrations were in, by code."""
        at, movement = IN_THE_YEAR, self.movement_id
        told = [
            self.get(f"/covenant/clusters/{each['id']}/standings", movement=movement, at=at)["items"]
            for each in self.clusters.values()
        ]
        return {item["unit_code"]: item for items in told for item in items}

    @cached_property
    def nominations(self) -> list[Json]:
        """Every nomination of the year with its votes."""
        found = self.every("/nomination/nominations", movement=MOVEMENT)
        return [self.get(f"/nomination/nominations/{each['id']}") for each in found]

    @cached_property
    def decisions(self) -> list[Json]:
        """Every decision of the year."""
        return self.every("/nomination/decisions", movement=MOVEMENT)

    @cached_property
    def sessions(self) -> list[Json]:
        """Every voting session of the year with roll, rounds and turnout."""
        found = self.every("/nomination/sessions", movement=MOVEMENT)
        return [self.get(f"/nomination/sessions/{each['id']}") for each in found]

    @cached_property
    def log(self) -> frozenset[str]:
        """The id of every event in the logs of the three services."""
        query = "select originator_id, originator_version from events"
        return frozenset(
            str(event_id(UUID(originator), version))
            for service in SERVICES
            for originator, version in rows(self.server.data_dir, service, query)
        )
