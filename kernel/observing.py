"""What each request leaves for whoever operates the service: a correlation, counts, a line of the log, and a span.

Nothing here reads a body, a token or the ids in a path: what is said of a request is its route.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kernel import tracing
from kernel.metrics import COMMAND_SECONDS, COMMANDS, REFUSALS, REQUESTS
from kernel.refusals import Refusal

if TYPE_CHECKING:
    from opentelemetry.trace import Span

QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines: not counted, traced or logged."""
FAULT_STATUS = 500

FIRST_REFUSAL = 400
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log = logging.getLogger("thidua.requests")


class Observed:
    """Gives each request of `service` a correlation: its caller's (`Correlation-Id`, else `traceparent`) or a new one.

    With `under`, requests for other paths are passed on as they are.
    """

    def __init__(self, app: ASGIApp, service: str, under: str = "") -> None:
        self._app = app
        self._service = service
        self._under = under

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and watch what becomes of it."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or path in QUIET or not path.startswith(self._under):
            await self._app(scope, receive, send)
            return
        correlation, traceparent = _asked(scope["headers"])
        began = time.perf_counter()
        status = FAULT_STATUS

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        token = tracing.begin(correlation)
        cause = tracing.caller_in(traceparent, correlation) if traceparent else None
        try:
            with tracing.span("request", cause=cause, kind="server", service=self._service) as span:
                try:
                    await self._app(scope, receive, watched)
                finally:
                    if span is not None:
                        _describe(span, scope, status)
        finally:
            self._tell(scope, status, time.perf_counter() - began)
            tracing.end(token)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        method, state = _method(scope), scope.get("state", {})
        REQUESTS.labels(self._service, method, f"{status // 100}xx").inc()
        if refusal := state.get("refused"):
            count_refusal(self._service, refusal)
        if command := state.get("asked"):
            count_command(self._service, command, state.get("outcome") or _outcome(status), seconds)
        if log.isEnabledFor(logging.INFO):
            line = {"method": method, "route": _route(scope), "status": status, "seconds": round(seconds, 6)}
            log.info("%s %s %s", method, line["route"], status, extra={"service": self._service, **line})


def _describe(span: Span, scope: Scope, status: int) -> None:
    state = scope.get("state", {})
    span.update_name(f"{_method(scope)} {_route(scope)}")
    span.set_attributes({"http.route": _route(scope), "http.response.status_code": status})
    if command := state.get("asked"):
        span.set_attributes({"command": command, "outcome": state.get("outcome") or _outcome(status)})
    if refusal := state.get("refused"):
        span.set_attribute("refusal", refusal.code)


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in METHODS else "OTHER"


@dataclass
class Ended:
    """How a command ended: recorded, repeated, refused or fault."""

    outcome: str = "fault"


@contextmanager
def commanded(service: str, command: str) -> Iterator[Ended]:
    """Watch one command of a request that may hold several; the block says how it ended."""
    ended, began = Ended(), time.perf_counter()
    with tracing.span(f"command {command}", service=service, command=command) as span:
        try:
            yield ended
        finally:
            count_command(service, command, ended.outcome, time.perf_counter() - began)
            if span is not None:
                span.set_attribute("outcome", ended.outcome)


def count_command(service: str, command: str, outcome: str, seconds: float) -> None:
    """A command was answered."""
    COMMANDS.labels(service, command, outcome).inc()
    COMMAND_SECONDS.labels(service, command).observe(seconds)


def count_refusal(service: str, refusal: Refusal) -> None:
    """Something was refused."""
    REFUSALS.labels(service, refusal.kind.value, refusal.code).inc()


def _outcome(status: int) -> str:
    if status >= FAULT_STATUS:
        return "fault"
    return "refused" if status >= FIRST_REFUSAL else "recorded"


def _asked(headers: Iterable[tuple[bytes, bytes]]) -> tuple[UUID, str]:
    """The correlation to work under, and the caller's `traceparent` ("" if there is none)."""
    said = traceparent = ""
    for name, value in headers:
        if name == b"correlation-id":
            said = value.decode("latin-1")
        elif name == b"traceparent":
            traceparent = value.decode("latin-1")
    if said:
        with suppress(ValueError):  # the edge refuses it, by name
            return UUID(said), traceparent
    return tracing.correlation_in(traceparent) or uuid4(), traceparent


def _route(scope: Scope) -> str:
    """The path as it is declared, without the ids in it; "?" where there is none such."""
    path: str = getattr(scope.get("route"), "path", "?")
    return path or str(scope["path"])
