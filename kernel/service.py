"""One service put together: store, edge, REST application, subgraph and follower, and the migrations before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import FastAPI
from strawberry.federation import Schema

from kernel.follower import Follower
from kernel.graph import Context, open_context, subgraph_router
from kernel.http import Edge
from kernel.recorder import METADATA
from kernel.store import Store

Clock = Callable[[], datetime]
MIGRATING = 7_404_120_733
"""The number of the lock that a process holds while it migrates; any number would do that nobody else uses."""


def utc_now() -> datetime:
    """The present, aware: the one place where the system's clock is read."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """A running service as the composition root holds it."""

    name: str
    store: Store
    edge: Edge
    application: Any
    api: FastAPI
    schema: Schema
    follower: Follower | None = None

    def __post_init__(self) -> None:
        """Serve the subgraph beside REST."""
        self.api.include_router(
            subgraph_router(self.schema, self.edge, self.application), prefix="/graphql", include_in_schema=False
        )

    async def context(self, authorization: str | None, wait_for: str | None) -> Context[Any]:
        """The context for one operation on the subgraph, whoever transports it."""
        return await open_context(self.edge, self.application, authorization, wait_for)


def migrate(engine: sa.Engine, folder: Path, revision: str = "head") -> None:
    """Bring the database to `revision` of the service's migrations in `folder`; one process at a time does."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        _alone(connection)
        command.upgrade(_config(folder, connection), revision)


def downgrade(engine: sa.Engine, folder: Path, revision: str = "base") -> None:
    """Take the database back to `revision`."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        _alone(connection)
        command.downgrade(_config(folder, connection), revision)


def at_head(engine: sa.Engine, folder: Path) -> bool:
    """Whether the database is at the newest revision."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _head(folder)


@cache
def _head(folder: Path) -> str | None:
    return ScriptDirectory.from_config(_located(folder)).get_current_head()


def _alone(connection: sa.Connection) -> None:
    """On PostgreSQL, wait for a process that migrates already, and allow a statement the time that a large table takes.

    On SQLite the write lock, which the transaction has, does the same.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATING)))


def new_revision(engine: sa.Engine, folder: Path, message: str, views: sa.MetaData) -> None:
    """Write a migration from the tables as they are declared; `engine` is at the last one."""
    with engine.connect() as connection:
        config = _config(folder, connection)
        config.attributes["metadata"] = [METADATA, views]
        command.revision(config, message, autogenerate=True)


def _config(folder: Path, connection: sa.Connection) -> Config:
    config = _located(folder)
    config.attributes["connection"] = connection
    return config


def _located(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
