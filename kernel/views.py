"""Read models: tables that are a function of the log alone, so that they can be thrown away, rebuilt and compared."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID
from zlib import crc32

import msgspec
import sqlalchemy as sa

from kernel.aggregate import Aggregate, event_id
from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

LIMIT = 200
"""Most rows of one page."""


@dataclass(frozen=True)
class Recorded:
    """An event with its place in the log."""

    event: Aggregate.Event
    position: int

    @property
    def id(self) -> UUID:
        """The event's permanent name."""
        return event_id(self.event.originator_id, self.event.originator_version)


@dataclass(frozen=True)
class View:
    """One read model: its tables and how they follow the service's own events and other services' facts.

    `project` runs inside the transaction that saves the event, `hear` inside the one that takes a fact in.
    Both must depend on their arguments and the view's own rows only. `volatile` names columns that the digest leaves
    out because they say when we recorded something, not what is true.
    """

    name: str
    tables: tuple[sa.Table, ...]
    project: Callable[[sa.Connection, Recorded], None] | None = None
    hear: Mapping[type[Any], Callable[[sa.Connection, Any, Any], None]] = field(default_factory=dict)
    volatile: frozenset[str] = frozenset()


def digest(connection: sa.Connection, view: View) -> str:
    """SHA-256 (hex) over the view's rows in the order of their keys: equal content, equal digest, on any database."""
    running = hashlib.sha256()
    for table in view.tables:
        columns = [column for column in table.columns if column.name not in view.volatile]
        lines = sorted(_line(row) for row in connection.execute(sa.select(*columns)))
        running.update(f"{table.name}:{len(lines)}\n".encode())
        for line in lines:
            running.update(line.encode() + b"\n")
    return running.hexdigest()


def _line(row: Sequence[object]) -> str:
    return json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, list | dict) else str(value)


class ExactDecimal(sa.TypeDecorator[Decimal]):
    """A decimal kept as its own text, so that no database rounds it: `Numeric` is a float on SQLite."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 (the library's signature)
        """Plain notation, never an exponent."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:  # noqa: ARG002
        """The decimal that was written."""
        return None if value is None else Decimal(value)


class BadCursor(Refusal):
    """The `after` of a page did not come from this list."""

    code = "bad-cursor"
    kind = Kind.INVALID
    title = Text("Con trỏ trang không hợp lệ", "The page cursor is not valid")
    detail = Text(
        "Giá trị after={after} không phải con trỏ của danh sách này; hãy bắt đầu lại từ trang đầu.",
        "after={after} is not a cursor of this list; start again from the first page.",
    )
    source = HOUSE_RULE
    fields = ("after",)


class PageOutOfBounds(Refusal):
    """A page of no rows, or of more than one page holds; told in the words that REST has for its `limit`."""

    code = "page-out-of-bounds"
    kind = Kind.INVALID
    title = Text("Số dòng mỗi trang không hợp lệ", "The number of rows of a page is not valid")
    detail = Text("first={given}: {vi}.", "first={given}: {en}.")
    source = HOUSE_RULE
    fields = ("first",)


def rows_of_page(given: int) -> int:
    """The number of rows asked for; refused (`PageOutOfBounds`) if it is none, or more than `LIMIT`."""
    if given < 1:
        raise PageOutOfBounds(given=given, vi="phải từ 1 trở lên", en="Input should be greater than or equal to 1")
    if given > LIMIT:
        most = f"Input should be less than or equal to {LIMIT}"
        raise PageOutOfBounds(given=given, vi=f"không được quá {LIMIT}", en=most)
    return given


@dataclass(frozen=True)
class Page:
    """Some rows in the order of their key, and where the next ones begin (None after the last); `of` marks the list."""

    items: list[dict[str, Any]]
    next: str | None
    of: int = 0


def page(
    connection: sa.Connection, query: sa.Select[Any], key: Sequence[sa.Column[Any]], after: str | None, limit: int
) -> Page:
    """At most `limit` rows of `query` behind the cursor `after`, in the order of `key` (unique together, selected).

    Keyset paging: a row that is added or removed elsewhere neither repeats nor hides another.
    """
    limit = rows_of_page(limit)
    of = crc32(" ".join([*map(str, key), *query.selected_columns.keys()]).encode())
    query = query.order_by(*key).limit(limit + 1)
    if after is not None:
        query = query.where(sa.tuple_(*key) > sa.tuple_(*_open(after, key, of)))
    rows = [dict(row) for row in connection.execute(query).mappings()]
    more = len(rows) > limit
    return Page(rows[:limit], cursor([rows[limit - 1][column.name] for column in key], of) if more else None, of)


def cursor(values: Sequence[object], of: int = 0) -> str:
    """The opaque text that names the row with these key values in the list of this mark."""
    return base64.urlsafe_b64encode(msgspec.json.encode([values, of])).decode().rstrip("=")


def _open(text: str, key: Sequence[sa.Column[Any]], of: int) -> list[sa.ColumnElement[Any]]:
    shape: Any = tuple[tuple(_WHOLE if (kind := column.type.python_type) is int else kind for column in key)]  # type: ignore[misc]
    try:
        said = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        values, mark = msgspec.json.decode(said, type=tuple[shape, int])
        if mark != of:
            raise BadCursor(after=text)
    except ValueError as error:
        raise BadCursor(after=text) from error
    return [sa.literal(value, column.type) for column, value in zip(key, values, strict=True)]


_WHOLE = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""What an integer column can be compared with."""
