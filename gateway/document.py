"""Writes the text that a graph is sent: the same plan gives the same text, so that the graph's own caches work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphql import (
    ArgumentNode,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    print_ast,
    visit,
)

from gateway.plan import TYPENAME, Ask, Asks


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.names[node.name.value] = None


def _collect_variables(asks: Asks, found: _Variables) -> None:
    for ask in asks.values():
        for argument in ask.arguments:
            visit(argument, found)
        for below in ask.children.values():
            _collect_variables(below, found)


def variables_of(asks: Asks) -> tuple[str, ...]:
    """The client's variables that these fields use, in order of appearance."""
    found = _Variables()
    _collect_variables(asks, found)
    return tuple(found.names)


@dataclass(frozen=True)
class EntitySelection:
    """One `_entities` field to write."""

    alias: str
    variable: str
    type: str
    asks: Asks


class Writer:
    """Writes the requests of one client operation."""

    def __init__(self, operation: OperationDefinitionNode) -> None:
        self.definitions: Mapping[str, VariableDefinitionNode] = {
            each.variable.name.value: each for each in operation.variable_definitions or ()
        }

    def unused_prefix(self) -> str:
        """A beginning for variable names of our own that no variable of the client has."""
        prefix = "entities"
        while any(name.startswith(prefix) for name in self.definitions):
            prefix = f"_{prefix}"
        return prefix

    def root(self, operation: str, asks: Asks, variables: Iterable[str]) -> str:
        """A query or mutation from the root."""
        return f"{operation}{self._header(self._declared(variables))}{_selection_set(asks)}"

    def entities(self, selections: Iterable[EntitySelection], variables: Iterable[str]) -> str:
        """A query for entities, one aliased `_entities` per place in the answer."""
        chosen = list(selections)
        declared = [f"${each.variable}: [_Any!]!" for each in chosen] + self._declared(variables)
        fields = [
            f"{each.alias}: _entities(representations: ${each.variable})"
            f" {{ ... on {each.type} {_selection_set(each.asks)} }}"
            for each in chosen
        ]
        return f"query{self._header(declared)}{{ {' '.join(fields)} }}"

    def _declared(self, variables: Iterable[str]) -> list[str]:
        return [print_ast(self.definitions[name]) for name in variables]

    @staticmethod
    def _header(declared: list[str]) -> str:
        return f"({', '.join(declared)}) " if declared else " "


def _selection_set(asks: Asks) -> str:
    if not asks:
        return f"{{ {TYPENAME}: __typename }}"
    return f"{{ {' '.join(_field(key, ask) for key, ask in asks.items())} }}"


def _field(key: str, ask: Ask) -> str:
    name = ask.name if key == ask.name else f"{key}: {ask.name}"
    return f"{name}{_arguments(ask.arguments)}{_below(ask)}"


def _arguments(arguments: tuple[ArgumentNode, ...]) -> str:
    return f"({', '.join(print_ast(each) for each in arguments)})" if arguments else ""


def _below(ask: Ask) -> str:
    if not ask.children:
        return ""
    if not ask.abstract:
        (asks,) = ask.children.values()
        return f" {_selection_set(asks)}"
    members = [f"... on {name} {_selection_set(asks)}" for name, asks in ask.children.items() if asks]
    return f" {{ {TYPENAME}: __typename {' '.join(members)} }}"
