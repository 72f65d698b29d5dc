"""The gateway's HTTP face: Strawberry's router with strict bodies, clear errors as JSON, and the vendored IDE."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import msgspec
from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.schema import BaseSchema
from strawberry.types.unset import UNSET

from gateway import console
from gateway.documents import TrustedDocuments
from gateway.execute import Transport
from gateway.faults import message, unexpected
from gateway.federation import Federation
from gateway.limits import Limits
from gateway.schema import FederatedSchema
from kernel.explanation import Text

SUPERGRAPH = Path(__file__).resolve().parent / "supergraph.graphql"

BAD_REQUEST = Text("Yêu cầu không hợp lệ: {reason}", "Invalid request: {reason}")
TOO_LARGE = Text("Thân yêu cầu lớn hơn {most} byte.", "The request body is larger than {most} bytes.")
NOT_UTF8 = Text("Thân yêu cầu không phải UTF-8 hợp lệ.", "The request body is not valid UTF-8.")
NOT_JSON = Text("Thân yêu cầu không phải JSON hợp lệ: {reason}", "The request body is not valid JSON: {reason}")
NOT_OBJECT = Text("Thân yêu cầu phải là một đối tượng JSON.", "The request body must be a JSON object.")
NOT_NAME = Text("`operationName` phải là chuỗi.", "`operationName` must be a string.")
NOT_JSON_TYPE = Text("Hãy gửi với content-type application/json.", "Send it with content-type application/json.")
POST_ONLY = Text("Hãy gửi truy vấn bằng POST với thân JSON.", "Send queries by POST with a JSON body.")


class BoundedRequest(StarletteRequestAdapter):
    """A request whose body is read up to `most` bytes and no further."""

    most = Limits.body_bytes

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.stream = request.stream

    async def get_body(self) -> bytes:
        """The body; refused as soon as it is seen to be too large."""
        body = bytearray()
        async for chunk in self.stream():
            body += chunk
            if len(body) > self.most:
                raise HTTPException(413, message(TOO_LARGE, most=self.most))
        return bytes(body)


class GatewayRouter(GraphQLRouter[object, None]):
    """Serves the federated graph: JSON in by POST, JSON out whatever happens, the IDE for browsers."""

    def __init__(self, schema: FederatedSchema, limits: Limits) -> None:
        super().__init__(
            cast("BaseSchema", schema),
            allow_queries_via_get=False,
            subscription_protocols=(),
            include_in_schema=False,
            tags=["graphql"],
        )

        class Bounded(BoundedRequest):
            most = limits.body_bytes

        self.request_adapter_class = Bounded
        console.add_assets(self)

    def is_request_allowed(self, request: BaseRequestProtocol) -> bool:
        """POST, or a browser that wants the IDE."""
        if request.method == "POST" or self.should_render_graphql_ide(request):
            return True
        raise HTTPException(405, message(POST_ONLY))

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        """Whether a browser asks for a page."""
        return request.method == "GET" and "text/html" in request.headers.get("accept", "")

    async def render_graphql_ide(self, request: Request) -> Response:  # type: ignore[override]
        """The IDE, pointed at this very path."""
        return console.page(request.url.path)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData | list[GraphQLRequestData]:
        """The operation asked for; refuses every other content type, and names that are no strings."""
        if "application/json" not in (request.content_type or ""):
            raise HTTPException(415, message(NOT_JSON_TYPE))
        data = await super().parse_http_body(request)
        if isinstance(data, GraphQLRequestData) and not isinstance(data.operation_name, str | None):
            raise HTTPException(400, message(NOT_NAME))
        return data

    def parse_json(self, data: str | bytes) -> object:
        """Strict JSON: UTF-8, one object, no NaN or Infinity, no half of a surrogate pair, no bottomless nesting."""
        try:
            value = json.loads(data, parse_constant=_refuse_constant)
            msgspec.json.encode(value)
        except UnicodeError as reason:
            raise HTTPException(400, message(NOT_UTF8)) from reason
        except (ValueError, RecursionError) as reason:
            raise HTTPException(400, message(NOT_JSON, reason=_in_short(reason))) from reason
        if not isinstance(value, dict | list):
            raise HTTPException(400, message(NOT_OBJECT))
        return value

    def encode_json(self, data: object) -> bytes:
        """Compact UTF-8."""
        return msgspec.json.encode(data)

    async def run(  # type: ignore[override]
        self, request: Request | WebSocket, context: object = UNSET, root_value: None = UNSET
    ) -> Response:
        """Answer a request; a refusal and an unforeseen fault are JSON too."""
        try:
            return cast("Response", await super().run(request, context, root_value))
        except HTTPException as refusal:
            text = refusal.reason if " / " in refusal.reason else message(BAD_REQUEST, reason=refusal.reason)
            return self._error(refusal.status_code, {"message": text, "extensions": {"code": "BAD_REQUEST"}})
        except Exception as cause:  # noqa: BLE001 (the outermost loop of a request)
            return self._error(500, unexpected("the gateway itself failed", cause).formatted)

    def _error(self, status: int, error: object) -> Response:
        return Response(self.encode_json({"errors": [error]}), status_code=status, media_type="application/json")


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _in_short(reason: Exception) -> str:
    return "too deeply nested" if isinstance(reason, RecursionError) else str(reason)


def build_gateway(
    transport: Transport,
    *,
    supergraph: str | None = None,
    limits: Limits | None = None,
    documents: TrustedDocuments | None = None,
) -> GatewayRouter:
    """The gateway as a router to include under a prefix: `POST` for queries, `GET` for the IDE in a browser.

    `supergraph` is the SDL to serve, by default the committed one; raises `lint.UnplannableSupergraph` if it cannot be.
    """
    bounds = limits or Limits()
    sdl = SUPERGRAPH.read_text(encoding="utf-8") if supergraph is None else supergraph
    return GatewayRouter(FederatedSchema(Federation(sdl, transport, bounds), documents), bounds)
