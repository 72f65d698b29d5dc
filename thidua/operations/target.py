"""Which service's database an operation is for, opened for as long as it lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from kernel.follower import Follower
from kernel.service import at_head, utc_now
from kernel.store import Store
from kernel.transport import InProcessTransport, Transport
from thidua.apart.parts import follower_of, follows, module_of, open_store
from thidua.apart.settings import StoreSettings, StreamSettings, database_name
from thidua.data import DataDirectory
from thidua.settings import SettingsError


@dataclass(frozen=True)
class Where:
    """What the command line and the environment say of where the databases are.

    `database` (a file or a URL) comes first, then `<SERVICE>_DATABASE`, then the service's file in `data_dir`.
    """

    environment: Mapping[str, str]
    data_dir: Path
    database: str | None = None

    def apart(self, service: str) -> StoreSettings | None:
        """The settings of a service that runs apart, None if it is one of the embedded run.

        Raises:
            SettingsError: a file that should name the database cannot be read.
        """
        name = database_name(service)
        if self.database:
            return StoreSettings.read(service, {name: self.database})
        if self.environment.get(name) or self.environment.get(f"{name}_FILE"):
            return StoreSettings.read(service, self.environment)
        return None

    def settings(self, service: str) -> StoreSettings:
        """Where the database of this service is."""
        return self.apart(service) or StoreSettings(service, DataDirectory(self.data_dir).database(service))

    @contextmanager
    def store(self, service: str) -> Iterator[Store]:
        """The service's log and views.

        Raises:
            SettingsError: there is no such database, it does not answer, or it is not at the newest migration.
        """
        settings = self.settings(service)
        if isinstance(settings.database, Path) and not settings.database.exists():
            raise SettingsError(f"Không có dữ liệu tại {settings.database} · no data at {settings.database}")
        store = open_store(settings)
        try:
            _must_be_at_head(store)
            yield store
        finally:
            store.recorder.engine.dispose()

    @contextmanager
    def following(self, service: str) -> Iterator[Follower]:
        """The follower of this service, which does not run here.

        Raises:
            SettingsError: the service listens to nobody, or as for `store`.
        """
        if not follows(service):
            raise SettingsError(f"{service} không nghe dịch vụ nào · {service} listens to no other service")
        with self.store(service) as store:
            yield follower_of(store, utc_now)

    @contextmanager
    def sources(self, follower: Follower) -> Iterator[Transport]:
        """What leads to the facts that the follower has heard: Kafka if it runs apart, else the others' own logs.

        Raises:
            SettingsError: it runs apart and `KAFKA` is not set, or as for `store`.
        """
        from kernel.kafka import Cluster, KafkaTransport

        service = follower.store.service
        if (apart := self.apart(service)) is not None:
            brokers = {name: value for name, value in self.environment.items() if name in {"KAFKA", "KAFKA_FILE"}}
            values = {**brokers, database_name(service): str(apart.database)}
            yield KafkaTransport(Cluster(StreamSettings.read(service, values).kafka))
            return
        with ExitStack() as stack:
            yield InProcessTransport([stack.enter_context(self.store(each)) for each in follower.services])


def _must_be_at_head(store: Store) -> None:
    try:
        current = at_head(store.recorder.engine, module_of(store.service).MIGRATIONS)
    except sa.exc.SQLAlchemyError as error:
        raise SettingsError(f"{store.service}: {error}") from error
    if not current:
        raise SettingsError(
            f"Cơ sở dữ liệu chưa ở bản mới nhất: thidua migrate {store.service} · "
            f"the database is not at the newest migration: thidua migrate {store.service}"
        )
