"""Random valid operations over a schema: what a hypothesis strategy draws to compare two ways of answering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)
from hypothesis import strategies as st

DRAWN_DEPTH = 5
VALUES: Mapping[str, Sequence[str | int]] = {
    "ID": ["u1", "u2", "u3", "u4", "u7", "c1", "c2", "không có"],
    "String": ["Cụm", "Mường", "u2", "2024-03-31"],
    "Int": [0, 1, 2, 5],
}


@dataclass
class Operation:
    text: str
    variables: Mapping[str, object]


@dataclass
class _Drawing:
    """One operation being drawn: every response key is new, so that any two fields may stand side by side."""

    schema: GraphQLSchema
    draw: st.DrawFn
    declared: list[str] = field(default_factory=list)
    variables: dict[str, object] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    count: int = 0

    def name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def selection(self, type_: GraphQLNamedType, depth: int) -> str:
        if isinstance(type_, GraphQLUnionType):
            members = self.draw(st.lists(st.sampled_from(type_.types), min_size=1, max_size=3, unique=True))
            inner = [f"... on {each.name} {self.selection(each, depth)}" for each in members]
            return f"{{ {self.maybe('__typename')} {' '.join(inner)} }}"
        assert isinstance(type_, GraphQLObjectType)
        usable = [name for name, each in type_.fields.items() if depth > 0 or is_leaf_type(get_named_type(each.type))]
        chosen = self.draw(st.lists(st.sampled_from([*usable, "__typename"]), min_size=1, max_size=4))
        return f"{{ {' '.join(self.field(type_, name, depth) for name in chosen)} }}"

    def maybe(self, text: str) -> str:
        return text if self.draw(st.booleans()) else ""

    def field(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        if name == "__typename":
            return f"{self.name('t')}: __typename"
        definition = parent.fields[name]
        plain = not definition.args and self.draw(st.booleans()) and is_leaf_type(get_named_type(definition.type))
        key = "" if plain else f"{self.name('f')}: "
        text = f"{key}{name}{self.arguments(definition)}{self.condition()}"
        named = get_named_type(definition.type)
        if not is_leaf_type(named):
            text += f" {self.selection(named, depth - 1)}"
        return self.wrapped(parent, text)

    def wrapped(self, parent: GraphQLObjectType, text: str) -> str:
        how = self.draw(st.sampled_from(["bare", "bare", "bare", "inline", "named"]))
        if how == "inline":
            return f"... on {parent.name} {{ {text} }}"
        if how == "named":
            name = self.name("F")
            self.fragments.append(f"fragment {name} on {parent.name} {{ {text} }}")
            return f"...{name}"
        return text

    def condition(self) -> str:
        how = self.draw(st.sampled_from(["", "", "", "", "@include", "@skip"]))
        return f" {how}(if: {self.value('Boolean!', value=self.draw(st.booleans()))})" if how else ""

    def arguments(self, definition: GraphQLField) -> str:
        given = []
        for name, argument in definition.args.items():
            required = isinstance(argument.type, GraphQLNonNull) and argument.default_value is None
            if required or self.draw(st.booleans()):
                drawn = self.draw(st.sampled_from(VALUES[get_named_type(argument.type).name]))
                given.append(f"{name}: {self.value(str(argument.type), drawn)}")
        return f"({', '.join(given)})" if given else ""

    def value(self, type_: str, value: str | int) -> str:
        if self.draw(st.booleans()):
            name = self.name("v")
            self.declared.append(f"${name}: {type_}")
            self.variables[name] = value
            return f"${name}"
        return f'"{value}"' if isinstance(value, str) else str(value).lower()


@st.composite
def queries(draw: st.DrawFn, schema: GraphQLSchema) -> Operation:
    """A valid query with its variables."""
    drawing = _Drawing(schema, draw)
    root = schema.query_type
    assert root is not None
    selection = drawing.selection(root, draw(st.integers(1, DRAWN_DEPTH)))
    header = f"({', '.join(drawing.declared)})" if drawing.declared else ""
    return Operation("\n".join([f"query Q{header} {selection}", *drawing.fragments]), drawing.variables)
