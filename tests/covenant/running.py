"""The covenant service running on a database of its own, with a clock that stands still and people to act."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx import Response

from kernel.aggregate import identity
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, Principal, TokenVerifier
from kernel.service import Service
from regulations.rulebook import Rulebooks
from services.covenant.main import build
from services.covenant.settings import Settings
from tests.support.postgres import place

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client would like another HTTP library
    from fastapi.testclient import TestClient

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
        found: Response = self.client.post(path, json=body, headers=self.headers(who, **headers))
        return found

    def put(self, path: str, who: Principal, body: object, **headers: str | None) -> Response:
        found: Response = self.client.put(path, json=body, headers=self.headers(who, **headers))
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


def start(folder: Path) -> Running:
    issuer = DevelopmentIssuer(folder / "development.key", lambda: PRESENT)
    verifier = TokenVerifier(issuer.keys(), DEVELOPMENT_ISSUER, lambda: PRESENT)
    service = build(Settings(place(folder / "covenant.db"), RULEBOOKS), verifier, lambda: PRESENT)
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


TARGET = {
    "indicator": "BHXH_BB",
    "name": "Số người tham gia BHXH bắt buộc",
    "unit_of_measure": "người",
    "direction": "HIGHER",
    "value": 123456.75,
}
LAUNCH = {
    "code": "TDTX-2024",
    "kind": "annual",
    "theme": "Hoàn thành xuất sắc nhiệm vụ năm 2024",
    "contents": ["Thu, giảm nợ", "Phát triển đối tượng"],
    "period_from": "2024-01-01",
    "period_to": "2024-12-31",
}
MEMBERS = ("BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67")


def establish(running: Running, *codes: str, kind: str = "province", parent: str | None = None) -> None:
    rows = [{"code": code, "name": f"BHXH {code}", "kind": kind, "parent": parent} for code in codes]
    found = done(running.post("/units/batches", MACHINE, {"units": rows}, Effective_At="2024-01-01"))
    assert found["details"]["counts"] == {"established": len(codes)}


def form(running: Running, *members: str, code: str = "2024/VII") -> None:
    body = {"code": code, "name": f"Cụm thi đua số {code}", "kind": "cluster"}
    done(running.post("/clusters", STANDING_BODY, body, Effective_At="2024-01-01"), 201)
    listed = {"document": "TB 12/TB-BHXH", "effective_from": "2024-01-01", "members": list(members)}
    done(running.post(f"/clusters/{cluster_id(code)}/membership-lists", STANDING_BODY, listed))


def launch(running: Running, **others: object) -> None:
    done(running.post("/movements", STANDING_BODY, {**LAUNCH, **others}, Effective_At="2024-01-10"), 201)


def elect(running: Running, head_code: str, deputy: str, code: str = "2024/VII") -> None:
    body = {"term_year": 2024, "head": head_code, "deputy": deputy}
    path = f"/clusters/{cluster_id(code)}/elections"
    done(running.post(path, STANDING_BODY, body, Effective_At="2024-01-15"))


def begin_year(running: Running) -> None:
    """A cluster of four provinces, led by the first, and the year's movement."""
    establish(running, *MEMBERS)
    form(running, *MEMBERS)
    launch(running)
    elect(running, "BHXH-62", "BHXH-64")


def draft(running: Running, unit: str, *targets: object) -> str:
    """A covenant of the unit with these targets, or one; its address."""
    body = {"unit": unit, "movement": "TDTX-2024", "targets": list(targets or [TARGET])}
    done(running.post("/covenants", officer(unit), body, Effective_At="2024-02-01"), 201)
    return f"/covenants/{covenant_id(unit)}"


def agree(running: Running, unit: str, code: str = "2024/VII") -> str:
    address = draft(running, unit)
    leads = {"2024/VIII": "BHXH-70"}.get(code, "BHXH-62")
    done(running.post(f"{address}/agreement", cluster_head(leads, code), Effective_At="2024-03-01"))
    return address


def sign(running: Running, unit: str, on: str = "2024-03-20", code: str = "2024/VII") -> str:
    address = agree(running, unit, code)
    done(running.post(f"{address}/signature", head(unit), Effective_At=on))
    return address


def register(running: Running, unit: str, on: str = "2024-03-20") -> None:
    body = {"registrations": [{"title": "CO_BHXH", "holder": "collective"}]}
    address = f"/covenants/{covenant_id(unit)}/registrations"
    done(running.post(address, officer(unit), body, Effective_At=on))
