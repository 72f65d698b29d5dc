"""`thidua serve` as the person who starts it meets it: what is where, clean stops, no second owner of the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.server import Server, run, serving

pytestmark = pytest.mark.journey


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


def test_nobody_gets_in_without_a_token(server: Server) -> None:
    with server.client() as client:
        answers = [client.get(path) for path in ("/covenant/units", "/scoring/boards", "/nomination/decisions")]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


def test_it_stops_cleanly_and_starts_again(data_dir: Path) -> None:
    for _ in range(2):
        with serving(data_dir) as server:
            assert server.stop() == 0
    assert "Traceback" not in (data_dir / "server.log").read_text(encoding="utf-8")


def test_a_second_server_on_the_same_data_is_refused(server: Server) -> None:
    second = run("serve", data_dir=server.data_dir)
    assert (second.returncode, str(server.process.pid) in second.stderr) == (2, True)
    assert "Traceback" not in second.stderr


def test_a_taken_port_is_refused(server: Server, data_dir: Path) -> None:
    port = server.base_url.rpartition(":")[2]
    refused = run("serve", data_dir=data_dir, PORT=port)
    assert (refused.returncode, f":{port}" in refused.stderr) == (2, True)


def test_development_tokens_are_refused_to_a_network(data_dir: Path) -> None:
    refused = run("serve", data_dir=data_dir, HOST="0.0.0.0")  # noqa: S104 (it is refused)
    assert (refused.returncode, "TOKEN_ISSUER" in refused.stderr) == (2, True)
