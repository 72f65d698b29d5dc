"""What a request asks for: who is asking, what must have arrived first, and the one command it gives, once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from http import HTTPStatus
from typing import Annotated, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
from anyio import to_thread
from fastapi import Depends, Header, Query, Request, Response
from fastapi.security import HTTPBearer

from kernel import tracing
from kernel.aggregate import Act
from kernel.explanation import Text
from kernel.follower import Behind, Follower
from kernel.identity import Principal, TokenVerifier
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.store import Command, Once, Receipt, Store
from kernel.wire import PARTITIONS

HO_CHI_MINH = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone of every deadline and of every date without a time."""
WAIT_SECONDS = 5.0
"""Longest that a request waits for facts named in `Wait-For`."""
MAX_VERSION_DIGITS = 18


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
        return Act(principal.id, now, effective, correlation or tracing.correlation() or uuid4())

    def wait_for(self, tokens: str | None) -> None:
        """Wait, bounded, until this service has taken in the facts that the receipts' `tokens` (comma-separated) name.

        Raises:
            Behind: one has not arrived in time.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        for token in filter(None, (each.strip() for each in (tokens or "").split(","))):
            service, partition, sid = _place(token)
            for follower in self.followers:
                left = max(0.0, deadline - time.monotonic())
                if service in follower.services and not follower.wait(service, partition, sid, left):
                    raise Behind(token=token, seconds=WAIT_SECONDS)


def _place(token: str) -> tuple[str, int, int]:
    try:
        service, partition, sid = token.split(":")
        place = service, int(partition), int(sid)
    except ValueError:
        place = "", PARTITIONS, 0
    if place[1] not in range(PARTITIONS):
        raise BadHeader(fields=("Wait-For",), name="Wait-For", value=token, form="service:0:123")
    return place


def _instant(text: str) -> datetime:
    try:
        if len(text) == len("2024-03-31"):
            return datetime.combine(date.fromisoformat(text), time_of_day(), HO_CHI_MINH)
        instant = datetime.fromisoformat(text)
        instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _no_instant(text) from error
    if instant.tzinfo is None:
        raise _no_instant(text)
    return instant


def _no_instant(text: str) -> BadHeader:
    form = "2024-03-31 | 2024-03-31T08:00:00+07:00"
    return BadHeader(fields=("Effective-At",), name="Effective-At", value=text, form=form)


class AlreadyAnswered(Exception):
    """The command's Idempotency-Key was answered before; this is that answer."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(receipt.id)
        self.receipt = receipt


_bearer = HTTPBearer(auto_error=False, description="Thẻ truy cập đã ký (JWT) · a signed bearer token")


def of_its_day(refusal: Refusal, command: Command) -> Refusal:
    """The refusal of a command, standing on what there was when its fact was true."""
    return refusal.on(command.act.effective.astimezone(HO_CHI_MINH).date())


class Order:
    """One command being asked for; `command` is taken inside the endpoint, in its worker thread."""

    def __init__(self, request: Request, command: Callable[[], Command]) -> None:
        self._request = request
        self._command = command

    @property
    def command(self) -> Command:
        """The command, once its terms hold.

        Raises:
            AlreadyAnswered: its Idempotency-Key was answered before.
            Refusal: a bad header, or facts waited for that have not come.
        """
        return self._command()

    def answer(self, receipt: Receipt) -> Receipt:
        """The receipt as the response's body, with `ETag` and `Location` in its headers.

        What is returned is the finished response, which FastAPI sends as it is instead of validating the receipt in one
        more worker thread; to the type checker it stands for the receipt that it holds.
        """
        return cast("Receipt", receipt_response(self._request, receipt))


def receipt_response(request: Request, receipt: Receipt, **more: str) -> Response:
    """The receipt in JSON under the status of its route, with the headers of a receipt and `more`."""
    status = getattr(request.scope.get("route"), "status_code", None) or HTTPStatus.OK
    headers = {**_receipt_headers(request, receipt), **more}
    return Response(msgspec.json.encode(receipt), status, headers, media_type="application/json")


def _receipt_headers(request: Request, receipt: Receipt) -> dict[str, str]:
    """The new version as `ETag`; as `Location` the path up to the aggregate's id, or with it behind."""
    *parts, last = request.url.path.rstrip("/").split("/")
    while parts and last.replace("-", "").lower() != receipt.id.hex:
        *parts, last = parts
    path = "/".join(parts) if parts else request.url.path.rstrip("/")
    return {"ETag": f'"{receipt.version}"', "Location": f"{path}/{receipt.id}"}


def _order(request: Request, headers: _CommandHeaders, body: bytes) -> Order:
    edge: Edge = request.app.state.edge
    principal = edge.verifier.principal(request.headers.get("authorization"))
    request.state.asked = request.scope["route"].name

    def command() -> Command:
        edge.wait_for(headers.wait_for)
        once = None
        if headers.idempotency_key:
            said = [request.method, request.url.path, request.url.query, headers.effective_at or ""]
            said += [headers.rulebook] if headers.rulebook else []
            content = "\n".join(said).encode() + b"\n" + body
            once = Once(headers.idempotency_key, hashlib.sha256(content).hexdigest())
        act = edge.act(principal, headers.effective_at, headers.correlation_id)
        found = Command(principal, act, once, _version(headers.if_match), headers.rulebook)
        if first := edge.store.answered(found):
            raise AlreadyAnswered(first)
        request.state.command = found
        return found

    return Order(request, command)


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match == "*":
        return None
    text = if_match.removeprefix("W/").strip('"')
    if not text.isdecimal() or len(text) > MAX_VERSION_DIGITS:
        raise BadHeader(fields=("If-Match",), name="If-Match", value=if_match, form='"3"')
    return int(text)


@dataclass(frozen=True)
class _CommandHeaders:
    idempotency_key: str | None
    if_match: str | None
    effective_at: str | None
    correlation_id: UUID | None
    wait_for: str | None
    rulebook: str | None


async def _command_headers(  # noqa: PLR0913, PLR0917 (headers)
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="Khóa chống lặp: a repeat returns the first answer")
    ] = None,
    if_match: Annotated[str | None, Header(description="ETag của phiên bản đã xem: the version you have seen")] = None,
    effective_at: Annotated[
        str | None, Header(description="Thời điểm có hiệu lực: when the fact was true (date or instant), default now")
    ] = None,
    correlation_id: Annotated[UUID | None, Header(description="Mã liên kết: what this command belongs to")] = None,
    wait_for: Annotated[str | None, Header(description="Tokens of earlier receipts to wait for")] = None,
    rulebook: Annotated[
        str | None,
        Header(max_length=100, description="Bộ quy định áp dụng: rule set to go by, default that of the day"),
    ] = None,
) -> _CommandHeaders:
    return _CommandHeaders(idempotency_key, if_match, effective_at, correlation_id, wait_for, rulebook)


async def _full_order(
    request: Request,
    headers: Annotated[_CommandHeaders, Depends(_command_headers)],
    _token: Annotated[object, Depends(_bearer)],
) -> Order:
    return _order(request, headers, await request.body())


async def _sealed_order(
    request: Request,
    headers: Annotated[_CommandHeaders, Depends(_command_headers)],
    _token: Annotated[object, Depends(_bearer)],
) -> Order:
    return _order(request, headers, b"")


OrderDep = Annotated[Order, Depends(_full_order)]
"""The command of a POST, PUT, PATCH or DELETE."""
SealedOrderDep = Annotated[Order, Depends(_sealed_order)]
"""The command of a request whose body must leave no trace, not even a hash: a secret ballot."""


async def _reader(
    request: Request,
    _token: Annotated[object, Depends(_bearer)],
    wait_for: Annotated[str | None, Header(description="Tokens of earlier receipts to wait for")] = None,
) -> Principal:
    edge: Edge = request.app.state.edge
    principal = edge.verifier.principal(request.headers.get("authorization"))
    if wait_for:
        await to_thread.run_sync(edge.wait_for, wait_for)
    return principal


ReaderDep = Annotated[Principal, Depends(_reader)]
"""The principal of a GET, after the facts it asked to wait for have arrived."""

AfterParam = Annotated[str | None, Query(description="Con trỏ trang: `next` of the page before")]
LimitParam = Annotated[int, Query(ge=1, le=200, description="Số dòng mỗi trang: rows of a page")]
