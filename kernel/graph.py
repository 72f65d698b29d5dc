"""The GraphQL edge every subgraph shares: the context of one operation, refusals as results, explanations, limits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

import sqlalchemy as sa
import strawberry
from anyio import to_thread
from fastapi import Request
from graphql import print_ast
from strawberry.dataloader import DataLoader
from strawberry.extensions import (
    AddValidationRules,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    ValidationCache,
)
from strawberry.fastapi import BaseContext, GraphQLRouter
from strawberry.federation import Schema
from strawberry.scalars import JSON

from kernel import explanation, refusals, store
from kernel.http import Edge
from kernel.identity import Principal

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
App = TypeVar("App")

FEDERATION_VERSION: Literal["2.9"] = "2.9"
"""The newest that the open composer takes."""
MAX_DEPTH = 14
MAX_ALIASES = 500
"""Far above the 60 that the gateway allows its clients: it adds aliases of its own to what it sends on."""
MAX_TOKENS = 4000


@strawberry.federation.type(shareable=True, description="Một câu bằng hai ngôn ngữ: one sentence in both languages")
class Text:
    """Text in Vietnamese and English."""

    vi: str
    en: str

    @classmethod
    def of(cls, text: explanation.Text) -> Text:
        """From the domain's value."""
        return cls(vi=text.vi, en=text.en)


@strawberry.federation.type(
    shareable=True, description="Căn cứ: where a rule or figure stands, and how far it is confirmed"
)
class Source:
    """Document, article and status (found, analogue, unverified)."""

    document: str
    article: str
    status: str

    @classmethod
    def of(cls, source: explanation.Source) -> Source:
        """From the domain's value."""
        return cls(document=source.document, article=source.article, status=source.status.value)


@strawberry.federation.type(
    shareable=True, description="Giải trình: why a value is what it is, down to the events it was read from"
)
class Explanation:
    """One node of a “why”; `tree` is the node and all below it as JSON, `digest` its stable SHA-256."""

    label: Text
    value: str
    formula: str
    rounding: str
    source: Source | None
    rule_version: str
    events: list[strawberry.ID]
    inputs: list[Explanation]
    digest: str
    tree: JSON

    @classmethod
    def of(cls, node: explanation.Explanation) -> Explanation:
        """From the domain's value."""
        return cls(
            label=Text.of(node.label),
            value=node.value,
            formula=node.formula,
            rounding=node.rounding,
            source=Source.of(node.source) if node.source else None,
            rule_version=node.rule_version,
            events=[strawberry.ID(str(each)) for each in node.events],
            inputs=[cls.of(each) for each in node.inputs],
            digest=node.digest(),
            tree=JSON(node.as_dict()),
        )


@strawberry.federation.type(shareable=True, description="Từ chối: what a rule refuses, its source, the fields, and why")
class Refusal:
    """A refused command as data."""

    code: str
    title: Text
    detail: Text
    source: Source
    fields: list[str]
    why: Explanation

    @classmethod
    def of(cls, refusal: refusals.Refusal) -> Refusal:
        """From the refusal that was raised."""
        return cls(
            code=refusal.code,
            title=Text.of(refusal.title),
            detail=Text.of(refusal.text()),
            source=Source.of(refusal.ground),
            fields=list(refusal.fields),
            why=Explanation.of(refusal.explanation),
        )


@strawberry.federation.type(
    shareable=True, description="Biên nhận: the command is recorded; wait for `token` before reading elsewhere"
)
class Receipt:
    """The aggregate, its new version, the place in the log, and what else the command has to say."""

    id: strawberry.ID
    version: int
    position: int
    token: str
    details: JSON

    @classmethod
    def of(cls, receipt: store.Receipt) -> Receipt:
        """From the application's receipt."""
        return cls(
            id=strawberry.ID(str(receipt.id)),
            version=receipt.version,
            position=receipt.position,
            token=receipt.token,
            details=JSON(receipt.details),
        )


CommandResult = Annotated[
    Receipt | Refusal,
    strawberry.union("CommandResult", description="Kết quả lệnh: the receipt, or the refusal as data"),
]


@strawberry.input(description="Điều kiện của lệnh: once, at this version, true since")
class Terms:
    """What REST says in headers: Idempotency-Key, If-Match, Effective-At and the correlation id."""

    idempotency_key: str | None = None
    expected_version: int | None = None
    effective_at: datetime | None = None
    correlation_id: UUID | None = None


@strawberry.federation.type(shareable=True, description="Thông tin trang: where this page of a connection ends")
class PageInfo:
    """Relay's page information; pages run forward only."""

    has_next_page: bool
    end_cursor: str | None
    has_previous_page: bool = False
    start_cursor: str | None = None


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

        def execute() -> store.Receipt:
            order = self._order(terms or Terms(), "" if sealed else _said(info), info.field_name)
            return self.edge.store.answered(order) or run(order)

        try:
            return Receipt.of(await to_thread.run_sync(execute))
        except refusals.Refusal as refusal:
            return Refusal.of(refusal)

    def _order(self, terms: Terms, said: str, field: str) -> store.Command:
        principal = self.principal
        effective = terms.effective_at.isoformat() if terms.effective_at else None
        once = None
        if terms.idempotency_key:
            once = store.Once(terms.idempotency_key, hashlib.sha256(f"{field}\n{said}".encode()).hexdigest())
        return store.Command(
            principal, self.edge.act(principal, effective, terms.correlation_id), once, terms.expected_version
        )


def _said(info: strawberry.Info[Any, Any]) -> str:
    raw = info._raw_info  # noqa: SLF001 (the only way to the arguments as they were written)
    return "\n".join([print_ast(raw.field_nodes[0]), repr(sorted(info.variable_values.items()))])


_RULES = [
    *QueryDepthLimiter(max_depth=MAX_DEPTH).validation_rules,
    *MaxAliasesLimiter(max_alias_count=MAX_ALIASES).validation_rules,
]


def make_schema(query: type, mutation: type | None, types: Sequence[type] = ()) -> Schema:
    """A federation subgraph with the limits and caches every one of them has."""
    parser_cache, validation_cache = ParserCache(maxsize=512), ValidationCache(maxsize=512)
    return Schema(
        query=query,
        mutation=mutation,
        types=types,
        federation_version=FEDERATION_VERSION,
        extensions=[
            lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
            lambda: AddValidationRules(_RULES),
            lambda: parser_cache,
            lambda: validation_cache,
        ],
    )


async def open_context(edge: Edge, application: App, authorization: str | None, wait_for: str | None) -> Context[App]:
    """The context of one operation, once the facts in `wait_for` have arrived."""
    if wait_for:
        await to_thread.run_sync(edge.wait_for, wait_for)
    return Context(edge, application, authorization)


def subgraph_router(schema: Schema, edge: Edge, application: object) -> GraphQLRouter[Any, Any]:
    """The service's own `/graphql`, for a gateway over HTTP and for whoever needs this service alone."""

    async def context(request: Request) -> Context[object]:
        headers = request.headers
        return await open_context(edge, application, headers.get("authorization"), headers.get("wait-for"))

    return GraphQLRouter(schema, context_getter=context, graphql_ide=None)
