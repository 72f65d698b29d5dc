"""The gateway on its own, over HTTP: `python -m gateway.main` with the services' addresses in the environment."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from graphql import parse
from starlette.exceptions import HTTPException

from gateway import join
from gateway.app import SUPERGRAPH, build_gateway
from gateway.documents import TrustedDocuments
from gateway.door import Door
from gateway.faults import ServiceUnavailable
from gateway.settings import Settings, SettingsRefused
from gateway.transport import OverHttp
from kernel.observing import Observed
from kernel.problems import problem

__all__ = ["build_app", "build_gateway", "main"]

HEALTH_SECONDS = 2.0


def build_app(settings: Settings, supergraph: str) -> FastAPI:
    """The composition root of the gateway as a process of its own."""
    transport = OverHttp(settings.urls)
    door = Door(settings.bases)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with transport, door:
            yield

    documents = None
    if settings.documents is not None:
        documents = TrustedDocuments.load(settings.documents, only=settings.documents_only)
    app = FastAPI(title="Thi Đua gateway", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(build_gateway(transport, supergraph=supergraph, documents=documents), prefix="/graphql")
    app.exception_handler(HTTPException)(problem)
    app.add_middleware(Observed, service="gateway")

    @app.get("/healthz")
    async def healthz() -> dict[str, object]:
        """Always 200 while this process serves; each service's own state beside it, for an answer may be partial."""
        states = await asyncio.gather(*(state(transport, service) for service in settings.urls))
        services = dict(zip(settings.urls, states, strict=True))
        return {"status": "ok" if set(states) == {"ok"} else "degraded", "services": services}

    app.include_router(door.router())
    return app


async def state(transport: OverHttp, service: str) -> str:
    """Whether a service answers GraphQL now."""
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            await transport(service, "{ __typename }", {}, None)
    except (TimeoutError, ServiceUnavailable):
        return "unavailable"
    return "ok"


def main() -> int:
    """Serve until stopped; 2 if the environment is not complete."""
    supergraph = SUPERGRAPH.read_text(encoding="utf-8")
    services = [graph.service for graph in join.graphs(parse(supergraph)).values()]
    try:
        settings = Settings.read(os.environ, services)
    except SettingsRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    uvicorn.run(build_app(settings, supergraph), host=settings.host, port=settings.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
