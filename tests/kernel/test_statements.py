"""New rows that wait: they are there before anything could miss them, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from kernel.database import open_engine
from kernel.statements import MANY, MOST, add, add_many, among
from tests.support.postgres import BOTH, chosen, place, stored_on

METADATA = sa.MetaData()
NAMES = sa.Table(
    "names",
    METADATA,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("order", sa.Integer, nullable=False),  # a word that must be quoted
    sa.Column("name", sa.Text),
    sa.Column("since", sa.Date),
)
OTHERS = sa.Table("others", METADATA, sa.Column("number", sa.Integer, primary_key=True), sa.Column("facts", sa.JSON))


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    with stored_on(chosen(request)):
        found = open_engine(place(tmp_path / "rows.db"))
        with found.connect() as connection, connection.begin():
            METADATA.create_all(connection)
        yield found
        found.dispose()


def row(number: int) -> dict[str, object]:
    return {"id": UUID(int=number), "order": number, "name": f"Nguyễn\t{number}\n" if number % 2 else None}


def count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_the_next_statement_sees_what_was_added(engine: sa.Engine) -> None:
    with engine.connect() as connection, connection.begin():
        add(connection, NAMES, row(1))
        add(connection, OTHERS, [{"number": 1, "facts": {"a": [1]}}, {"number": 2, "facts": None}])
        assert (count(connection, NAMES), count(connection, OTHERS)) == (1, 2)


@pytest.mark.parametrize("many", [3, MANY, MOST + 10])
def test_a_commit_keeps_every_value_as_it_was_given(engine: sa.Engine, many: int) -> None:
    rows = [row(number) for number in range(many)]
    with engine.connect() as connection, connection.begin():
        for each in rows:
            add(connection, NAMES, each)
    with engine.connect() as connection:
        found = connection.execute(sa.select(NAMES.c.id, NAMES.c.order, NAMES.c.name).order_by(NAMES.c.order))
        assert [dict(each) for each in found.mappings()] == rows


def test_rows_may_come_as_values_alone_among_others(engine: sa.Engine) -> None:
    with engine.connect() as connection, connection.begin():
        add(connection, OTHERS, {"number": 1, "facts": {"a": 1}})
        add_many(connection, (OTHERS, ("facts", "number")), [({"b": 2}, 2), (None, 3)])
        found = connection.execute(sa.select(OTHERS).order_by(OTHERS.c.number))
        assert [tuple(each) for each in found] == [(1, {"a": 1}), (2, {"b": 2}), (3, None)]


@pytest.mark.parametrize("wanted", [[], [2], [4, 9, 1]])
def test_rows_are_found_among_many_ids(engine: sa.Engine, wanted: list[int]) -> None:
    with engine.connect() as connection, connection.begin():
        add(connection, NAMES, [row(number) for number in range(5)])
        ids = [UUID(int=number) for number in wanted]
        found = connection.execute(sa.select(NAMES.c.order).where(among(connection, NAMES.c.id, ids)))
        assert sorted(found.scalars()) == sorted({*wanted} & {*range(5)})


def test_nothing_is_left_of_a_transaction_that_was_rolled_back(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        with connection.begin() as transaction:
            add(connection, NAMES, row(1))
            transaction.rollback()
        with connection.begin():
            add(connection, OTHERS, {"number": 1, "facts": None})
    with engine.connect() as connection:
        assert (count(connection, NAMES), count(connection, OTHERS)) == (0, 1)


def test_what_was_added_inside_a_savepoint_goes_with_it(engine: sa.Engine) -> None:
    with engine.connect() as connection, connection.begin():
        add(connection, OTHERS, {"number": 1, "facts": None})
        with connection.begin_nested() as inner:
            add(connection, OTHERS, {"number": 2, "facts": None})
            inner.rollback()
        assert list(connection.execute(sa.select(OTHERS.c.number)).scalars()) == [1]


@pytest.mark.parametrize("many", [1, MANY])
def test_a_row_that_is_there_already_fails_the_transaction_by_name(engine: sa.Engine, many: int) -> None:
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.IntegrityError) as refused,
        connection.begin(),
    ):
        add(connection, NAMES, [row(1), *(row(number) for number in range(1, many + 1))])
    assert [each for each in ("Nguyễn", str(UUID(int=1))) if each in str(refused.value)] == []
    with engine.connect() as connection:
        assert count(connection, NAMES) == 0


def test_an_engine_that_gathers_nothing_is_refused_rather_than_losing_the_row() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(KeyError):
        add(connection, NAMES, row(1))
    engine.dispose()
