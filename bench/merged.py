"""One schema merged by hand from the three subgraphs: the least that federating them could cost, for comparison only.

Every field is resolved by the very resolver of the service that owns it; nothing is planned, sent or merged.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    build_schema,
    execute,
)

from kernel.service import Service

PUBLIC = Path("gateway") / "schema.graphql"


class Merged:
    """The public schema with the services' own resolvers."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._schemas = {service.name: service.schema._schema for service in services}  # noqa: SLF001 (to compare with)
        self._services = services
        self._homes: dict[type, str] = {}
        for name, schema in self._schemas.items():
            for kind in schema.type_map.values():
                definition: Any = kind.extensions.get("strawberry-definition")
                if hasattr(definition, "origin"):
                    self._homes.setdefault(definition.origin, name)
        self.schema = build_schema(PUBLIC.read_text(encoding="utf-8"))
        for kind in self.schema.type_map.values():
            self._adopt(kind)

    def _adopt(self, kind: Any) -> None:
        owners = [schema for schema in self._schemas.values() if kind.name in schema.type_map]
        if kind.name.startswith("__") or not owners:
            return
        if isinstance(kind, GraphQLEnumType | GraphQLScalarType):
            for told in ("serialize", "coerce_output_value"):
                setattr(kind, told, getattr(owners[0].type_map[kind.name], told))
        elif isinstance(kind, GraphQLObjectType):
            for name, field in kind.fields.items():
                field.resolve = self._resolver(kind.name, name)

    def _resolver(self, kind: str, field: str) -> Any:
        found: dict[str, Any] = {name: schema.type_map.get(kind) for name, schema in self._schemas.items()}
        owners = {name: each for name, each in found.items() if each is not None and field in each.fields}
        default, owner = next(iter(owners.items()))
        declared = _declared(owner, field)
        if declared.is_basic_field:
            return _attribute(declared.python_name)

        def resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
            home = default if source is None else self._homes.get(type(source), default)
            if home not in owners:
                source, home = _origin(owner)(id=source.id), default
            return owners[home].fields[field].resolve(source, info._replace(context=info.context[home]), **arguments)

        return resolve

    async def execute(self, document: DocumentNode, variables: Mapping[str, Any], authorization: str) -> Any:
        """Answer a document that was parsed and validated."""
        contexts = {service.name: await service.context(authorization, None) for service in self._services}
        answer = execute(self.schema, document, variable_values=dict(variables), context_value=contexts)
        result: Any = await answer if inspect.isawaitable(answer) else answer
        if result.errors:
            raise RuntimeError(str(result.errors[0]))
        return result.data


def _origin(kind: Any) -> Any:
    return kind.extensions["strawberry-definition"].origin


def _declared(kind: Any, field: str) -> Any:
    return kind.fields[field].extensions["strawberry-definition"]


def _attribute(name: str) -> Any:
    return lambda source, _: getattr(source, name)
