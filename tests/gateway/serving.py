"""The test subgraphs as real HTTP servers on loopback, each in a thread of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from strawberry.fastapi import GraphQLRouter

from tests.gateway.subgraphs import whole


@dataclass(frozen=True)
class Served:
    """Where each service is."""

    urls: Mapping[str, str]


@contextmanager
def serve(app: ASGIApp) -> Iterator[str]:
    """The app on a free loopback port, until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", lifespan="on", ws="none", timeout_graceful_shutdown=3)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def serve_subgraphs() -> Iterator[Served]:
    """The three test services in one server, each at its own path."""
    app = FastAPI()
    for name, schema in whole.SCHEMAS.items():
        app.include_router(GraphQLRouter(schema), prefix=f"/{name}/graphql")
    with serve(app) as base:
        yield Served({name: f"{base}/{name}/graphql" for name in whole.SCHEMAS})
