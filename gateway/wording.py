"""What is wrong with a client's document or variables, in both languages: the library says it in English only."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from graphql import (
    ArgumentNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    NamedTypeNode,
    NameNode,
    Node,
    ObjectFieldNode,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
    print_ast,
)

LONGEST = 60
"""As much of a value as is repeated."""

CALLED: tuple[tuple[type[Node], str], ...] = (
    (FieldNode, "trường `{name}`"),
    (ArgumentNode, "tham số `{name}`"),
    (ObjectFieldNode, "thành phần `{name}`"),
    (NamedTypeNode, "kiểu `{name}`"),
    (DirectiveNode, "chỉ thị `@{name}`"),
    (VariableNode, "biến `${name}`"),
    (FragmentSpreadNode, "mảnh `{name}`"),
    (FragmentDefinitionNode, "mảnh `{name}`"),
)


class Wrong(StrEnum):
    """What does not hold, by the code that clients of other servers know too."""

    SYNTAX = "GRAPHQL_PARSE_FAILED"
    DOCUMENT = "GRAPHQL_VALIDATION_FAILED"
    VARIABLES = "BAD_USER_INPUT"


SENTENCES = {
    Wrong.SYNTAX: "Câu truy vấn sai cú pháp GraphQL{place}.",
    Wrong.DOCUMENT: "Câu truy vấn không khớp với lược đồ: {thing}{place}.",
    Wrong.VARIABLES: "Giá trị truyền vào không hợp lệ: {thing}{place}.",
}


def worded(errors: Iterable[GraphQLError], wrong: Wrong) -> list[GraphQLError]:
    """The same errors, each with a Vietnamese sentence before the library's own that names the thing and its place."""
    return [_worded(each, wrong) for each in errors]


def _worded(error: GraphQLError, wrong: Wrong) -> GraphQLError:
    place = f" (dòng {error.locations[0].line}, cột {error.locations[0].column})" if error.locations else ""
    thing = _called(error.nodes[0]) if error.nodes else "câu truy vấn"
    sentence = SENTENCES[wrong].format(thing=thing, place=place)
    return GraphQLError(
        f"{sentence} / {error.message}", error.nodes, error.source, error.positions, extensions={"code": wrong.value}
    )


def _called(node: Node) -> str:
    if isinstance(node, VariableDefinitionNode):
        return _called(node.variable)
    if isinstance(node, OperationDefinitionNode):
        return "thao tác"
    for kind, words in CALLED:
        if isinstance(node, kind):
            return words.format(name=node.name.value)  # type: ignore[attr-defined]  # each of them has one
    if isinstance(node, NameNode):
        return f"tên `{node.value}`"
    return f"giá trị {print_ast(node)[:LONGEST]}"
