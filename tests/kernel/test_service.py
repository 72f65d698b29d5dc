"""A service's tables come and go by migrations, each whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kernel.recorder import METADATA, open_engine
from kernel.service import downgrade, migrate, new_revision, utc_now
from tests.kernel.toy import metadata

ENV = """
from alembic import context
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
"""
SCRIPT = '''
"""${message}"""
import sqlalchemy as sa
from alembic import op
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
'''
BROKEN = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "broken", {after!r}
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    raise RuntimeError("in the middle of a migration")
def downgrade():
    pass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Migrations whose one revision was written from the tables as they are declared."""
    folder = tmp_path / "100% migrations"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(ENV)
    (folder / "script.py.mako").write_text(SCRIPT)
    new_revision(open_engine(tmp_path / "empty.db"), folder, "the first tables", metadata)
    return folder


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    return open_engine(tmp_path / "service?.db")


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_a_new_revision_makes_exactly_the_tables_that_are_declared(engine: sa.Engine, folder: Path) -> None:
    migrate(engine, folder)
    assert tables(engine) == {"alembic_version", *METADATA.tables, *metadata.tables}
    with engine.connect() as connection:
        declared: Any = [METADATA, metadata]
        assert compare_metadata(MigrationContext.configure(connection), declared) == []


def test_migrating_twice_changes_nothing(engine: sa.Engine, folder: Path) -> None:
    migrate(engine, folder)
    before = tables(engine)
    migrate(engine, folder)
    assert tables(engine) == before


def test_a_database_is_taken_back_to_nothing(engine: sa.Engine, folder: Path) -> None:
    migrate(engine, folder)
    downgrade(engine, folder)
    assert tables(engine) == {"alembic_version"}


def test_a_migration_that_fails_leaves_nothing_half_done(engine: sa.Engine, folder: Path) -> None:
    migrate(engine, folder)
    before = tables(engine)
    [first] = [path.stem.split("_")[0] for path in (folder / "versions").glob("*.py")]
    (folder / "versions" / "broken.py").write_text(BROKEN.format(after=first))
    with pytest.raises(RuntimeError):
        migrate(engine, folder)
    assert tables(engine) == before
    with engine.connect() as connection:
        assert connection.execute(sa.text("select version_num from alembic_version")).scalar_one() == first


def test_the_clock_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is UTC
    assert abs(utc_now() - datetime.now(UTC)) < timedelta(minutes=1)
