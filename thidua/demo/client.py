"""A small synchronous client of the public REST API: kept-alive connections, idempotency keys, read-your-writes."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any, Self, TypeVar
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import msgspec

T = TypeVar("T")

CONNECTIONS = 4
TIMEOUT_SECONDS = 120
PAUSE_SECONDS = 0.2
"""Between two attempts while a server is away."""
SHARED = "thidua-demo"
"""Beginning of every idempotency key of the demonstration."""
_encode = msgspec.json.Encoder(decimal_format="number").encode


class DemonstrationFailedError(RuntimeError):
    """The server answered what the plan did not expect, or not at all."""


@dataclass(frozen=True)
class Actor:
    """Who acts: what a token is asked for."""

    sub: str
    name: str
    roles: tuple[str, ...]
    unit_id: UUID | None = None
    clusters: tuple[UUID, ...] = ()
    kind: str = "person"


@dataclass(frozen=True)
class Request:
    """One request. `step` names it within the run: the same step is never done twice.

    A `shared` step is the same in every run on a store, whatever its year and seed: a cluster is formed once.
    """

    actor: Actor
    path: str
    body: Mapping[str, object] | None = None
    step: str = ""
    effective: date | None = None
    method: str = "POST"
    shared: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status < HTTPStatus.BAD_REQUEST


def _final(found: Answer | Exception) -> bool:
    return isinstance(found, Answer) and found.status != HTTPStatus.SERVICE_UNAVAILABLE


@dataclass
class Api:
    """The server as the demonstration sees it. Safe to use from several threads."""

    base_url: str
    run: str
    patience_seconds: float = 0.0
    """How long a server may be away, or say 503, before that is a failure."""
    _tokens: dict[Actor, str] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _waited: str = ""
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(CONNECTIONS))
    _connections: list[http.client.HTTPConnection] = field(default_factory=list)
    _local: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let the threads go and close their connections."""
        self._pool.shutdown()
        for connection in self._connections:
            connection.close()

    def settle(self) -> None:
        """From here on every request waits for everything that was written so far."""
        with self._lock:
            self._waited = ",".join(f"{place}:{sid}" for place, sid in sorted(self._seen.items()))

    def done(self, request: Request) -> Any:
        """The body of a request that must succeed.

        Raises:
            DemonstrationFailedError: it did not.
        """
        answer = self.ask(request)
        if not answer.ok:
            told = json.dumps(answer.body, ensure_ascii=False, indent=1)[:2000]
            raise DemonstrationFailedError(f"{request.method} {request.path}: {answer.status}\n{told}")
        return answer.body

    def get(self, actor: Actor, path: str, **query: object) -> Any:
        """The body of a GET."""
        given = {name: value for name, value in query.items() if value is not None}
        return self.done(Request(actor, f"{path}?{urlencode(given)}" if given else path, method="GET"))

    def ask(self, request: Request) -> Answer:
        """The answer, whatever it is."""
        headers = {"Authorization": f"Bearer {self._token(request.actor)}"}
        if self._waited:
            headers["Wait-For"] = self._waited
        if request.step:
            run = SHARED if request.shared else self.run
            headers["Idempotency-Key"] = f"{run}/{request.step}"
        if request.effective:
            headers["Effective-At"] = request.effective.isoformat()
        answer = self._send(request.method, request.path, request.body, headers)
        if answer.ok and isinstance(answer.body, dict) and answer.body.get("token"):
            self._note(answer.body["token"])
        return answer

    def each(self, work: Callable[[T], object], items: Iterable[T], done: Callable[[], object] = lambda: None) -> None:
        """Do `work` for every item over a few connections; the first failure stops the rest.

        `done` is called after each.
        """

        def one(item: T) -> None:
            work(item)
            done()

        futures = [self._pool.submit(one, item) for item in items]
        try:
            for future in futures:
                future.result()
        finally:
            for future in futures:
                future.cancel()

    def _token(self, actor: Actor) -> str:
        if actor not in self._tokens:
            asked = {
                "sub": actor.sub,
                "name": actor.name,
                "kind": actor.kind,
                "roles": list(actor.roles),
                "unit_id": actor.unit_id,
                "clusters": list(actor.clusters),
            }
            answer = self._send("POST", "/dev/tokens", asked, {})
            if not answer.ok:
                raise DemonstrationFailedError(f"/dev/tokens: {answer.status}: the server must run on loopback")
            self._tokens[actor] = answer.body["token"]
        return self._tokens[actor]

    def _note(self, token: str) -> None:
        with self._lock:
            for one in token.split(","):
                place, _, sid = one.rpartition(":")
                self._seen[place] = max(self._seen.get(place, 0), int(sid))

    def _send(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Answer:
        """One exchange, repeated while the server is away; a connection that it closed meanwhile is opened anew, once.

        Safe to repeat: every command carries its Idempotency-Key.
        """
        content = None if body is None else _encode(body)
        sent = {**headers, "Accept": "application/json"}
        if content is not None:
            sent["Content-Type"] = "application/json"
        until = time.monotonic() + self.patience_seconds
        found = self._attempt(method, path, content, sent)
        if not isinstance(found, Answer):
            found = self._attempt(method, path, content, sent)
        while not _final(found) and time.monotonic() < until:
            time.sleep(PAUSE_SECONDS)
            found = self._attempt(method, path, content, sent)
        if not isinstance(found, Answer):
            raise DemonstrationFailedError(f"{method} {self.base_url}{path}: {found}") from found
        return found

    def _attempt(
        self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]
    ) -> Answer | OSError | http.client.HTTPException:
        try:
            return self._exchange(method, path, content, headers)
        except (OSError, http.client.HTTPException) as reason:
            self._connection().close()
            return reason

    def _exchange(self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = self._connection()
        connection.request(method, path, content, headers)
        response = connection.getresponse()
        text = response.read()
        return Answer(response.status, json.loads(text) if text else None)

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._local, "connection"):
            address = urlsplit(self.base_url)
            kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
            self._local.connection = kind(address.hostname or "127.0.0.1", address.port, timeout=TIMEOUT_SECONDS)
            self._connections.append(self._local.connection)
        connection: http.client.HTTPConnection = self._local.connection
        return connection
