"""Which databases a command reads: those that the environment names, the distributed run's, or the embedded run's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from thidua.apart.place import LOOPBACK, Place
from thidua.apart.settings import SERVICES, Environment, database_name
from thidua.apart.topology import database_file
from thidua.data import DataDirectory
from thidua.settings import SettingsError


class Kind(StrEnum):
    """The runs there may be, in the order they are looked for."""

    ENVIRONMENT = "environment"
    DISTRIBUTED = "distributed"
    EMBEDDED = "embedded"


class ServerAway(Exception):
    """The PostgreSQL server does not run, or does not let us in; in both languages."""


@dataclass(frozen=True)
class Source:
    """The databases of one run, by service; `beside` says that the data directory holds an embedded run, too."""

    kind: Kind
    data_dir: Path
    databases: Mapping[str, Path | str]
    beside: bool = False

    def told(self) -> str:
        """What is read, in both languages, without a password."""
        match self.kind:
            case Kind.EMBEDDED:
                said = f"Đọc bản nhúng tại {self.data_dir} · reading the embedded run in {self.data_dir}"
            case Kind.DISTRIBUTED:
                folder = self.data_dir / "apart"
                said = f"Đọc bản phân tán tại {folder} · reading the distributed run in {folder}"
            case Kind.ENVIRONMENT:
                said = "Đọc cơ sở dữ liệu nêu trong môi trường · reading the databases that the environment names"
        places = ", ".join(f"{service} {shown(database)}" for service, database in self.databases.items())
        said += "" if self.kind is Kind.EMBEDDED else f": {places}"
        return said + ("\nCó cả bản nhúng · there is an embedded run, too: --source embedded" if self.beside else "")


def choose(
    environment: Mapping[str, str], data_dir: Path, services: Sequence[str], asked: Kind | None = None
) -> Source:
    """The source that is asked for, else the first there is: environment, distributed run, embedded run.

    Raises:
        SettingsError: there is no such source, or it lacks the database of one of these services.
    """
    data = DataDirectory(data_dir)
    apart = Place(data, (LOOPBACK, 0))
    embedded = {service: data.database(service) for service in services}
    kind = asked or _first(environment, apart)
    match kind:
        case Kind.ENVIRONMENT:
            found = _named(environment, services)
        case Kind.DISTRIBUTED:
            found = _named(_addresses(apart), services)
        case Kind.EMBEDDED:
            found = {**embedded}
    for file in found.values():
        if isinstance(file, Path) and not file.exists():
            raise SettingsError(f"Không có dữ liệu tại {file} · no data at {file}")
    beside = kind is Kind.DISTRIBUTED and all(file.exists() for file in embedded.values())
    return Source(kind, data_dir, found, beside)


def _first(environment: Mapping[str, str], apart: Place) -> Kind:
    names = [name for service in SERVICES for name in (database_name(service), f"{database_name(service)}_FILE")]
    if any(environment.get(name) for name in names):
        return Kind.ENVIRONMENT
    return Kind.DISTRIBUTED if _was_up(apart) else Kind.EMBEDDED


def _was_up(apart: Place) -> bool:
    """Whether the distributed run ever came so far as to have databases: `make up` writes down where they are."""
    return all(apart.database_file(service).parent.is_dir() for service in SERVICES)


def _addresses(apart: Place) -> Mapping[str, str]:
    """What the services of this run are told of their databases."""
    if not _was_up(apart):
        raise SettingsError(
            f"Không có bản phân tán tại {apart.folder}; hãy chạy make up · "
            f"there is no distributed run in {apart.folder}: make up"
        )
    files = {service: str(apart.database_file(service)) for service in SERVICES}
    return {name: file for service in SERVICES for name, file in database_file(service, files[service]).items()}


def _named(values: Mapping[str, str], services: Sequence[str]) -> dict[str, Path | str]:
    environment = Environment(values)
    found = {service: environment.database(service) for service in services}
    environment.must_hold()
    return found


def shown(database: Path | str) -> str:
    """Host, port and name: what may be shown of an address."""
    if isinstance(database, Path):
        return str(database)
    url = sa.make_url(database)
    return f"{url.host}:{url.port or 5432}/{url.database}" if url.host else str(url.database)
