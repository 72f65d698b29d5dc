"""What each process of the distributed run is told by its environment, read once and complained about all at once.

Any `NAME` may be given as `NAME_FILE` instead: a file that holds the value, as container platforms hand out secrets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kernel.identity import DEVELOPMENT_ISSUER
from thidua.development import is_loopback
from thidua.settings import SettingsError, TrustedIssuer

SERVICES = ("covenant", "scoring", "nomination")
KEEPS_BALLOT_KEYS = "nomination"
"""The service whose API opens secret ballots."""
PUBLISHED_ON = "PUBLISHED_ON"
PORTS = range(1, 65536)


class Environment:
    """Reads values by name and remembers everything that is missing or cannot be used."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._wrong: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """The value, out of the file that `NAME_FILE` names if need be; what has no default must be given."""
        if value := self._values.get(name, ""):
            return value
        if file := self._values.get(f"{name}_FILE", ""):
            return self._content(f"{name}_FILE", Path(file))
        if default is None:
            self.refuse(name, "chưa được đặt", "is not set")
        return default or ""

    def folder(self, name: str) -> Path | None:
        """The folder, None if nothing is said of it."""
        value = self._values.get(name, "")
        return Path(value) if value else None

    def port(self, default: int) -> int:
        """`PORT`."""
        value = self.text("PORT", str(default))
        if value.isdecimal() and int(value) in PORTS:
            return int(value)
        self.refuse(f"PORT={value}", "phải là số cổng 1-65535", "must be a port number 1-65535")
        return default

    def database(self, service: str) -> Path | str:
        """`<SERVICE>_DATABASE`: a path is a SQLite file, else a database URL."""
        value = self.text(database_name(service))
        return value if "://" in value else Path(value)

    def issuer(self, host: str) -> TrustedIssuer:
        """`TOKEN_ISSUER` and `TOKEN_KEYS` (a JWKS file); the development issuer is believed on loopback only.

        In a container the host says nothing: there `PUBLISHED_ON` is the address at which the gateway is published.
        """
        name, file = self.text("TOKEN_ISSUER"), self.text("TOKEN_KEYS")
        published = self.text(PUBLISHED_ON, host)
        if name == DEVELOPMENT_ISSUER and not is_loopback(published):
            self.refuse(published, "không phải địa chỉ nội bộ: không nhận thẻ thử nghiệm", "is not loopback")
        if not file:
            return TrustedIssuer(name, {})
        try:
            return TrustedIssuer(name, json.loads(self._content("TOKEN_KEYS", Path(file)) or "{}"))
        except ValueError as error:
            self.refuse(f"TOKEN_KEYS={file}", "không phải JWKS", f"is no JSON Web Key Set ({error})")
            return TrustedIssuer(name, {})

    def refuse(self, what: str, vi: str, en: str) -> None:
        """Remember something wrong, in both languages."""
        self._wrong.append(f"{what}: {vi} · {en}")

    def must_hold(self) -> None:
        """All of it can be used.

        Raises:
            SettingsError: says everything that cannot.
        """
        if self._wrong:
            raise SettingsError("\n".join(self._wrong))

    def _content(self, name: str, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.refuse(f"{name}={file}", "không đọc được", f"cannot be read ({error})")
            return ""


def database_name(service: str) -> str:
    """The name under which a service's processes are told their database."""
    return f"{service.upper()}_DATABASE"


@dataclass(frozen=True)
class StoreSettings:
    """What every process of a service needs: which service, and where its database is."""

    service: str
    database: Path | str

    @classmethod
    def read(cls, service: str, values: Mapping[str, str]) -> Self:
        """`<SERVICE>_DATABASE`.

        Raises:
            SettingsError: it is not set.
        """
        environment = Environment(values)
        settings = cls(service, environment.database(service))
        environment.must_hold()
        return settings


@dataclass(frozen=True)
class ApiSettings:
    """A service's API as a process: its database, where it listens, whom it believes; `ballot_keys` of nomination."""

    service: str
    database: Path | str
    host: str
    port: int
    trusted: TrustedIssuer
    rules: Path | None
    ballot_keys: Path | None

    @classmethod
    def read(cls, service: str, values: Mapping[str, str]) -> Self:
        """`<SERVICE>_DATABASE`, `HOST`, `PORT`, `TOKEN_ISSUER`, `TOKEN_KEYS`, optionally `RULES_FOLDER`; `BALLOT_KEYS`.

        Raises:
            SettingsError: names all that is missing or wrong.
        """
        environment = Environment(values)
        host = environment.text("HOST", "127.0.0.1")
        keeps = service == KEEPS_BALLOT_KEYS
        settings = cls(
            service,
            environment.database(service),
            host,
            environment.port(8001 + SERVICES.index(service)),
            environment.issuer(host),
            environment.folder("RULES_FOLDER"),
            Path(environment.text("BALLOT_KEYS")) if keeps else None,
        )
        environment.must_hold()
        return settings


@dataclass(frozen=True)
class StreamSettings:
    """A relay or follower as a process: its database, the brokers' addresses, and where it answers `/healthz`."""

    service: str
    database: Path | str
    kafka: tuple[str, ...]
    host: str = "127.0.0.1"
    port: int | None = None

    @classmethod
    def read(cls, service: str, values: Mapping[str, str]) -> Self:
        """`<SERVICE>_DATABASE`, `KAFKA` (separated by commas); `HOST`, `PORT`: without a port it answers nowhere.

        Raises:
            SettingsError: names all that is missing or wrong.
        """
        environment = Environment(values)
        database = environment.database(service)
        brokers = tuple(each.strip() for each in environment.text("KAFKA").split(",") if each.strip())
        port = environment.port(0) if environment.text("PORT", "") else None
        settings = cls(service, database, brokers, environment.text("HOST", "127.0.0.1"), port)
        environment.must_hold()
        return settings
