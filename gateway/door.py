"""The one door: what clients ask of a service's REST interface is passed on to it, and its answer back, as they come.

Nothing is read here: bodies stream both ways, and their limits, rights and meaning are the service's.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Self

import aiohttp
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send
from yarl import URL

from kernel.explanation import Text
from kernel.problems import http_fault, refusal_page, render
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.tracing import CORRELATION, outgoing

log = logging.getLogger("gateway")

HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers of one connection, not of the message (RFC 9110, 7.6.1)."""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
CONNECTIONS = 400
KEEP_ALIVE_SECONDS = 30.0
"""Shorter than the services keep an idle connection, so that no request is written into one that is being closed."""


class ServiceAway(Refusal):
    """The service that is asked for does not answer."""

    code = "service-away"
    kind = Kind.UNAVAILABLE
    title = Text("Dịch vụ tạm thời không trả lời", "The service does not answer for now")
    detail = Text(
        "Dịch vụ {service} hiện không trả lời; hãy thử lại với cùng Idempotency-Key.",
        "The {service} service does not answer; try again with the same Idempotency-Key.",
    )
    source = HOUSE_RULE


class Door:
    """Passes requests on to the services at `bases` (name → address) through one pooled client.

    Use as `async with`, for as long as requests come in.
    """

    def __init__(self, bases: Mapping[str, str], connect_seconds: float = 2.0) -> None:
        self.bases = bases
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_SECONDS)
        self._session = aiohttp.ClientSession(
            timeout=self._timeout, connector=connector, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def router(self) -> APIRouter:
        """Routes of every service's name and all below it, and of the pages that problems lead to."""
        router = APIRouter(include_in_schema=False)
        for service in self.bases:
            for path in (f"/{service}", f"/{service}/{{rest:path}}"):
                router.add_api_route(path, self._passing_to(service), methods=METHODS)
        router.add_api_route("/problems/{code}", self.refusal_page, methods=["GET"])
        return router

    def _passing_to(self, service: str) -> Callable[[Request], Awaitable[Response]]:
        async def pass_on(request: Request) -> Response:
            return await self.pass_on(service, request)

        return pass_on

    async def pass_on(self, service: str, request: Request) -> Response:
        """The service's answer to this request, or a problem that says that it is away."""
        raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
        below = raw.decode("latin-1").removeprefix(f"/{service}")
        query = request.scope["query_string"].decode("latin-1")
        url = URL(f"{self.bases[service]}{below}{'?' if query else ''}{query}", encoded=True)
        try:
            answer = await self._ask(request, url)
        except (aiohttp.ClientError, OSError) as reason:
            log.warning("%s is away: %r", service, reason)
            problem = render(ServiceAway(service=service))
            problem.headers["Retry-After"] = "1"
            return problem
        return _passed_back(answer, _WhileSending if _carries(request) else StreamingResponse)

    async def refusal_page(self, code: str, request: Request) -> Response:
        """What the problem type means: one of the gateway's own, or told by the first service that knows it."""
        with suppress(HTTPException):
            return JSONResponse(refusal_page(code))
        missing: Response = http_fault(HTTPStatus.NOT_FOUND)
        for service in self.bases:
            url = URL(self.bases[service]) / "problems" / code
            try:
                answer = await self._ask(request, url)
            except (aiohttp.ClientError, OSError):
                missing = render(ServiceAway(service=service))
                continue
            if answer.status == HTTPStatus.OK:
                return _passed_back(answer)
            answer.release()
        return missing

    async def _ask(self, request: Request, url: URL) -> aiohttp.ClientResponse:
        if self._session is None:
            raise aiohttp.ClientConnectionError("the gateway is not running")
        headers = _under_our_correlation(kept(request.headers.items()))
        body = _Body(request) if _carries(request) else None
        answer = await self._session.request(
            request.method,
            url,
            headers=headers,
            data=None if body is None else body.pieces(),
            allow_redirects=False,
            skip_auto_headers=("User-Agent", "Content-Type", "Accept", "Accept-Encoding"),
        )
        if body is not None:
            body.answer = answer
        return answer


class _Body:
    """A request's body on its way to the service, whose answer may have begun meanwhile."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.answer: aiohttp.ClientResponse | None = None

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body as it comes. If the client goes away, so do we: the service must not wait for the rest of it."""
        try:
            async for piece in self._request.stream():
                yield piece
        except ClientDisconnect:
            if self.answer is not None:
                self.answer.close()
            raise


def kept(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers that travel with the message: all but those of the connection, and those the connection names."""
    given = [(name.lower(), value) for name, value in headers]
    named = {each.strip().lower() for name, value in given if name == "connection" for each in value.split(",")}
    return [(name, value) for name, value in given if name not in HOP_BY_HOP | named]


def _under_our_correlation(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """With the correlation and trace that the service is to go on with; a correlation that the client gave stays."""
    ours = outgoing()
    if any(name == CORRELATION for name, _ in headers):
        ours.pop(CORRELATION, None)
    return [*(each for each in headers if each[0] not in ours), *ours.items()]


class _WhileSending(StreamingResponse):
    """An answer that may begin while its request's body is still on the way through.

    The library's own would listen for the client going away, and so take parts of the body that belong to the service.
    A client that goes away is noticed by who reads the body.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the answer back."""
        del scope, receive
        await self.stream_response(send)


def _carries(request: Request) -> bool:
    return "content-length" in request.headers or "transfer-encoding" in request.headers


def _passed_back(
    answer: aiohttp.ClientResponse, kind: type[StreamingResponse] = StreamingResponse
) -> StreamingResponse:
    response = kind(_content(answer), answer.status)
    response.raw_headers = [
        (name.encode("latin-1"), value.encode("utf-8", "surrogateescape"))
        for name, value in kept(answer.headers.items())
    ]
    return response


async def _content(answer: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async with answer:
        async for chunk in answer.content.iter_any():
            yield chunk
