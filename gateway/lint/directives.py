"""Refuses what a supergraph asks of a gateway by directives that this one does not carry out."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DirectiveDefinitionNode,
    DocumentNode,
    Node,
    OperationTypeDefinitionNode,
    SchemaDefinitionNode,
    Visitor,
    visit,
)

from gateway import join
from gateway.lint.violation import Rule, Violation

KNOWN_FEATURES = ("specs.apollo.dev/link/v1.", "specs.apollo.dev/join/v0.")
ACCESS = ("authenticated", "requiresScopes", "policy")
EXECUTABLE = {"QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "FRAGMENT_DEFINITION"}


def no_interface_object(document: DocumentNode) -> Iterator[Violation]:
    """`@interfaceObject` hides the concrete type from the graph that adds the field."""
    for node in join.composites(document):
        for each in join.join_types(node):
            if each.interface_object:
                yield Violation("interface-object", node.name.value, f"{each.graph} declares it with @interfaceObject")


def no_context_arguments(document: DocumentNode) -> Iterator[Violation]:
    """`@fromContext` arguments need values from further up the tree."""
    for where, _, _, joins in join.fields_with_joins(document):
        for each in joins:
            if each.context_arguments:
                yield Violation("context-arguments", where, f"{each.graph} takes an argument with @fromContext")


def no_progressive_override(document: DocumentNode) -> Iterator[Violation]:
    """A labelled `@override` sends a share of the requests elsewhere: two answers to one question."""
    for where, _, _, joins in join.fields_with_joins(document):
        for each in joins:
            if each.override_label is not None:
                yield Violation("progressive-override", where, f"{each.graph} overrides it under a label")


def no_subscriptions(document: DocumentNode) -> Iterator[Violation]:
    """A subscription is a stream; a plan answers once."""
    for definition in document.definitions:
        if isinstance(definition, SchemaDefinitionNode):
            for operation in definition.operation_types:
                if _is_subscription(operation):
                    yield Violation("subscription", operation.type.name.value, "subscriptions are not planned")


def _is_subscription(operation: OperationTypeDefinitionNode) -> bool:
    return operation.operation.value == "subscription"


def only_known_features(document: DocumentNode) -> Iterator[Violation]:
    """A feature linked `for` execution or security must be understood, or the graph refused (link specification)."""
    for definition in document.definitions:
        if isinstance(definition, SchemaDefinitionNode):
            for link in join.applied(definition, "link"):
                url = str(link.get("url"))
                if link.get("for") and not any(known in url for known in KNOWN_FEATURES):
                    yield Violation("unknown-feature", "schema", f"it needs {url} for {link['for']}")


class _Applications(Visitor):
    """Collects the type and field on which each directive of interest stands."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names
        self.found: list[tuple[str, str]] = []

    def enter(self, node: Node, _key: object, _parent: object, _path: object, ancestors: list[object]) -> None:
        """Note the place of a directive of interest."""
        if node.kind == "directive" and node.name.value in self.names:  # type: ignore[attr-defined]
            owners = [each.name.value for each in ancestors if getattr(each, "name", None) is not None]  # type: ignore[attr-defined]
            self.found.append((".".join(owners), node.name.value))  # type: ignore[attr-defined]


def nothing_inaccessible(document: DocumentNode) -> Iterator[Violation]:
    """An `@inaccessible` element would have to be hidden from answers too (an enum's value, a member of a union)."""
    applications = _Applications(("inaccessible",))
    visit(document, applications)
    for where, _ in applications.found:
        yield Violation("inaccessible", where, "hidden elements are not planned; leave it out of the subgraph")


def no_gateway_access_rules(document: DocumentNode) -> Iterator[Violation]:
    """Rights are enforced in the services; a directive that nobody enforces would only look like a guard."""
    applications = _Applications(ACCESS)
    visit(document, applications)
    for where, name in applications.found:
        yield Violation("access-directive", where, f"@{name} is not enforced here; the service must guard the field")


def no_executable_directives(document: DocumentNode) -> Iterator[Violation]:
    """A directive that clients may write in an operation is not passed on to the subgraphs."""
    for definition in document.definitions:
        if isinstance(definition, DirectiveDefinitionNode) and definition.name.value not in {"skip", "include"}:
            places = {location.value for location in definition.locations} & EXECUTABLE
            if places:
                where = f"@{definition.name.value}"
                yield Violation("executable-directive", where, f"clients could write it on {', '.join(sorted(places))}")


RULES: tuple[Rule, ...] = (
    no_interface_object,
    no_context_arguments,
    no_progressive_override,
    no_subscriptions,
    only_known_features,
    nothing_inaccessible,
    no_gateway_access_rules,
    no_executable_directives,
)
