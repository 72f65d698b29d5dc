"""The covenant service running on a database of its own, with a clock that stands still and people to act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from httpx import Response

from kernel.aggregate import identity
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, Principal, TokenVerifier
from kernel.service import Service
from regulations.rulebook import Rulebooks
from services.covenant.main import build
from services.covenant.settings import Settings

RULEBOOKS = Rulebooks.load()
PRESENT = datetime(2024, 12, 31, 5, tzinfo=UTC)


def unit_id(code: str) -> UUID:
    return identity("unit", code)


def cluster_id(code: str) -> UUID:
    return identity("cluster", code)


def movement_id(code: str) -> UUID:
    return identity("movement", code)


def covenant_id(unit: str, movement: str = "TDTX-2024") -> UUID:
    return identity("covenant", unit_id(unit), movement_id(movement))


def person(*roles: str, unit: str | None = None, clusters: tuple[str, ...] = ()) -> Principal:
    name = ".".join([*roles, unit or "", *clusters])
    own = None if unit is None else unit_id(unit)
    return Principal(name, name, "person", frozenset(roles), own, frozenset(cluster_id(each) for each in clusters))


STANDING_BODY = person("standing_body")
MACHINE = Principal("hr-system", "Hệ thống tổ chức cán bộ", "machine", frozenset({"machine_units"}))
AUDITOR = person("auditor")


def officer(unit: str) -> Principal:
    return person("unit_officer", unit=unit)


def head(unit: str) -> Principal:
    return person("unit_head", unit=unit)


def cluster_head(unit: str, cluster: str = "2024/VII") -> Principal:
    return person("cluster_head", unit=unit, clusters=(cluster,))


@dataclass(frozen=True)
class Running:
    """The service and a client that speaks to it."""

    service: Service
    client: TestClient
    issuer: DevelopmentIssuer

    def headers(self, who: Principal, **others: str | None) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in others.items() if value is not None}
        return {"Authorization": f"Bearer {self.issuer.token(who)}", **named}

    def post(self, path: str, who: Principal, body: object = None, **headers: str | None) -> Response:
        return self.client.post(path, json=body, headers=self.headers(who, **headers))

    def put(self, path: str, who: Principal, body: object, **headers: str | None) -> Response:
        return self.client.put(path, json=body, headers=self.headers(who, **headers))

    def get(self, path: str, who: Principal = AUDITOR, **query: object) -> Any:
        found = self.client.get(path, params=query, headers=self.headers(who))  # type: ignore[arg-type]
        assert found.status_code == 200, found.text
        return found.json()

    def graph(self, query: str, who: Principal = AUDITOR, **variables: object) -> Any:
        found = self.client.post(
            "/graphql", json={"query": query, "variables": variables}, headers=self.headers(who)
        ).json()
        assert "errors" not in found, found
        return found["data"]


def start(folder: Path) -> Running:
    issuer = DevelopmentIssuer(folder / "development.key", lambda: PRESENT)
    verifier = TokenVerifier(issuer.keys(), DEVELOPMENT_ISSUER, lambda: PRESENT)
    service = build(Settings(folder / "covenant.db", RULEBOOKS), verifier, lambda: PRESENT)
    return Running(service, TestClient(service.api), issuer)


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
    assert problem["explanation"]["label"], problem
    return answer.status_code, problem["code"]
