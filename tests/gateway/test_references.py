"""An object of one service may point at another service's entity, and must outlive that service's absence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from graphql import DocumentNode, NamedTypeNode, NonNullTypeNode, ObjectTypeDefinitionNode, parse

ROOT = Path(__file__).parents[2]
SDLS = {path.parent.name: parse(path.read_text("utf-8")) for path in sorted(ROOT.glob("services/*/schema.graphql"))}


def entities(document: DocumentNode) -> dict[str, int]:
    """The types with a key, and how many fields this service gives them."""
    return {
        node.name.value: len(node.fields or ())
        for node in document.definitions
        if isinstance(node, ObjectTypeDefinitionNode)
        and any(each.name.value == "key" for each in node.directives or ())
    }


def owners(sdls: Mapping[str, DocumentNode]) -> dict[str, str]:
    """Each entity's owner: the service that gives it most of its fields."""
    counts = {service: entities(document) for service, document in sdls.items()}
    names = {name for each in counts.values() for name in each}
    return {name: max(counts, key=lambda service: counts[service].get(name, 0)) for name in names}


def demanding(sdls: Mapping[str, DocumentNode]) -> Iterator[str]:
    """Fields that fail with their whole object when the service that owns what they point at does not answer."""
    owner = owners(sdls)
    for service, document in sdls.items():
        for node in document.definitions:
            if isinstance(node, ObjectTypeDefinitionNode):
                for field in node.fields or ():
                    inner = field.type.type if isinstance(field.type, NonNullTypeNode) else None
                    if isinstance(inner, NamedTypeNode) and owner.get(inner.name.value, service) != service:
                        yield f"{service}: {node.name.value}.{field.name.value}"


def test_no_object_depends_on_another_service_to_exist() -> None:
    assert {"covenant", "scoring", "nomination"} <= set(SDLS)
    assert list(demanding(SDLS)) == []


@pytest.mark.parametrize(("reference", "found"), [("Unit!", ["b: Row.unit"]), ("Unit", [])])
def test_a_reference_that_must_not_be_null_is_found(reference: str, found: list[str]) -> None:
    owner = parse('type Unit @key(fields: "id") { id: ID! name: String code: String }')
    other = parse(f'type Unit @key(fields: "id") {{ id: ID! }} type Row {{ unit: {reference} }}')
    assert list(demanding({"a": owner, "b": other})) == found
