"""Refuses unions and interfaces whose members are not the same in every graph that has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graphql import DocumentNode, InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode, UnionTypeDefinitionNode

from gateway import join
from gateway.lint.violation import Rule, Violation


def unions_whole(document: DocumentNode) -> Iterator[Violation]:
    """A member that one graph does not know cannot be asked for there."""
    for node in document.definitions:
        if isinstance(node, UnionTypeDefinitionNode):
            known: dict[str, set[str]] = defaultdict(set)
            for member in join.members(node):
                known[member.graph].add(member.name)
            everyone = {each.name.value for each in node.types or ()}
            yield from _missing("partial-union", node.name.value, known, everyone, _graphs(node))


def interfaces_whole(document: DocumentNode) -> Iterator[Violation]:
    """An object that implements the interface in one graph only cannot be asked for through it in another."""
    known: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    everyone: dict[str, set[str]] = defaultdict(set)
    for node in join.composites(document):
        if isinstance(node, ObjectTypeDefinitionNode):
            for member in join.members(node):
                known[member.name][member.graph].add(node.name.value)
                everyone[member.name].add(node.name.value)
    for node in join.composites(document):
        if isinstance(node, InterfaceTypeDefinitionNode):
            name = node.name.value
            yield from _missing("partial-interface", name, known[name], everyone[name], _graphs(node))


def _graphs(node: join.Composite | UnionTypeDefinitionNode) -> list[str]:
    return list(dict.fromkeys(each.graph for each in join.join_types(node)))


def _missing(
    rule: str, where: str, known: dict[str, set[str]], everyone: set[str], graphs: list[str]
) -> Iterator[Violation]:
    for graph in graphs:
        missing = everyone - known.get(graph, set())
        if missing:
            yield Violation(rule, where, f"{graph} does not know {', '.join(sorted(missing))}")


RULES: tuple[Rule, ...] = (unions_whole, interfaces_whole)
