"""Pages that neither repeat nor hide a row, digests that see every change, and decimals nobody rounds."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from kernel.recorder import open_engine
from kernel.views import BadCursor, ExactDecimal, Page, PageOutOfBounds, View, cursor, digest, page

metadata = sa.MetaData()
ROWS = sa.Table(
    "rows",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("amount", ExactDecimal),
    sa.Column("raw", sa.LargeBinary),
    sa.Column("tree", sa.JSON),
    sa.Column("recorded_at", sa.Text),
)
VIEW = View("toy.rows", (ROWS,), volatile=frozenset({"recorded_at"}))
EVERY_KIND = (ROWS.c.rank, ROWS.c.day, ROWS.c.name, ROWS.c.id)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    engine = open_engine(tmp_path / "views.db")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        metadata.create_all(connection)
        yield connection


def row(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": UUID(int=number),
        "name": f"Đơn vị {number}",
        "day": date(2024, 1, 1 + number % 3),
        "rank": number % 2,
        "amount": Decimal("1.50"),
        "raw": b"\x00",
        "tree": {"a": 1, "b": ["x"]},
        "recorded_at": "now",
        **changes,
    }


def insert(connection: sa.Connection, *rows: dict[str, Any]) -> None:
    connection.execute(ROWS.insert(), list(rows))


# Pages


def pages(connection: sa.Connection, limit: int, key: tuple[sa.Column[Any], ...] = EVERY_KIND) -> list[Page]:
    found = [page(connection, sa.select(ROWS), key, None, limit)]
    while (after := found[-1].next) is not None:
        found.append(page(connection, sa.select(ROWS), key, after, limit))
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_together_hold_every_row_once_in_the_order_of_the_key(connection: sa.Connection, limit: int) -> None:
    insert(connection, *(row(number) for number in range(7)))
    found = pages(connection, limit)
    together = [each for one in found for each in one.items]
    assert together == sorted(
        (row(number) for number in range(7)), key=lambda each: (each["rank"], each["day"], each["name"])
    )
    assert [len(one.items) for one in found] == [limit] * (7 // limit) + [7 % limit] * (7 % limit > 0)


def test_a_key_of_one_column_pages_too(connection: sa.Connection) -> None:
    insert(connection, *(row(number) for number in range(5)))
    ids = [each["id"].int for one in pages(connection, 2, (ROWS.c.id,)) for each in one.items]
    assert ids == [0, 1, 2, 3, 4]


def test_a_row_that_comes_or_goes_elsewhere_neither_repeats_nor_hides_another(connection: sa.Connection) -> None:
    insert(connection, *(row(number) for number in (2, 4, 6, 8)))
    first = page(connection, sa.select(ROWS), (ROWS.c.id,), None, 2)
    connection.execute(ROWS.delete().where(ROWS.c.id == UUID(int=4)))
    insert(connection, row(1), row(5))
    second = page(connection, sa.select(ROWS), (ROWS.c.id,), first.next, 10)
    assert [each["id"].int for each in second.items] == [5, 6, 8]


def test_nothing_is_one_empty_last_page(connection: sa.Connection) -> None:
    found = page(connection, sa.select(ROWS), EVERY_KIND, None, 10)
    assert found == Page([], None, found.of)


def test_a_cursor_of_one_list_is_refused_by_another(connection: sa.Connection) -> None:
    insert(connection, *(row(number) for number in range(5)))
    after = page(connection, sa.select(ROWS), (ROWS.c.id,), None, 2).next
    for query, key in ((sa.select(ROWS.c.id), (ROWS.c.id,)), (sa.select(ROWS), EVERY_KIND)):
        with pytest.raises(BadCursor):
            page(connection, query, key, after, 2)
    assert len(page(connection, sa.select(ROWS).where(ROWS.c.rank >= 0), (ROWS.c.id,), after, 2).items) == 2


@pytest.mark.parametrize("given", [1, 200])
def test_a_page_has_up_to_two_hundred_rows(connection: sa.Connection, given: int) -> None:
    insert(connection, *(row(number) for number in range(201)))
    assert len(page(connection, sa.select(ROWS), (ROWS.c.id,), None, given).items) == given


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (0, "first=0: phải từ 1 trở lên."),
        (-5, "first=-5: phải từ 1 trở lên."),
        (201, "first=201: không được quá 200."),
    ],
)
def test_a_page_of_no_rows_or_too_many_is_refused(connection: sa.Connection, asked: int, said: str) -> None:
    with pytest.raises(PageOutOfBounds) as refused:
        page(connection, sa.select(ROWS), (ROWS.c.id,), None, asked)
    assert (refused.value.text().vi, refused.value.fields) == (said, ("first",))


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


GOOD: list[object] = [0, "2024-01-01", "x", str(UUID(int=1))]
HOSTILE: dict[str, str] = {
    "nothing": "",
    "no base64": "!!!",
    "a wrong length": "A",
    "not ascii": "Đơn",
    "no JSON": base64.urlsafe_b64encode(b"{").decode(),
    "no UTF-8": base64.urlsafe_b64encode(b'["\xff"]').decode(),
    "an object": packed({"rank": 1}),
    "a number": packed(5),
    "null": packed(None),
    "too few": packed(GOOD[:3]),
    "too many": packed([*GOOD, 1]),
    "a number for an id": packed([*GOOD[:3], 5]),
    "no id": packed([*GOOD[:3], "x"]),
    "a null for a name": packed([0, "2024-01-01", None, GOOD[3]]),
    "half a character": packed([0, "2024-01-01", "\ud800", GOOD[3]]),
    "no date": packed([0, "2024-02-30", "x", GOOD[3]]),
    "text for a number": packed(["0", *GOOD[1:]]),
    "a fraction": packed([0.5, *GOOD[1:]]),
    "infinity": base64.urlsafe_b64encode(b'[Infinity,"2024-01-01","x",""]').decode(),
    "a number of an endless size": base64.urlsafe_b64encode(b'[1e400,"2024-01-01","x",""]').decode(),
    "a number beyond 64 bits": packed([2**63, *GOOD[1:]]),
    "deep nesting": base64.urlsafe_b64encode(b"[" * 50_000).decode(),
    "deep nesting within": base64.urlsafe_b64encode(b"[0," + b"[" * 50_000).decode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_cursor_that_is_not_ours_is_refused(connection: sa.Connection, name: str) -> None:
    with pytest.raises(BadCursor):
        page(connection, sa.select(ROWS), EVERY_KIND, HOSTILE[name], 10)


@given(text=st.text(max_size=60))
def test_no_text_whatever_breaks_a_page(text: str) -> None:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        with suppress(BadCursor):
            assert page(connection, sa.select(ROWS), EVERY_KIND, text, 10).items == []


def test_a_cursor_holds_its_key_exactly() -> None:
    assert base64.urlsafe_b64decode(cursor([1, date(2024, 3, 1), "Đ", UUID(int=1)], 7) + "==").decode() == (
        '[[1,"2024-03-01","Đ","00000000-0000-0000-0000-000000000001"],7]'
    )


# Digests


def digest_of(connection: sa.Connection, *rows: dict[str, Any]) -> str:
    connection.execute(ROWS.delete())
    insert(connection, *rows)
    return digest(connection, VIEW)


def test_equal_rows_give_an_equal_digest_in_whatever_order_they_came(connection: sa.Connection) -> None:
    rows = [row(number) for number in range(5)]
    assert digest_of(connection, *rows) == digest_of(connection, *reversed(rows))


@pytest.mark.parametrize(
    "change",
    [
        {"name": "khác"},
        {"day": date(2025, 1, 1)},
        {"rank": 9},
        {"amount": Decimal("1.51")},
        {"amount": None},
        {"raw": b"\x01"},
        {"tree": {"a": 2, "b": ["x"]}},
        {"id": UUID(int=99)},
    ],
    ids=str,
)
def test_every_change_of_a_row_changes_the_digest(connection: sa.Connection, change: dict[str, Any]) -> None:
    assert digest_of(connection, row(1), row(2)) != digest_of(connection, row(1), row(2, **change))


def test_when_it_was_recorded_and_how_a_value_is_spelt_do_not_change_the_digest(connection: sa.Connection) -> None:
    plain = row(1, amount=Decimal("1.5"), tree={"a": 1, "b": 2})
    same = row(1, amount=Decimal("1.500"), tree={"b": 2, "a": 1}, recorded_at="later")
    assert digest_of(connection, plain) == digest_of(connection, same)
    assert digest_of(connection, row(1, amount=Decimal(100))) != digest_of(connection, row(1, amount=Decimal(1)))


def test_digits_beyond_the_precision_of_arithmetic_count(connection: sa.Connection) -> None:
    one, other = (Decimal(f"1234567890123456789012345678901234567890.{last}") for last in (1, 2))
    assert digest_of(connection, row(1, amount=one)) != digest_of(connection, row(1, amount=other))


def test_a_row_that_is_missing_changes_the_digest(connection: sa.Connection) -> None:
    assert digest_of(connection, row(1), row(2)) != digest_of(connection, row(1))


# Decimals


@given(amount=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**14), max_value=10**14))
def test_a_decimal_comes_back_digit_for_digit(amount: Decimal) -> None:
    kind: Any = ExactDecimal()
    dialect = sa.create_engine("sqlite://").dialect
    assert str(kind.process_result_value(kind.process_bind_param(amount, dialect), dialect)) == format(amount, "f")


def test_a_decimal_is_written_without_an_exponent(connection: sa.Connection) -> None:
    insert(connection, row(1, amount=Decimal("1E+3")), row(2, amount=None))
    stored = connection.execute(sa.select(sa.cast(ROWS.c.amount, sa.Text)).order_by(ROWS.c.id)).scalars().all()
    assert list(stored) == ["1000", None]
