"""What the environment says about an embedded run, read once and complained about all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from thidua.development import is_loopback


class SettingsError(Exception):
    """The environment does not describe a run; the message says every reason, in both languages."""


@dataclass(frozen=True)
class TrustedIssuer:
    """Whose tokens are believed: its name and its public keys (a JSON Web Key Set)."""

    name: str
    keys: Any


@dataclass(frozen=True)
class ServeSettings:
    """Where to listen, where the data lie, and whose tokens to believe (None: the development issuer's)."""

    host: str
    port: int
    data_dir: Path
    trusted: TrustedIssuer | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """HOST, PORT, DATA_DIR; TOKEN_ISSUER and TOKEN_KEYS (a file) for tokens of a real issuer.

        Raises:
            SettingsError: a value cannot be used, or a network address is asked for without a real issuer.
        """
        wrong: list[str] = []
        host = environment.get("HOST", "") or "127.0.0.1"
        port = environment.get("PORT", "") or "8000"
        if not (port.isdecimal() and 0 <= int(port) <= 65535):  # noqa: PLR2004 (TCP's)
            wrong.append(f"PORT={port}: phải là số cổng 0-65535 · must be a port number 0-65535")
        trusted = _trusted(environment, wrong)
        if trusted is None and not wrong and not is_loopback(host):
            wrong.append(
                f"HOST={host} không phải địa chỉ nội bộ: không phát thẻ thử nghiệm; hãy đặt TOKEN_ISSUER, TOKEN_KEYS · "
                f"HOST={host} is not loopback: development tokens are refused; set TOKEN_ISSUER and TOKEN_KEYS."
            )
        if wrong:
            raise SettingsError("\n".join(wrong))
        return cls(host, int(port), Path(environment.get("DATA_DIR", "") or "var"), trusted)


def _trusted(environment: Mapping[str, str], wrong: list[str]) -> TrustedIssuer | None:
    name, file = environment.get("TOKEN_ISSUER", ""), environment.get("TOKEN_KEYS", "")
    if not name and not file:
        return None
    if not (name and file):
        wrong.append("TOKEN_ISSUER và TOKEN_KEYS phải đi cùng nhau · TOKEN_ISSUER and TOKEN_KEYS belong together")
        return None
    try:
        return TrustedIssuer(name, json.loads(Path(file).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        wrong.append(f"TOKEN_KEYS={file}: không đọc được JWKS · not a readable JSON Web Key Set ({error})")
        return None
