"""What the toy service publishes: its facts, and their contract, written at test time as protoc would write it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import ModuleType
from uuid import UUID

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
PACKAGE = "thidua.toy.v1"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class CounterOpened:
    counter_id: UUID
    name: str


@dataclass(frozen=True)
class CounterRaised:
    counter_id: UUID
    by: int


@dataclass(frozen=True)
class Part:
    colour: Colour
    weight: Decimal | None


@dataclass(frozen=True)
class Everything:
    """One field of every type that a fact may have."""

    id: UUID
    amount: Decimal
    day: date
    instant: datetime
    colour: Colour
    count: int
    flag: bool
    text: str
    days: tuple[date, ...]
    numbers: tuple[int, ...]
    parts: tuple[Part, ...]
    part: Part
    maybe_part: Part | None
    maybe_count: int | None
    maybe_flag: bool | None
    maybe_text: str | None
    maybe_id: UUID | None


MESSAGES = {
    "CounterOpened": ("counter_id name", ""),
    "CounterRaised": ("counter_id by:int64", ""),
    "Part": ("colour weight", "weight"),
    "Everything": (
        (
            "id amount day instant colour count:int64 flag:bool text days[] numbers:int64[] parts:Part[] part:Part"
            " maybe_part:Part maybe_count:int64 maybe_flag:bool maybe_text maybe_id"
        ),
        "maybe_part maybe_count maybe_flag maybe_text maybe_id",
    ),
    "Unheard": ("text", ""),
}
"""Message → its fields (`name:type[]`, a string if no type is said), and which of them are optional."""

TYPES = {"string": FIELD.TYPE_STRING, "int64": FIELD.TYPE_INT64, "bool": FIELD.TYPE_BOOL}


@dataclass(frozen=True)
class Unheard:
    text: str


def _add_field(message: descriptor_pb2.DescriptorProto, said: str, number: int, optional: set[str]) -> None:
    name, _, kind = said.removesuffix("[]").partition(":")
    field = message.field.add(name=name, number=number, label=FIELD.LABEL_OPTIONAL)
    if said.endswith("[]"):
        field.label = FIELD.LABEL_REPEATED
    if kind in MESSAGES:
        field.type, field.type_name = FIELD.TYPE_MESSAGE, f".{PACKAGE}.{kind}"
        return
    field.type = TYPES[kind or "string"]
    if name in optional:
        field.proto3_optional = True
        field.oneof_index = len(message.oneof_decl)
        message.oneof_decl.add(name=f"_{name}")


def _register() -> None:
    file = descriptor_pb2.FileDescriptorProto(name="thidua/toy/v1/events.proto", package=PACKAGE, syntax="proto3")
    for name, (fields, optional) in MESSAGES.items():
        message = file.message_type.add(name=name)
        for number, said in enumerate(fields.split(), start=1):
            _add_field(message, said, number, set(optional.split()))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    for service in ("toy", "other"):
        module = ModuleType(f"proto.thidua.{service}.v1.events_pb2")
        for name in MESSAGES:
            found = pool.FindMessageTypeByName(f"{PACKAGE}.{name}")
            setattr(module, name, message_factory.GetMessageClass(found))
        sys.modules[module.__name__] = module


_register()
