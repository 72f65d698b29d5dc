"""What the environment may say about the processes of the distributed run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kernel.identity import DEVELOPMENT_ISSUER
from thidua.apart.settings import ApiSettings, StoreSettings, StreamSettings
from thidua.settings import SettingsError, TrustedIssuer

URL = "postgresql+psycopg://thidua@127.0.0.1/covenant"


@pytest.fixture
def keys(tmp_path: Path) -> str:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": []}), encoding="utf-8")
    return str(file)


def refused(service: str, **environment: str) -> list[str]:
    with pytest.raises(SettingsError) as refusal:
        ApiSettings.read(service, environment)
    return [line.partition(":")[0] for line in str(refusal.value).splitlines()]


def test_an_api_is_told_its_database_its_address_and_whom_it_believes(keys: str) -> None:
    told = {
        "COVENANT_DATABASE": URL,
        "TOKEN_ISSUER": "https://id",
        "TOKEN_KEYS": keys,
        "HOST": "10.0.0.2",
        "PORT": "80",
    }
    told |= {"HOST": "10.0.0.2", "PORT": "80"}
    trusted = TrustedIssuer("https://id", {"keys": []})
    assert ApiSettings.read("covenant", told) == ApiSettings("covenant", URL, "10.0.0.2", 80, trusted, None, None)


def test_what_has_no_scheme_is_a_file(keys: str, tmp_path: Path) -> None:
    told = {"SCORING_DATABASE": "/data/s.db", "TOKEN_ISSUER": "x", "TOKEN_KEYS": keys, "RULES_FOLDER": str(tmp_path)}
    settings = ApiSettings.read("scoring", told)
    assert (settings.database, settings.port, settings.rules) == (Path("/data/s.db"), 8002, tmp_path)


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert refused("nomination", PORT="0") == [
        "NOMINATION_DATABASE",
        "PORT=0",
        "TOKEN_ISSUER",
        "TOKEN_KEYS",
        "BALLOT_KEYS",
    ]


def test_only_the_service_that_opens_ballots_is_told_where_their_keys_are(keys: str) -> None:
    told = {"TOKEN_ISSUER": "x", "TOKEN_KEYS": keys, "BALLOT_KEYS": "/keys"}
    nomination = ApiSettings.read("nomination", {**told, "NOMINATION_DATABASE": "n.db"})
    covenant = ApiSettings.read("covenant", {**told, "COVENANT_DATABASE": "c.db"})
    assert (nomination.ballot_keys, covenant.ballot_keys) == (Path("/keys"), None)


@pytest.mark.parametrize(("content", "wrong"), [("{", ["TOKEN_KEYS={}"]), (None, ["TOKEN_KEYS={}"])])
def test_keys_that_cannot_be_read_are_refused(content: str | None, wrong: list[str], tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    found = refused("covenant", COVENANT_DATABASE="c.db", TOKEN_ISSUER="x", TOKEN_KEYS=str(file))
    assert found == [each.format(file) for each in wrong]


def test_development_tokens_are_believed_on_loopback_only(keys: str) -> None:
    told = {"COVENANT_DATABASE": "c.db", "TOKEN_ISSUER": DEVELOPMENT_ISSUER, "TOKEN_KEYS": keys}
    assert refused("covenant", **told, HOST="0.0.0.0") == ["0.0.0.0"]  # noqa: S104 (refused)
    assert refused("covenant", **told, PUBLISHED_ON="10.0.0.8") == ["10.0.0.8"]
    inside = ApiSettings.read("covenant", {**told, "HOST": "0.0.0.0", "PUBLISHED_ON": "127.0.0.1"})  # noqa: S104
    assert inside.trusted.name == DEVELOPMENT_ISSUER
    assert ApiSettings.read("covenant", told).trusted.name == DEVELOPMENT_ISSUER


def test_a_value_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "database"
    secret.write_text(f"{URL}\n", encoding="utf-8")
    told = {"COVENANT_DATABASE_FILE": str(secret), "KAFKA": "a:9092, b:9092"}
    assert StreamSettings.read("covenant", told) == StreamSettings("covenant", URL, ("a:9092", "b:9092"))
    assert StoreSettings.read("covenant", {**told, "COVENANT_DATABASE": "c.db"}).database == Path("c.db")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refusal:
        StreamSettings.read("covenant", {"COVENANT_DATABASE_FILE": str(tmp_path / "none")})
    assert [line.partition(":")[0] for line in str(refusal.value).splitlines()] == [
        f"COVENANT_DATABASE_FILE={tmp_path / 'none'}",
        "KAFKA",
    ]
