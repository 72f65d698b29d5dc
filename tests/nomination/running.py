"""The nomination service running on a database of its own, after a year of its neighbours, with people to act."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx import Response

from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, Principal, TokenVerifier
from kernel.service import Service
from regulations.rulebook import Rulebooks
from services.nomination.main import build
from services.nomination.settings import Settings
from tests.nomination.neighbours import Neighbours, cluster_id, movement_id, unit_id
from tests.support.postgres import place

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client would like another HTTP library
    from fastapi.testclient import TestClient

RULEBOOKS = Rulebooks.load()
PRESENT = datetime(2025, 2, 10, 5, tzinfo=UTC)
DIRECTOR, PRIME_MINISTER = "Tổng Giám đốc BHXH Việt Nam", "Thủ tướng Chính phủ"
CLUSTERS = ("2024/I", "2024/II", "2024/III", "2024/IV", "2024/V")
COUNCIL = tuple(f"council-{number:02}" for number in range(1, 8))


def members(cluster: str) -> tuple[str, ...]:
    """The four offices of a cluster, best first at year end."""
    return tuple(f"{cluster[5:]}-{number}" for number in range(1, 5))


def leader(cluster: str) -> str:
    return members(cluster)[0]


def person(*roles: str, unit: str | None = None, clusters: Sequence[str] = (), name: str = "") -> Principal:
    name = name or ".".join([*roles, unit or "", *clusters])
    own = None if unit is None else unit_id(unit)
    return Principal(name, name, "person", frozenset(roles), own, frozenset(cluster_id(each) for each in clusters))


STANDING_BODY, APPROVER, AUDITOR = person("standing_body"), person("approver"), person("auditor")


def head(unit: str) -> Principal:
    return person("unit_head", unit=unit)


def cluster_head(cluster: str) -> Principal:
    return person("cluster_head", unit=leader(cluster), clusters=(cluster,))


def councillor(name: str) -> Principal:
    return person("council_member", name=name)


@dataclass(frozen=True)
class Running:
    """The service, a client that speaks to it, and its neighbours."""

    service: Service
    client: TestClient
    issuer: DevelopmentIssuer
    folder: Path
    neighbours: Neighbours = field(default_factory=Neighbours)

    def headers(self, who: Principal, **others: str | None) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in others.items() if value is not None}
        return {"Authorization": f"Bearer {self.issuer.token(who)}", **named}

    def post(self, path: str, who: Principal, body: object = None, **headers: str | None) -> Response:
        found: Response = self.client.post(path, json=body, headers=self.headers(who, **headers))
        return found

    def get(self, path: str, **query: Any) -> Any:
        return done(self.get_as(AUDITOR, path, **query))

    def get_as(self, who: Principal, path: str, **query: Any) -> Response:
        asked = {name: value for name, value in query.items() if value is not None}
        found: Response = self.client.get(path, params=asked, headers=self.headers(who))
        return found

    def graph(self, query: str, who: Principal = AUDITOR, **variables: object) -> Any:
        found = self.client.post(
            "/graphql", json={"query": query, "variables": variables}, headers=self.headers(who)
        ).json()
        assert "errors" not in found, found
        return found["data"]

    def hear(self) -> None:
        """Take in what the neighbours have told."""
        assert self.service.follower is not None
        self.neighbours.heard_by(self.service.follower)


def start(folder: Path, neighbours: Neighbours | None = None, rulebooks: Rulebooks = RULEBOOKS) -> Running:
    issuer = DevelopmentIssuer(folder / "development.key", lambda: PRESENT)
    verifier = TokenVerifier(issuer.keys(), DEVELOPMENT_ISSUER, lambda: PRESENT)
    settings = Settings(place(folder / "nomination.db"), rulebooks, folder / "keys")
    service = build(settings, verifier, lambda: PRESENT)
    return Running(service, TestClient(service.api), issuer, folder, neighbours or Neighbours())


def restarted(running: Running, rulebooks: Rulebooks = RULEBOOKS) -> Running:
    """The same data in a new process' hands."""
    running.service.store.recorder.engine.dispose()
    return start(running.folder, running.neighbours, rulebooks)


def done(answer: Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refused(answer: Response) -> tuple[int, str]:
    """Status and code of a problem that says in both languages what is wrong, by which rule, and why."""
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    spoken = [problem["title"], problem["title_en"], problem["detail"], problem["detail_en"]]
    assert all(spoken), problem
    assert problem["source"]["document"], problem
    return answer.status_code, problem["code"]


def wording(answer: Response) -> tuple[str, str]:
    """What a problem tells people, in Vietnamese and in English."""
    problem = answer.json()
    return problem["detail"], problem["detail_en"]


def live_through_a_year(running: Running, clusters: Sequence[str] = CLUSTERS) -> None:
    """Covenants signed and registered, year-end boards frozen; in the first cluster the third office signed nothing."""
    told = running.neighbours
    told.movement()
    for cluster in clusters:
        offices = members(cluster)
        told.units(*offices)
        told.cluster(cluster, *offices)
        for office in offices:
            if office != members(clusters[0])[2]:
                told.covenant(office)
        told.edition(cluster, *offices)
    running.hear()


def nominate(running: Running, unit: str, title: str = "CO_BHXH", who: Principal | None = None) -> UUID:
    body = {"unit_id": unit, "title": title, "movement_id": "TDTX-2024"}
    return UUID(done(running.post("/nominations", who or head(unit), body), 201)["id"])


def open_selection(running: Running, cluster: str, *nominations: UUID) -> UUID:
    body = {
        "kind": "SELECTION",
        "cluster_id": cluster,
        "movement_id": "TDTX-2024",
        "nominations": [str(each) for each in nominations],
    }
    return UUID(done(running.post("/sessions", cluster_head(cluster), body), 201)["id"])


def open_council(running: Running, *nominations: UUID, code: str = "HD-2024-01") -> UUID:
    body = {
        "kind": "COUNCIL",
        "code": code,
        "movement_id": "TDTX-2024",
        "nominations": [str(each) for each in nominations],
        "roll": [{"id": each} for each in COUNCIL],
    }
    return UUID(done(running.post("/sessions", STANDING_BODY, body), 201)["id"])


def ballot(choice: str, *nominations: UUID) -> dict[str, Any]:
    return {"marks": [{"nomination_id": str(each), "choice": choice} for each in nominations]}


def vote(running: Running, session: UUID, voters: Sequence[Principal], choice: str, *nominations: UUID) -> None:
    for voter in voters:
        done(running.post(f"/sessions/{session}/ballots", voter, ballot(choice, *nominations)))


def close(running: Running, session: UUID, who: Principal = STANDING_BODY) -> dict[str, Any]:
    return done(running.post(f"/sessions/{session}/closing", who))


def select(running: Running, cluster: str, *nominations: UUID) -> dict[str, Any]:
    """The members but the leader vote yes, the round is closed."""
    session = open_selection(running, cluster, *nominations)
    vote(running, session, [head(each) for each in members(cluster)[1:]], "YES", *nominations)
    return close(running, session, cluster_head(cluster))


def endorse(running: Running, *nominations: UUID, code: str = "HD-2024-01") -> dict[str, Any]:
    """The whole council votes yes."""
    session = open_council(running, *nominations, code=code)
    vote(running, session, [councillor(each) for each in COUNCIL], "YES", *nominations)
    return close(running, session)


def draw(running: Running, title: str) -> dict[str, Any]:
    body = {"title": title, "movement_id": "TDTX-2024"}
    return done(running.post("/quota-lines", STANDING_BODY, body), 201)


def decide(running: Running, nomination: UUID, authority: str = DIRECTOR, **more: str) -> Response:
    body = {"nomination_id": str(nomination), "number": "2468/QĐ-BHXH", "authority": authority, **more}
    return running.post("/decisions", APPROVER, body)


MOVEMENT = movement_id()
