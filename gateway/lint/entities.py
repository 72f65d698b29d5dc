"""Refuses keys and owners of fields by which the planner could not hop exactly from one graph to another."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DocumentNode, ObjectTypeDefinitionNode

from gateway import join
from gateway.lint.violation import Rule, Violation

ROOTS = frozenset({"Query", "Mutation", "Subscription"})


def keys_resolvable(document: DocumentNode) -> Iterator[Violation]:
    """A stub with `resolvable: false` cannot be entered, so the hop back to it has no way."""
    for node in join.composites(document):
        for each in join.join_types(node):
            if not each.resolvable:
                why = f"{each.graph} declares its key with resolvable: false"
                yield Violation("unresolvable-key", node.name.value, why)


def keys_flat(document: DocumentNode) -> Iterator[Violation]:
    """A key of plain fields is copied as it stands; a nested one would have to be rebuilt."""
    for node in join.composites(document):
        for each in join.join_types(node):
            if each.key is not None and join.flat_fields(each.key) is None:
                why = f'the key "{each.key}" in {each.graph} is not a list of plain fields'
                yield Violation("nested-key", node.name.value, why)


def keys_common(document: DocumentNode) -> Iterator[Violation]:
    """One hop joins any two graphs of an entity only if all of them share one key."""
    for node in join.composites(document):
        joins = join.join_types(node)
        keys = [each.key for each in joins if each.key]
        if keys and all(map(join.flat_fields, keys)) and not join.common_key(node):
            held = ", ".join(f"{each.graph} has {each.key or 'none'}" for each in joins)
            yield Violation("no-common-key", node.name.value, f"no key is shared by all its graphs: {held}")


def no_entity_interfaces(document: DocumentNode) -> Iterator[Violation]:
    """An interface with a key is entered without knowing the concrete type."""
    for node in join.composites(document):
        if not isinstance(node, ObjectTypeDefinitionNode) and any(each.key for each in join.join_types(node)):
            yield Violation("entity-interface", node.name.value, "an interface has a key")


def fields_owned(document: DocumentNode) -> Iterator[Violation]:
    """A field that no graph resolves by itself has no fetch that answers it."""
    for where, _, _, joins in join.fields_with_joins(document):
        if any(each.graph is None for each in joins) or (joins and not any(each.resolves for each in joins)):
            yield Violation("unowned-field", where, "no graph resolves it on its own")


def values_whole(document: DocumentNode) -> Iterator[Violation]:
    """A type without a key cannot be entered elsewhere, so every graph that has it must resolve all of it."""
    for where, node, _, joins in join.fields_with_joins(document):
        types = join.join_types(node)
        keyed = any(each.key for each in types)
        if keyed or not isinstance(node, ObjectTypeDefinitionNode) or node.name.value in ROOTS:
            continue
        everywhere = dict.fromkeys(each.graph for each in types)
        resolving = {each.graph for each in joins if each.resolves} if joins else set(everywhere)
        missing = [graph for graph in everywhere if graph not in resolving]
        if missing:
            yield Violation("partial-value", where, f"{', '.join(missing)} has the type but does not resolve the field")


def one_type_everywhere(document: DocumentNode) -> Iterator[Violation]:
    """A field whose type differs between graphs propagates null differently in each."""
    for where, _, _, joins in join.fields_with_joins(document):
        for each in joins:
            if each.type is not None:
                yield Violation("differing-type", where, f"{each.graph} types it {each.type}, another graph otherwise")


def no_returned_roots(document: DocumentNode) -> Iterator[Violation]:
    """A field that answers with Query or Mutation would start a new operation within one."""
    for where, _, field, _ in join.fields_with_joins(document):
        if join.named(field.type) in ROOTS:
            yield Violation("returned-root", where, "it answers with a root type")


RULES: tuple[Rule, ...] = (
    keys_resolvable,
    keys_flat,
    keys_common,
    no_entity_interfaces,
    fields_owned,
    values_whole,
    one_type_everywhere,
    no_returned_roots,
)
