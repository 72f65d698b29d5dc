"""The service as a whole: its tables are what its migrations make, its views come back from the logs alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kernel.recorder import METADATA, open_engine
from kernel.service import downgrade, migrate
from kernel.transport import Outbox
from kernel.views import digest
from kernel.wire import PARTITIONS, Envelope, decode
from services.scoring.main import MIGRATIONS
from services.scoring.reactions import HEARS
from services.scoring.views import VIEWS, metadata
from tests.scoring.running import CODES, MACHINE, STANDING_BODY, Year, done, freeze, ready, sheet_id, start
from tests.support.postgres import BOTH, place, stored_on


def a_full_half_year(year: Year) -> None:
    ready(year)
    freeze(year)
    correction = {"reason": "Số quyết toán", "cells": [{"indicator": "SI", "value": 990}]}
    done(year.post(f"/results/{sheet_id(CODES[0])}/corrections", MACHINE, correction, Effective_At="2024-07-25"))
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Đính chính số liệu")
    for period in year.get("/periods")["items"][:2]:
        done(year.post(f"/periods/{period['id']}/closure", STANDING_BODY))
    done(year.post(f"/periods/{period['id']}/reopening", STANDING_BODY, {"reason": "Bổ sung"}))


def rebuild(year: Year, connection: sa.Connection) -> None:
    """Own events and heard facts, each log in its order, whatever their interleaving was."""
    for recorded in year.scoring.service.store.log():
        for view in VIEWS:
            if view.project is not None:
                view.project(connection, recorded)
    kinds = {f"thidua.covenant.v1.{kind.__name__}": kind for kind in HEARS["covenant"]}
    outbox = Outbox(year.covenant.service.store, dict.fromkeys(range(PARTITIONS), 0))
    while records := outbox.read(500):
        for record in records:
            envelope = Envelope.of(record.headers)
            if kind := kinds.get(envelope.type):
                fact = decode("covenant", kind, record.value)
                for view in VIEWS:
                    if hear := view.hear.get(kind):
                        hear(connection, fact, envelope)


@pytest.mark.parametrize("year", BOTH, indirect=True)
def test_the_views_come_back_from_the_logs_alone(year: Year, tmp_path: Path) -> None:
    a_full_half_year(year)
    rebuilt = open_engine(tmp_path / "rebuilt.db")
    migrate(rebuilt, MIGRATIONS)
    with rebuilt.connect().execution_options(writing=True) as connection, connection.begin():
        rebuild(year, connection)
    with year.scoring.service.store.reading() as served, rebuilt.connect() as again:
        digests = [{view.name: digest(connection, view) for view in VIEWS} for connection in (served, again)]
        tables = [table for view in VIEWS for table in view.tables]
        filled = [served.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]
    assert digests[0] == digests[1]
    assert 0 not in filled


@pytest.mark.parametrize("year", BOTH, indirect=True)
def test_a_restart_has_everything(year: Year, tmp_path: Path) -> None:
    a_full_half_year(year)
    before = year.get("/boards")
    again = start(tmp_path)
    assert again.get("/boards") == before
    for each in (again.covenant, again.scoring):
        each.service.store.recorder.engine.dispose()


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of either kind."""
    with stored_on(request.param):
        found = open_engine(place(tmp_path / "empty.db"))
        yield found
        found.dispose()


def test_the_migrations_make_exactly_the_tables_declared(engine: sa.Engine) -> None:
    migrate(engine, MIGRATIONS)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, [METADATA, metadata]) == []  # type: ignore[arg-type]


def test_the_migrations_can_be_taken_back(engine: sa.Engine) -> None:
    migrate(engine, MIGRATIONS)
    downgrade(engine, MIGRATIONS)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]


def test_every_endpoint_is_described_in_both_languages_with_its_problems(year: Year) -> None:
    described = year.scoring.client.get("/openapi.json").json()
    own = ("/score-tables", "/periods", "/results", "/scorecards", "/boards")
    operations = [
        operation
        for path, methods in described["paths"].items()
        if path.startswith(own)
        for operation in methods.values()
    ]
    assert len(operations) == 46
    assert all(operation["summary"] and operation["description"] for operation in operations)
    assert all({"401", "403", "404", "409", "422"} <= set(operation["responses"]) for operation in operations)
