"""Spans by OpenTelemetry's SDK, under ids that follow from correlations and events; loaded only where they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import time_ns
from typing import Literal
from uuid import UUID

from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    get_current_span,
    set_span_in_context,
    use_span,
)

LOW = 2**64 - 1
Kind = Literal["internal", "server", "client", "producer", "consumer"]
KINDS: Mapping[Kind, SpanKind] = {
    "internal": SpanKind.INTERNAL,
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}

_trace_id: ContextVar[int | None] = ContextVar("trace_id", default=None)
_span_id: ContextVar[int | None] = ContextVar("span_id", default=None)
_noted: ContextVar[int | None] = ContextVar("noted", default=None)


class _Ids(RandomIdGenerator):
    """Random, unless it is said which."""

    def generate_trace_id(self) -> int:
        return _trace_id.get() or super().generate_trace_id()

    def generate_span_id(self) -> int:
        return _span_id.get() or super().generate_span_id()


class Spans:
    """Makes this process's spans and hands them to `processor`."""

    def __init__(self, process: str, processor: SpanProcessor) -> None:
        resource = Resource.create({"service.name": process})
        self._provider = TracerProvider(ALWAYS_ON, resource, id_generator=_Ids(), shutdown_on_exit=True)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("thidua")

    @contextmanager
    def span(
        self, name: str, of: UUID | None, cause: UUID | None, kind: Kind, attributes: Mapping[str, str | int]
    ) -> Iterator[Span]:
        """A span of the correlation `of`, below its `cause` or else below the current span if that is of it, too."""
        context = _below_event(of, cause) if of and cause else _below_current(of)
        with _named(of):
            span = self._tracer.start_span(name, context, KINDS[kind], dict(attributes))
        with use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
            try:
                yield span
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))  # its text may tell of persons
                raise

    def event(self, name: str, event: UUID) -> None:
        """A span without length below the current one, under the id that the event gives it."""
        token = _span_id.set(_id_of(event))
        try:
            self._tracer.start_span(name).end()
        finally:
            _span_id.reset(token)

    def note(self) -> None:
        """Remember this moment, in this thread or task."""
        _noted.set(time_ns())

    def since_noted(self, name: str, of: UUID) -> None:
        """A span from the last moment noted to now; none if there was none."""
        if (began_ns := _noted.get()) is not None:
            _noted.set(None)
            with _named(of):
                self._tracer.start_span(name, _below_current(of), start_time=began_ns).end()

    def past(self, name: str, of: UUID, cause: UUID, began_ns: int) -> None:
        """A span of something that began then and ends now, below the event `cause`."""
        with _named(of):
            span = self._tracer.start_span(name, _below_event(of, cause), SpanKind.PRODUCER, start_time=began_ns)
        span.end(time_ns())

    @staticmethod
    def traceparent(of: UUID) -> str | None:
        """The W3C header that has another process hang its spans below the current one; None if that is of another."""
        current = get_current_span().get_span_context()
        if current.trace_id != of.int or not current.is_valid:
            return None
        return f"00-{current.trace_id:032x}-{current.span_id:016x}-{current.trace_flags:02x}"


def _id_of(event: UUID) -> int:
    return event.int & LOW


def _below_event(of: UUID, event: UUID) -> Context:
    parent = SpanContext(of.int, _id_of(event), is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(parent), Context())


def _below_current(of: UUID | None) -> Context | None:
    current = get_current_span().get_span_context()
    return None if of is None or current.trace_id == of.int else Context()


@contextmanager
def _named(of: UUID | None) -> Iterator[None]:
    token = _trace_id.set(of.int if of else None)
    try:
        yield
    finally:
        _trace_id.reset(token)
