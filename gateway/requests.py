"""Turns the planned fetches into requests: fetches of one graph that wait for the same answers travel together."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import DocumentNode, OperationDefinitionNode, OperationType

from gateway.document import EntitySelection, Writer, variables_of
from gateway.plan import Ask, Entities, Plan, Request
from gateway.planner import Node, Planner
from gateway.selection import INTROSPECTION, Field, Fields, root_type
from gateway.supergraph import Supergraph

ROOT_META = INTROSPECTION | {"__typename"}


def plan(
    supergraph: Supergraph,
    operation: OperationDefinitionNode,
    fields: Fields,
    introspection: DocumentNode | None = None,
) -> Plan:
    """The plan of one operation whose fields are already flattened."""
    planner = Planner(supergraph)
    root = root_type(supergraph.api, operation).name
    mutates = operation.operation is OperationType.MUTATION
    fetched = {key: field for key, field in fields.items() if field.name not in ROOT_META}
    (planner.mutation if mutates else planner.query)(root, fetched)
    writer = Writer(operation)
    requests = tuple(_request(writer, group, operation.operation.value) for group in _grouped(planner.nodes))
    answered_here = {id(field) for field in fields.values() if field.name in INTROSPECTION}
    verbatim = frozenset(_verbatim(fields, planner.asked) | answered_here)
    return Plan(root, requests, fields, verbatim, introspection)


@dataclass
class _Group:
    """Fetches of one graph that travel together, after the requests at `after` (positions, none implied by another)."""

    after: frozenset[int]
    ancestors: frozenset[int]
    nodes: list[Node]

    def takes(self, node: Node, after: frozenset[int]) -> bool:
        """Whether this node may join: an entity fetch of the same graph that waits for the same requests."""
        first = self.nodes[0]
        return bool(node.path and first.path) and first.graph == node.graph and self.after == after


def _grouped(nodes: list[Node]) -> list[_Group]:
    """Entity fetches of one graph that wait for the same requests share one; a root fetch stands alone."""
    groups: list[_Group] = []
    position: dict[Node, int] = {}
    for node in nodes:
        needed = frozenset(position[each] for each in node.after)
        implied = frozenset[int]().union(*(groups[index].ancestors for index in needed))
        after = needed - implied
        index = next((i for i, group in enumerate(groups) if group.takes(node, after)), len(groups))
        if index == len(groups):
            groups.append(_Group(after, needed | implied, []))
        groups[index].nodes.append(node)
        position[node] = index
    return groups


def _request(writer: Writer, group: _Group, operation: str) -> Request:
    first = group.nodes[0]
    variables = tuple(dict.fromkeys(name for node in group.nodes for name in variables_of(node.asks)))
    after = tuple(sorted(group.after))
    if not first.path:
        document = writer.root(operation, first.asks, variables)
        mutates = operation == OperationType.MUTATION.value
        return Request(first.graph, document, variables, after, roots=tuple(first.client_keys), mutates=mutates)
    prefix = writer.unused_prefix()
    selections = [
        EntitySelection(f"e{index}", f"{prefix}{index}", node.type, node.asks) for index, node in enumerate(group.nodes)
    ]
    entities = tuple(_entities(node, each) for node, each in zip(group.nodes, selections, strict=True))
    return Request(first.graph, writer.entities(selections, variables), variables, after, entities=entities)


def _entities(node: Node, selection: EntitySelection) -> Entities:
    return Entities(
        alias=selection.alias,
        variable=selection.variable,
        path=node.path,
        type=node.type,
        representation=node.representation,
        keys=node.keys,
        fills=tuple(node.client_keys),
    )


def _verbatim(fields: Fields, asked: dict[int, Ask]) -> set[int]:
    """The fields whose whole subtree is asked of one graph, in the client's order, with nothing added."""
    found: set[int] = set()
    for each in fields.values():
        below = [child for selection in each.selections.values() for child in selection.values()]
        found |= _verbatim({str(index): child for index, child in enumerate(below)}, asked)
        if id(each) in asked and all(id(child) in found for child in below) and _same_keys(each, asked[id(each)]):
            found.add(id(each))
    return found


def _same_keys(field: Field, ask: Ask) -> bool:
    if not field.selections:
        return True
    if field.abstract:
        return False
    return all(
        selection and list(selection) == list(ask.children[name]) for name, selection in field.selections.items()
    )
