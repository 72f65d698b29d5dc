"""Makes the answer out of the merged data: the client's fields in its order, nulls carried up by the non-null rules."""

from __future__ import annotations

from graphql import GraphQLError, GraphQLList, GraphQLNonNull, GraphQLOutputType

from gateway.faults import ResponsePath, at, related, unexpected
from gateway.merge import Object
from gateway.plan import TYPENAME, Plan
from gateway.selection import Field, Fields

Trail = tuple["Trail", str | int] | None
"""A place in the response as a chain from the leaf up: cheap to extend, unrolled only for an error."""


class _Bubble(Exception):
    """A null where none may be: it takes the nearest nullable ancestor with it."""


def unrolled(trail: Trail) -> ResponsePath:
    """The place from the root down."""
    parts: list[str | int] = []
    while trail is not None:
        trail, part = trail
        parts.append(part)
    return tuple(reversed(parts))


class Completion:
    """Completes one answer. `errors` are those known so far; a null that none of them accounts for adds one."""

    def __init__(self, plan: Plan, errors: list[GraphQLError]) -> None:
        self.plan = plan
        self.errors = errors
        self.verbatim = plan.verbatim

    def run(self, data: Object) -> Object | None:
        """The answer, or None if a null travelled up to the root."""
        try:
            return self._object(self.plan.fields, self.plan.root, data, None)
        except _Bubble:
            return None

    def _object(self, fields: Fields, type_name: str, source: Object, trail: Trail) -> Object:
        answer: Object = {}
        for key, field in fields.items():
            value = source.get(key)
            if value is not None and id(field) in self.verbatim:
                answer[key] = value
            elif field.name == "__typename":
                answer[key] = type_name
            else:
                answer[key] = self._value(field, field.type, value, (trail, key))
        return answer

    def _value(self, field: Field, type_: GraphQLOutputType, value: object, trail: Trail) -> object:
        if isinstance(type_, GraphQLNonNull):
            completed = self._present(field, type_.of_type, value, trail)
            if completed is None:
                self._account_for(trail, "null where the graph promises a value")
                raise _Bubble
            return completed
        try:
            return self._present(field, type_, value, trail)
        except _Bubble:
            return None

    def _present(self, field: Field, type_: GraphQLOutputType, value: object, trail: Trail) -> object:
        if isinstance(type_, GraphQLList) and isinstance(value, list):
            item = type_.of_type
            return [self._value(field, item, each, (trail, index)) for index, each in enumerate(value)]
        if value is None or (not field.selections and not isinstance(type_, GraphQLList)):
            return value
        if isinstance(value, dict) and not isinstance(type_, GraphQLList):
            name = str(value.get(TYPENAME)) if field.abstract else next(iter(field.selections))
            if name in field.selections:
                return self._object(field.selections[name], name, value, trail)
        self._account_for(trail, f"a {type(value).__name__} that is no {type_}")
        return None

    def _account_for(self, trail: Trail, detail: str) -> None:
        """Add an error for this place unless one at, above or beneath it is known already."""
        place = unrolled(trail)
        if not any(related(tuple(error.path or ()), place) for error in self.errors):
            self.errors.append(at(unexpected(f"a subgraph gave {detail} at {place}"), place))
