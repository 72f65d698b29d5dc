"""The REST edge every service shares: exact numbers in, one command order out, every refusal a problem (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import Match
from starlette.types import Scope

from kernel import feed
from kernel.bodies import MAX_BODY_BYTES, BodyLimit, read_json
from kernel.group_commit import OutcomeUnknown
from kernel.observing import Observed
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
    of_its_day,
    receipt_response,
)
from kernel.problems import (
    Problem,
    Unreadable,
    away,
    fault,
    for_people,
    problem,
    refusal_page,
    render,
)
from kernel.refusals import Refusal
from kernel.rows import CSV, NDJSON

__all__ = [
    "HO_CHI_MINH",
    "MAX_BODY_BYTES",
    "PROBLEMS",
    "PROBLEM_JSON",
    "AfterParam",
    "AlreadyAnswered",
    "BadHeader",
    "Body",
    "CsvRoute",
    "Edge",
    "ExactRequest",
    "ExactRoute",
    "FutureEffective",
    "LimitParam",
    "NdjsonRoute",
    "Number",
    "Order",
    "OrderDep",
    "ReaderDep",
    "SealedOrderDep",
    "create_app",
    "media_type_of",
    "of_its_day",
]

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
    Field(max_digits=20, decimal_places=6, allow_inf_nan=False),  # first, so that it is checked in compiled code
    BeforeValidator(_exact),
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
                self._json = read_json(body)
            except Refusal as refusal:
                raise Unreadable(refusal) from refusal
        return self._json


class ExactRoute(APIRoute):
    """A route whose endpoint gets an `ExactRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The library's handler around the exact request."""
        handle = super().get_route_handler()

        async def exact(request: Request) -> Response:
            return await handle(ExactRequest(request.scope, request.receive))

        return exact


class TableRoute(ExactRoute):
    """A route that is there only for requests whose body is of its media type."""

    media_type: ClassVar[str]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The library's answer, no if the body is of another media type."""
        found, child = super().matches(scope)
        return (found, child) if media_type_of(Headers(scope=scope)) == self.media_type else (Match.NONE, {})


class CsvRoute(TableRoute):
    """A route for tables in CSV."""

    media_type = CSV


class NdjsonRoute(TableRoute):
    """A route for lines of JSON."""

    media_type = NDJSON


def media_type_of(headers: Headers) -> str:
    """What the body is said to be, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


async def parameters_are_known(request: Request) -> None:
    """A misspelt filter is refused: who is given everything takes it for what was asked for."""
    if not request.query_params:
        return
    flat = get_flat_params(request.scope["route"].dependant)
    known = sorted(each.alias for each in flat if isinstance(each.field_info, Query))
    strange = [name for name in request.query_params if name not in known]
    if strange:
        names = ", ".join(known) or "—"
        said = {"type": "parameter_unknown", "msg": f"No such parameter; there are: {names}", "ctx": {"known": names}}
        raise RequestValidationError([{**said, "loc": ("query", name)} for name in strange])


def create_app(
    title: str, description: str, edge: Edge, routers: Mapping[str, APIRouter], state: Mapping[str, Any]
) -> FastAPI:
    """A service's REST application: its routers, the edge, `/docs` without internet, `/problems/{code}`, `/healthz`.

    `routers` maps tags to routers, which should use `route_class=ExactRoute` and `responses=PROBLEMS`.
    `state` is put on `app.state` for the service's own dependencies.
    """
    known = [Depends(parameters_are_known)]
    app: FastAPI = FastAPIOffline(title=title, description=description, version="1", redoc_url=None, dependencies=known)
    app.add_middleware(BodyLimit)
    app.add_middleware(Observed, service=edge.store.service)
    app.state.edge = edge
    for name, value in state.items():
        setattr(app.state, name, value)
    for tag, router in routers.items():
        app.include_router(router, tags=[tag])
    app.include_router(feed.router, tags=["feed"])
    app.state.tail = feed.Tail(edge.store)
    app.get("/problems/{code}", tags=["problems"], summary="What a problem type means", responses={404: PROBLEMS[404]})(
        refusal_page
    )
    app.get("/healthz", tags=["operation"], summary="Whether the process is alive")(_healthz)
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(RequestValidationError)(for_people)
    app.exception_handler(StarletteHTTPException)(problem)
    app.exception_handler(HTTPException)(problem)
    app.exception_handler(AlreadyAnswered)(_again)
    app.exception_handler(sa.exc.OperationalError)(away)
    app.exception_handler(OutcomeUnknown)(away)
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
    request.state.refused = error
    command = getattr(request.state, "command", None)
    edge: Edge = request.app.state.edge
    try:
        first = edge.store.answered(command) if command else None
    except Refusal as key_reused:
        return render(key_reused)
    told = of_its_day(error, command) if command else error
    return _again(request, AlreadyAnswered(first)) if first else render(told)


def _again(request: Request, error: Exception) -> Response:
    assert isinstance(error, AlreadyAnswered)  # noqa: S101 (registered for nothing else)
    request.state.outcome, request.state.refused = "repeated", None
    return receipt_response(request, error.receipt, **{"Idempotent-Replayed": "true"})


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    """The description with problems under their own media type, and the headers of receipts."""
    for operation in (each for path in schema["paths"].values() for each in path.values()):
        commands = any(each["name"] == "idempotency-key" for each in operation.get("parameters", ()))
        for status, response in operation["responses"].items():
            content = response.get("content", {})
            if PROBLEM_JSON in content and "application/json" in content:
                content[PROBLEM_JSON] = content.pop("application/json")
            elif commands and status.startswith("2") and "application/json" in content:
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
