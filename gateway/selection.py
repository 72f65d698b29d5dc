"""A client's operation, flattened: fragments inlined, @skip and @include decided, fields merged per concrete type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    get_named_type,
    value_from_ast_untyped,
    visit,
)

INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, eq=False)
class Field:
    """One field of the answer: `key` in the response, asked as `name`; `selections` by concrete type, empty for a leaf.

    `defaults` are the schema's values of the arguments that the client left out.
    """

    key: str
    name: str
    arguments: tuple[ArgumentNode, ...]
    type: GraphQLOutputType
    abstract: bool
    selections: Mapping[str, Mapping[str, Field]]
    defaults: Mapping[str, object]


Fields = Mapping[str, Field]


class InvalidDocument(ValueError):
    """The document was not validated against this schema before: it asks for what is not there."""


def root_type(schema: GraphQLSchema, operation: OperationDefinitionNode) -> GraphQLObjectType:
    """The type whose fields the operation selects."""
    root = schema.get_root_type(operation.operation)
    if root is None:
        raise InvalidDocument(operation.operation.value)
    return root


Conditions = Mapping[str, bool]


def default(argument: GraphQLArgument) -> object:
    """The value that the schema gives an argument which the client leaves out; None if it gives none."""
    stated = argument.default
    return value_from_ast_untyped(stated.literal) if stated and stated.literal else None


class _ConditionVariables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.names[argument.value.name.value] = None


def condition_variables(document: DocumentNode) -> tuple[str, ...]:
    """The variables that decide a @skip or @include somewhere in the document, in order of appearance."""
    visitor = _ConditionVariables()
    visit(document, visitor)
    return tuple(visitor.names)


class Flattener:
    """Flattens the operations of one valid document under given values of its conditions."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, conditions: Conditions) -> None:
        self.schema = schema
        self.conditions = conditions
        self.fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def flatten(self, operation: OperationDefinitionNode) -> Fields:
        """The operation's fields."""
        return self._fields(self._root(operation), [operation.selection_set])

    def introspection(self, operation: OperationDefinitionNode) -> DocumentNode | None:
        """What the operation asks about the schema itself, as a document of its own; None if nothing."""
        found: dict[str, list[FieldNode]] = {}
        self._collect(self._root(operation), operation.selection_set, found, set())
        nodes = tuple(node for each in found.values() for node in each if node.name.value in INTROSPECTION)
        if not nodes:
            return None
        narrowed = OperationDefinitionNode(
            operation=operation.operation,
            variable_definitions=operation.variable_definitions,
            selection_set=SelectionSetNode(selections=nodes),
        )
        return DocumentNode(definitions=(narrowed, *self.fragments.values()))

    def _root(self, operation: OperationDefinitionNode) -> GraphQLObjectType:
        return root_type(self.schema, operation)

    def _fields(self, parent: GraphQLObjectType, sets: list[SelectionSetNode]) -> Fields:
        found: dict[str, list[FieldNode]] = {}
        for selection_set in sets:
            self._collect(parent, selection_set, found, set())
        return {key: self._field(parent, key, nodes) for key, nodes in found.items()}

    def _field(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Field:
        name = nodes[0].name.value
        definition = self._definition(parent, name)
        below = [node.selection_set for node in nodes if node.selection_set]
        named = get_named_type(definition.type)
        possible = () if name in INTROSPECTION else self._possible(named)
        return Field(
            key=key,
            name=name,
            arguments=tuple(nodes[0].arguments or ()),
            type=definition.type,
            abstract=isinstance(named, GraphQLInterfaceType | GraphQLUnionType),
            selections={each.name: self._fields(each, below) for each in possible},
            defaults={each: default(argument) for each, argument in definition.args.items()},
        )

    def _definition(self, parent: GraphQLObjectType, name: str) -> GraphQLField:
        definition = self.schema.get_field(parent, name)
        if definition is None:
            raise InvalidDocument(f"{parent.name}.{name}")
        return definition

    def _possible(self, named: GraphQLNamedType) -> tuple[GraphQLObjectType, ...]:
        """The concrete types of a field's value; none for a leaf."""
        if isinstance(named, GraphQLObjectType):
            return (named,)
        if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            return tuple(self.schema.get_possible_types(named))
        return ()

    def _collect(
        self, parent: GraphQLObjectType, selections: SelectionSetNode, found: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for node in selections.selections:
            if not self._wanted(node.directives or ()):
                continue
            if isinstance(node, FieldNode):
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, parent):
                    self._collect(parent, node.selection_set, found, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, parent):
                    self._collect(parent, fragment.selection_set, found, seen)

    def _applies(self, condition: str, parent: GraphQLObjectType) -> bool:
        type_ = self.schema.type_map[condition]
        if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            return self.schema.is_sub_type(type_, parent)
        return type_ is parent

    def _wanted(self, directives: tuple[DirectiveNode, ...] | list[DirectiveNode]) -> bool:
        for directive in directives:
            if directive.name.value in {"skip", "include"}:
                value = self._condition(directive)
                if value == (directive.name.value == "skip"):
                    return False
        return True

    def _condition(self, directive: DirectiveNode) -> bool:
        for argument in directive.arguments or ():
            if isinstance(argument.value, VariableNode):
                return self.conditions[argument.value.name.value]
            if isinstance(argument.value, BooleanValueNode):
                return argument.value.value
        raise InvalidDocument(f"@{directive.name.value} without a boolean")
