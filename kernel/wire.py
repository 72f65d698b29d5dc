"""Published facts on the wire: protobuf messages inside CloudEvents, built from plain dataclasses field by field.

The `.proto` files are the contract. A producer's dataclass has the message's fields exactly; a consumer's has some of
them. Nothing is mapped by hand, so nothing can be mapped wrongly.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from google.protobuf import json_format
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import DecodeError, Message

F = TypeVar("F")

PARTITIONS = 4
"""Partitions of every topic. Durable: an aggregate's id always gives the same one, so its facts keep their order."""


@dataclass(frozen=True)
class Envelope:
    """What is known of a fact besides the fact: the CloudEvents attributes and its place in the source's log.

    `sid` is the event's position in the source's log, `prev` the `sid` of the fact before it in the same partition
    (0 before the first): a follower that sees a gap between them has lost something, and knows.
    """

    id: UUID
    type: str
    source: str
    time: datetime
    subject: UUID
    sid: int
    prev: int
    actor: str
    effective: datetime
    correlation: UUID
    causation: UUID | None

    def headers(self) -> dict[str, str]:
        """The envelope as Kafka headers, CloudEvents binary mode."""
        return {
            "ce_specversion": "1.0",
            "content-type": "application/protobuf",
            **{f"ce_{each.name}": _text(getattr(self, each.name)) for each in fields(self)},
        }

    @staticmethod
    def of(headers: Mapping[str, str]) -> Envelope:
        """The envelope that these headers carry.

        Raises:
            Undecodable: a header is missing or cannot be read.
        """
        try:
            return Envelope(**{name: read(headers[f"ce_{name}"]) for name, read in _ENVELOPE.items()})
        except (KeyError, ValueError) as error:
            raise Undecodable(f"envelope: {error}") from error


@dataclass(frozen=True)
class Record:
    """One message as the transport carries it."""

    topic: str
    partition: int
    sid: int
    key: str
    headers: Mapping[str, str]
    value: bytes


class Undecodable(Exception):
    """A record that does not hold what its headers say."""


def partition_of(subject: UUID, partitions: int) -> int:
    """The partition that holds every fact about this aggregate."""
    return subject.int % partitions


def topic_of(service: str) -> str:
    """The Kafka topic on which a service publishes."""
    return f"{service}.events"


def service_of(topic: str) -> str:
    """The service that publishes on this topic."""
    return topic.removesuffix(".events")


@cache
def message_class(service: str, name: str) -> type[Message]:
    """The generated class of the message `thidua.<service>.v1.<name>`.

    Raises:
        Undecodable: the contract of that service has no such message.
    """
    module = importlib.import_module(f"proto.thidua.{service}.v1.events_pb2")
    found: type[Message] | None = getattr(module, name, None)
    if found is None:
        raise Undecodable(f"thidua.{service}.v1.{name} is not in the contract")
    return found


def encode(service: str, fact: object) -> bytes:
    """The fact (a dataclass named like its message) as protobuf bytes."""
    message = message_class(service, type(fact).__name__)()
    _fill(message, fact)
    value: bytes = message.SerializeToString(deterministic=True)
    return value


def decode(service: str, kind: type[F], value: bytes) -> F:
    """A dataclass `kind`, named like its message and having some of its fields, out of protobuf bytes.

    Raises:
        Undecodable: the bytes are no such message, or a field holds no value of its type.
    """
    message = message_class(service, kind.__name__)()
    try:
        message.ParseFromString(value)
        fact: F = _read(kind, message)
    except (DecodeError, ValueError, ArithmeticError) as error:
        raise Undecodable(f"{kind.__name__}: {error}") from error
    return fact


def as_json(service: str, name: str, value: bytes) -> dict[str, Any]:
    """Every field that the message `name` of this service holds, under the contract's names, for people to read.

    Raises:
        Undecodable: the contract has no such message, or the bytes are none.
    """
    message = message_class(service, name)()
    try:
        message.ParseFromString(value)
    except DecodeError as error:
        raise Undecodable(f"{name}: {error}") from error
    return json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )


def fact_as_json(name: str, value: bytes) -> dict[str, Any]:
    """The message `thidua.<service>.v1.<Name>` as JSON: the contract's names, absent optional fields left out.

    Ids, decimals, dates and 64-bit numbers are texts, as protobuf's own JSON has them.
    """
    _, service, _, kind = name.split(".")
    message = message_class(service, kind).FromString(value)
    return MessageToDict(message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)


def _fill(message: Message, fact: object) -> None:
    for each in fields(fact):  # type: ignore[arg-type]
        value = getattr(fact, each.name)
        if value is None:
            continue
        if isinstance(value, tuple):
            _extend(getattr(message, each.name), value)
        elif is_dataclass(value):
            nested = getattr(message, each.name)
            nested.SetInParent()
            _fill(nested, value)
        else:
            setattr(message, each.name, _scalar(value))


def _extend(repeated: Any, values: tuple[object, ...]) -> None:
    for value in values:
        if is_dataclass(value):
            _fill(repeated.add(), value)
        else:
            repeated.append(_scalar(value))


def _scalar(value: object) -> bool | int | str:
    return value if isinstance(value, bool | int) and not isinstance(value, Enum) else _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value) if isinstance(value, Enum) else str(value)


@cache
def _readers(kind: Any) -> tuple[tuple[str, Callable[[Message], object]], ...]:
    return tuple((name, _reader(name, hint)) for name, hint in get_type_hints(kind).items())


def _read(kind: Any, message: Message) -> Any:
    return kind(**{name: read(message) for name, read in _readers(kind)})


def _reader(name: str, hint: Any) -> Callable[[Message], object]:
    if get_origin(hint) in (Union, UnionType):
        [inner] = [each for each in get_args(hint) if each is not NoneType]
        present = _reader(name, inner)
        return lambda message: present(message) if message.HasField(name) else None
    if get_origin(hint) is tuple:
        one = _converter(get_args(hint)[0])
        return lambda message: tuple(one(each) for each in getattr(message, name))
    convert = _converter(hint)
    return lambda message: convert(getattr(message, name))


def _converter(hint: Any) -> Callable[[Any], object]:
    if is_dataclass(hint):
        return lambda message: _read(hint, message)
    return _READERS.get(hint, hint)


def _optional_uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return instant


def _exact(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(f"{text} is not a finite number")
    return value


_READERS: Mapping[Any, Callable[[Any], object]] = {date: date.fromisoformat, datetime: _instant, Decimal: _exact}

_ENVELOPE: Mapping[str, Callable[[str], Any]] = {
    "id": UUID,
    "type": str,
    "source": str,
    "time": _instant,
    "subject": UUID,
    "sid": int,
    "prev": int,
    "actor": str,
    "effective": _instant,
    "correlation": UUID,
    "causation": _optional_uuid,
}
