"""docker-compose.yml and the image: what its containers run is what `make up` runs, and both files are sound.

No engine is needed: the files are read as they are. Where the compose plugin is installed, it must take them, too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from dockerfile_parse import DockerfileParser
from typer.main import get_command

from infra.kafka.broker import HERE as KAFKA
from infra.postgres import server as postgres
from thidua.apart.secret_files import write_secrets
from thidua.apart.settings import SERVICES
from thidua.apart.supervision import Supervised
from thidua.apart.topology import CONTAINERS, GATEWAY, Program, migrations, programs
from thidua.cli import app

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "infra" / "Dockerfile"
TOOLS = Path(sys.executable).parent
INFRASTRUCTURE = {"postgres", "kafka"}
ONCE = {"topics", *(each.name for each in migrations(CONTAINERS))}

Container = Mapping[str, Any]


def without_settings(text: str) -> str:
    """The file when nothing is set: `${NAME:-default}` and `${NAME-default}` are their defaults."""
    return re.sub(r"\$\{\w+:?-([^}]*)\}", r"\1", text)


COMPOSED: Mapping[str, Any] = yaml.safe_load(without_settings(COMPOSE.read_text(encoding="utf-8")))
CONTAINERS_BY_NAME: Mapping[str, Container] = COMPOSED["services"]
IMAGE = DockerfileParser(path=str(DOCKERFILE.parent))
ENTRYPOINT = next(yaml.safe_load(each["value"]) for each in IMAGE.structure if each["instruction"] == "ENTRYPOINT")


def test_there_is_a_container_for_each_process_of_make_up_and_no_other() -> None:
    expected = {each.name for each in (*programs(CONTAINERS), *migrations(CONTAINERS))}
    assert set(CONTAINERS_BY_NAME) == {*expected, *INFRASTRUCTURE, "topics"}


@pytest.mark.parametrize("program", [*programs(CONTAINERS), *migrations(CONTAINERS)], ids=lambda each: each.name)
def test_a_container_has_the_same_command_environment_and_health_check(
    program: Program,
) -> None:
    container = CONTAINERS_BY_NAME[program.name]
    assert (*ENTRYPOINT, *container["command"]) == ("python", "-m", "thidua", *program.arguments)
    assert container["environment"] == program.environment
    assert container.get("entrypoint") is None
    if program.health:
        assert container["healthcheck"]["test"] == ["CMD", *ENTRYPOINT, "healthy", program.health]


@pytest.mark.parametrize("program", [*programs(CONTAINERS), *migrations(CONTAINERS)], ids=lambda each: each.name)
def test_every_command_is_one_that_there_is(program: Program) -> None:
    found: Any = get_command(app)
    for word in program.arguments:
        found = found.commands[word] if hasattr(found, "commands") else found
    assert {"healthy", "secrets"} <= set(get_command(app).commands)  # type: ignore[attr-defined]
    assert not hasattr(found, "commands")


def test_the_topics_are_made_by_the_command_that_the_broker_of_make_up_uses() -> None:
    topics = CONTAINERS_BY_NAME["topics"]
    assert [*topics["entrypoint"], *topics["command"]] == ["python", "-m", "infra.kafka.topics", CONTAINERS.kafka]


def test_the_broker_is_the_release_and_has_the_settings_of_make_up() -> None:
    kafka = CONTAINERS_BY_NAME["kafka"]
    version = ET.parse(KAFKA / "pom.xml").getroot().findtext(".//{*}kafka.version")  # noqa: S314 (our own file)
    assert kafka["image"] == f"apache/kafka:{version}"
    assert "./infra/kafka/server.properties:/mnt/shared/config/server.properties:ro" in kafka["volumes"]
    assert kafka["environment"]["KAFKA_ADVERTISED_LISTENERS"] == f"CLIENTS://{CONTAINERS.kafka}"


def test_the_database_server_tells_its_log_as_little_as_that_of_make_up() -> None:
    told = CONTAINERS_BY_NAME["postgres"]["command"]
    assert (told[0], set(told[1::2])) == ("postgres", {"-c"})
    local = {"listen_addresses", "unix_socket_permissions"}
    assert dict(each.split("=") for each in told[2::2]) == {
        name: value for name, value in postgres.SETTINGS.items() if name not in local
    }


def test_the_database_server_has_a_database_for_each_service() -> None:
    container = CONTAINERS_BY_NAME["postgres"]
    made = re.findall(
        r"^CREATE DATABASE (\w+) ", (ROOT / "infra/postgres/databases.sql").read_text("utf-8"), re.MULTILINE
    )
    assert [container["environment"]["POSTGRES_DB"], *made] == list(SERVICES)


@pytest.mark.parametrize("name", sorted(CONTAINERS_BY_NAME))
def test_a_container_has_limits_a_pinned_image_and_no_more_rights_than_it_needs(name: str) -> None:
    container = CONTAINERS_BY_NAME[name]
    assert set(container["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert re.fullmatch(r"[\w/]+:\d+(\.\d+)+[\w.-]*", container["image"])
    assert (container["cap_drop"], container["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert ("healthcheck" in container) == (name not in ONCE)
    assert container["restart"] == ("on-failure" if name in ONCE else "unless-stopped")
    assert ("ports" in container) == (name == GATEWAY)


def test_a_container_may_stop_as_slowly_as_its_process_may() -> None:
    assert CONTAINERS_BY_NAME[GATEWAY]["stop_grace_period"] == f"{Supervised('', (), {}, 0).stop_seconds}s"


def test_what_is_secret_is_told_by_the_name_of_a_file() -> None:
    told = {
        value
        for container in CONTAINERS_BY_NAME.values()
        for name, value in container.get("environment", {}).items()
        if re.search("PASSWORD|DATABASE|KEY", name)
    }
    assert {str(Path(value).parent) for value in told} == {"/run/secrets", "/var/lib/thidua"}


def test_every_secret_that_a_container_is_given_is_one_that_the_command_makes(tmp_path: Path) -> None:
    made = write_secrets(tmp_path / "secrets")
    declared = {name: Path(each["file"]).name for name, each in COMPOSED["secrets"].items()}
    given = {each for container in CONTAINERS_BY_NAME.values() for each in container.get("secrets", ())}
    assert made == sorted(declared) == sorted(declared.values()) == sorted(given)


def test_secrets_are_made_once_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    write_secrets(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert write_secrets(folder) == []
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert folder.stat().st_mode & 0o777 == 0o700
    password = before["postgres_password"].decode()
    assert before["scoring_database"].decode() == f"postgresql+psycopg://thidua:{password}@postgres:5432/scoring"


def test_the_file_is_a_compose_file() -> None:
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    assert checked.returncode == 0, checked.stdout
    docker = shutil.which("docker")
    plugin = docker and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode  # noqa: S603
    if docker and plugin:
        subprocess.run([docker, "compose", "--file", COMPOSE, "config", "--quiet"], check=True)  # noqa: S603


def test_the_dockerfile_passes_its_lint() -> None:
    checked = subprocess.run([TOOLS / "hadolint", DOCKERFILE], capture_output=True, text=True, check=False)  # noqa: S603
    assert checked.stdout == ""


def test_a_dockerfile_that_its_lint_refuses_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM python:latest\nUSER root\nRUN cd /tmp && pip install x\n", encoding="utf-8")
    checked = subprocess.run([TOOLS / "hadolint", bad], capture_output=True, text=True, check=False)  # noqa: S603
    assert {"DL3007", "DL3002", "DL3013"} <= set(re.findall(r"DL\d+", checked.stdout))


def test_the_image_is_built_in_stages_runs_as_nobody_and_holds_every_package() -> None:
    told = [(each["instruction"], each["value"]) for each in IMAGE.structure]
    assert [value.split(" AS ")[0] for name, value in told if name == "FROM"] == ["python:3.11.14-slim-bookworm"] * 2
    assert [value for name, value in told if name == "USER"] == ["10001:10001"]
    copied = {value.split("/ ")[0] for name, value in told if name == "COPY" and "/ " in value}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert copied == {*settings["tool"]["importlinter"]["root_packages"], "proto", "infra"}
