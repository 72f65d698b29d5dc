"""What belongs together: the correlation of whatever is going on here, and its trace.

A trace is a correlation: its id is the correlation's UUID, so that it needs no header on its way through an event,
Kafka and the next service. The envelope carries the correlation anyway, and an operator who has it from a log line or
an event has the trace. A recorded event is a span whose id is the end of the event's id, so that whoever sends it or
takes it in hangs below it. (For the same reason a sampler by trace id would not be fair, as a UUID has fixed bits: all
spans are sent, and the collector samples.)

Without `OTEL_EXPORTER_OTLP_ENDPOINT` there are no traces, and a span costs one comparison. Names and attributes are the
program's own words: never a person, a value, or anything that a client has made up. What a ballot marks is in no span,
not by its size either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar, Token
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span

    from kernel.spans import Kind, Spans

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
"""The variable that says where traces go, as OpenTelemetry names it; its others (headers, timeout) are heeded, too."""

CORRELATION = "correlation-id"
"""The header that carries it from one process to the next."""

_correlation: ContextVar[UUID | None] = ContextVar("correlation", default=None)
_spans: Spans | None = None
_NOTHING: AbstractContextManager[None] = nullcontext()


def correlation() -> UUID | None:
    """What the work of this thread or task belongs to, None outside of any."""
    return _correlation.get()


def begin(correlation: UUID) -> Token[UUID | None]:
    """From here on everything belongs to this correlation, until `end` is given the token."""
    return _correlation.set(correlation)


def end(token: Token[UUID | None]) -> None:
    """Back to the correlation before."""
    _correlation.reset(token)


@contextmanager
def correlated(with_: UUID) -> Iterator[None]:
    """Everything inside the block belongs to this correlation."""
    token = begin(with_)
    try:
        yield
    finally:
        end(token)


def correlation_in(traceparent: str) -> UUID | None:
    """The correlation that a W3C `traceparent` of a caller stands for: its trace id; None if it has none."""
    return _hexadecimal(traceparent, 1, 32)


def caller_in(traceparent: str, of: UUID) -> UUID | None:
    """The span of a caller, as a `cause`; None if nothing is traced or it belongs to another correlation."""
    if _spans is None or correlation_in(traceparent) != of:
        return None
    return _hexadecimal(traceparent, 2, 16)


def _hexadecimal(traceparent: str, place: int, digits: int) -> UUID | None:
    parts = traceparent.split("-")
    if len(parts) <= place or len(parts[place]) != digits:
        return None
    try:
        return UUID(int=int(parts[place], 16)) if int(parts[place], 16) else None
    except ValueError:
        return None


def outgoing() -> dict[str, str]:
    """The headers by which another process of ours goes on with this correlation and trace."""
    current = _correlation.get()
    if current is None:
        return {}
    headers = {CORRELATION: str(current)}
    if _spans is not None and (parent := _spans.traceparent(current)):
        headers["traceparent"] = parent
    return headers


def span(
    name: str, *, of: UUID | None = None, cause: UUID | None = None, kind: Kind = "internal", **attributes: str | int
) -> AbstractContextManager[Span | None]:
    """A span of the current correlation, or the one it is `of`; below the event that was its `cause`, else the current.

    Yields None while nothing is traced.
    """
    if _spans is None:
        return _NOTHING
    return _spans.span(name, of or _correlation.get(), cause, kind, attributes)


def loaded() -> None:
    """What a decision needs has been read; it begins here, unless more is read."""
    if _spans is not None:
        _spans.note()


def decided(of: UUID) -> None:
    """The decision that began with the last `loaded` is made: a span from there to here."""
    if _spans is not None:
        _spans.since_noted("decide", of)


def recorded(topic: str, event: UUID) -> None:
    """An event was recorded: the span that its consequences elsewhere hang below."""
    if _spans is not None:
        _spans.event(f"recorded {topic}", event)


def sent(name: str, of: UUID, event: UUID, began_ns: int) -> None:
    """An event was published in a batch that was begun then."""
    if _spans is not None:
        _spans.past(f"send {name}", of, event, began_ns)


def tracing() -> bool:
    """Whether spans are made."""
    return _spans is not None


def set_up(process: str, environment: Mapping[str, str]) -> None:
    """Send traces as `process`, if the environment says where to; once a process."""
    if environment.get(ENDPOINT):
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 (only now)
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        from kernel.spans import Spans  # noqa: PLC0415

        global _spans  # noqa: PLW0603 (one a process)
        _spans = Spans(process, BatchSpanProcessor(OTLPSpanExporter()))


@contextmanager
def traced_to(exporter: SpanExporter, process: str = "thidua") -> Iterator[None]:
    """Hand every span that ends inside the block to `exporter`, at once."""
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor  # noqa: PLC0415 (only now)

    from kernel.spans import Spans  # noqa: PLC0415

    global _spans  # noqa: PLW0603 (one a process)
    before, _spans = _spans, Spans(process, SimpleSpanProcessor(exporter))
    try:
        yield
    finally:
        _spans = before
