"""Refuses what could be planned but would make one service's failure everybody's: a house rule of design."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graphql import DocumentNode, NonNullTypeNode

from gateway import join
from gateway.lint.violation import Rule, Violation


def extensions_nullable(document: DocumentNode) -> Iterator[Violation]:
    """A field that one service adds to another's entity is nullable, else its failure empties the whole answer.

    The owner is the graph with most non-null fields besides the key; one that says `@extends` never is.
    """
    for node in join.composites(document):
        key = join.common_key(node)
        extensions = {each.graph for each in join.join_types(node) if each.extension}
        strict: dict[str, list[str]] = defaultdict(list)
        for field in (node.fields or ()) if key else ():
            resolving = [each.graph for each in join.join_fields(field) if each.graph and each.resolves]
            if isinstance(field.type, NonNullTypeNode) and field.name.value not in key and len(resolving) == 1:
                strict[resolving[0]].append(field.name.value)
        owner = max((graph for graph in strict if graph not in extensions), key=lambda g: len(strict[g]), default=None)
        for graph, fields in strict.items():
            for field_name in fields if graph != owner else ():
                where = f"{node.name.value}.{field_name}"
                why = f"{graph} adds it to an entity of {owner or 'another service'}, so it must be nullable"
                yield Violation("non-null-extension", where, why)


RULES: tuple[Rule, ...] = (extensions_nullable,)
