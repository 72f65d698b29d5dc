"""What an operation may ask at most, checked before anything costly is done with it."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSyntaxError,
    InlineFragmentNode,
    Lexer,
    OperationDefinitionNode,
    SelectionSetNode,
    Source,
    TokenKind,
)

from gateway.plan import INTERNAL
from gateway.selection import INTROSPECTION
from kernel.explanation import Text

OPENING = frozenset({TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L})
CLOSING = frozenset({TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R})


@dataclass(frozen=True)
class Limits:
    """The bounds of one operation; `cost` counts each field times the lists above it (`list_size` where unstated)."""

    body_bytes: int = 1_000_000
    characters: int = 50_000
    tokens: int = 2_000
    nesting: int = 60
    depth: int = 14
    aliases: int = 60
    fields: int = 600
    cost: int = 100_000
    list_size: int = 10
    seconds: float = 15.0


TOO_LONG = Text(
    "Câu truy vấn dài {found} ký tự; tối đa {most}.", "The document has {found} characters; {most} are allowed."
)
TOO_MANY_TOKENS = Text("Câu truy vấn có hơn {most} từ tố.", "The document has more than {most} tokens.")
TOO_NESTED = Text("Ngoặc lồng nhau quá {most} cấp.", "Brackets are nested more than {most} levels deep.")
TOO_DEEP = Text(
    "Các trường lồng nhau {found} cấp; tối đa {most}.", "Fields are nested {found} levels deep; {most} are allowed."
)
TOO_MANY_ALIASES = Text(
    "Câu truy vấn có {found} bí danh; tối đa {most}.", "The operation has {found} aliases; {most} are allowed."
)
TOO_MANY_FIELDS = Text(
    "Câu truy vấn chọn {found} trường; tối đa {most}.", "The operation selects {found} fields; {most} are allowed."
)
TOO_COSTLY = Text(
    "Chi phí ước tính {found} vượt mức {most}: hãy giảm `first` hoặc bớt trường.",
    "The estimated cost {found} exceeds {most}: ask for fewer items or fields.",
)
RESERVED_ALIAS = Text(
    "Bí danh không được bắt đầu bằng `{most}` (gặp `{found}`).",
    "An alias must not begin with `{most}` (found `{found}`).",
)


def over(text: Text, code: str, found: object, most: object) -> GraphQLError:
    """The refusal of an operation that asks for too much."""
    filled = text.format({"found": found, "most": most})
    return GraphQLError(f"{filled.vi} / {filled.en}", extensions={"code": code})


def check_text(text: str, limits: Limits) -> GraphQLError | None:
    """Refuse a document by its length, its tokens and the nesting of its brackets, without parsing it."""
    if len(text) > limits.characters:
        return over(TOO_LONG, "TOO_LONG", len(text), limits.characters)
    lexer = Lexer(Source(text))
    tokens = nesting = 0
    try:
        while (kind := lexer.advance().kind) is not TokenKind.EOF:
            tokens += 1
            nesting += (kind in OPENING) - (kind in CLOSING)
            if tokens > limits.tokens:
                return over(TOO_MANY_TOKENS, "TOO_MANY_TOKENS", tokens, limits.tokens)
            if nesting > limits.nesting:
                return over(TOO_NESTED, "TOO_DEEP", nesting, limits.nesting)
    except GraphQLSyntaxError as error:
        return error
    return None


@dataclass(frozen=True)
class Measure:
    """The size of a selection with its fragments written out."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0

    def beside(self, other: Measure) -> Measure:
        """Both, on one level."""
        return Measure(max(self.depth, other.depth), self.aliases + other.aliases, self.fields + other.fields)


class _Measurer:
    """Measures each fragment once, so that fragments that spread each other cannot make the measuring itself costly."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self.known: dict[str, Measure] = {}
        self.reserved: str | None = None

    def selections(self, selection_set: SelectionSetNode | None) -> Measure:
        total = Measure()
        for node in selection_set.selections if selection_set else ():
            if isinstance(node, FieldNode):
                total = total.beside(self._field(node))
            elif isinstance(node, InlineFragmentNode):
                total = total.beside(self.selections(node.selection_set))
            elif isinstance(node, FragmentSpreadNode):
                total = total.beside(self._fragment(node.name.value))
        return total

    def _field(self, node: FieldNode) -> Measure:
        below = self.selections(node.selection_set)
        if node.alias and node.alias.value.startswith(INTERNAL):
            self.reserved = node.alias.value
        depth = 1 if node.name.value in INTROSPECTION else below.depth + 1
        return Measure(depth, below.aliases + (node.alias is not None), below.fields + 1)

    def _fragment(self, name: str) -> Measure:
        if name not in self.known:
            self.known[name] = Measure()  # a circle counts nothing here; validation refuses it
            fragment = self.fragments.get(name)
            self.known[name] = self.selections(fragment.selection_set) if fragment else Measure()
        return self.known[name]


def check_document(document: DocumentNode, limits: Limits) -> GraphQLError | None:
    """Refuse a parsed document by its depth, aliases and fields, fragments written out; linear in its own length."""
    measurer = _Measurer(document)
    total = Measure()
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            total = total.beside(measurer.selections(definition.selection_set))
    if measurer.reserved:
        return over(RESERVED_ALIAS, "RESERVED_ALIAS", measurer.reserved, INTERNAL)
    if total.depth > limits.depth:
        return over(TOO_DEEP, "TOO_DEEP", total.depth, limits.depth)
    if total.aliases > limits.aliases:
        return over(TOO_MANY_ALIASES, "TOO_MANY_ALIASES", total.aliases, limits.aliases)
    if total.fields > limits.fields:
        return over(TOO_MANY_FIELDS, "TOO_MANY_FIELDS", total.fields, limits.fields)
    return None
