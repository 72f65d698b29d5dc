"""The REST edge every service shares: exact numbers in, one command order out, every refusal a problem (RFC 9457)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, NoReturn, TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request, Response
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from fastapi_offline import FastAPIOffline
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.exceptions import HTTPException as StarletteHTTPException

from kernel.aggregate import Act
from kernel.explanation import Text
from kernel.follower import Behind, Follower
from kernel.identity import Principal, TokenVerifier
from kernel.problems import NotJson, NotUtf8, Problem, Unreadable, for_people, problem, refusal_page
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.store import Command, Once, Receipt, Store

T = TypeVar("T")

HO_CHI_MINH = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone of every deadline and of every date without a time."""
MAX_BODY_BYTES = 16 * 1024 * 1024
WAIT_SECONDS = 5.0
"""Longest that a request waits for facts named in `Wait-For`."""
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


class FutureEffective(Refusal):
    """Something is said to have been true at a time that has not come."""

    code = "effective-in-future"
    kind = Kind.INVALID
    title = Text("Thời điểm hiệu lực ở tương lai", "The effective time lies in the future")
    detail = Text(
        "Không thể ghi nhận việc xảy ra lúc {effective}, sau thời điểm hiện tại {now}.",
        "What happens at {effective}, after the present {now}, cannot be recorded yet.",
    )
    source = HOUSE_RULE
    fields = ("Effective-At",)


class BadHeader(Refusal):
    """A header has a form that means nothing."""

    code = "bad-header"
    kind = Kind.INVALID
    title = Text("Tiêu đề yêu cầu không hợp lệ", "A request header is not valid")
    detail = Text("{name}: “{value}” không đúng dạng {form}.", "{name}: “{value}” is not of the form {form}.")
    source = HOUSE_RULE


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
                self._json = json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
            except UnicodeDecodeError as error:
                raise Unreadable(NotUtf8(position=error.start)) from error
            except (ValueError, RecursionError, ArithmeticError) as error:
                raise Unreadable(NotJson(reason=str(error))) from error
        return self._json


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


class ExactRoute(APIRoute):
    """A route whose endpoint gets an `ExactRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The library's handler around the exact request."""
        handle = super().get_route_handler()

        async def exact(request: Request) -> Response:
            return await handle(ExactRequest(request.scope, request.receive))

        return exact


@dataclass(frozen=True)
class Edge:
    """What the edge of a service needs to turn a request into a command: on `app.state.edge`."""

    store: Store
    verifier: TokenVerifier
    now: Callable[[], datetime]
    followers: tuple[Follower, ...] = ()

    def act(self, principal: Principal, effective_at: str | None, correlation: UUID | None) -> Act:
        """The circumstances of a command that arrives now.

        Raises:
            FutureEffective: `effective_at` has not come.
            BadHeader: it is neither a date nor an instant with a zone.
        """
        now = self.now()
        effective = _instant(effective_at) if effective_at else now
        if effective > now:
            raise FutureEffective(effective=effective.isoformat(), now=now.isoformat())
        return Act(principal.id, now, effective, correlation or uuid4())

    def wait_for(self, tokens: str | None) -> None:
        """Wait, bounded, until this service has taken in the facts that the receipts' `tokens` (comma-separated) name.

        Raises:
            Behind: one has not arrived in time.
        """
        for token in filter(None, (each.strip() for each in (tokens or "").split(","))):
            try:
                service, partition, sid = token.split(":")
                place = service, int(partition), int(sid)
            except ValueError as error:
                raise BadHeader(fields=("Wait-For",), name="Wait-For", value=token, form="service:0:123") from error
            for follower in self.followers:
                if service in follower.services and not follower.wait(*place, WAIT_SECONDS):
                    raise Behind(token=token, seconds=WAIT_SECONDS)


def _instant(text: str) -> datetime:
    form = "2024-03-31 | 2024-03-31T08:00:00+07:00"
    try:
        if len(text) == len("2024-03-31"):
            return datetime.combine(date.fromisoformat(text), time(), HO_CHI_MINH)
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadHeader(fields=("Effective-At",), name="Effective-At", value=text, form=form) from error
    if instant.tzinfo is None:
        raise BadHeader(fields=("Effective-At",), name="Effective-At", value=text, form=form)
    return instant


class AlreadyAnswered(Exception):  # noqa: N818 (not an error: the first answer, again)
    """The command's Idempotency-Key was answered before; this is that answer."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(receipt.id)
        self.receipt = receipt


_bearer = HTTPBearer(auto_error=False, description="Thẻ truy cập đã ký (JWT) · a signed bearer token")


class Order:
    """One command being asked for; `command` is taken inside the endpoint, in its worker thread."""

    def __init__(self, request: Request, response: Response, command: Callable[[], Command]) -> None:
        self._request = request
        self._response = response
        self._command = command

    @property
    def command(self) -> Command:
        """The command, once its terms hold.

        Raises:
            AlreadyAnswered: its Idempotency-Key was answered before.
            Refusal: unauthenticated, a bad header, or facts waited for that have not come.
        """
        return self._command()

    def answer(self, receipt: Receipt) -> Receipt:
        """The receipt as the response's body, with `ETag` and `Location` in its headers."""
        self._response.headers.update(_receipt_headers(self._request, receipt))
        return receipt


def _receipt_headers(request: Request, receipt: Receipt) -> dict[str, str]:
    path = request.url.path.rstrip("/")
    head, found, _ = path.partition(str(receipt.id))
    location = head + found if found else f"{path}/{receipt.id}"
    return {"ETag": f'"{receipt.version}"', "Location": location}


def _order(request: Request, response: Response, headers: _CommandHeaders, body: bytes) -> Order:
    edge: Edge = request.app.state.edge

    def command() -> Command:
        principal = edge.verifier.principal(request.headers.get("authorization"))
        edge.wait_for(headers.wait_for)
        once = None
        if headers.idempotency_key:
            said = b"\n".join([request.method.encode(), request.url.path.encode(), body])
            once = Once(headers.idempotency_key, hashlib.sha256(said).hexdigest())
        act = edge.act(principal, headers.effective_at, headers.correlation_id)
        found = Command(principal, act, once, _version(headers.if_match))
        if first := edge.store.answered(found):
            raise AlreadyAnswered(first)
        return found

    return Order(request, response, command)


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match == "*":
        return None
    text = if_match.removeprefix("W/").strip('"')
    if not text.isdecimal():
        raise BadHeader(fields=("If-Match",), name="If-Match", value=if_match, form='"3"')
    return int(text)


@dataclass(frozen=True)
class _CommandHeaders:
    idempotency_key: str | None
    if_match: str | None
    effective_at: str | None
    correlation_id: UUID | None
    wait_for: str | None


def _command_headers(
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="Khóa chống lặp: a repeat returns the first answer")
    ] = None,
    if_match: Annotated[str | None, Header(description="ETag của phiên bản đã xem: the version you have seen")] = None,
    effective_at: Annotated[
        str | None, Header(description="Thời điểm có hiệu lực: when the fact was true (date or instant), default now")
    ] = None,
    correlation_id: Annotated[UUID | None, Header(description="Mã liên kết: what this command belongs to")] = None,
    wait_for: Annotated[str | None, Header(description="Tokens of earlier receipts to wait for")] = None,
) -> _CommandHeaders:
    return _CommandHeaders(idempotency_key, if_match, effective_at, correlation_id, wait_for)


async def _full_order(
    request: Request,
    response: Response,
    headers: Annotated[_CommandHeaders, Depends(_command_headers)],
    _token: Annotated[object, Depends(_bearer)],
) -> Order:
    return _order(request, response, headers, await request.body())


async def _sealed_order(
    request: Request,
    response: Response,
    headers: Annotated[_CommandHeaders, Depends(_command_headers)],
    _token: Annotated[object, Depends(_bearer)],
) -> Order:
    return _order(request, response, headers, b"")


OrderDep = Annotated[Order, Depends(_full_order)]
"""The command of a POST, PUT, PATCH or DELETE."""
SealedOrderDep = Annotated[Order, Depends(_sealed_order)]
"""The command of a request whose body must leave no trace, not even a hash: a secret ballot."""


def _reader(
    request: Request,
    _token: Annotated[object, Depends(_bearer)],
    wait_for: Annotated[str | None, Header(description="Tokens of earlier receipts to wait for")] = None,
) -> Principal:
    edge: Edge = request.app.state.edge
    principal = edge.verifier.principal(request.headers.get("authorization"))
    edge.wait_for(wait_for)
    return principal


ReaderDep = Annotated[Principal, Depends(_reader)]
"""The principal of a GET, after the facts it asked to wait for have arrived."""

AfterParam = Annotated[str | None, Query(description="Con trỏ trang: `next` of the page before")]
LimitParam = Annotated[int, Query(ge=1, le=200, description="Số dòng mỗi trang: rows of a page")]


def create_app(
    title: str, description: str, edge: Edge, routers: Mapping[str, APIRouter], state: Mapping[str, Any]
) -> FastAPI:
    """A service's REST application: its routers, the edge, `/docs` without internet, `/problems/{code}`, `/healthz`.

    `routers` maps tags to routers, which should use `route_class=ExactRoute` and `responses=PROBLEMS`.
    `state` is put on `app.state` for the service's own dependencies.
    """
    app: FastAPI = FastAPIOffline(
        title=title, description=description, version="1", redoc_url=None, max_body_size=MAX_BODY_BYTES
    )
    app.state.edge = edge
    for name, value in state.items():
        setattr(app.state, name, value)
    for tag, router in routers.items():
        app.include_router(router, tags=[tag])
    app.get("/problems/{code}", tags=["problems"], summary="What a problem type means")(refusal_page)
    app.get("/healthz", tags=["operation"], summary="Whether the process is alive")(_healthz)
    app.exception_handler(Refusal)(problem)
    app.exception_handler(RequestValidationError)(for_people)
    app.exception_handler(StarletteHTTPException)(problem)
    app.exception_handler(HTTPException)(problem)
    app.exception_handler(AlreadyAnswered)(_again)
    return app


def _healthz(request: Request) -> dict[str, str]:
    edge: Edge = request.app.state.edge
    stopped = [follower.name for follower in edge.followers if follower.failure is not None]
    return {"status": "degraded" if stopped else "ok", **dict.fromkeys(stopped, "stopped")}


async def _again(request: Request, error: Exception) -> Response:
    receipt = error.receipt  # type: ignore[attr-defined]
    status = getattr(request.scope.get("route"), "status_code", None) or 200
    headers = {**_receipt_headers(request, receipt), "Idempotent-Replayed": "true"}
    members = {each: getattr(receipt, each) for each in ("id", "version", "position", "token", "details")}
    content = json.dumps(members, default=str, ensure_ascii=False)
    return Response(content, status, headers, media_type="application/json")
