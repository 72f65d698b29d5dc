"""A loopback proxy between the processes and a server, that can cut every connection and hold back every byte."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK_BYTES = 65536


class Proxy:
    """Forwards a loopback port to another until told to disturb; safe to tell from any thread."""

    def __init__(self, target_port: int) -> None:
        self.target_port = target_port
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._delay_seconds = 0.0

    def cut(self) -> None:
        """Close every connection now, in the middle of whatever it carries; new ones are taken."""
        self._loop.call_soon_threadsafe(self._cut)

    def delay(self, seconds: float) -> None:
        """Hold every chunk of bytes, either way, for so long from now on."""
        self._delay_seconds = seconds

    @contextmanager
    def running(self, port: int = 0) -> Iterator[Proxy]:
        """Listen on the loopback (`port` 0: any free one) for as long as the block lasts."""
        listening = threading.Event()
        thread = threading.Thread(target=self._run, args=(port, listening), name=f"proxy-{self.target_port}")
        thread.start()
        listening.wait()
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()

    def _run(self, port: int, listening: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", port))
        self.port = server.sockets[0].getsockname()[1]
        listening.set()
        self._loop.run_forever()
        server.close()
        while left := asyncio.all_tasks(self._loop):
            self._cut()
            self._loop.run_until_complete(asyncio.wait(left, timeout=0.1))
        self._loop.close()

    def _cut(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(self._pump(reader, there_writer), self._pump(there_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Copy one direction; when it ends, so does the other."""
        self._writers.add(writer)
        try:
            with suppress(OSError):
                while chunk := await reader.read(CHUNK_BYTES):
                    if self._delay_seconds:
                        await asyncio.sleep(self._delay_seconds)
                    writer.write(chunk)
                    await writer.drain()
        finally:
            self._writers.discard(writer)
            writer.close()
