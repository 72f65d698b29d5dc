"""A supergraph as the planner asks it: who resolves a field, what it needs first, by which key a type is entered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graphql import (
    REMOVE,
    DirectiveDefinitionNode,
    DirectiveNode,
    DocumentNode,
    GraphQLSchema,
    Node,
    ObjectTypeDefinitionNode,
    TypeDefinitionNode,
    Visitor,
    build_ast_schema,
    parse,
    visit,
)
from graphql.language.visitor import VisitorActionEnum

from gateway import join, lint, scalars

PUBLIC_DIRECTIVES = frozenset({"deprecated", "specifiedBy", "oneOf"})


@dataclass(frozen=True)
class FieldHome:
    """One graph that resolves a field: which fields of the same object it must be given, and what it gives beneath."""

    graph: str
    requires: tuple[str, ...] = ()
    provides: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Supergraph:
    """A composed supergraph that passed the lint.

    `homes[type][field]` are the graphs that resolve the field, in the supergraph's order; `keys[type]` are the fields
    by which every graph that has the entity can be entered (no entry for a type that is no entity).
    """

    graphs: dict[str, join.Graph]
    api: GraphQLSchema
    homes: dict[str, dict[str, tuple[FieldHome, ...]]]
    keys: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls, sdl: str) -> Supergraph:
        """Read a supergraph; raises `lint.UnplannableSupergraph` naming every shape that is not planned exactly."""
        document = parse(sdl, no_location=True)
        lint.refuse_unplannable(document)
        objects = [each for each in join.composites(document) if isinstance(each, ObjectTypeDefinitionNode)]
        return cls(
            graphs=join.graphs(document),
            api=public_schema(document),
            homes={each.name.value: _field_homes(each) for each in objects},
            keys={each.name.value: key for each in objects if (key := join.common_key(each))},
        )

    def home(self, type_name: str, field: str, graph: str) -> FieldHome | None:
        """How `graph` resolves the field, or None if it does not."""
        return next((home for home in self.homes[type_name][field] if home.graph == graph), None)

    @cached_property
    def services(self) -> dict[str, str]:
        """The service's name of each graph symbol."""
        return {symbol: graph.service for symbol, graph in self.graphs.items()}


def _field_homes(node: ObjectTypeDefinitionNode) -> dict[str, tuple[FieldHome, ...]]:
    everywhere = tuple(dict.fromkeys(each.graph for each in join.join_types(node)))
    key = join.common_key(node)
    homes: dict[str, tuple[FieldHome, ...]] = {}
    for field in node.fields or ():
        name = field.name.value
        joins = join.join_fields(field)
        if not joins or name in key:
            homes[name] = tuple(FieldHome(graph) for graph in everywhere)
        else:
            homes[name] = tuple(_home(each, each.graph) for each in joins if each.graph and each.resolves)
    return homes


def _home(field: join.JoinField, graph: str) -> FieldHome:
    return FieldHome(
        graph,
        requires=(join.flat_fields(field.requires) or ()) if field.requires else (),
        provides=frozenset((join.flat_fields(field.provides) or ()) if field.provides else ()),
    )


class _Public(Visitor):
    """Strips the machinery of federation from a supergraph's syntax tree."""

    @staticmethod
    def enter_directive(node: DirectiveNode, *_: object) -> VisitorActionEnum | None:
        return None if node.name.value in PUBLIC_DIRECTIVES else REMOVE


def public_schema(document: DocumentNode) -> GraphQLSchema:
    """The graph that clients see: the supergraph without anything that says who resolves what."""
    kept = tuple(node for node in document.definitions if not _is_private(node))
    stripped = visit(DocumentNode(definitions=kept), _Public())
    return scalars.hold(build_ast_schema(stripped))


def _is_private(node: Node) -> bool:
    if isinstance(node, DirectiveDefinitionNode):
        return node.name.value not in PUBLIC_DIRECTIVES
    if isinstance(node, TypeDefinitionNode):
        return join.is_machinery(node.name.value)
    return False
