"""The published facts over HTTP, for those who have no Kafka: the same records, from any position on, as CloudEvents.

A reader keeps the position it has seen (`sid`, the event's place in the service's log) and asks for what lies behind
it: page by page, waiting a while where there is nothing yet, or as a stream of server-sent events.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Collection, Sequence
from threading import Event
from typing import Annotated, Any

import anyio
import msgspec
from anyio import to_thread
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from kernel.explanation import Text
from kernel.feed_reading import Reading
from kernel.identity import Forbidden, Principal, Unauthenticated
from kernel.orders import BadHeader, Edge, ReaderDep
from kernel.problems import Problem
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.store import Store
from kernel.wire import Record, Undecodable, fact_as_json, message_class

ROLES = frozenset({"machine_feed", "auditor"})
"""Who may read the feed; it gives no other right."""
BATCH, EVENTS = "application/cloudevents-batch+json", "text/event-stream"
MOST_EVENTS = 500
LONGEST_WAIT_SECONDS = 30
LOOK_SECONDS = 0.2
"""How often the end of the log is looked at, once for all who wait."""
HEARTBEAT_SECONDS = 15.0
LONGEST_STREAM_SECONDS = 900.0
"""A stream of events ends then, and its reader goes on with another: nobody holds a connection for days."""
MOST_PAGES = 20
"""Pages looked through for one answer when a filter leaves out what they hold."""
LAST_POSITION = 2**63 - 1


class UnknownFact(Refusal):
    """The feed is asked for facts that the contract does not have."""

    code = "unknown-fact"
    kind = Kind.INVALID
    title = Text("Không có loại sự kiện này", "There is no such fact")
    detail = Text(
        "Dịch vụ {service} không công bố sự kiện {name}; xem docs/events.md.",
        "The service {service} publishes no fact {name}; see docs/events.md.",
    )
    source = HOUSE_RULE
    fields = ("type",)


class Tail:
    """The end of a log, looked at once in a while for all who wait for it to grow."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = 0
        self._looked = float("-inf")

    async def grows_beyond(self, position: int, seconds: float, stopping: Event) -> bool:
        """Wait, bounded and until the server stops, until the log has more than `position` events."""
        deadline = time.monotonic() + seconds
        while await self._now() <= position:
            if time.monotonic() >= deadline or stopping.is_set():
                return False
            await anyio.sleep(LOOK_SECONDS)
        return True

    async def _now(self) -> int:
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            self._last = await to_thread.run_sync(self._look)
        return self._last

    def _look(self) -> int:
        return self._store.recorder.max_notification_id() or 0


def cloud_event(record: Record) -> dict[str, Any]:
    """A record as a CloudEvent in JSON: its headers as attributes, its message under `data` by the contract's names."""
    attributes = {name.removeprefix("ce_"): value for name, value in record.headers.items() if name.startswith("ce_")}
    return {
        **{name: value for name, value in attributes.items() if value},
        "partitionkey": record.key,
        "datacontenttype": "application/json",
        "data": fact_as_json(attributes["type"], record.value),
    }


router = APIRouter()

_EXAMPLE = {
    "specversion": "1.0",
    "id": "8a6e0804-2bd0-5a5f-9f0c-3a0fdd3f8b2a",
    "type": "thidua.nomination.v1.DecisionIssued",
    "source": "nomination",
    "time": "2024-12-30T02:00:00+00:00",
    "subject": "0b1f8a52-3d5e-5b64-9a2d-6f1f1cc0a4de",
    "sid": "4711",
    "prev": "4650",
    "actor": "tong-giam-doc",
    "effective": "2024-12-29T17:00:00+00:00",
    "correlation": "6c1f4f1e-6a55-4f0f-8d3b-0a4b6d0c1e11",
    "partitionkey": "0b1f8a52-3d5e-5b64-9a2d-6f1f1cc0a4de",
    "datacontenttype": "application/json",
    "data": {"decision_id": "0b1f8a52-3d5e-5b64-9a2d-6f1f1cc0a4de", "number": "123/QĐ-BHXH"},
}
_PROBLEM = {"model": Problem, "content": {"application/problem+json": {}}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Một lô sự kiện, hoặc luồng sự kiện: a batch of events, or a stream of them",
        "headers": {
            "Feed-Position": {"description": "Vị trí để đọc tiếp: `after` of the next", "schema": {"type": "string"}},
            "Link": {"description": 'rel="next"', "schema": {"type": "string"}},
        },
        "content": {
            BATCH: {"schema": {"type": "array", "items": {"type": "object"}}, "example": [_EXAMPLE]},
            EVENTS: {"schema": {"type": "string"}, "example": "id: 4711\nevent: DecisionIssued\ndata: {…}\n\n"},
        },
    },
    401: {**_PROBLEM, "description": "Chưa xác thực · not authenticated"},
    403: {**_PROBLEM, "description": "Không có quyền · no right"},
    422: {**_PROBLEM, "description": "Dữ liệu không hợp lệ · invalid input"},
}


@router.get("/feed", summary="The published facts from a position on", response_class=Response, responses=_ANSWERS)
async def read_feed(  # noqa: PLR0913, PLR0917 (where from, how much, how long, which)
    request: Request,
    principal: ReaderDep,
    after: Annotated[int, Query(ge=0, le=LAST_POSITION, description="Vị trí đã nhận: the last `sid` you have")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_EVENTS, description="Số sự kiện nhiều nhất của một lô")] = 100,
    wait: Annotated[
        int, Query(ge=0, le=LONGEST_WAIT_SECONDS, description="Chờ (giây) khi chưa có sự kiện: long-poll, seconds")
    ] = 0,
    type: Annotated[
        list[str] | None, Query(description="Chỉ loại này: only these facts", examples=[["DecisionIssued"]])
    ] = None,
    accept: Annotated[str | None, Header(description=f"{EVENTS}: a stream; else a batch")] = None,
    last_event_id: Annotated[str | None, Header(description="SSE: thay cho `after`, in its place")] = None,
) -> Response:
    """Dòng sự kiện đã công bố, đọc tiếp từ bất kỳ vị trí nào: đúng các bản tin gửi lên Kafka, không hơn, không kém.

    Exactly the records of the service's Kafka topic, in the order of its log. Keep the greatest `sid` you have dealt
    with (or `Feed-Position`, which also passes over what is nobody else's business) and ask for what lies behind it.
    """
    if not principal.roles & ROLES:
        raise Forbidden(who=principal.name, action=Text("đọc dòng sự kiện", "read the feed"))
    edge: Edge = request.app.state.edge
    kinds = _kinds(edge.store.service, type or ())
    if EVENTS in (accept or ""):
        reading = await to_thread.run_sync(Reading, edge.store, _position(last_event_id, after))
        return StreamingResponse(_events(request, reading, kinds), media_type=EVENTS, headers=_FRESH)
    reading = await to_thread.run_sync(Reading, edge.store, after)
    records = await _batch(request, reading, kinds, limit, wait)
    following = str(request.url.include_query_params(after=reading.position).replace(scheme="", netloc=""))
    headers = {**_FRESH, "Feed-Position": str(reading.position), "Link": f'<{following}>; rel="next"'}
    return Response(msgspec.json.encode([cloud_event(each) for each in records]), media_type=BATCH, headers=headers)


_FRESH = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def _kinds(service: str, names: Sequence[str]) -> frozenset[str]:
    prefix = f"thidua.{service}.v1."
    for name in names:
        try:
            message_class(service, name.removeprefix(prefix))
        except Undecodable as error:
            raise UnknownFact(service=service, name=name[:100]) from error
    return frozenset(prefix + name.removeprefix(prefix) for name in names)


def _position(last_event_id: str | None, after: int) -> int:
    if last_event_id is None:
        return after
    if not (last_event_id.isascii() and last_event_id.isdecimal()) or int(last_event_id[:20]) > LAST_POSITION:
        raise BadHeader(fields=("Last-Event-ID",), name="Last-Event-ID", value=last_event_id[:60], form="4711")
    return int(last_event_id)


async def _batch(request: Request, reading: Reading, kinds: Collection[str], limit: int, wait: int) -> Sequence[Record]:
    tail: Tail = request.app.state.tail
    deadline = time.monotonic() + wait
    while True:
        records = await to_thread.run_sync(_page, reading, kinds, limit)
        left = deadline - time.monotonic()
        if records or not reading.at_end or not await tail.grows_beyond(reading.position, left, _stopping(request)):
            return records


def _page(reading: Reading, kinds: Collection[str], limit: int) -> Sequence[Record]:
    for _ in range(MOST_PAGES):
        records = [each for each in reading.read(limit) if not kinds or each.headers["ce_type"] in kinds]
        if records or reading.at_end:
            return records
    return []


async def _events(request: Request, reading: Reading, kinds: Collection[str]) -> AsyncIterator[bytes]:
    tail, stopping = request.app.state.tail, _stopping(request)
    ends = time.monotonic() + LONGEST_STREAM_SECONDS
    yield b"retry: 2000\n\n"
    while (left := ends - time.monotonic()) > 0 and not stopping.is_set():
        records = await to_thread.run_sync(_page, reading, kinds, 100)
        if records:
            yield b"".join(_frame(each) for each in records)
        elif reading.at_end and not await tail.grows_beyond(reading.position, min(left, HEARTBEAT_SECONDS), stopping):
            if not _still_known(request):
                return
            yield b": heartbeat\nid: %d\n\n" % reading.position


def _stopping(request: Request) -> Event:
    """Set when the server is asked to stop: it puts the event into the state of its requests."""
    found: Event = getattr(request.state, "stopping", _NEVER)
    return found


_NEVER = Event()


def _frame(record: Record) -> bytes:
    event = cloud_event(record)
    name = event["type"].rpartition(".")[2]
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (record.sid, name.encode(), msgspec.json.encode(event))


def _still_known(request: Request) -> bool:
    """Whether the token that opened the stream is still one: a stream does not outlive it."""
    edge: Edge = request.app.state.edge
    try:
        found: Principal = edge.verifier.principal(request.headers.get("authorization"))
    except Unauthenticated:
        return False
    return bool(found.roles & ROLES)
