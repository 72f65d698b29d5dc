"""Refuses `@requires` and `@provides` that are more than a flat list of plain fields."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    specified_scalar_types,
)

from gateway import join
from gateway.lint.violation import Rule, Violation


def requires_flat(document: DocumentNode) -> Iterator[Violation]:
    """A required field with arguments, fragments or fields beneath would have to be rebuilt for the representation."""
    for where, _, _, joins in join.fields_with_joins(document):
        for each in joins:
            if each.requires is not None and join.flat_fields(each.requires) is None:
                yield Violation("nested-requires", where, f'@requires(fields: "{each.requires}") is not a flat list')


def requires_scalars(document: DocumentNode) -> Iterator[Violation]:
    """A required field is handed over as it stands: a scalar or an enum, asked for without arguments."""
    leaves = _leaf_types(document)
    for where, node, _, joins in join.fields_with_joins(document):
        fields = {field.name.value: field for field in node.fields or ()}
        for each in joins:
            for name in join.flat_fields(each.requires or "__typename") or ():
                why = _not_plain(fields.get(name), leaves)
                if why:
                    yield Violation("composite-requires", where, f"it requires {name}, {why}")


def _not_plain(field: FieldDefinitionNode | None, leaves: frozenset[str]) -> str | None:
    if field is None:
        return None
    if field.arguments:
        return "which takes arguments"
    return None if join.named(field.type) in leaves else "which has fields of its own"


def _leaf_types(document: DocumentNode) -> frozenset[str]:
    kinds = (ScalarTypeDefinitionNode, EnumTypeDefinitionNode)
    declared = (each.name.value for each in document.definitions if isinstance(each, kinds))
    return frozenset(specified_scalar_types).union(declared)


def provides_flat(document: DocumentNode) -> Iterator[Violation]:
    """What a field provides is known one level deep, on one object type."""
    objects = {each.name.value for each in join.composites(document) if isinstance(each, ObjectTypeDefinitionNode)}
    for where, _, field, joins in join.fields_with_joins(document):
        for each in joins:
            if each.provides is None:
                continue
            if join.flat_fields(each.provides) is None:
                yield Violation("nested-provides", where, f'@provides(fields: "{each.provides}") is not a flat list')
            elif join.named(field.type) not in objects:
                yield Violation("abstract-provides", where, "it provides fields of a union or an interface")


RULES: tuple[Rule, ...] = (requires_flat, requires_scalars, provides_flat)
