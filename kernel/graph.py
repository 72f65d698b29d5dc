"""The GraphQL edge every subgraph shares: one operation's context, bounds on what it may ask, and faults masked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, Literal, TypeVar, cast

import sqlalchemy as sa
import strawberry
from anyio import to_thread
from fastapi import Request
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    get_argument_values,
)
from graphql.execution.values import VariableValues
from strawberry.dataloader import DataLoader
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.fastapi import BaseContext, GraphQLRouter
from strawberry.federation import Schema
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult

from kernel import refusals, store
from kernel.answers import CommandResult, Explanation, PageInfo, Receipt, Refusal, Source, Terms, Text
from kernel.http import BadHeader, Edge, of_its_day
from kernel.identity import Principal
from kernel.observing import Ended, commanded, count_refusal
from kernel.problems import numbered, worded

__all__ = [
    "CommandResult",
    "Context",
    "Explanation",
    "PageInfo",
    "Receipt",
    "Refusal",
    "Source",
    "Terms",
    "Text",
    "make_schema",
    "open_context",
    "subgraph_router",
]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
App = TypeVar("App")

FEDERATION_VERSION: Literal["2.9"] = "2.9"
"""The newest that the open composer takes."""
MAX_DEPTH = 14
MAX_ALIASES = 500
"""Far above the 60 that the gateway allows its clients: it adds aliases of its own to what it sends on."""
MAX_TOKENS = 4000
CACHED = 512
"""Documents whose parsing and validation are remembered."""
MAX_KEY = 200
"""Longest Idempotency-Key, as in REST."""


class Context(BaseContext, Generic[App]):
    """One operation: who asks, the application, and loaders that read each key once, in a worker thread."""

    def __init__(self, edge: Edge, application: App, authorization: str | None) -> None:
        super().__init__()
        self.edge = edge
        self.application = application
        self._authorization = authorization
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}

    @property
    def principal(self) -> Principal:
        """Who asks.

        Raises:
            Unauthenticated: nobody known.
        """
        return self.edge.verifier.principal(self._authorization)

    async def read(self, query: Callable[[sa.Connection], V]) -> V:
        """The answer of a query on the views, read in a worker thread for a known principal."""
        _ = self.principal

        def run() -> V:
            with self.edge.store.reading() as connection:
                return query(connection)

        return await to_thread.run_sync(run)

    def loader(self, fetch: Callable[[sa.Connection, Sequence[K]], Sequence[V]]) -> DataLoader[K, V]:
        """The operation's one loader for `fetch`, which answers a list of keys with as many values, in order."""
        if fetch not in self._loaders:

            async def load(keys: list[K]) -> Sequence[V]:
                return await self.read(lambda connection: fetch(connection, keys))

            self._loaders[fetch] = DataLoader(load)
        return self._loaders[fetch]

    async def command(
        self,
        info: strawberry.Info[Any, Any],
        terms: Terms | None,
        run: Callable[[store.Command], store.Receipt],
        *,
        sealed: bool = False,
    ) -> Receipt | Refusal:
        """Run one command in a worker thread: its receipt, or its refusal as data.

        `sealed` keeps the arguments out of the idempotency record: a secret ballot.
        """
        service = self.edge.store.service
        with commanded(service, info.python_name) as ended:

            def execute() -> store.Receipt:
                order = self._order(terms or Terms(), "" if sealed else _said(info), info.field_name)
                return self._once(order, run, ended)

            try:
                return Receipt.of(await to_thread.run_sync(execute))
            except refusals.Refusal as refusal:
                ended.outcome = "refused"
                count_refusal(service, refusal)
                return Refusal.of(refusal)

    def _once(self, order: store.Command, run: Callable[[store.Command], store.Receipt], ended: Ended) -> store.Receipt:
        first = self.edge.store.answered(order)
        try:
            receipt = first or run(order)
        except refusals.Refusal as refusal:  # perhaps because a twin of this command was recorded meanwhile
            if (first := self.edge.store.answered(order)) is None:
                raise of_its_day(refusal, order) from None
            receipt = first
        ended.outcome = "repeated" if first else "recorded"
        return receipt

    def _order(self, terms: Terms, said: str, field: str) -> store.Command:
        principal = self.principal
        effective = terms.effective_at.isoformat() if terms.effective_at else None
        key, once = terms.idempotency_key, None
        if key and len(key) > MAX_KEY:
            raise BadHeader(fields=("idempotencyKey",), name="idempotencyKey", value=key, form=f"≤ {MAX_KEY}")
        if key:
            by = f"\n{terms.rulebook}" if terms.rulebook else ""
            once = store.Once(key, hashlib.sha256(f"{field}\n{effective}\n{said}{by}".encode()).hexdigest())
        act = self.edge.act(principal, effective, terms.correlation_id)
        return store.Command(principal, act, once, terms.expected_version, terms.rulebook)


def _said(info: strawberry.Info[Any, Any]) -> str:
    """The arguments of the command, less its terms, however the client has written and named them."""
    raw = info._raw_info  # noqa: SLF001 (the only way to the arguments as they were sent)
    plain = cast("dict[str, Any]", raw.variable_values)  # Strawberry hands out the coerced values alone
    given = VariableValues(sources={}, coerced=plain)
    arguments = get_argument_values(raw.parent_type.fields[raw.field_name], raw.field_nodes[0], given)
    return repr(sorted((name, value) for name, value in arguments.items() if name != "terms"))


async def open_context(edge: Edge, application: App, authorization: str | None, wait_for: str | None) -> Context[App]:
    """The context of one operation, once the facts in `wait_for` have arrived.

    Raises:
        Refusal: the facts have not come in time, or nobody known asks to wait for them.
    """
    context = Context(edge, application, authorization)
    if wait_for:
        _ = context.principal
        await to_thread.run_sync(edge.wait_for, wait_for)
    return context


def subgraph_router(schema: Schema, edge: Edge, application: object) -> GraphQLRouter[Any, Any]:
    """The service's own `/graphql`, for a gateway over HTTP and for whoever needs this service alone."""

    async def context(request: Request) -> Context[object]:
        headers = request.headers
        return await open_context(edge, application, headers.get("authorization"), headers.get("wait-for"))

    return GraphQLRouter(schema, context_getter=context, graphql_ide=None)


@dataclass(frozen=True)
class _Size:
    depth: int = 0
    aliases: int = 0


class Limits(ValidationRule):
    """Refuses a document too deep or with too many aliases, fragments written out.

    Each fragment is measured once: the library's own limiters measure it at every spread, and thirty fragments that
    spread each other twice would keep them busy for hours.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        definitions = context.document.definitions
        self._fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
        self._measured: dict[str, _Size] = {}
        sizes = [self._size(each.selection_set) for each in definitions if isinstance(each, OperationDefinitionNode)]
        depth, aliases = max((size.depth for size in sizes), default=0), sum(size.aliases for size in sizes)
        for found, most, vi, en in ((depth, MAX_DEPTH, "cấp", "levels"), (aliases, MAX_ALIASES, "bí danh", "aliases")):
            if found > most:
                said = f"Câu truy vấn có {found} {vi}; tối đa {most}. / The document has {found} {en}; {most} allowed."
                context.report_error(GraphQLError(said))

    def _size(self, selected: SelectionSetNode | None) -> _Size:
        depth = aliases = 0
        for each in selected.selections if selected else ():
            if isinstance(each, FieldNode):
                inside = self._field(each)
            elif isinstance(each, FragmentSpreadNode):
                inside = self._fragment(each.name.value)
            else:
                assert isinstance(each, InlineFragmentNode)  # noqa: S101 (there is no fourth kind)
                inside = self._size(each.selection_set)
            depth, aliases = max(depth, inside.depth), aliases + inside.aliases
        return _Size(depth, aliases)

    def _field(self, field: FieldNode) -> _Size:
        inside = self._size(field.selection_set)
        introspecting = field.name.value.startswith("__")
        depth = inside.depth + 1 if field.selection_set and not introspecting else 0
        return _Size(depth, inside.aliases + (field.alias is not None))

    def _fragment(self, name: str) -> _Size:
        if name not in self._measured:
            self._measured[name] = _Size()  # for one that spreads itself, which another rule refuses
            fragment = self._fragments.get(name)
            self._measured[name] = self._size(fragment.selection_set if fragment else None)
        return self._measured[name]


class Subgraph(Schema):
    """Shows refusals and what is wrong with a document; anything else is logged and shown as a numbered fault."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        """One operation."""
        result = await super().execute(*args, **kwargs)
        result.errors = [_shown(error) for error in result.errors] if result.errors else None
        return result

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing is logged here: the library would log the document, and with it a secret ballot."""


def _shown(error: GraphQLError) -> GraphQLError:
    original = error.original_error
    ours = error.path is not None or not error.nodes  # raised while executing, not found in the document
    if original is None or isinstance(original, refusals.Refusal | GraphQLError) or not ours:
        return error if error.path is not None or " / " in error.message else worded(error)
    fault = numbered(original)
    return GraphQLError(str(fault), error.nodes, path=error.path, extensions=fault.extensions)


def _finite(value: object) -> Decimal:
    """A decimal number; infinity and what is no number are none."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise GraphQLError(f"“{value}” không phải số thập phân / is not a decimal number")
    return found


EXACT = strawberry.scalar(name="Decimal", description="Decimal (fixed-point)", serialize=str, parse_value=_finite)


def make_schema(query: type, mutation: type | None, types: Sequence[type] = ()) -> Schema:
    """A federation subgraph with the limits and caches every one of them has."""
    return Subgraph(
        query=query,
        mutation=mutation,
        types=types,
        config=StrawberryConfig(scalar_map={Decimal: EXACT}),
        federation_version=FEDERATION_VERSION,
        extensions=[  # made anew for each operation: an extension holds the operation it serves
            lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
            lambda: AddValidationRules([Limits]),
            lambda: ParserCache(maxsize=CACHED),
            lambda: ValidationCache(maxsize=CACHED),
        ],
    )
