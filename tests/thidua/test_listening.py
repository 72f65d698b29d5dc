"""The sockets that the servers listen on."""

from __future__ import annotations

import asyncio
import socket

import pytest

from thidua.listening import PortTaken, listen


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_what_is_sent_goes_at_once(host: str) -> None:
    """Else an answer in two pieces waits for the other side's delayed acknowledgement: 40 ms."""

    async def accepted() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def taken(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            found.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        listener = listen(host, 0)
        async with await asyncio.start_server(taken, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
            at_once = await found
            writer.close()
        return at_once

    assert asyncio.run(accepted())


def test_a_port_that_is_taken_is_told_in_both_languages() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(PortTaken, match=r"hãy đổi PORT\.\nCannot listen on"):
        listen("127.0.0.1", first.getsockname()[1])
