"""The one door: REST of the services through the gateway, as if they were asked directly."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from gateway import main
from gateway.door import kept
from gateway.settings import Settings
from kernel.refusals import Refusal
from kernel.streaming import VerdictStream
from tests.gateway.serving import serve
from tests.gateway.subgraphs import whole

MEGABYTE = b"a" * 1_000_000


class SaysAgain:
    """A stream's sink that answers with what it is fed, while it is fed."""

    ended = False

    def __init__(self) -> None:
        self.fed = b""
        self.finished = False

    def feed(self, chunk: bytes) -> bytes:
        self.fed += chunk
        return chunk

    def finish(self) -> bytes:
        self.finished = True
        return b"end"

    def stop(self, refusal: Refusal) -> bytes:
        return refusal.code.encode()


class Watched(VerdictStream):
    """Says when its exchange is over."""

    def __init__(self, sink: SaysAgain, over: threading.Event) -> None:
        super().__init__(sink)
        self._over = over

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._over.set()


class Upstream:
    """A service that tells what it was asked, streams both ways, and knows one problem."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.arrived: list[bytes] = []
        self.first = threading.Event()
        self.go_on = threading.Event()
        self.over = threading.Event()
        self.app.api_route("/scoring/echo/{rest:path}", methods=["GET", "POST", "PUT"])(self.echo)
        self.app.post("/scoring/slowly")(self.slowly)
        self.app.post("/scoring/at-once", response_model=None)(self.at_once)
        self.app.post("/scoring/no-more")(self.no_more)
        self.app.get("/scoring/chunks")(self.chunks)
        self.app.get("/scoring/cookies")(self.cookies)
        self.app.get("/scoring/problems/toy")(self.toy)

    async def echo(self, request: Request) -> dict[str, object]:
        return {
            "method": request.method,
            "path": request.scope["raw_path"].decode(),
            "query": request.url.query,
            "headers": dict(request.headers),
            "body": (await request.body()).decode(),
        }

    async def slowly(self, request: Request) -> dict[str, int]:
        async for chunk in request.stream():
            self.arrived.append(chunk)
            self.first.set()
        return {"bytes": sum(map(len, self.arrived))}

    async def at_once(self) -> Response:
        self.sink = SaysAgain()
        return Watched(self.sink, self.over)

    async def no_more(self) -> Response:
        return Response(b"too large", 413)

    async def chunks(self) -> StreamingResponse:
        async def content() -> AsyncIterator[bytes]:
            yield b"first"
            await asyncio.to_thread(self.go_on.wait, 10)
            yield b"second"

        return StreamingResponse(content(), media_type="text/plain")

    async def cookies(self) -> Response:
        response = Response(status_code=304, headers={"etag": '"7"'})
        response.headers.append("set-cookie", "a=1")
        response.headers.append("set-cookie", "b=2")
        return response

    async def toy(self) -> dict[str, str]:
        return {"code": "toy"}


@pytest.fixture(scope="module")
def upstream() -> Upstream:
    return Upstream()


@pytest.fixture(scope="module")
def address(upstream: Upstream, dead: str) -> Iterator[str]:
    with serve(upstream.app) as base:
        urls = {"covenant": f"{dead}/covenant/graphql", "scoring": f"{base}/scoring/graphql"}
        settings = Settings(urls={**urls, "nomination": f"{dead}/nomination/graphql"})
        with serve(main.build_app(settings, whole.supergraph())) as door:
            yield door


@pytest.fixture(scope="module")
def dead() -> str:
    """An address of our own that nobody serves."""
    with serve(FastAPI()) as base:
        return base


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_request_reaches_the_service_as_it_was_sent(address: str, method: str) -> None:
    path = "/scoring/echo/T%E1%BB%89nh%2F68/x;y"
    headers = {"authorization": "Bearer t", "if-match": '"3"', "wait-for": "covenant:0:1", "accept-language": "vi"}
    body = b"" if method == "GET" else b'{"a": 1.50}'
    with httpx.Client(headers=headers) as client:
        told = client.request(method, f"{address}{path}?q=a%20b&q=c+d", content=body).json()
    assert {name: told[name] for name in ("method", "path", "query", "body")} == {
        "method": method,
        "path": path,
        "query": "q=a%20b&q=c+d",
        "body": body.decode(),
    }
    assert {name: told["headers"][name] for name in headers} == headers
    assert told["headers"]["host"] == urlsplit(address).netloc


def test_headers_of_the_connection_stay_on_it() -> None:
    given = [
        ("Connection", "keep-alive, X-Mine"),
        ("X-Mine", "1"),
        ("TE", "trailers"),
        ("Upgrade", "h2c"),
        ("ETag", "7"),
    ]
    assert kept(given) == [("etag", "7")]


def test_the_service_sees_the_headers_that_the_client_sent_and_the_correlation_they_work_under(address: str) -> None:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port)
    connection.putrequest("GET", "/scoring/echo/", skip_accept_encoding=True)
    connection.putheader("Connection", "x-mine")
    connection.putheader("X-Mine", "1")
    connection.endheaders()
    answer = connection.getresponse().read()
    connection.close()
    headers = httpx.Response(200, content=answer).json()["headers"]
    assert UUID(headers.pop("correlation-id")).version == 4
    assert headers == {"host": parts.netloc}


def test_a_correlation_that_the_client_gives_is_the_services_even_if_it_is_none(address: str) -> None:
    for given in ("5d6f1c8a-1c52-5b1e-9b0e-0d6b8c8f0a11", "not one"):
        answer = httpx.get(f"{address}/scoring/echo/", headers={"Correlation-Id": given})
        assert answer.json()["headers"]["correlation-id"] == given


def test_a_body_streams_to_the_service_while_the_client_still_sends_it(address: str, upstream: Upstream) -> None:
    def content() -> Iterator[bytes]:
        yield b"one"
        assert upstream.first.wait(10)
        yield b"two"

    assert httpx.post(f"{address}/scoring/slowly", content=content()).json() == {"bytes": 6}
    assert upstream.arrived[0] == b"one"


def test_an_answer_streams_to_the_client_while_the_service_still_makes_it(address: str, upstream: Upstream) -> None:
    with httpx.stream("GET", f"{address}/scoring/chunks") as answer:
        chunks = answer.iter_raw()
        assert next(chunks) == b"first"
        upstream.go_on.set()
        assert list(chunks) == [b"second"]


def test_both_stream_at_once_and_nothing_is_lost_between_them(address: str) -> None:
    def rows() -> Iterator[bytes]:
        for number in range(400):
            yield b"%d\n" % number
            time.sleep(0.001)

    answer = httpx.post(f"{address}/scoring/at-once", content=rows(), timeout=60)
    assert answer.text == "".join(f"{number}\n" for number in range(400)) + "end"


def test_a_body_that_breaks_off_at_the_door_is_not_whole_for_the_service(address: str, upstream: Upstream) -> None:
    parts = urlsplit(address)
    upstream.over.clear()
    with closing(HTTPConnection(parts.hostname or "", parts.port, timeout=10)) as connection:
        connection.putrequest("POST", "/scoring/at-once")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        connection.send(b"5\r\nhalf\n\r\n")
        assert connection.sock.recv(1000).startswith(b"HTTP/1.1 200")
    assert upstream.over.wait(20), "the service still waits for the rest"
    assert (upstream.sink.fed, upstream.sink.finished) == (b"half\n", False)


def test_a_refusal_arrives_although_the_body_was_not_read(address: str) -> None:
    answer = httpx.post(f"{address}/scoring/no-more", content=MEGABYTE * 20, timeout=30)
    assert (answer.status_code, answer.content) == (413, b"too large")


def test_every_header_of_an_answer_arrives_even_twice(address: str) -> None:
    answer = httpx.get(f"{address}/scoring/cookies")
    assert (answer.status_code, answer.headers["etag"], answer.headers.get_list("set-cookie")) == (
        304,
        '"7"',
        ["a=1", "b=2"],
    )


def test_a_service_that_is_away_is_a_problem_in_both_languages(address: str) -> None:
    answer = httpx.get(f"{address}/covenant/units")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    problem = answer.json()
    assert {name: problem[name] for name in ("type", "code", "status", "detail", "detail_en")} == {
        "type": "/problems/service-away",
        "code": "service-away",
        "status": 503,
        "detail": "Dịch vụ covenant hiện không trả lời; hãy thử lại với cùng Idempotency-Key.",
        "detail_en": "The covenant service does not answer; try again with the same Idempotency-Key.",
    }


def test_a_problem_s_page_is_told_by_whichever_service_knows_it(address: str) -> None:
    assert httpx.get(f"{address}/problems/toy").json() == {"code": "toy"}


def test_the_gateway_s_own_problem_has_its_page(address: str) -> None:
    page = httpx.get(f"{address}/problems/service-away")
    assert (page.status_code, page.json()["title_en"]) == (200, "The service does not answer for now")


def test_a_redirect_is_the_client_s_to_follow_and_leads_back_through_the_door(address: str) -> None:
    answer = httpx.get(f"{address}/scoring/cookies/")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{address}/scoring/cookies")


def test_a_problem_that_no_service_tells_may_be_told_by_one_that_is_away(address: str) -> None:
    assert httpx.get(f"{address}/problems/nothing").json()["code"] == "service-away"


def test_an_address_of_no_service_is_a_problem(address: str) -> None:
    answer = httpx.get(f"{address}/treasury/units")
    assert (answer.status_code, answer.json()["code"]) == (404, "http")


async def test_the_door_is_closed_until_the_gateway_runs(dead: str) -> None:
    app = main.build_app(Settings(urls=dict.fromkeys(whole.SCHEMAS, f"{dead}/x/graphql")), whole.supergraph())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://door") as client:
        answer = await client.get("/scoring/echo/")
    assert answer.json()["code"] == "service-away"
