"""What a value of the graph's scalars looks like: a mistyped one is refused here, before any service is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema

from gateway.faults import message
from kernel.explanation import Text

NOT_OF_THE_FORM = Text("“{given}” không phải {form}", "“{given}” is not {form_en}")
LONGEST_SHOWN = 60
"""Characters of a mistyped value that the answer repeats."""


def _date(value: object) -> date:
    return date.fromisoformat(_text(value))


def _instant(value: object) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError
    return found.astimezone(UTC)


def _number(value: object) -> Decimal:
    found = Decimal(str(value))
    if isinstance(value, bool) or not found.is_finite():
        raise ValueError
    return found


def _id(value: object) -> UUID:
    return UUID(_text(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 (one kind of failure: it is not of the form)
    return value


FORMS: dict[str, tuple[Callable[[object], object], Text]] = {
    "Date": (_date, Text("một ngày dạng 2024-12-31", "a date such as 2024-12-31")),
    "DateTime": (
        _instant,
        Text(
            "một thời điểm có múi giờ, dạng 2024-12-31T08:00:00+07:00", "an instant such as 2024-12-31T08:00:00+07:00"
        ),
    ),
    "Decimal": (_number, Text("một số thập phân, dạng 1234.5", "a decimal number such as 1234.5")),
    "UUID": (_id, Text("một mã định danh UUID", "a UUID")),
}
"""How each is read, and how it is called in a refusal."""


def hold(schema: GraphQLSchema) -> GraphQLSchema:
    """The same schema, in which literals and variables of these scalars are looked at; they are sent on as written."""
    for name, (read, form) in FORMS.items():
        scalar = schema.type_map.get(name)
        if isinstance(scalar, GraphQLScalarType):
            held: Any = scalar
            held.parse_value = held.coerce_input_value = _holding(read, form)
    return schema


def _holding(read: Callable[[object], object], form: Text) -> Callable[[object], object]:
    def parse(value: object) -> object:
        try:
            read(value)
        except (ValueError, InvalidOperation, OverflowError):
            given = str(value)[:LONGEST_SHOWN]
            raise GraphQLError(message(NOT_OF_THE_FORM, given=given, form=form.vi, form_en=form.en)) from None
        return value

    return parse
