"""Statements that go the short way to the driver, and new rows of views that are gathered to go there together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from struct import Struct
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.compiler import SQLCompiler

Row = Mapping[str, Any]
Key = tuple[sa.Table, tuple[str, ...]]
"""A table, and the columns that are given."""

MOST = 5000
"""So many rows do not wait any longer."""
MANY = 50
"""So many rows of one table are worth a COPY on PostgreSQL."""
_GATHERED = "gathered rows"
"""In a connection's `info`: the rows of each key, values in the order of its columns."""


class Prepared:
    """A statement compiled once and handed straight to the driver: SQLAlchemy's way there costs ten such queries."""

    def __init__(self, statement: sa.Executable, dialect: sa.Dialect) -> None:
        compiled = cast("SQLCompiler", statement.compile(dialect=dialect))  # type: ignore[attr-defined]
        self._text = str(compiled)
        self._order = compiled.positiontup
        self._how = {"binary": True} if dialect.name == "postgresql" else {}  # uuids and bytes need no reading
        bind = {name: each.type.dialect_impl(dialect).bind_processor(dialect) for name, each in compiled.binds.items()}
        self._bind = {name: process for name, process in bind.items() if process is not None}
        self._fixed = {name: each.value for name, each in compiled.binds.items() if not each.required}

    def execute(self, driver: Any, values: Mapping[str, Any]) -> Any:
        """The driver's cursor with the answer; values that the statement does not name are not looked at."""
        return driver.execute(self._text, self._bound(values), **self._how)

    def execute_each(self, driver: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same statement for each row."""
        driver.cursor().executemany(self._text, [self._bound(row) for row in rows])

    def columns(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """The rows' values column by column, as the driver takes them."""
        for name, values in zip(names, zip(*rows, strict=True), strict=True):
            yield [*map(self._bind[name], values)] if name in self._bind else values

    def _bound(self, values: Mapping[str, Any]) -> Any:
        bound = {**self._fixed, **values, **{name: process(values[name]) for name, process in self._bind.items()}}
        return bound if self._order is None else [bound[name] for name in self._order]


class Column(bytes):
    """Values that are written already as PostgreSQL reads an array of them in binary."""


class AsItIs(Dumper):
    """How the driver sends a `Column`."""

    format = Format.BINARY

    def dump(self, obj: Column) -> Buffer:
        """As it is."""
        return obj


UUIDS, INTS, TEXTS, BYTES = 2950, 23, 25, 17
"""PostgreSQL's numbers of the types of what is in an array."""
_HEADER, _INT4 = Struct("!iiiii"), Struct("!i")


def array(element: int, values: Sequence[bytes]) -> Column:
    """A column of values; the driver's own way is slow Python."""
    parts = [_HEADER.pack(1, 0, element, len(values), 1)]
    for value in values:
        parts += (_INT4.pack(len(value)), value)
    return Column(b"".join(parts))


def among(connection: sa.Connection, column: sa.ColumnElement[UUID], ids: Sequence[UUID]) -> sa.ColumnElement[bool]:
    """Whether the column has one of the ids; PostgreSQL gets them as one value, not as hundreds."""
    if connection.dialect.name != "postgresql":
        return column.in_(ids)
    sent = sa.literal(array(UUIDS, [id.bytes for id in ids]), sa.types.NullType())
    return column == sa.any_(sa.cast(sent, postgresql.ARRAY(sa.Uuid)))


def add(connection: sa.Connection, table: sa.Table, rows: Row | Sequence[Row]) -> None:
    """Insert a row or several in this transaction: with the others, before the next statement or the commit.

    So the rows of a command, of a group of commands, or of a batch of facts cost one round trip instead of one each.
    """
    for row in [rows] if isinstance(rows, Mapping) else rows:
        add_many(connection, (table, tuple(row)), [tuple(row.values())])


def add_many(connection: sa.Connection, key: Key, rows: Iterable[Sequence[Any]]) -> None:
    """The same for rows that are only the values of the key's columns, in their order."""
    gathered: dict[Key, list[Sequence[Any]]] = connection.info[_GATHERED]
    gathered.setdefault(key, []).extend(rows)
    if sum(map(len, gathered.values())) >= MOST:
        _write(connection)


def gather(engine: sa.Engine) -> None:
    """Have the transactions of this engine write what `add` was given; to be called before it gets other listeners."""
    sa.event.listen(engine, "begin", _forget)
    sa.event.listen(engine, "before_cursor_execute", lambda connection, *_: _write(connection))
    sa.event.listen(engine, "commit", _write)


def _forget(connection: sa.Connection) -> None:
    """Of a transaction before that was not committed nothing is left, its rows neither."""
    connection.info[_GATHERED] = {}


def _write(connection: sa.Connection) -> None:
    tables: dict[Key, list[Sequence[Any]]] | None = connection.info.get(_GATHERED)
    if not tables:
        return
    connection.info[_GATHERED] = {}
    driver: Any = connection.connection.dbapi_connection
    dialect, errors = connection.dialect, connection.dialect.loaded_dbapi.Error
    try:
        if dialect.name == "postgresql":
            for key in [key for key, rows in tables.items() if len(rows) >= MANY]:
                _copy(driver, key, tables.pop(key), dialect)
        with driver.pipeline() if dialect.name == "postgresql" else nullcontext():
            for key, rows in tables.items():
                _insert(key, dialect).execute_each(driver, [dict(zip(key[1], row, strict=True)) for row in rows])
    except errors as error:
        if (told := getattr(error, "diag", None)) is not None:
            error.args = (told.message_primary,)  # not the DETAIL and the CONTEXT: they repeat the row
        raise sa.exc.DBAPIError.instance(None, None, error, errors, hide_parameters=True) from error


def _copy(driver: Any, key: Key, rows: Sequence[Sequence[Any]], dialect: sa.Dialect) -> None:
    table, columns = key
    names = dialect.identifier_preparer
    into = f"{names.format_table(table)} ({', '.join(names.quote(each) for each in columns)})"
    with driver.cursor().copy(f"COPY {into} FROM STDIN") as copy:
        for row in zip(*_insert(key, dialect).columns(columns, rows), strict=True):
            copy.write_row(row)


@cache
def _insert(key: Key, dialect: sa.Dialect) -> Prepared:
    table, columns = key
    return Prepared(
        table.insert().values({name: sa.bindparam(name, type_=table.c[name].type) for name in columns}), dialect
    )
