"""The two ways to reach a service: within this process, or over HTTP. Same requests, same answers, same errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, Self

import aiohttp
import msgspec
from graphql import GraphQLFormattedError
from strawberry.schema import BaseSchema

from gateway.faults import ServiceRefused, ServiceUnavailable
from kernel.refusals import Refusal
from kernel.tracing import outgoing

FORWARDED = ("authorization", "traceparent", "tracestate", "x-request-id", "accept-language", "wait-for")
"""Headers of the client's request that the services need: who asks, in which language, as part of which trace."""

OpenContext = Callable[[str | None, str | None], Awaitable[object]]
"""Opens the context of one fetch in a service, from the client's Authorization and Wait-For headers.

May raise a `kernel.refusals.Refusal`, which the client is told.
"""

CONNECTIONS = 200
PROBLEM = "application/problem+json"
OF_THIS_REQUEST = frozenset({"status", "instance", "errors"})
"""Members of a problem that speak of the service's own HTTP request, which the client never saw."""
GRAPHQL_STATUSES = frozenset({200, 400})
"""Statuses under which a GraphQL answer may stand; any other is the answer of something else."""


class InProcess:
    """Calls each service's schema directly. Every fetch has a context of its own, so no loader outlives a fetch."""

    def __init__(self, schemas: Mapping[str, BaseSchema], contexts: Mapping[str, OpenContext]) -> None:
        self.schemas = schemas
        self.contexts = contexts

    async def __call__(
        self, service: str, query: str, variables: Mapping[str, object], context: object
    ) -> Mapping[str, object]:
        """Execute one request in the service's schema."""
        headers = forwarded(context)
        try:
            own = await self.contexts[service](headers.get("authorization"), headers.get("wait-for"))
        except Refusal as refusal:
            raise ServiceRefused(refusal.as_problem()) from refusal
        result = await self.schemas[service].execute(query, variable_values=dict(variables), context_value=own)
        if not result.errors:
            return {"data": result.data}
        errors: list[GraphQLFormattedError] = [error.formatted for error in result.errors]
        return {"data": result.data, "errors": errors}


class HasHeaders(Protocol):
    """What the HTTP transport reads of a client's request."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, looked up without regard to case."""


def forwarded(context: object) -> dict[str, str]:
    """The headers to send on, from the gateway's context (`{"request": ...}`)."""
    request: HasHeaders | None = context.get("request") if isinstance(context, Mapping) else None
    if request is None:
        return {}
    return {name: value for name in FORWARDED if (value := request.headers.get(name)) is not None}


class OverHttp:
    """Calls each service's GraphQL address through one pooled client, open for as long as the gateway runs.

    Use as `async with`; only connecting has a time limit of its own, the executor sets the deadline of a call.
    """

    def __init__(self, urls: Mapping[str, str], connect_seconds: float = 2.0) -> None:
        self.urls = urls
        self.timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=30)
        self._session = aiohttp.ClientSession(timeout=self.timeout, connector=connector)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __call__(
        self, service: str, query: str, variables: Mapping[str, object], context: object
    ) -> Mapping[str, object]:
        """Post one request to the service."""
        if self._session is None:
            raise ServiceUnavailable("the gateway is not running")
        body = msgspec.json.encode({"query": query, "variables": variables} if variables else {"query": query})
        headers = {"content-type": "application/json", "accept": "application/json", **forwarded(context), **outgoing()}
        try:
            async with self._session.post(self.urls[service], data=body, headers=headers) as response:
                problem = response.content_type == PROBLEM
                if response.status not in GRAPHQL_STATUSES and not problem:
                    raise ServiceUnavailable(f"it answered {response.status}")
                answer = msgspec.json.decode(await response.read())
        except (aiohttp.ClientError, OSError, msgspec.DecodeError) as reason:
            raise ServiceUnavailable(repr(reason)) from reason
        if problem and isinstance(answer, dict):
            raise ServiceRefused({name: value for name, value in answer.items() if name not in OF_THIS_REQUEST})
        if not isinstance(answer, dict) or not ({"data", "errors"} & answer.keys()):
            raise ServiceUnavailable("its answer is not one of GraphQL")
        return answer
