"""`thidua serve` as the person who starts it meets it: what is where, clean stops, no second owner of the data."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import OKPKey

from infra.ports import free_port
from kernel.identity import DevelopmentIssuer, Principal
from tests.support.server import Server, run, serving
from tests.support.year import STANDING_BODY, positions

pytestmark = [pytest.mark.journey, pytest.mark.row("F3")]


@pytest.mark.parametrize(
    "path",
    ["/", "/graphql", "/covenant/docs", "/scoring/docs", "/nomination/docs", "/healthz", "/covenant/openapi.json"],
)
def test_what_is_printed_is_there(server: Server, path: str) -> None:
    with server.client() as client:
        answer = client.get(path, headers={"Accept": "text/html"} if path == "/graphql" else {})
    assert answer.status_code == 200
    assert path == "/covenant/openapi.json" or path in server.log or path == "/"


def test_the_pages_need_no_other_host(server: Server) -> None:
    with server.client() as client:
        pages = [client.get(path, headers={"Accept": "text/html"}).text for path in ("/graphql", "/covenant/docs")]
    assert [page for page in pages if 'src="http' in page or 'href="http' in page] == []


@pytest.mark.row("F5")
def test_nobody_gets_in_without_a_token(server: Server) -> None:
    with server.client() as client:
        answers = [client.get(path) for path in ("/covenant/units", "/scoring/boards", "/nomination/decisions")]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


def test_the_printed_tokens_are_those_of_the_people_named(server: Server) -> None:
    tokens = [line.strip() for line in server.log.splitlines() if line.startswith("  eyJ")]
    with server.client() as client:
        answers = [client.get("/covenant/units", headers={"Authorization": f"Bearer {each}"}) for each in tokens]
    assert [answer.status_code for answer in answers] == [200] * 5


def test_where_there_is_nothing_a_problem_says_so(server: Server) -> None:
    with server.client() as client:
        answers = [client.get(path) for path in ("/nowhere", "/covenant/nowhere", "/problems/no-such-code")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert {answer.json()["code"] for answer in answers} == {"http"}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_a_restart_has_everything(data_dir: Path, stop: signal.Signals) -> None:
    with serving(data_dir) as server, server.client(STANDING_BODY) as client:
        body = {"code": "CUM-I", "name": "Cụm thi đua số I", "kind": "cluster"}
        formed = client.post("/covenant/clusters", json=body)
        assert formed.status_code == 201
        before = positions(server)
        token = server.token(STANDING_BODY)
        server.process.send_signal(stop)
        assert server.process.wait(20) == 0
        assert server.log.splitlines()[-1] == "Đã dừng; dữ liệu còn nguyên. · Stopped; everything is kept."
    with serving(data_dir) as server, server.client() as client:
        assert positions(server) == before
        headers = {"Authorization": f"Bearer {token}"}
        assert client.get(formed.headers["Location"], headers=headers).json()["name"] == "Cụm thi đua số I"
        assert server.stop() == 0
    assert "Traceback" not in (data_dir / "server.log").read_text(encoding="utf-8")


def test_a_second_server_on_the_same_data_is_refused(server: Server) -> None:
    second = run("serve", data_dir=server.data_dir)
    assert (second.returncode, str(server.process.pid) in second.stderr) == (2, True)
    assert ("đang do tiến trình" in second.stderr, "is in use by process" in second.stderr) == (True, True)
    assert "Traceback" not in second.stderr
    assert httpx.get(f"{server.base_url}/healthz").json()["status"] == "ok"


def test_a_taken_port_is_refused(server: Server, data_dir: Path) -> None:
    port = server.base_url.rpartition(":")[2]
    refused = run("serve", data_dir=data_dir, PORT=port)
    assert (refused.returncode, f":{port}" in refused.stderr) == (2, True)
    assert "Traceback" not in refused.stderr


@pytest.mark.row("F5")
def test_development_tokens_are_refused_to_a_network(data_dir: Path) -> None:
    refused = run("serve", data_dir=data_dir, HOST="0.0.0.0")  # noqa: S104 (it is refused)
    assert (refused.returncode, "TOKEN_ISSUER" in refused.stderr) == (2, True)
    assert not data_dir.exists()


@pytest.mark.row("F5")
def test_with_a_real_issuer_there_are_no_development_tokens(data_dir: Path, tmp_path: Path) -> None:
    theirs = OKPKey.generate_key("Ed25519", parameters={"kid": "theirs", "alg": "Ed25519", "use": "sig"})
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [theirs.as_dict(private=False)]}), encoding="utf-8")
    with serving(data_dir, TOKEN_ISSUER="https://sso.example.vn", TOKEN_KEYS=str(keys)) as server:
        assert "eyJ" not in server.log
        assert httpx.post(f"{server.base_url}/dev/tokens", json={"sub": "ai", "roles": ["approver"]}).status_code == 404
        own = DevelopmentIssuer(tmp_path / "own.pem", lambda: datetime.now(UTC))
        ours = own.token(Principal("ai", "ai", "person", frozenset({"auditor"})))
        answer = httpx.get(f"{server.base_url}/covenant/units", headers={"Authorization": f"Bearer {ours}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


def test_host_port_and_data_directory_are_taken_from_the_environment(tmp_path: Path) -> None:
    """As `make run` hands them on."""
    with serving(tmp_path / "elsewhere", HOST="localhost") as server:
        assert f"http://localhost:{server.base_url.rpartition(':')[2]}/graphql" in server.log
        assert {each.name for each in (tmp_path / "elsewhere").glob("*.db")} == {
            "covenant.db",
            "nomination.db",
            "scoring.db",
        }


@pytest.mark.parametrize("port", ["-1", "65536", "tám nghìn"])
def test_a_port_that_is_none_is_refused(data_dir: Path, port: str) -> None:
    refused = run("serve", data_dir=data_dir, PORT=port)
    assert (refused.returncode, f"PORT={port}" in refused.stderr, "Traceback" in refused.stderr) == (2, True, False)


def test_the_demonstration_starts_a_server_of_its_own_only_where_nobody_has_the_data(server: Server) -> None:
    refused = run("demo", "--json", data_dir=server.data_dir, PORT=str(free_port()))
    assert (refused.returncode, "is in use by process" in refused.stderr, refused.stdout) == (2, True, "")


def test_a_year_that_is_not_over_is_not_played(server: Server) -> None:
    for year in (2011, datetime.now(UTC).year + 1):
        refused = run("demo", "--json", "--year", str(year), "--base-url", server.base_url, data_dir=server.data_dir)
        assert (refused.returncode, refused.stdout, "Traceback" in refused.stderr) == (2, "", False)
    assert sum(positions(server).values()) == 0
