"""Decides who is asked for what: root fields per graph, then a hop by key wherever a field belongs to another graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.plan import INTERNAL, Ask, Asks, Path, Step, UnplannableOperation
from gateway.selection import Field, Fields
from gateway.supergraph import FieldHome, Supergraph

HOPS_MAX = 16
"""How deep a chain of @requires may go before it must be a circle."""


@dataclass(eq=False)
class Node:
    """One fetch being planned: what `graph` is asked at the objects of `type` at `path`, after the fetches it needs."""

    graph: str
    type: str
    path: Path = ()
    after: frozenset[Node] = frozenset()
    asks: Asks = field(default_factory=dict)
    representation: dict[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    client_keys: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where the planner stands: within `node`, at an object of `type` at `path`, adding to `asks`."""

    node: Node
    type: str
    path: Path
    asks: Asks
    provided: frozenset[str] = frozenset()


class Planner:
    """Plans one operation. `nodes` are in an order in which each comes after those it needs."""

    def __init__(self, supergraph: Supergraph) -> None:
        self.supergraph = supergraph
        self.nodes: list[Node] = []
        self.asked: dict[int, Ask] = {}

    def query(self, root: str, fields: Fields) -> None:
        """Plan a query: one root fetch per graph, all at once."""
        roots: dict[str, Node] = {}
        for each in fields.values():
            graph = self._choose(root, each.name, roots)
            node = roots.get(graph) or self._root(roots, graph, root)
            self._ask(Place(node, root, (), node.asks), each)

    def mutation(self, root: str, fields: Fields) -> None:
        """Plan a mutation: one field after the other, each with all that hangs beneath it."""
        for each in fields.values():
            node = Node(self._choose(root, each.name, ()), root, after=frozenset(self.nodes))
            self.nodes.append(node)
            self._ask(Place(node, root, (), node.asks), each)

    def _root(self, roots: dict[str, Node], graph: str, root: str) -> Node:
        roots[graph] = Node(graph, root)
        self.nodes.append(roots[graph])
        return roots[graph]

    def _ask(self, place: Place, wanted: Field) -> None:
        """Ask the place's own graph for a field that it resolves, and plan everything beneath."""
        ask = place.asks[wanted.key] = Ask(wanted.name, wanted.arguments, wanted.abstract)
        self.asked[id(wanted)] = ask
        if place.asks is place.node.asks:
            place.node.client_keys[wanted.key] = None
        home = self._home(place, wanted.name)
        provided = home.provides if home else frozenset()
        for type_name, below in wanted.selections.items():
            asks = ask.children[type_name] = {}
            step = Step(wanted.key, type_name if wanted.abstract else None)
            self._object(Place(place.node, type_name, (*place.path, step), asks, provided), below)

    def _object(self, place: Place, fields: Fields) -> None:
        """Ask for what the place's graph resolves here; hop for the rest, one graph after the other."""
        elsewhere: dict[str, list[Field]] = {}
        for each in fields.values():
            if self._is_local(place, each.name):
                self._ask(place, each)
            else:
                elsewhere.setdefault(self._choose(place.type, each.name, elsewhere), []).append(each)
        for graph, group in elsewhere.items():
            for each in group:
                node = self._hop(place, graph, each.name, 0)
                self._ask(Place(node, place.type, place.path, node.asks), each)

    def _hop(self, place: Place, graph: str, name: str, depth: int) -> Node:
        """The fetch that enters `graph` at this object with all that it must be given to resolve the field."""
        if depth > HOPS_MAX:
            raise UnplannableOperation(f"{place.type}.{name} requires itself")
        key = self.supergraph.keys.get(place.type)
        home = self.supergraph.home(place.type, name, graph)
        if key is None or home is None:
            raise UnplannableOperation(f"{place.type}.{name} cannot be reached from {place.node.graph}")
        given: dict[str, str] = {}
        needs: set[Node] = set()
        for required in (*key, *home.requires):
            supplier, given[required] = self._supply(place, required, depth)
            needs.add(supplier)
        node = self._entity_node(graph, place, frozenset(needs))
        node.representation.update(given)
        return node

    def _supply(self, place: Place, name: str, depth: int) -> tuple[Node, str]:
        """Which fetch brings this scalar of the object, and under which response key."""
        if self._is_local(place, name):
            node, asks = place.node, place.asks
        else:
            node = self._hop(place, self._choose(place.type, name, ()), name, depth + 1)
            asks = node.asks
        for key, ask in asks.items():
            if ask.name == name and not ask.arguments:
                return node, key
        key = f"{INTERNAL}{place.type}_{name}"
        asks[key] = Ask(name)
        return node, key

    def _entity_node(self, graph: str, place: Place, needs: frozenset[Node]) -> Node:
        for node in self.nodes:
            if (node.graph, node.type, node.path, node.after) == (graph, place.type, place.path, needs):
                return node
        node = Node(graph, place.type, place.path, needs, keys=frozenset(self.supergraph.keys[place.type]))
        self.nodes.append(node)
        return node

    def _home(self, place: Place, name: str) -> FieldHome | None:
        return None if name == "__typename" else self.supergraph.home(place.type, name, place.node.graph)

    def _is_local(self, place: Place, name: str) -> bool:
        if name == "__typename" or name in place.provided:
            return True
        home = self._home(place, name)
        return home is not None and not home.requires

    def _choose(self, type_name: str, name: str, preferred: Iterable[str]) -> str:
        """The graph to ask: one that is asked anyway if it can answer, else the supergraph's first."""
        homes = [home.graph for home in self.supergraph.homes[type_name][name]]
        if not homes:
            raise UnplannableOperation(f"no graph resolves {type_name}.{name}")
        return next((graph for graph in preferred if graph in homes), homes[0])
