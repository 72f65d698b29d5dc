"""Which databases `replay` and `board` read: what is asked for, else the first there is, and always told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from infra.ports import free_port
from thidua.apart.place import Place
from thidua.apart.settings import SERVICES
from thidua.cli import app
from thidua.data import DataDirectory
from thidua.settings import SettingsError
from thidua.source import Kind, Source, choose

URL = "postgresql+psycopg://thidua:geheim@127.0.0.1:5433/{}"
ENVIRONMENT = {f"{service.upper()}_DATABASE": URL.format(service) for service in SERVICES}
EMPTY = dict.fromkeys([*ENVIRONMENT, *(f"{name}_FILE" for name in ENVIRONMENT)], "")
"""Set to nothing, as an env file leaves what it does not say."""

Run = Callable[..., Result]


def embedded(folder: Path) -> dict[str, Path]:
    """The files of an embedded run, made if need be."""
    files = {service: DataDirectory(folder).database(service) for service in SERVICES}
    for file in files.values():
        file.touch()
    return files


def distributed(folder: Path, port: int = 6000) -> dict[str, str]:
    """What `make up` leaves behind of its databases' addresses, made if need be."""
    urls = {service: URL.format(service).replace("5433", str(port)) for service in SERVICES}
    for service, url in urls.items():
        file = Place(DataDirectory(folder), ("127.0.0.1", 8000)).database_file(service)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(url)
    return urls


def first(folder: Path, environment: dict[str, str], asked: Kind | None = None) -> Source:
    return choose(environment, folder, SERVICES, asked)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in EMPTY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_the_environment_comes_before_the_distributed_run_and_that_before_the_files(tmp_path: Path) -> None:
    files = embedded(tmp_path)
    assert first(tmp_path, EMPTY) == Source(Kind.EMBEDDED, tmp_path, files)
    urls = distributed(tmp_path)
    assert first(tmp_path, {}) == Source(Kind.DISTRIBUTED, tmp_path, urls, beside=True)
    named = {service: URL.format(service) for service in SERVICES}
    assert first(tmp_path, ENVIRONMENT) == Source(Kind.ENVIRONMENT, tmp_path, named)


def test_what_is_asked_for_is_read_whatever_else_there_is(tmp_path: Path) -> None:
    files, urls = embedded(tmp_path), distributed(tmp_path)
    assert first(tmp_path, ENVIRONMENT, Kind.EMBEDDED).databases == files
    assert first(tmp_path, ENVIRONMENT, Kind.DISTRIBUTED).databases == urls
    assert first(tmp_path, ENVIRONMENT, Kind.ENVIRONMENT).databases["scoring"] == URL.format("scoring")


def test_the_environment_may_name_files_that_hold_the_addresses(tmp_path: Path) -> None:
    for service in SERVICES:
        (tmp_path / service).write_text(URL.format(service) + "\n")
    files = {f"{service.upper()}_DATABASE_FILE": str(tmp_path / service) for service in SERVICES}
    assert first(tmp_path, files).databases == {service: URL.format(service) for service in SERVICES}


def test_an_environment_that_names_some_databases_must_name_all_that_are_read(tmp_path: Path) -> None:
    embedded(tmp_path)
    some = {name: url for name, url in ENVIRONMENT.items() if name != "NOMINATION_DATABASE"}
    assert choose(some, tmp_path, ("scoring", "covenant")).kind is Kind.ENVIRONMENT
    with pytest.raises(SettingsError, match=r"^NOMINATION_DATABASE: chưa được đặt · is not set"):
        first(tmp_path, some)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (None, "no data at .*covenant.db"),
        (Kind.EMBEDDED, "no data at .*covenant.db"),
        (Kind.DISTRIBUTED, "there is no distributed run in .*/apart: make up"),
        (Kind.ENVIRONMENT, "COVENANT_DATABASE: .*\nSCORING_DATABASE: .*\nNOMINATION_DATABASE: "),
    ],
)
def test_a_source_that_is_not_there_is_told(tmp_path: Path, asked: Kind | None, told: str) -> None:
    (tmp_path / "apart").mkdir()  # a `make up` that could not begin
    with pytest.raises(SettingsError, match=told):
        first(tmp_path, {}, asked)


def test_what_is_read_is_told_without_a_password(tmp_path: Path) -> None:
    embedded(tmp_path)
    assert first(tmp_path, {}).told() == f"Đọc bản nhúng tại {tmp_path} · reading the embedded run in {tmp_path}"
    distributed(tmp_path)
    told = first(tmp_path, {}).told()
    assert f"reading the distributed run in {tmp_path}/apart: covenant 127.0.0.1:6000/covenant, scoring" in told
    assert told.endswith("\nCó cả bản nhúng · there is an embedded run, too: --source embedded")
    named = first(tmp_path, ENVIRONMENT).told()
    assert "reading the databases that the environment names: covenant 127.0.0.1:5433/covenant, scoring" in named
    assert [text for text in (told, named) if "geheim" in text] == []


@pytest.mark.parametrize("command", [("replay", "--check", "--json"), ("board", "--cluster", "CUM-VII")])
def test_a_server_that_does_not_run_is_told_in_both_languages_and_exits_with_2(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    port = free_port()
    distributed(tmp_path, port)
    refused = run(*command)
    assert (refused.exit_code, refused.stdout, "geheim" in refused.stderr) == (2, "", False)
    service = "nomination" if command[0] == "replay" else "scoring"
    place = f"127.0.0.1:{port}/{service}"
    assert f"Máy chủ PostgreSQL tại {place} không chạy hoặc không trả lời" in refused.stderr
    assert f"The PostgreSQL server at {place} does not run or does not answer" in refused.stderr
    assert refused.stderr.endswith("make up khởi động lại · make up starts it\n")
    for service in SERVICES:
        monkeypatch.setenv(f"{service.upper()}_DATABASE", URL.format(service).replace("5433", str(port)))
    named = run(*command)
    assert (named.exit_code, "does not run" in named.stderr, "make up" in named.stderr) == (2, True, False)


@pytest.mark.parametrize("command", [("replay",), ("board", "--cluster", "CUM-VII")])
def test_the_command_says_what_it_would_read_and_ends_with_2_if_there_is_nothing(
    tmp_path: Path, run: Run, command: tuple[str, ...]
) -> None:
    assert (run(*command).exit_code, run(*command, "--source", "nowhere").exit_code) == (2, 2)
    refused = run(*command, "--source", "distributed")
    assert (refused.exit_code, str(tmp_path / "apart") in refused.stderr) == (2, True)
    told = " ".join(run(command[0], "--help").stdout.replace("│", " ").split())
    assert "default: the first of these that there is" in told
