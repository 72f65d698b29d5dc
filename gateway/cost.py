"""Estimates what an operation costs before it runs: its fields, each times the sizes of the lists it lies in."""

from __future__ import annotations

from collections.abc import Mapping

from graphql import GraphQLList, GraphQLNonNull, GraphQLOutputType, IntValueNode, ValueNode, VariableNode

from gateway.selection import Field, Fields

SIZES = frozenset({"first", "last", "limit"})
"""Arguments that state how many items a client wants."""


class CostEstimate:
    """Estimates one operation under its variables. A list without a stated size counts as `list_size` items.

    A stated size holds for the lists one level beneath too: `units(first: 5) { edges { node } }` has 5 edges.
    """

    def __init__(self, variables: Mapping[str, object], list_size: int) -> None:
        self.variables = variables
        self.list_size = list_size

    def of(self, fields: Fields, sized: int | None = None) -> int:
        """The cost of these fields; `sized` is what the field above them stated."""
        return sum(self._field(each, sized) for each in fields.values())

    def _field(self, field: Field, sized: int | None) -> int:
        own = self._stated(field)
        items = 1
        if _is_list(field.type):
            items = next((size for size in (own, sized) if size is not None), self.list_size)
            own = None
        below = max((self.of(each, own) for each in field.selections.values()), default=0)
        return 1 + items * below

    def _stated(self, field: Field) -> int | None:
        """The size that the client states, else the schema's default; None where neither does."""
        stated = {each.name.value: self._number(each.value) for each in field.arguments}
        sizes = [value for name, value in {**field.defaults, **stated}.items() if name in SIZES]
        return next((max(value, 0) for value in sizes if isinstance(value, int)), None)

    def _number(self, node: ValueNode) -> object:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return int(node.value) if isinstance(node, IntValueNode) else None


def _is_list(type_: GraphQLOutputType) -> bool:
    if isinstance(type_, GraphQLNonNull):
        return _is_list(type_.of_type)
    return isinstance(type_, GraphQLList)
