"""A web server on an address of this machine: bound before anything is promised, stopped in order by either signal."""

from __future__ import annotations

import gc
import signal
import socket
import threading
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

GRACEFUL_SECONDS = 5
"""Longest that requests in hand may take once a stop was asked for."""
KEEP_ALIVE_SECONDS = 75
"""How long an idle connection is kept: longer than the gateway keeps its own, so that it is never the one cut off."""
YOUNG = 10_000
"""So many new objects make the collector look for cycles: at Python's 700 it looks through one push dozens of times."""


class PortTaken(Exception):
    """The address cannot be listened on."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any that is free.

    Raises:
        PortTaken: the address is taken or not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # of this kind, asyncio sends at once
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Không thể lắng nghe tại {host}:{port} ({error.strerror}); hãy đổi PORT.\n"
            f"Cannot listen on {host}:{port} ({error.strerror}); set another PORT."
        ) from error
    listener.listen(1024)
    return listener


class StoppableServer(uvicorn.Server):
    """A server whose endless answers learn of its stop: `stopping` is in the state of every request."""

    def __init__(self, app: ASGIApp, **settings: Any) -> None:
        self.stopping = threading.Event()

        async def told(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("state", {})["stopping"] = self.stopping
            await app(scope, receive, send)

        super().__init__(uvicorn.Config(told, **settings))

    @property
    def should_exit(self) -> bool:
        """Whether a stop was asked for."""
        return self.stopping.is_set()

    @should_exit.setter
    def should_exit(self, value: bool) -> None:
        if value:
            self.stopping.set()


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server of this application that logs no request and lets those in hand finish."""
    gc.freeze()  # what a start has made stays: a collection that looks through it holds everything up for 0.3 s
    gc.set_threshold(YOUNG)
    return StoppableServer(
        app,
        log_config=None,  # its lines are lines of ours
        log_level="warning",
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        ws="none",
    )


def serve_until_stopped(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM; return when what was in hand is answered."""
    # The server shuts down in order at either signal and then raises it anew: SIGTERM is to end like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
