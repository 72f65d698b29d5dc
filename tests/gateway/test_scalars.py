"""Values of the graph's scalars are looked at by the gateway, as literals and as variables."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate
from graphql.execution.values import get_variable_values

from gateway import scalars

SCHEMA = """
scalar Date
scalar DateTime
scalar Decimal
scalar UUID
type Query { on(d: Date, t: DateTime, n: Decimal, u: UUID): Int }
"""
DAY = "“{}” không phải một ngày dạng 2024-12-31 / “{}” is not a date such as 2024-12-31"
INSTANT = (
    "“{}” không phải một thời điểm có múi giờ, dạng 2024-12-31T08:00:00+07:00 / “{}” is not an instant such as"
    " 2024-12-31T08:00:00+07:00"
)
NUMBER = "“{}” không phải một số thập phân, dạng 1234.5 / “{}” is not a decimal number such as 1234.5"
ID = "“{}” không phải một mã định danh UUID / “{}” is not a UUID"

MISTYPED = [
    ("d: Date", "31/12/2024", DAY),
    ("d: Date", "2024-02-30", DAY),
    ("d: Date", 20241231, DAY),
    ("t: DateTime", "2024-12-31T08:00:00", INSTANT),
    ("t: DateTime", "0001-01-01T00:00:00+14:00", INSTANT),
    ("n: Decimal", "1.234,5", NUMBER),
    ("n: Decimal", "NaN", NUMBER),
    ("n: Decimal", "-Infinity", NUMBER),
    ("u: UUID", "CUM-VII", ID),
]
RIGHT = [
    ("d: Date", "2024-12-31"),
    ("t: DateTime", "2024-12-31T08:00:00+07:00"),
    ("t: DateTime", "2024-12-31T01:00:00Z"),
    ("n: Decimal", "1234.5"),
    ("n: Decimal", 12),
    ("u: UUID", "687b5d23-0000-5000-8000-000000000000"),
]


@pytest.fixture
def schema() -> GraphQLSchema:
    return scalars.hold(build_schema(SCHEMA))


def as_literal(schema: GraphQLSchema, argument: str, value: object) -> list[str]:
    name = argument.split(":", maxsplit=1)[0]
    written = f'"{value}"' if isinstance(value, str) else str(value)
    return [each.message for each in validate(schema, parse(f"{{ on({name}: {written}) }}"))]


def as_variable(schema: GraphQLSchema, argument: str, value: object) -> Any:
    name, kind = argument.split(": ")
    [operation] = parse(f"query ($v: {kind}) {{ on({name}: $v) }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    return get_variable_values(schema, operation.variable_definitions or (), {"v": value})


@pytest.mark.parametrize(("argument", "value", "said"), MISTYPED)
def test_a_mistyped_literal_is_told_in_both_languages(
    schema: GraphQLSchema, argument: str, value: object, said: str
) -> None:
    assert as_literal(schema, argument, value) == [said.format(value, value)]


@pytest.mark.parametrize(("argument", "value", "said"), MISTYPED)
def test_a_mistyped_variable_is_told_in_the_same_words(
    schema: GraphQLSchema, argument: str, value: object, said: str
) -> None:
    found = as_variable(schema, argument, value)
    assert [each.message for each in found] == [f"Variable '$v' has invalid value: {said.format(value, value)}"]


@pytest.mark.parametrize(("argument", "value"), RIGHT)
def test_what_is_right_is_sent_on_as_it_was_written(schema: GraphQLSchema, argument: str, value: object) -> None:
    assert as_literal(schema, argument, value) == []
    assert as_variable(schema, argument, value).coerced == {"v": value}


def test_a_long_value_is_not_repeated_whole(schema: GraphQLSchema) -> None:
    [said] = as_literal(schema, "d: Date", "x" * 1000)
    assert said == DAY.format("x" * 60, "x" * 60)
