"""The gateway as clients meet it over HTTP: what it takes, what it refuses, and the IDE for browsers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from gateway import console
from gateway.app import build_gateway
from gateway.documents import TrustedDocuments, sha256
from gateway.faults import ServiceRefused, ServiceUnavailable
from gateway.federation import Federation
from gateway.schema import FederatedSchema
from gateway.transport import FORWARDED, InProcess, OverHttp, forwarded
from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from tests.gateway.subgraphs import whole

JSON = {"content-type": "application/json"}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of() as running:
        yield running


def client_of(documents: TrustedDocuments | None = None) -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(
        build_gateway(whole.Recorded(), supergraph=whole.supergraph(), documents=documents), prefix="/graphql"
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway")


async def test_a_query_is_answered_as_json(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": '{ cluster(id: "c1") { name units { score } } }'})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {
        "data": {"cluster": {"name": "Cụm I", "units": [{"score": "981.50"}, {"score": "975.25"}, {"score": None}]}}
    }


async def test_a_mutation_is_carried_out_with_its_variables(client: httpx.AsyncClient) -> None:
    text = "mutation ($i: SignInput!) { signCovenant(input: $i) { ... on Refusal { code } } }"
    answer = await client.post("/graphql", json={"query": text, "variables": {"i": {"unitId": "u7"}}})
    assert answer.json() == {"data": {"signCovenant": {"code": "no-covenant"}}}


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"{", 400, "not valid JSON"),
        (b"", 400, "not valid JSON"),
        (b'{"query": "\xff"}', 400, "not valid UTF-8"),
        (b'{"query": "{ periods }", "variables": {"x": "\\ud800"}}', 400, "not valid UTF-8"),
        (b'{"query": "{ periods }", "variables": {"x": NaN}}', 400, "NaN is no number"),
        (b'{"query": "{ periods }", "variables": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", 400, "too deeply nested"),
        (b"7", 400, "must be a JSON object"),
        (b"[]", 400, "Batching is not enabled"),
        (b"{}", 400, "No GraphQL query"),
        (b'{"query": 7}', 400, "must be a string"),
        (b'{"query": "{ periods }", "variables": 7}', 400, "must be an object"),
        (b'{"query": "{ periods }", "operationName": 7}', 400, "must be a string"),
        (b" " * 1_000_001, 413, "larger than 1000000 bytes"),
        (b"a" * 50_000_000, 413, "larger than 1000000 bytes"),
    ],
    ids=lambda value: value[:60].decode("latin-1") if isinstance(value, bytes) else None,
)
async def test_a_body_that_is_no_operation_gets_a_clear_error(
    client: httpx.AsyncClient, body: bytes, status: int, said: str
) -> None:
    answer = await client.post("/graphql", content=body, headers=JSON)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, said in error["message"], error["extensions"]) == (
        status,
        True,
        {"code": "BAD_REQUEST"},
    )
    assert " / " in error["message"]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
async def test_only_json_is_taken(client: httpx.AsyncClient, content_type: str) -> None:
    answer = await client.post("/graphql", content=b'{"query": "{ periods }"}', headers={"content-type": content_type})
    assert (answer.status_code, "application/json" in answer.json()["errors"][0]["message"]) == (415, True)


async def test_a_query_by_get_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", params={"query": "{ periods }"}, headers={"accept": "*/*"})
    assert (answer.status_code, "POST" in answer.json()["errors"][0]["message"]) == (405, True)


async def test_a_query_that_asks_for_too_much_gets_its_error(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{" + "unit {" * 200 + "id" + "}" * 201})
    assert answer.json()["errors"][0]["extensions"] == {"code": "TOO_DEEP"}


async def test_a_fault_of_the_gateway_itself_is_masked(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr(Federation, "execute", broken)
    answer = await client.post("/graphql", json={"query": "{ periods }"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"], "1234" in answer.text) == (500, "UNEXPECTED", False)


async def test_a_browser_gets_the_ide_under_a_strict_policy(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", headers={"accept": "text/html,application/xhtml+xml"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "script-src 'self'; style-src 'self';" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_everything_that_the_ides_page_names_is_served_from_here(client: httpx.AsyncClient) -> None:
    page = (await client.get("/graphql", headers={"accept": "text/html"})).text
    named = [part.split('"')[0] for part in page.replace('href="data:', "").split('"/graphql/')[1:]]
    assert sorted(named) == sorted(f"ide/{name}" for name in console.ASSETS)
    for name in named:
        asset = await client.get(f"/graphql/{name}")
        assert (asset.status_code, asset.headers["content-type"].split(";")[0]) == (
            200,
            console.MEDIA_TYPES[Path(name).suffix],
        )
    assert "//" not in page.replace("<!doctype html>", "")


async def test_no_other_file_is_served_beside_the_ide(client: httpx.AsyncClient) -> None:
    for name in ("README.md", "page.html", "..%2Fapp.py", "nothing.js"):
        assert (await client.get(f"/graphql/ide/{name}")).status_code == 404


async def test_a_trusted_document_is_asked_for_by_its_hash() -> None:
    text = "{ periods }"
    async with client_of(TrustedDocuments({sha256(text): text})) as client:
        known = await client.post("/graphql", json=persisted(sha256(text)))
        unknown = await client.post("/graphql", json=persisted("00"))
        other = await client.post("/graphql", json={"query": "{ clusters { id } }"})
    assert known.json() == {"data": {"periods": ["2024-Q1", "2024-H1", "2024"]}}
    assert unknown.json()["errors"][0]["extensions"] == {"code": "PERSISTED_QUERY_NOT_FOUND"}
    assert other.json() == {"data": {"clusters": [{"id": "c1"}, {"id": "c2"}]}}


async def test_where_only_trusted_documents_are_served_any_other_is_refused() -> None:
    text = "{ periods }"
    async with client_of(TrustedDocuments({sha256(text): text}, only=True)) as client:
        known = await client.post("/graphql", json={"query": text})
        other = await client.post("/graphql", json={"query": "{ clusters { id } }"})
    assert known.json()["data"] == {"periods": ["2024-Q1", "2024-H1", "2024"]}
    assert other.json()["errors"][0]["extensions"] == {"code": "NOT_TRUSTED"}


def persisted(digest: str) -> dict[str, object]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}


def test_a_manifest_is_read_only_if_every_hash_is_true(tmp_path: Path) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({sha256("{ a }"): "{ a }"}), encoding="utf-8")
    assert TrustedDocuments.load(manifest, only=True) == TrustedDocuments({sha256("{ a }"): "{ a }"}, only=True)
    manifest.write_text(json.dumps({sha256("{ a }"): "{ b }"}), encoding="utf-8")
    with pytest.raises(ValueError, match="is not the SHA-256"):
        TrustedDocuments.load(manifest)


async def test_an_operation_of_a_kind_that_is_not_allowed_is_refused() -> None:
    schema = FederatedSchema(Federation(whole.supergraph(), whole.Recorded()))
    with pytest.raises(InvalidOperationTypeError):
        await schema.execute(
            'mutation { finalise(unitId: "u1") { __typename } }', allowed_operation_types=[OperationType.QUERY]
        )
    assert "type Query {" in schema.as_str()


class _Request:
    headers = httpx.Headers({name.title(): f"a {name}" for name in FORWARDED} | {"Cookie": "secret"})


def test_who_asks_and_as_part_of_what_is_forwarded_and_nothing_else() -> None:
    assert forwarded({"request": _Request()}) == {name: f"a {name}" for name in FORWARDED}
    assert forwarded(None) == {}


class Unknown(Refusal):
    code = "test-gateway-unknown"
    title = Text("Chưa biết", "Unknown")
    detail = Text("Chưa biết ai hỏi.", "Nobody known.")
    source = HOUSE_RULE
    kind = Kind.REFUSED


async def test_a_refusal_to_open_a_context_is_the_same_in_process_and_over_http(unused_tcp_port: int) -> None:
    asked: list[tuple[str | None, str | None]] = []

    async def refuse(authorization: str | None, wait_for: str | None) -> None:
        asked.append((authorization, wait_for))
        raise Unknown

    in_process = InProcess(whole.SCHEMAS, {"scoring": refuse})
    with pytest.raises(ServiceRefused) as here:
        await in_process("scoring", "{ periods }", {}, {"request": _Request()})
    assert asked == [("a authorization", "a wait-for")]
    problem = {**Unknown().as_problem(), "status": 401, "instance": "/x"}
    async with answering(unused_tcp_port, problem, "application/problem+json", 401) as over_http:
        with pytest.raises(ServiceRefused) as there:
            await over_http("scoring", "{ periods }", {}, None)
    assert here.value.problem == there.value.problem
    assert here.value.told("scoring").message == "Chưa biết ai hỏi. / Nobody known."


@pytest.mark.parametrize(
    ("body", "status"), [({"data": {}}, 502), (["data"], 200), ({"hello": 1}, 200), (None, 200), (b"<html>", 200)]
)
async def test_what_is_no_answer_of_graphql_is_a_service_that_is_down(
    unused_tcp_port: int, body: object, status: int
) -> None:
    async with answering(unused_tcp_port, body, "application/json", status) as transport:
        with pytest.raises(ServiceUnavailable):
            await transport("scoring", "{ periods }", {}, None)


async def test_a_service_that_cannot_be_reached_is_down(unused_tcp_port: int) -> None:
    async with OverHttp({"scoring": f"http://127.0.0.1:{unused_tcp_port}/graphql"}) as transport:
        with pytest.raises(ServiceUnavailable):
            await transport("scoring", "{ periods }", {}, None)
    with pytest.raises(ServiceUnavailable, match="not running"):
        await transport("scoring", "{ periods }", {}, None)


class answering:  # noqa: N801 (reads as a context)
    """A transport to a server that answers everything with one body."""

    def __init__(self, port: int, body: object, content_type: str, status: int) -> None:
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = (f"HTTP/1.1 {status} X", f"Content-Type: {content_type}", f"Content-Length: {len(payload)}")
        self.reply = "\r\n".join((*lines, "Connection: close", "", "")).encode() + payload
        self.port = port
        self.transport = OverHttp({"scoring": f"http://127.0.0.1:{port}/"})

    async def __aenter__(self) -> OverHttp:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        return await self.transport.__aenter__()

    async def __aexit__(self, *_: object) -> None:
        await self.transport.__aexit__()
        self.server.close()
        await self.server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(self.reply)
        await writer.drain()
        writer.close()
