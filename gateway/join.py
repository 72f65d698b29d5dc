"""The `join__` directives of a composed supergraph, read from its syntax tree into values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    ConstDirectiveNode,
    DirectiveNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    FieldNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    OperationDefinitionNode,
    TypeDefinitionNode,
    TypeNode,
    UnionTypeDefinitionNode,
    parse,
    value_from_ast_untyped,
)

type_definitions = (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode)
Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode


@dataclass(frozen=True)
class Graph:
    """One subgraph: its symbol in the supergraph, the service's name, and its address at composition."""

    symbol: str
    service: str
    url: str


@dataclass(frozen=True)
class JoinType:
    """One `@join__type`: this graph has the type, and may be entered at it by `key`."""

    graph: str
    key: str | None
    extension: bool
    resolvable: bool
    interface_object: bool


@dataclass(frozen=True)
class JoinField:
    """One `@join__field`: what one graph says of a field. `graph` is None where the supergraph names none."""

    graph: str | None
    requires: str | None
    provides: str | None
    type: str | None
    external: bool
    overridden: bool
    override_label: str | None
    context_arguments: bool

    @property
    def resolves(self) -> bool:
        """Whether this graph can be asked for the field wherever it has the type."""
        return not self.external and not self.overridden


@dataclass(frozen=True)
class Member:
    """One `@join__unionMember` or `@join__implements`: this graph knows `name` as a member of the abstract type."""

    graph: str
    name: str


def applied(node: object, directive: str) -> Iterator[dict[str, object]]:
    """The arguments of each application of `directive` at this node, in order."""
    found: tuple[DirectiveNode | ConstDirectiveNode, ...] = getattr(node, "directives", None) or ()
    for each in found:
        if each.name.value == directive:
            yield {argument.name.value: value_from_ast_untyped(argument.value) for argument in each.arguments or ()}


def text(value: object) -> str | None:
    """A directive's optional string argument."""
    return value if isinstance(value, str) else None


def graphs(document: DocumentNode) -> dict[str, Graph]:
    """Every subgraph, by its symbol, in the supergraph's order."""
    found: dict[str, Graph] = {}
    for definition in document.definitions:
        if isinstance(definition, EnumTypeDefinitionNode) and definition.name.value == "join__Graph":
            for value in definition.values or ():
                for join in applied(value, "join__graph"):
                    symbol = value.name.value
                    found[symbol] = Graph(symbol, str(join["name"]), str(join.get("url") or ""))
    return found


def join_types(node: TypeDefinitionNode) -> tuple[JoinType, ...]:
    """What each graph says of a type."""
    return tuple(
        JoinType(
            graph=str(join["graph"]),
            key=text(join.get("key")),
            extension=bool(join.get("extension", False)),
            resolvable=bool(join.get("resolvable", True)),
            interface_object=bool(join.get("isInterfaceObject", False)),
        )
        for join in applied(node, "join__type")
    )


def join_fields(node: FieldDefinitionNode) -> tuple[JoinField, ...]:
    """What each graph says of a field; empty means: every graph that has the type resolves it."""
    return tuple(
        JoinField(
            graph=text(join.get("graph")),
            requires=text(join.get("requires")),
            provides=text(join.get("provides")),
            type=text(join.get("type")),
            external=bool(join.get("external", False)),
            overridden=bool(join.get("usedOverridden", False)),
            override_label=text(join.get("overrideLabel")),
            context_arguments=bool(join.get("contextArguments")),
        )
        for join in applied(node, "join__field")
    )


def members(node: TypeDefinitionNode) -> tuple[Member, ...]:
    """The members of a union as each graph knows them, or the interfaces an object implements in each graph."""
    if isinstance(node, UnionTypeDefinitionNode):
        return tuple(Member(str(j["graph"]), str(j["member"])) for j in applied(node, "join__unionMember"))
    return tuple(Member(str(j["graph"]), str(j["interface"])) for j in applied(node, "join__implements"))


def is_machinery(name: str) -> bool:
    """Whether a type or directive belongs to the supergraph's own bookkeeping, not to the public graph."""
    return name.startswith(("join__", "link__")) or name == "link"


def flat_fields(field_set: str) -> tuple[str, ...] | None:
    """The names in a field set such as `id code`; None if it holds anything but plain names."""
    definition = parse("{" + field_set + "}").definitions[0]
    if not isinstance(definition, OperationDefinitionNode):
        return None
    names = []
    for selection in definition.selection_set.selections:
        if not isinstance(selection, FieldNode) or selection.selection_set or selection.arguments or selection.alias:
            return None
        names.append(selection.name.value)
    return tuple(names)


def composites(document: DocumentNode) -> Iterator[Composite]:
    """Every object and interface type of the public graph."""
    for definition in document.definitions:
        if isinstance(definition, type_definitions) and not is_machinery(definition.name.value):
            yield definition


def common_key(node: Composite) -> tuple[str, ...]:
    """The flat key by which every graph that has this type can be entered; empty if it is no entity."""
    joins = join_types(node)
    everywhere = {each.graph for each in joins}
    for candidate in dict.fromkeys(each.key for each in joins if each.key):
        flat = flat_fields(candidate)
        if flat and {each.graph for each in joins if each.key == candidate} == everywhere:
            return flat
    return ()


def named(node: TypeNode) -> str:
    """The name inside any lists and non-nulls of a type reference."""
    while isinstance(node, ListTypeNode | NonNullTypeNode):
        node = node.type
    return node.name.value if isinstance(node, NamedTypeNode) else ""


def fields_with_joins(
    document: DocumentNode,
) -> Iterator[tuple[str, Composite, FieldDefinitionNode, tuple[JoinField, ...]]]:
    """Every field as (`Type.field`, its type, its definition, what each graph says of it)."""
    for node in composites(document):
        for field in node.fields or ():
            yield f"{node.name.value}.{field.name.value}", node, field, join_fields(field)
