"""What the planner hands to the executor: which requests go to which graph, after which, and the answer's shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import ArgumentNode, DocumentNode

from gateway.selection import Fields

INTERNAL = "__key_"
"""Prefix of the aliases that the gateway adds for itself; clients may not use it."""
TYPENAME = f"{INTERNAL}type"
"""Where a graph tells which member of a union or interface an object is."""


class UnplannableOperation(Exception):
    """No graph can answer a field of this operation from where it stands; the lint should have refused the graph."""


@dataclass(frozen=True)
class Step:
    """One step from an object to those beneath: by response key, then only objects of `type` (None: all of them)."""

    key: str
    type: str | None = None


Path = tuple[Step, ...]


@dataclass
class Ask:
    """One field that a graph is asked for; `children` by concrete type, empty for a leaf."""

    name: str
    arguments: tuple[ArgumentNode, ...] = ()
    abstract: bool = False
    children: dict[str, Asks] = field(default_factory=dict)


Asks = dict[str, Ask]


@dataclass(frozen=True)
class Entities:
    """One list of entities that a request fetches: for the objects at `path`, found again by `representation`.

    `representation` maps each field that the graph must be given to where it lies in the object; `keys` names those
    that may not be null. `fills` are the client's response keys that the entities bring.
    """

    alias: str
    variable: str
    path: Path
    type: str
    representation: Mapping[str, str]
    keys: frozenset[str]
    fills: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """One call of one graph. `after` are the positions in the plan of the requests whose answers it needs.

    `roots` are the client's response keys of a root request; an entity request has `entities` instead.
    """

    graph: str
    document: str
    variables: tuple[str, ...]
    after: tuple[int, ...] = ()
    roots: tuple[str, ...] = ()
    entities: tuple[Entities, ...] = ()
    mutates: bool = False


@dataclass(frozen=True, eq=False)
class Plan:
    """The requests of one operation, each after those it needs; `fields` is the answer's shape.

    `verbatim` holds the `id()` of the fields whose whole subtree one graph answers exactly as the client asked: they
    are taken over untouched.
    `introspection` is what it asks about the schema itself, which the gateway answers.
    """

    root: str
    requests: tuple[Request, ...]
    fields: Fields
    verbatim: frozenset[int]
    introspection: DocumentNode | None = None
