"""The small web server of a process that has no other: whether it is alive, ready, and how it does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from kernel.health import Health
from thidua.listening import listen, server_of


@contextmanager
def probed(name: str, host: str, port: int | None, health: Health) -> Iterator[None]:
    """Answer `/healthz`, `/readyz` and `/metrics` there while the block lasts; nothing is served without a port.

    Raises:
        PortTaken: the address cannot be listened on.
    """
    if port is None:
        yield
        return

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", "process": name})

    with listen(host, port) as listener:
        server = server_of(Starlette(routes=[Route("/healthz", healthz), *health.routes()]))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="probe", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()
