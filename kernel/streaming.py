"""A stream of rows in, a stream of verdicts out: both at once over one request, neither of them in memory.

Verdicts wait in a temporary file, so that a client which sends everything before it reads anything gets them all.
"""

from __future__ import annotations

import os
import tempfile
from typing import IO, Protocol

import anyio
from anyio import to_thread
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from kernel.explanation import Text
from kernel.problems import numbered
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from kernel.rows import NDJSON

IDLE_SECONDS = 60.0
"""Longest that a stream waits for its client, to send or to read."""
MOST_WAITING_BYTES = 64 * 1024 * 1024
"""Most verdicts that wait on disk; beyond, no more rows are read until the client has read some."""
PIECE_BYTES = 64 * 1024


class StreamIdle(Refusal):
    """The client neither sends nor reads any more."""

    code = "stream-idle"
    kind = Kind.UNAVAILABLE
    title = Text("Luồng dữ liệu bị ngừng", "The stream has stalled")
    detail = Text(
        "Không gửi thêm, cũng không đọc kết luận trong {seconds} giây; hãy gửi lại toàn bộ, phần đã ghi sẽ không đổi.",
        "Nothing was sent and no verdict read for {seconds} seconds; send it all again, what is recorded stays as is.",
    )
    source = HOUSE_RULE


class Sink(Protocol):
    """What becomes of a stream's chunks; called in a worker thread, one call at a time."""

    ended: bool
    """Whether no more is taken in."""

    def feed(self, chunk: bytes) -> bytes:
        """Take a chunk in; the lines to answer so far."""

    def finish(self) -> bytes:
        """The stream is whole; the last lines."""

    def stop(self, refusal: Refusal) -> bytes:
        """The stream cannot go on; what is not committed is dropped; the last line."""


class _Spool:
    """Lines that wait for the client."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file.fileno()
        self._size = self._sent = 0
        self.closed = False
        self.changed = anyio.Event()

    @property
    def waiting(self) -> int:
        return self._size - self._sent

    def add(self, lines: bytes) -> None:
        os.pwrite(self._file, lines, self._size)
        self._size += len(lines)
        self._tell()

    def take(self) -> bytes:
        piece = os.pread(self._file, min(PIECE_BYTES, self.waiting), self._sent)
        self._sent += len(piece)
        if self._size and not self.waiting:
            os.ftruncate(self._file, 0)
            self._size = self._sent = 0
        self._tell()
        return piece

    def close(self) -> None:
        self.closed = True
        self._tell()

    def _tell(self) -> None:
        self.changed.set()
        self.changed = anyio.Event()


class VerdictStream(StreamingResponse):
    """The response that reads its own request's body as it answers."""

    def __init__(self, sink: Sink) -> None:
        super().__init__((), media_type=NDJSON)
        self._sink = sink

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take rows in and give verdicts out until both ends are done or the client has gone."""
        del scope
        with tempfile.TemporaryFile(buffering=0) as file:
            spool = _Spool(file)
            async with anyio.create_task_group() as both:
                both.start_soon(self._take_in, receive, spool)
                await self._give_out(send, spool)

    async def _take_in(self, receive: Receive, spool: _Spool) -> None:
        try:
            whole = await self._read(receive, spool)
            if whole and not self._sink.ended:
                spool.add(await to_thread.run_sync(self._sink.finish))
        except TimeoutError:
            spool.add(self._sink.stop(StreamIdle(seconds=IDLE_SECONDS)))
        except Exception as error:  # noqa: BLE001 (the answer has begun: its last line tells of the fault, the log has it)
            spool.add(self._sink.stop(numbered(error)))
        finally:
            spool.close()

    async def _read(self, receive: Receive, spool: _Spool) -> bool:
        """Feed the sink with the body; whether it came to its end. A client that goes away leaves what is committed."""
        more = True
        while more and not self._sink.ended:
            with anyio.fail_after(IDLE_SECONDS):
                while spool.waiting > MOST_WAITING_BYTES:
                    await spool.changed.wait()
                message = await receive()
            if message["type"] == "http.disconnect":
                return False
            more = message.get("more_body", False)
            spool.add(await to_thread.run_sync(self._sink.feed, message.get("body", b"")))
        return True

    async def _give_out(self, send: Send, spool: _Spool) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        while not spool.closed or spool.waiting:
            changed = spool.changed
            if piece := spool.take() if spool.waiting else b"":
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            else:
                await changed.wait()
        await send({"type": "http.response.body", "body": b"", "more_body": False})
