"""A stream answers while it reads: whole, cut off, stalled, unread, or spoilt by a fault."""

from __future__ import annotations

import json
from collections.abc import MutableMapping, Sequence
from typing import Any

import anyio
import pytest

from kernel import streaming
from kernel.refusals import Refusal
from kernel.streaming import VerdictStream

Message = MutableMapping[str, Any]
GONE: Message = {"type": "http.disconnect"}


def chunk(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


class Echo:
    """Says again what it is fed."""

    def __init__(self, *, times: int = 1) -> None:
        self.ended = False
        self.finished = False
        self.over = anyio.Event()
        self._times = times

    def feed(self, chunk: bytes) -> bytes:
        if chunk == b"fault":
            raise LookupError(chunk)
        if chunk == b"end":
            self.ended = True
        return chunk * self._times

    def finish(self) -> bytes:
        self.finished = True
        return b"."

    def stop(self, refusal: Refusal) -> bytes:
        self.ended = True
        self.over.set()
        return json.dumps(refusal.code).encode()


async def answered(sink: Echo, messages: Sequence[Message], *, slow: bool = False) -> bytes:
    """The body that the client gets, who sends no more after these; a slow one reads nothing until the stream ends."""
    left, sent = list(messages), []

    async def receive() -> Message:
        if not left:
            await anyio.sleep_forever()
        return left.pop(0)

    async def send(message: Message) -> None:
        if slow:
            await sink.over.wait()
        sent.append(message)

    with anyio.fail_after(20):
        await VerdictStream(sink)({"type": "http"}, receive, send)
    assert (sent[0]["status"], sent[-1]["more_body"]) == (200, False)
    return b"".join(each.get("body", b"") for each in sent[1:])


async def test_everything_that_was_fed_is_answered_and_concluded() -> None:
    sink = Echo()
    assert await answered(sink, [chunk(b"a"), chunk(b"b"), chunk(b"c", more=False)]) == b"abc."


async def test_a_client_that_went_away_leaves_the_stream_unconcluded() -> None:
    sink = Echo()
    assert (await answered(sink, [chunk(b"a"), GONE]), sink.finished) == (b"a", False)


async def test_a_sink_that_has_ended_takes_no_more_in() -> None:
    sink = Echo()
    assert (await answered(sink, [chunk(b"end"), chunk(b"b")]), sink.finished) == (b"end", False)


async def test_a_client_that_falls_silent_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "IDLE_SECONDS", 0.1)
    assert await answered(Echo(), [chunk(b"a")]) == b'a"stream-idle"'


async def test_a_client_that_never_reads_is_told_so_when_too_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "IDLE_SECONDS", 0.2)
    monkeypatch.setattr(streaming, "MOST_WAITING_BYTES", 1000)
    monkeypatch.setattr(streaming, "PIECE_BYTES", 100)
    found = await answered(Echo(times=2000), [chunk(b"a"), chunk(b"b", more=False)], slow=True)
    assert found == b"a" * 2000 + b'"stream-idle"'


async def test_a_fault_ends_the_answer_with_its_number(caplog: pytest.LogCaptureFixture) -> None:
    assert await answered(Echo(), [chunk(b"a"), chunk(b"fault"), chunk(b"b")]) == b'a"fault"'
    assert "LookupError" in caplog.text
