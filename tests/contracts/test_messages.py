"""The `.proto` files and the Python facts say the same: names, wire types, values there and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor, FileDescriptor
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.wire import decode, encode
from tests.architecture.sources import ROOT, services
from tests.contracts.catalogue import facts, heard
from tests.contracts.examples import strategy

WIRE: dict[Any, int] = {
    UUID: FieldDescriptor.TYPE_STRING,
    str: FieldDescriptor.TYPE_STRING,
    Decimal: FieldDescriptor.TYPE_STRING,
    date: FieldDescriptor.TYPE_STRING,
    datetime: FieldDescriptor.TYPE_STRING,
    int: FieldDescriptor.TYPE_INT64,
    bool: FieldDescriptor.TYPE_BOOL,
}


@dataclass(frozen=True)
class Shape:
    """One field as it goes over the wire."""

    type: int
    message: str = ""
    repeated: bool = False
    optional: bool = False


def contract(service: str) -> FileDescriptor:
    found: FileDescriptor = import_module(f"proto.thidua.{service}.v1.events_pb2").DESCRIPTOR
    return found


def message_shapes(message: Descriptor) -> dict[str, Shape]:
    return {
        field.name: Shape(
            field.type,
            field.message_type.name if field.message_type else "",
            field.is_repeated,
            field.containing_oneof is not None,
        )
        for field in message.fields
    }


def fact_shape(hint: Any) -> Shape:
    if get_origin(hint) in (Union, UnionType):
        [inner] = [each for each in get_args(hint) if each is not NoneType]
        found = fact_shape(inner)
        return Shape(found.type, found.message, found.repeated, optional=True)
    if get_origin(hint) is tuple:
        found = fact_shape(get_args(hint)[0])
        return Shape(found.type, found.message, repeated=True)
    if is_dataclass(hint):
        return Shape(FieldDescriptor.TYPE_MESSAGE, hint.__name__)  # type: ignore[union-attr]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Shape(FieldDescriptor.TYPE_STRING)
    return Shape(WIRE[hint])


def fact_shapes(kind: type[Any]) -> dict[str, Shape]:
    hints = get_type_hints(kind)
    return {each.name: fact_shape(hints[each.name]) for each in fields(kind)}


def departures(kind: type[Any], message: Descriptor) -> Iterator[str]:
    """Where a consumer's dataclass asks for what the message does not carry."""
    offered = message_shapes(message)
    for name, shape in fact_shapes(kind).items():
        if name not in offered:
            yield f"{message.full_name} has no {name}"
        elif offered[name] != shape:
            yield f"{message.full_name}.{name}: {offered[name]} is read as {shape}"
    for part in parts_of(kind):
        yield from departures(part, message.file.message_types_by_name[part.__name__])


def parts_of(kind: type[Any]) -> list[type[Any]]:
    """The dataclasses that a dataclass holds, directly or in a tuple."""
    held = [inner for hint in get_type_hints(kind).values() for inner in (hint, *get_args(hint))]
    return [each for each in held if is_dataclass(each) and isinstance(each, type)]


EVERY_FACT = [(service, kind) for service in services() for kind in facts(service)]
EVERY_HEARD = [(source, kind) for service in services() for source, kind in heard(service)]


def test_every_service_has_a_contract() -> None:
    assert sorted(path.parts[-3] for path in ROOT.glob("proto/thidua/*/v1/events.proto")) == sorted(services())


@pytest.mark.parametrize("service", services())
def test_every_message_has_its_fact_and_every_fact_its_message(service: str) -> None:
    assert sorted(kind.__name__ for kind in facts(service)) == sorted(contract(service).message_types_by_name)


@pytest.mark.parametrize(("service", "kind"), EVERY_FACT, ids=lambda each: getattr(each, "__name__", each))
def test_a_fact_has_the_fields_of_its_message(service: str, kind: type[Any]) -> None:
    assert fact_shapes(kind) == message_shapes(contract(service).message_types_by_name[kind.__name__])


@pytest.mark.parametrize(("service", "kind"), EVERY_FACT, ids=lambda each: getattr(each, "__name__", each))
@settings(max_examples=25)
@given(data=st.data())
def test_a_fact_comes_back_from_its_bytes(service: str, kind: type[Any], data: st.DataObject) -> None:
    fact = data.draw(strategy(kind))
    assert decode(service, kind, encode(service, fact)) == fact


@pytest.mark.parametrize(("source", "kind"), EVERY_HEARD, ids=lambda each: getattr(each, "__name__", each))
def test_a_consumer_reads_only_what_the_message_carries(source: str, kind: type[Any]) -> None:
    assert list(departures(kind, contract(source).message_types_by_name[kind.__name__])) == []


@pytest.mark.parametrize("service", services())
def test_every_service_hears_another(service: str) -> None:
    """The list of what is heard is not empty by accident: covenant alone listens to nobody."""
    assert (list(heard(service)) == []) == (service == "covenant")


@dataclass(frozen=True)
class UnitRenamed:
    unit_id: UUID
    name: str
    renamed_on: date


@dataclass(frozen=True)
class Misread:
    unit_id: UUID
    name: int
    nickname: str


@dataclass(frozen=True)
class Target:
    indicator: str
    weight: Decimal


@dataclass(frozen=True)
class CovenantSigned:
    covenant_id: UUID
    targets: tuple[Target, ...]


def test_a_fact_that_differs_from_its_message_is_found() -> None:
    message = contract("covenant").message_types_by_name["UnitRenamed"]
    assert fact_shapes(UnitRenamed) == message_shapes(message)
    assert fact_shapes(Misread) != message_shapes(message)


def test_a_consumer_that_reads_more_than_there_is_is_found() -> None:
    message = contract("covenant").message_types_by_name["UnitRenamed"]
    assert list(departures(UnitRenamed, message)) == []
    assert len(list(departures(Misread, message))) == 2


def test_a_consumer_that_misreads_a_part_is_found() -> None:
    message = contract("covenant").message_types_by_name["CovenantSigned"]
    assert list(departures(CovenantSigned, message)) == ["thidua.covenant.v1.Target has no weight"]
