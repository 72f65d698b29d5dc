"""The gateway as a process of its own: its settings, its health, and answers over real HTTP from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from gateway import main
from gateway.documents import sha256
from gateway.settings import Settings, SettingsRefused
from tests.gateway.serving import Served, serve, serve_subgraphs
from tests.gateway.subgraphs import whole

SERVICES = ("covenant", "nomination", "scoring")
URLS = {f"{name.upper()}_URL": f"http://{name}.example/graphql" for name in SERVICES}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve_subgraphs() as running:
        yield running


@pytest.fixture(scope="module")
def address(served: Served) -> Iterator[str]:
    with serve(main.build_app(Settings(urls=served.urls), whole.supergraph())) as running:
        yield running


def test_a_query_travels_over_http_from_end_to_end(address: str) -> None:
    text = '{ cluster(id: "c1") { units { name score nominations { title } } } }'
    answer = httpx.post(f"{address}/graphql", json={"query": text}).json()
    assert answer["data"]["cluster"]["units"][1] == {
        "name": "Bảo hiểm xã hội tỉnh Bắc Ninh",
        "score": "975.25",
        "nominations": [],
    }


def test_health_names_each_service(address: str) -> None:
    answer = httpx.get(f"{address}/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "services": dict.fromkeys(whole.SCHEMAS, "ok")},
    )


def test_health_is_degraded_while_a_service_is_away(served: Served, unused_tcp_port: int) -> None:
    urls = {**served.urls, "scoring": f"http://127.0.0.1:{unused_tcp_port}/graphql"}
    with serve(main.build_app(Settings(urls=urls), whole.supergraph())) as address:
        health = httpx.get(f"{address}/healthz").json()
        answer = httpx.post(f"{address}/graphql", json={"query": '{ unit(id: "u1") { id score } }'}).json()
    assert health == {
        "status": "degraded",
        "services": {"covenant": "ok", "scoring": "unavailable", "nomination": "ok"},
    }
    assert answer["data"] == {"unit": {"id": "u1", "score": None}}
    assert [error["path"] for error in answer["errors"]] == [["unit", "score"]]


def test_trusted_documents_are_read_from_their_manifest(tmp_path: Path, served: Served) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(f'{{"{sha256("{ periods }")}": "{{ periods }}"}}', encoding="utf-8")
    settings = Settings(urls=served.urls, documents=manifest, documents_only=True)
    with serve(main.build_app(settings, whole.supergraph())) as address:
        refused = httpx.post(f"{address}/graphql", json={"query": "{ clusters { id } }"}).json()
    assert refused["errors"][0]["extensions"]["code"] == "NOT_TRUSTED"


def test_settings_come_from_the_environment() -> None:
    assert Settings.read(URLS, SERVICES) == Settings(urls={n: f"http://{n}.example/graphql" for n in SERVICES})
    more = {**URLS, "HOST": "0.0.0.0", "PORT": "80", "TRUSTED_DOCUMENTS": "x.json", "TRUSTED_DOCUMENTS_ONLY": "1"}  # noqa: S104
    read = Settings.read(more, SERVICES)
    assert (read.host, read.port, read.documents, read.documents_only) == ("0.0.0.0", 80, Path("x.json"), True)  # noqa: S104


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "COVENANT_URL is not set; NOMINATION_URL is not set; SCORING_URL is not set"),
        (
            {"COVENANT_URL": "covenant:80/graphql", "NOMINATION_URL": "https://n", "PORT": "x"},
            (
                "SCORING_URL is not set; "
                "COVENANT_URL is no http(s) address of a subgraph (…/graphql): covenant:80/graphql; "
                "NOMINATION_URL is no http(s) address of a subgraph (…/graphql): https://n; PORT is no number: x"
            ),
        ),
    ],
)
def test_everything_that_the_environment_lacks_is_named_at_once(environment: Mapping[str, str], said: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        Settings.read(environment, SERVICES)
    assert str(refusal.value) == said


def test_the_command_serves_where_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, int, bool]] = []

    def run(app: object, host: str, port: int) -> None:
        started.append((host, port, isinstance(app, FastAPI)))

    supergraph = tmp_path / "supergraph.graphql"
    supergraph.write_text(whole.supergraph(), encoding="utf-8")
    monkeypatch.setattr(main, "SUPERGRAPH", supergraph)
    monkeypatch.setattr(uvicorn, "run", run)
    for name, value in {**URLS, "PORT": "8123"}.items():
        monkeypatch.setenv(name, value)
    assert (main.main(), started) == (0, [("127.0.0.1", 8123, True)])


def test_the_command_without_its_settings_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    supergraph = tmp_path / "supergraph.graphql"
    supergraph.write_text(whole.supergraph(), encoding="utf-8")
    monkeypatch.setattr(main, "SUPERGRAPH", supergraph)
    for name in URLS:
        monkeypatch.delenv(name, raising=False)
    assert main.main() == 2
    assert capsys.readouterr().err.startswith("COVENANT_URL is not set; ")
