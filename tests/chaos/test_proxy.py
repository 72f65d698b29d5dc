"""The proxy of the chaos run: transparent until it is told to disturb."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Iterator

import pytest

from chaos.proxy import Proxy


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while content := self.request.recv(65536):
            self.request.sendall(content)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with Proxy(server.server_address[1]).running() as running:
            yield running
        server.shutdown()
        thread.join()


def connect(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=10)


def echoed(connection: socket.socket, content: bytes) -> bytes:
    connection.sendall(content)
    received = b""
    while len(received) < len(content) and (more := connection.recv(65536)):
        received += more
    return received


def test_what_is_sent_comes_back_unchanged(proxy: Proxy) -> None:
    content = bytes(range(256)) * 2000
    with connect(proxy) as one, connect(proxy) as other:
        assert (echoed(one, content), echoed(other, b"short")) == (content, b"short")


def test_a_cut_ends_every_connection_and_a_new_one_is_taken(proxy: Proxy) -> None:
    with connect(proxy) as one, connect(proxy) as other:
        echoed(one, b"1")
        echoed(other, b"2")
        proxy.cut()
        assert [ended(one), ended(other)] == [True, True]
    with connect(proxy) as after:
        assert echoed(after, b"3") == b"3"


def ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_delay_holds_the_bytes_back_both_ways(proxy: Proxy) -> None:
    with connect(proxy) as connection:
        echoed(connection, b"1")
        proxy.delay(0.1)
        began = time.monotonic()
        assert echoed(connection, b"2") == b"2"
        assert time.monotonic() - began >= 0.2
        proxy.delay(0)


def test_a_server_that_is_away_is_a_connection_that_ends() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = probe.getsockname()[1]
    with Proxy(nobody).running() as proxy, connect(proxy) as connection:
        assert ended(connection)
