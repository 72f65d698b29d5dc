"""The embedded run: three services, their followers and the gateway in one process, on SQLite, with nothing to install.

This is the composition root: the only place that knows every part and starts threads.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from gateway.main import build_gateway
from gateway.transport import InProcess
from kernel.follower import Follower
from kernel.identity import DEVELOPMENT_ISSUER, DevelopmentIssuer, TokenVerifier
from kernel.metrics import RETRIES
from kernel.observing import Observed
from kernel.problems import for_people, problem, refusal_page
from kernel.service import Clock, Service, utc_now
from kernel.transport import InProcessTransport, Transport
from regulations.rulebook import Rulebooks
from services.covenant import main as covenant
from services.nomination import main as nomination
from services.scoring import main as scoring
from thidua import development
from thidua.data import DataDirectory
from thidua.operations.health import of_embedded
from thidua.places import welcome
from thidua.settings import ServeSettings, TrustedIssuer

log = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 30.0
"""Most that a follower which fails again and again waits before it is started anew."""


@dataclass(frozen=True)
class Embedded:
    """The services of one data directory with what makes them one product."""

    services: Sequence[Service]
    verifier: TokenVerifier
    issuer: DevelopmentIssuer | None
    transport: Transport

    def service(self, name: str) -> Service:
        """The service of this name."""
        return next(each for each in self.services if each.name == name)

    @contextmanager
    def following(self) -> Iterator[None]:
        """Run every follower in its own thread, started anew when it stops on a fault, until the end of the block."""
        followers = [service.follower for service in self.services if service.follower is not None]
        stopping = threading.Event()
        threads = [
            threading.Thread(target=_keep_following, args=(each, self.transport, stopping), name=each.name)
            for each in followers
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stopping.set()
            for follower in followers:
                follower.stop()
            for thread in threads:
                thread.join()


def _keep_following(follower: Follower, transport: Transport, stopping: threading.Event) -> None:
    pause = 0.1
    while not stopping.is_set():
        try:
            follower.run(transport)
        except Exception:  # noqa: BLE001 (one of the two outermost loops: the follower has logged it and stopped clean)
            RETRIES.labels(follower.name).inc()
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def open_services(data: DataDirectory, trusted: TrustedIssuer | None, now: Clock = utc_now) -> Embedded:
    """Open (and migrate) the databases of `data` and put the services together; nothing runs yet.

    Without a trusted issuer the run has its own development issuer.
    """
    issuer = None if trusted else DevelopmentIssuer(data.development_key, now)
    keys, name = (trusted.keys, trusted.name) if trusted else (issuer.keys(), DEVELOPMENT_ISSUER)  # type: ignore[union-attr]
    verifier = TokenVerifier(keys, name, now)
    rulebooks = Rulebooks.load()
    services = (
        covenant.build(covenant.Settings(data.database("covenant"), rulebooks), verifier, now),
        scoring.build(scoring.Settings(data.database("scoring"), rulebooks), verifier, now),
        nomination.build(nomination.Settings(data.database("nomination"), rulebooks, data.keys), verifier, now),
    )
    return Embedded(services, verifier, issuer, InProcessTransport([each.store for each in services]))


def create_root(embedded: Embedded, settings: ServeSettings) -> FastAPI:
    """The one application that serves everything: services under their names, the gateway at `/graphql`."""
    root = FastAPI(title="Thi Đua", openapi_url=None, docs_url=None, redoc_url=None)
    if embedded.issuer is not None:
        root.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", settings.host])
        root.state.issuer = embedded.issuer
        root.include_router(development.router)
    root.add_middleware(Observed, service="gateway", under="/graphql")  # the services watch what is asked of them
    root.exception_handler(RequestValidationError)(for_people)
    root.exception_handler(HTTPException)(problem)
    contexts = {each.name: each.context for each in embedded.services}
    gateway = build_gateway(InProcess({each.name: each.schema for each in embedded.services}, contexts))
    root.include_router(gateway, prefix="/graphql")
    root.state.services = embedded.services
    root.get("/healthz")(_healthz)
    root.routes.extend(of_embedded(embedded.services).routes())
    root.get("/problems/{code}")(refusal_page)  # where the `type` of a problem of any service leads
    root.get("/", response_class=HTMLResponse)(welcome)
    for service in embedded.services:
        root.mount(f"/{service.name}", service.api)
    return root


def _healthz(request: Request) -> dict[str, Any]:
    services: Sequence[Service] = request.app.state.services
    stopped = [
        each.follower.name for each in services if each.follower is not None and each.follower.failure is not None
    ]
    positions = {each.name: each.store.recorder.max_notification_id() or 0 for each in services}
    return {"status": "degraded" if stopped else "ok", "stopped": stopped, "positions": positions}
