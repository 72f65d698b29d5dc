"""Finds the objects in the answer so far that another graph must add to, and lays what it answered into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.faults import ResponsePath
from gateway.plan import INTERNAL, TYPENAME, Entities, Path

Object = dict[str, object]
Located = tuple[ResponsePath, Object]


@dataclass
class Batch:
    """The distinct representations of one `_entities` call, and the objects each of them stands for.

    `unmet` are the objects that cannot be asked about because something they need was not answered.
    """

    representations: list[Object] = field(default_factory=list)
    objects: list[list[Object]] = field(default_factory=list)
    unmet: list[Object] = field(default_factory=list)


def objects_at(root: Object, path: Path) -> list[Object]:
    """Every object at the path, lists opened, in the answer's order; one that is there twice comes twice."""
    found: list[Object] = [root]
    for step in path:
        below: list[Object] = []
        for each in found:
            _open(each.get(step.key), step.type, below)
        found = below
    return found


def _open(value: object, type_name: str | None, found: list[Object]) -> None:
    if isinstance(value, list):
        for each in value:
            _open(each, type_name, found)
    elif isinstance(value, dict) and (type_name is None or value.get(TYPENAME) == type_name):
        found.append(value)


def located(root: Object, path: Path) -> list[Located]:
    """As `objects_at`, each with its place in the response: for errors only, it costs more."""
    found: list[Located] = [((), root)]
    for step in path:
        found = [
            each for place, parent in found for each in _opened((*place, step.key), parent.get(step.key), step.type)
        ]
    return found


def _opened(place: ResponsePath, value: object, type_name: str | None) -> Iterator[Located]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _opened((*place, index), each, type_name)
    elif isinstance(value, dict) and (type_name is None or value.get(TYPENAME) == type_name):
        yield place, value


def batch(root: Object, entities: Entities) -> Batch:
    """What to ask for these entities: one representation per distinct entity, none where the key is null."""
    gathered = Batch()
    known: dict[tuple[object, ...], int] = {}
    fields = list(entities.representation.items())
    for each in objects_at(root, entities.path):
        if any(alias not in each for _, alias in fields):
            gathered.unmet.append(each)
            continue
        values = tuple(each[alias] for _, alias in fields)
        if any(value is None for (name, _), value in zip(fields, values, strict=True) if name in entities.keys):
            continue
        identity = tuple(map(repr, values))
        if identity not in known:
            known[identity] = len(gathered.objects)
            names = (name for name, _ in fields)
            gathered.representations.append({"__typename": entities.type, **dict(zip(names, values, strict=True))})
            gathered.objects.append([])
        gathered.objects[known[identity]].append(each)
    return gathered


def absorb(gathered: Batch, answered: object) -> bool:
    """Lay the answered entities into their objects; False if the answer is not one entity (or null) for each asked."""
    if not isinstance(answered, list) or len(answered) != len(gathered.objects):
        return False
    for objects, entity in zip(gathered.objects, answered, strict=True):
        if isinstance(entity, dict):
            for each in objects:
                each.update(entity)
    return True


def places_of(root: Object, entities: Entities, objects: list[Object]) -> list[ResponsePath]:
    """Where in the response these very objects are."""
    wanted = {id(each) for each in objects}
    return [place for place, each in located(root, entities.path) if id(each) in wanted]


def visible(path: ResponsePath) -> ResponsePath:
    """The path as the client knows it: cut off where it enters a field that only the gateway asked for."""
    for index, part in enumerate(path):
        if isinstance(part, str) and part.startswith(INTERNAL):
            return path[:index]
    return path
