"""Where the distributed run of one data directory has its data, keys, ports and logs on this machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.ports import free_port, is_free
from infra.postgres.server import Server
from kernel.identity import DEVELOPMENT_ISSUER
from thidua.apart.settings import SERVICES
from thidua.apart.supervision import Supervisor
from thidua.apart.topology import GATEWAY, Site, database_file, names
from thidua.data import DataDirectory
from thidua.development import is_loopback
from thidua.settings import ServeSettings, SettingsError

LOOPBACK = "127.0.0.1"
PORTS_FILE = "ports.json"
FIRST = ("postgres", "kafka")
"""What the services stand on."""


@dataclass(frozen=True)
class Place:
    """The run of one data directory: where everything of it lies."""

    data: DataDirectory
    gateway: tuple[str, int]

    @property
    def folder(self) -> Path:
        """Its own folder."""
        return self.data.folder.resolve() / "apart"

    @property
    def logs(self) -> Path:
        """The log of each process."""
        return self.data.folder.resolve() / "log"

    @property
    def ports(self) -> Mapping[str, int]:
        """The port of everything but the gateway; free ones are chosen at the first start, and kept."""
        file = self.folder / PORTS_FILE
        if not file.exists():
            wanted = ("supervisor", *FIRST, "controller", *(name for name in names() if name != GATEWAY))
            file.write_text(json.dumps({name: free_port() for name in wanted}), encoding="utf-8")
        found: Mapping[str, int] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def choose_ports_anew_if_taken(self) -> None:
        """For a start: somebody else may have taken one of the ports since they were chosen."""
        if not all(is_free(port) for port in self.ports.values()):
            (self.folder / PORTS_FILE).unlink()

    @property
    def gateway_file(self) -> Path:
        """Where the gateway of a running run listens."""
        return self.folder / "gateway.json"

    @property
    def supervisor(self) -> Supervisor:
        """What keeps it running."""
        return Supervisor(self.folder, self.logs, self.ports["supervisor"])

    @property
    def postgres(self) -> Server:
        """Its database server."""
        return Server(self.folder / "postgres", self.ports["postgres"])

    @property
    def kafka(self) -> str:
        """Its broker's address."""
        return f"{LOOPBACK}:{self.ports['kafka']}"

    def database_file(self, service: str) -> Path:
        """The file with the URL of a service's database."""
        return self.folder / "secrets" / f"{service}_database"

    def addresses(self) -> Mapping[str, str]:
        """Where each process answers, and what they stand on, for people."""
        site = self.site()
        serving = {name: site.address(name) for name in names()}
        return {**serving, "kafka": self.kafka, "postgres": f"{LOOPBACK}:{self.postgres.port}"}

    def site(self) -> Site:
        """What each process is told here."""
        keys = self.folder / "token_keys.json"
        return Site(
            listening=LOOPBACK,
            addresses={GATEWAY: self.gateway, **{name: (LOOPBACK, port) for name, port in self.ports.items()}},
            databases={each: database_file(each, str(self.database_file(each))) for each in SERVICES},
            kafka=self.kafka,
            tokens={"TOKEN_ISSUER": DEVELOPMENT_ISSUER, "TOKEN_KEYS": str(keys)},
            ballot_keys=str(self.folder / "ballot-keys"),
            door={"DEVELOPMENT_KEY": str(self.data.development_key.resolve())},
        )


def place_of(settings: ServeSettings) -> Place:
    """The run of this data directory: with the gateway where it stands already, else at HOST and PORT.

    Raises:
        SettingsError: HOST is not loopback: this run hands out development tokens, whoever's are believed elsewhere.
    """
    if not is_loopback(settings.host):
        raise SettingsError(
            f"HOST={settings.host} không phải địa chỉ nội bộ; hãy dùng docker-compose.yml · "
            f"HOST={settings.host} is not loopback; for a network there is docker-compose.yml"
        )
    asked = Place(DataDirectory(settings.data_dir), (settings.host, settings.port))
    if not asked.gateway_file.exists() or not asked.supervisor.answers():
        return asked
    host, port = json.loads(asked.gateway_file.read_text(encoding="utf-8"))
    return Place(asked.data, (host, port))
