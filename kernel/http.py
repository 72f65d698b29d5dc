"""The REST edge every service shares: exact numbers in, one command order out, every refusal a problem (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kernel.orders import (
    HO_CHI_MINH,
    AfterParam,
    AlreadyAnswered,
    BadHeader,
    Edge,
    FutureEffective,
    LimitParam,
    Order,
    OrderDep,
    ReaderDep,
    SealedOrderDep,
    receipt_response,
)
from kernel.problems import (
    NotJson,
    NotUtf8,
    Problem,
    Unreadable,
    fault,
    for_people,
    http_fault,
    problem,
    refusal_page,
    render,
)
from kernel.refusals import Refusal

__all__ = [
    "HO_CHI_MINH",
    "MAX_BODY_BYTES",
    "PROBLEMS",
    "PROBLEM_JSON",
    "AfterParam",
    "AlreadyAnswered",
    "BadHeader",
    "Body",
    "Edge",
    "ExactRequest",
    "ExactRoute",
    "FutureEffective",
    "LimitParam",
    "Number",
    "Order",
    "OrderDep",
    "ReaderDep",
    "SealedOrderDep",
    "create_app",
]

MAX_BODY_BYTES = 16 * 1024 * 1024
MAX_NUMBER_DIGITS = 60
"""Longest number, written out, that is read at all; what it may be is each field's to say."""
PROBLEM_JSON = "application/problem+json"

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": text, "content": {PROBLEM_JSON: {}}}
    for status, text in {
        400: "Không đọc được yêu cầu · the request cannot be read",
        401: "Chưa xác thực · not authenticated",
        403: "Không có quyền · no right",
        404: "Không tìm thấy · not found",
        409: "Quy tắc từ chối, hoặc có người ghi trước · a rule refuses, or somebody was faster",
        412: "Phiên bản đã cũ (If-Match) · stale version",
        413: "Nội dung quá lớn · body too large",
        422: "Dữ liệu không hợp lệ · invalid input",
        500: "Lỗi hệ thống · a fault of the system",
        503: "Dữ liệu chưa tới kịp (Wait-For) · not yet here",
    }.items()
}
"""What any endpoint may answer besides its own; give it to a router as `responses`."""


def _exact(value: object) -> Decimal:
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return Decimal(value)
    raise PydanticCustomError("number_expected", "must be a JSON number, not text")


Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(max_digits=20, decimal_places=6, allow_inf_nan=False),
    WithJsonSchema({"type": "number", "examples": [103.5]}, mode="validation"),
]
"""An exact decimal that enters as a JSON number (≤ 20 digits, ≤ 6 of them decimals) and leaves as a decimal string.

Text is refused: “1.234” is a thousand in Vietnamese and one in English.
"""


class Body(BaseModel):
    """Base of request bodies: what is not asked for is refused, so that a misspelt member is never lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ExactRequest(Request):
    """A request whose JSON numbers are decimals, digit for digit, and whose text is UTF-8 or refused."""

    async def json(self) -> Any:
        """The body; cached.

        Raises:
            Unreadable: not UTF-8, not JSON, NaN or Infinity, nested too deep, or a number of thousands of digits.
        """
        if not hasattr(self, "_json"):
            body = await self.body()
            try:
                text = body.decode("utf-8")
                self._json = json.loads(text, parse_float=_number, parse_int=_whole, parse_constant=_no_constant)
                if "\\u" in text:
                    _must_be_text(self._json)
            except UnicodeDecodeError as error:
                raise Unreadable(NotUtf8(position=error.start)) from error
            except RecursionError as error:
                raise Unreadable(NotJson(reason="nested too deep")) from error
            except ValueError as error:
                raise Unreadable(NotJson(reason=str(error))) from error
        return self._json


def _number(text: str) -> Decimal:
    exponent = text.lower().partition("e")[2] or "0"
    if len(text) > MAX_NUMBER_DIGITS or abs(int(exponent)) > MAX_NUMBER_DIGITS:
        raise ValueError(f"a number of more than {MAX_NUMBER_DIGITS} digits")
    return Decimal(text)


def _whole(text: str) -> int:
    if len(text) > MAX_NUMBER_DIGITS:
        raise ValueError(f"a number of more than {MAX_NUMBER_DIGITS} digits")
    return int(text)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _must_be_text(value: object) -> None:
    """Escapes can spell what is no text: half a character, or the null that databases end a text at."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
            raise ValueError("an escape that stands for no character")
    elif isinstance(value, dict):
        for pair in value.items():
            _must_be_text(list(pair))
    elif isinstance(value, list):
        for each in value:
            _must_be_text(each)


class ExactRoute(APIRoute):
    """A route whose endpoint gets an `ExactRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The library's handler around the exact request."""
        handle = super().get_route_handler()

        async def exact(request: Request) -> Response:
            return await handle(ExactRequest(request.scope, request.receive))

        return exact


class BodyLimit:
    """Refuses a body beyond `MAX_BODY_BYTES` with a problem, declared or not, before it is all read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if len(declared) > len(str(MAX_BODY_BYTES)) or (declared.isdecimal() and int(declared) > MAX_BODY_BYTES):
            await http_fault(413)(scope, receive, send)
            return
        left = MAX_BODY_BYTES

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def create_app(
    title: str, description: str, edge: Edge, routers: Mapping[str, APIRouter], state: Mapping[str, Any]
) -> FastAPI:
    """A service's REST application: its routers, the edge, `/docs` without internet, `/problems/{code}`, `/healthz`.

    `routers` maps tags to routers, which should use `route_class=ExactRoute` and `responses=PROBLEMS`.
    `state` is put on `app.state` for the service's own dependencies.
    """
    app: FastAPI = FastAPIOffline(title=title, description=description, version="1", redoc_url=None)
    app.add_middleware(BodyLimit)
    app.state.edge = edge
    for name, value in state.items():
        setattr(app.state, name, value)
    for tag, router in routers.items():
        app.include_router(router, tags=[tag])
    app.get("/problems/{code}", tags=["problems"], summary="What a problem type means", responses={404: PROBLEMS[404]})(
        refusal_page
    )
    app.get("/healthz", tags=["operation"], summary="Whether the process is alive")(_healthz)
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(RequestValidationError)(for_people)
    app.exception_handler(StarletteHTTPException)(problem)
    app.exception_handler(HTTPException)(problem)
    app.exception_handler(AlreadyAnswered)(_again)
    app.exception_handler(Exception)(fault)
    app.openapi = lambda: _described(FastAPI.openapi(app))  # type: ignore[method-assign]
    return app


def _healthz(request: Request) -> dict[str, str]:
    edge: Edge = request.app.state.edge
    stopped = [follower.name for follower in edge.followers if follower.failure is not None]
    return {"status": "degraded" if stopped else "ok", **dict.fromkeys(stopped, "stopped")}


def _refused(request: Request, error: Exception) -> Response:
    """A refusal; or the first answer, if a twin of this command was recorded while it was being decided."""
    assert isinstance(error, Refusal)  # noqa: S101 (registered for nothing else)
    command = getattr(request.state, "command", None)
    edge: Edge = request.app.state.edge
    try:
        first = edge.store.answered(command) if command else None
    except Refusal as key_reused:
        return render(key_reused)
    return _again(request, AlreadyAnswered(first)) if first else render(error)


def _again(request: Request, error: Exception) -> Response:
    assert isinstance(error, AlreadyAnswered)  # noqa: S101 (registered for nothing else)
    return receipt_response(request, error.receipt, **{"Idempotent-Replayed": "true"})


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    """The description with problems under their own media type, and the headers of receipts."""
    for operation in (each for path in schema["paths"].values() for each in path.values()):
        commands = any(each["name"] == "idempotency-key" for each in operation.get("parameters", ()))
        for status, response in operation["responses"].items():
            content = response.get("content", {})
            if PROBLEM_JSON in content and "application/json" in content:
                content[PROBLEM_JSON] = content.pop("application/json")
            elif commands and status.startswith("2"):
                response["headers"] = _RECEIPT_HEADERS
    return schema


_RECEIPT_HEADERS = {
    "ETag": {"description": "Phiên bản mới: the new version", "schema": {"type": "string"}},
    "Location": {"description": "Địa chỉ của đối tượng: where it is read", "schema": {"type": "string"}},
    "Idempotent-Replayed": {
        "description": "Có khi đây là câu trả lời đầu tiên: present when this is the first answer again",
        "schema": {"type": "string"},
    },
}
