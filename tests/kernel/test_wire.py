"""Facts become messages and facts again, and nothing that is no fact becomes one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.wire import PARTITIONS, Envelope, Undecodable, decode, encode, message_class, partition_of
from tests.kernel.contract import Colour, CounterOpened, CounterRaised, Everything, Part, Unheard

FULL = Everything(
    id=UUID(int=1),
    amount=Decimal("1E+3"),
    day=date(2024, 2, 29),
    instant=datetime(2024, 3, 1, 5, 0, 0, 1, tzinfo=UTC),
    colour=Colour.RED,
    count=-(2**63),
    flag=True,
    text="Thi đua\n“là yêu nước”",
    days=(date(2024, 1, 1), date(2024, 1, 2)),
    numbers=(1, 0, -1),
    parts=(Part(Colour.BLUE, None), Part(Colour.RED, Decimal("0.10"))),
    part=Part(Colour.BLUE, Decimal(0)),
    maybe_part=Part(Colour.RED, None),
    maybe_count=0,
    maybe_flag=False,
    maybe_text="",
    maybe_id=UUID(int=2),
)
ABSENT: Any = dict.fromkeys(("maybe_part", "maybe_count", "maybe_flag", "maybe_text", "maybe_id"))
EMPTY = replace(FULL, days=(), numbers=(), parts=(), **ABSENT)


@pytest.mark.parametrize("fact", [FULL, EMPTY], ids=["full", "empty"])
def test_a_fact_comes_back_as_it_was(fact: Everything) -> None:
    assert decode("toy", Everything, encode("toy", fact)) == fact


finite = st.decimals(allow_nan=False, allow_infinity=False)
parts = st.builds(Part, st.sampled_from(Colour), st.none() | finite)
whole = st.integers(-(2**63), 2**63 - 1)


@given(
    st.builds(
        Everything,
        amount=finite,
        instant=st.datetimes(timezones=st.just(UTC)),
        count=whole,
        numbers=st.lists(whole).map(tuple),
        days=st.lists(st.dates()).map(tuple),
        parts=st.lists(parts).map(tuple),
        part=parts,
        maybe_part=st.none() | parts,
        maybe_count=st.none() | whole,
        text=st.text(st.characters(exclude_categories=["Cs"])),
        maybe_text=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_whatever_its_values_a_fact_comes_back_as_it_was(fact: Everything) -> None:
    assert decode("toy", Everything, encode("toy", fact)) == fact


def test_a_decimal_travels_in_plain_notation_with_the_digits_it_was_written_with() -> None:
    message: Any = message_class("toy", "Everything").FromString(encode("toy", FULL))
    assert (message.amount, message.parts[1].weight) == ("1000", "0.10")


@dataclass(frozen=True)
class Named:
    """A consumer that wants the name alone."""

    name: str


def test_a_consumer_may_know_some_of_the_fields_only() -> None:
    wanted = type("CounterOpened", (Named,), {"__annotations__": {}})
    assert decode("toy", wanted, encode("toy", CounterOpened(UUID(int=1), "a"))).name == "a"


def changed(**members: Any) -> bytes:
    message = message_class("toy", "Everything").FromString(encode("toy", FULL))
    for name, value in members.items():
        setattr(message, name, value)
    return message.SerializeToString()


@pytest.mark.parametrize(
    ("member", "text"),
    [
        ("id", "no uuid"),
        ("amount", "1,5"),
        ("amount", "NaN"),
        ("amount", "-Infinity"),
        ("day", "2024-02-30"),
        ("instant", "2024-03-01T05:00:00"),
        ("instant", ""),
        ("colour", "green"),
        ("maybe_id", "no uuid"),
    ],
)
def test_a_member_that_holds_no_value_of_its_type_is_undecodable(member: str, text: str) -> None:
    with pytest.raises(Undecodable, match=r"^Everything: "):
        decode("toy", Everything, changed(**{member: text}))


@given(st.binary(max_size=200))
def test_no_bytes_whatever_do_more_than_be_undecodable(value: bytes) -> None:
    with suppress(Undecodable):
        assert isinstance(decode("toy", CounterRaised, value), CounterRaised)


def test_a_fact_without_a_message_is_not_in_the_contract() -> None:
    with pytest.raises(Undecodable, match=r"thidua\.toy\.v1\.Named is not in the contract"):
        encode("toy", Named("a"))
    assert encode("toy", Unheard("a")) == b"\x0a\x01a"


def test_an_integer_beyond_64_bits_is_not_sent() -> None:
    with pytest.raises(ValueError, match="out of range"):
        encode("toy", CounterRaised(UUID(int=1), 2**63))


ENVELOPE = Envelope(
    id=UUID(int=1),
    type="thidua.toy.v1.CounterOpened",
    source="toy",
    time=datetime(2024, 3, 1, 5, tzinfo=UTC),
    subject=UUID(int=2),
    sid=7,
    prev=3,
    actor="anna",
    effective=datetime(2024, 2, 29, 17, tzinfo=UTC),
    correlation=UUID(int=3),
    causation=None,
)


@pytest.mark.parametrize("causation", [None, UUID(int=4)])
def test_an_envelope_is_carried_in_cloudevents_headers(causation: UUID | None) -> None:
    envelope = replace(ENVELOPE, causation=causation)
    headers = envelope.headers()
    assert Envelope.of(headers) == envelope
    assert (headers["ce_specversion"], headers["content-type"]) == ("1.0", "application/protobuf")
    assert (headers["ce_time"], headers["ce_sid"]) == ("2024-03-01T05:00:00+00:00", "7")


@pytest.mark.parametrize("name", [name for name in ENVELOPE.headers() if name.startswith("ce_") and "spec" not in name])
def test_an_envelope_without_one_of_its_headers_cannot_be_read(name: str) -> None:
    headers = ENVELOPE.headers()
    del headers[name]
    with pytest.raises(Undecodable, match=f"envelope: '{name}'"):
        Envelope.of(headers)


@given(st.uuids())
def test_an_aggregate_always_has_the_same_partition(subject: UUID) -> None:
    assert partition_of(subject, PARTITIONS) == partition_of(UUID(str(subject)), PARTITIONS) in range(PARTITIONS)
