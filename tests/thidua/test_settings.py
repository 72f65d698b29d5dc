"""What the environment may say about an embedded run."""

from __future__ import annotations

from pathlib import Path

import pytest

from thidua.development import is_loopback
from thidua.settings import ServeSettings, SettingsError, TrustedIssuer


def refused(**environment: str) -> str:
    with pytest.raises(SettingsError) as refusal:
        ServeSettings.from_environment(environment)
    return str(refusal.value)


def test_an_empty_environment_serves_on_loopback_with_development_tokens() -> None:
    assert ServeSettings.from_environment({}) == ServeSettings("127.0.0.1", 8000, Path("var"), None)


def test_host_port_and_data_directory_are_taken_from_the_environment(tmp_path: Path) -> None:
    settings = ServeSettings.from_environment({"HOST": "::1", "PORT": "0", "DATA_DIR": str(tmp_path)})
    assert settings == ServeSettings("::1", 0, tmp_path, None)


@pytest.mark.parametrize("port", ["eight", "-1", "65536", "80.5"])
def test_a_port_is_a_port_number(port: str) -> None:
    assert f"PORT={port}" in refused(PORT=port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "thidua.example"])  # noqa: S104 (refused)
def test_development_tokens_are_refused_on_anything_but_loopback(host: str) -> None:
    assert f"HOST={host} is not loopback" in refused(HOST=host)


def test_a_real_issuer_may_serve_a_network(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text('{"keys": []}', encoding="utf-8")
    settings = ServeSettings.from_environment(
        {"HOST": "10.0.0.8", "TOKEN_ISSUER": "https://id", "TOKEN_KEYS": str(keys)}
    )
    assert settings.trusted == TrustedIssuer("https://id", {"keys": []})


def test_an_issuer_without_keys_is_half_an_answer() -> None:
    assert "TOKEN_ISSUER and TOKEN_KEYS belong together" in refused(TOKEN_ISSUER="https://id")


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = refused(PORT="x", TOKEN_ISSUER="https://id", TOKEN_KEYS=str(tmp_path / "none"))
    assert "PORT=x" in said
    assert "TOKEN_KEYS=" in said


def test_loopback_is_this_machine_only() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.0.1", "::1", "localhost", "0.0.0.0", "example")] == [  # noqa: S104
        True,
        True,
        True,
        True,
        False,
        False,
    ]
