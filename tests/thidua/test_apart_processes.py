"""Each process of the distributed run by itself: what it refuses, what it answers, and how it ends."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from gateway.settings import Settings
from infra.ports import free_port
from kernel.identity import DevelopmentIssuer
from kernel.service import utc_now
from tests.support.apart import api_environment, process
from tests.support.server import run
from thidua.apart.gateway import create_gateway, read_settings
from thidua.apart.health import is_healthy, whole
from thidua.apart.place import Place, place_of
from thidua.apart.topology import CONTAINERS, names, programs
from thidua.apart.up import NotUp, down, up
from thidua.data import DataDirectory
from thidua.settings import ServeSettings, SettingsError

URLS = {f"{name}_URL": f"http://127.0.0.1:1/{name.lower()}/graphql" for name in ("COVENANT", "SCORING", "NOMINATION")}
SERVICES = ("covenant", "scoring", "nomination")


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        (("api", "nomination"), ["NOMINATION_DATABASE", "TOKEN_ISSUER", "TOKEN_KEYS", "BALLOT_KEYS"]),
        (("migrate", "scoring"), ["SCORING_DATABASE"]),
        (("relay", "run", "covenant"), ["COVENANT_DATABASE", "KAFKA"]),
        (("follower", "run", "scoring"), ["SCORING_DATABASE", "KAFKA"]),
    ],
    ids=" ".join,
)
def test_a_process_without_its_settings_names_them_all(
    command: tuple[str, ...], missing: list[str], tmp_path: Path
) -> None:
    done = run(*command, data_dir=tmp_path, PORT="8000")
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        [f"{name}: chưa được đặt · is not set" for name in missing],
    )


def test_a_covenant_service_has_no_follower_to_run(tmp_path: Path) -> None:
    assert run("follower", "run", "covenant", data_dir=tmp_path).returncode == 2


def test_an_api_migrates_answers_under_both_names_and_ends_in_order(tmp_path: Path) -> None:
    environment = api_environment(tmp_path, "covenant")
    assert run("migrate", "covenant", data_dir=tmp_path, **environment).returncode == 0
    assert run("migrate", "covenant", data_dir=tmp_path, **environment).returncode == 0
    with process(tmp_path, "api", "covenant", **environment) as api:
        alone, behind_the_door = (httpx.get(f"{api.base_url}{path}/docs").text for path in ("", "/covenant"))
        described = httpx.get(f"{api.base_url}/covenant/openapi.json").json()
        assert ("'/openapi.json'" in alone, "'/covenant/openapi.json'" in behind_the_door) == (True, True)
        assert described["servers"] == [{"url": "/covenant"}]
        assert run("healthy", f"{api.base_url}/healthz", data_dir=tmp_path).returncode == 0
        assert api.stop() == 0
        assert run("healthy", f"{api.base_url}/healthz", data_dir=tmp_path).returncode == 1


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("gateway", data_dir=tmp_path, PORT=str(port), **URLS)
    assert (done.returncode, f"Cannot listen on 127.0.0.1:{port}" in done.stderr) == (2, True)


def test_a_process_is_healthy_only_while_it_answers_200(tmp_path: Path) -> None:
    with process(tmp_path, "gateway", **URLS) as gateway:
        answers = [is_healthy(f"{gateway.base_url}{path}") for path in ("/healthz", "/nothing")]
        assert (answers, whole(f"{gateway.base_url}/healthz")) == ([True, False], False)
    assert not is_healthy(f"{gateway.base_url}/healthz")
    assert not whole(f"{gateway.base_url}/healthz")


@pytest.fixture
def issuer(tmp_path: Path) -> DevelopmentIssuer:
    return DevelopmentIssuer(tmp_path / "development.pem", utc_now)


def gateway_of(issuer: DevelopmentIssuer | None) -> TestClient:
    urls = {name: f"http://127.0.0.1:1/{name}/graphql" for name in SERVICES}
    return TestClient(create_gateway(Settings(urls=urls), issuer), base_url="http://127.0.0.1:8000")


def test_with_a_development_key_the_gateway_signs_tokens_for_who_calls_it_by_loopback(
    issuer: DevelopmentIssuer,
) -> None:
    asked = {"sub": "thuong-truc", "roles": ["standing_body"]}
    with gateway_of(issuer) as gateway:
        assert gateway.post("/dev/tokens", json=asked).json()["token"].count(".") == 2
        assert gateway.post("/dev/tokens", json={"sub": ""}).json()["code"] == "invalid-input"
        assert gateway.post("/dev/tokens", json=asked, headers={"host": "thidua.example"}).status_code == 400
    with gateway_of(None) as gateway:
        assert gateway.post("/dev/tokens", json=asked).status_code == 404


@pytest.mark.parametrize(
    ("environment", "refused"),
    [
        ({"HOST": "127.0.0.1"}, False),
        ({"HOST": "10.0.0.8"}, True),
        ({"HOST": "10.0.0.8", "PUBLISHED_ON": "127.0.0.1"}, False),
        ({"HOST": "127.0.0.1", "PUBLISHED_ON": "10.0.0.8"}, True),
        ({"HOST": "10.0.0.8", "DEVELOPMENT_KEY": ""}, False),
    ],
)
def test_a_development_key_is_refused_where_a_network_could_ask(
    environment: Mapping[str, str], *, refused: bool
) -> None:
    told = {**URLS, "DEVELOPMENT_KEY": "key.pem", **environment}
    if refused:
        with pytest.raises(SettingsError, match="development tokens are refused"):
            read_settings(told)
    else:
        assert read_settings(told).host == environment["HOST"]


def test_a_gateway_that_is_told_no_service_says_so() -> None:
    with pytest.raises(SettingsError, match="COVENANT_URL is not set"):
        read_settings({})


def test_the_programs_are_those_named_in_the_order_they_start() -> None:
    assert tuple(each.name for each in programs(CONTAINERS)) == names()


def test_the_run_of_one_machine_stays_on_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"10\.0\.0\.8 is not loopback"):
        place_of(ServeSettings("10.0.0.8", 8000, tmp_path, None))


def test_where_something_is_not_installed_nothing_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    place = Place(DataDirectory(tmp_path / "var"), ("127.0.0.1", free_port()))
    with pytest.raises(NotUp, match="is not installed"):
        up(place, lambda _: None)
    assert not place.supervisor.answers()
    assert not down(place)


def test_a_directory_without_a_run_has_nothing_to_stop(tmp_path: Path) -> None:
    assert not down(place_of(ServeSettings("127.0.0.1", 8000, tmp_path, None)))


def test_ports_are_kept_until_one_of_them_is_taken(tmp_path: Path) -> None:
    place = Place(DataDirectory(tmp_path), ("127.0.0.1", 8000))
    place.folder.mkdir(parents=True)
    chosen = place.ports
    place.choose_ports_anew_if_taken()
    assert place.ports == chosen
    with socket.create_server(("127.0.0.1", chosen["scoring-relay"])):
        place.choose_ports_anew_if_taken()
        assert chosen["scoring-relay"] not in place.ports.values()
    assert len(set(chosen.values())) == len(chosen) == len(names()) + 3
