"""Carries out a plan: each request as soon as those it needs are answered, each failure kept to its own part."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from graphql import GraphQLError

from gateway import faults, merge
from gateway.complete import Completion
from gateway.faults import ResponsePath
from gateway.merge import Batch, Object
from gateway.plan import Entities, Plan, Request
from kernel import tracing

ERRORS_MAX = 100
"""How many errors one answer carries; a failed service may leave a hole at a thousand places."""


class Transport(Protocol):
    """How a graph is reached. `context` is whatever the caller of the gateway gave, untouched.

    Answers a GraphQL result (`data`, `errors`), or raises `faults.ServiceUnavailable` or `faults.ServiceRefused`.
    """

    async def __call__(
        self, service: str, query: str, variables: Mapping[str, object], context: object, /
    ) -> Mapping[str, object]:
        """Send one request to one service."""


@dataclass(frozen=True)
class Call:
    """What one execution needs besides its plan: who is asked how, with which variables, and how long it may take."""

    services: Mapping[str, str]
    transport: Transport
    variables: Mapping[str, object]
    context: object
    seconds: float


@dataclass(frozen=True)
class Answer:
    """A GraphQL answer: partial data and errors may stand side by side."""

    data: Object | None
    errors: list[GraphQLError]


class Execution:
    """One run of one plan. `known` is what the gateway answered itself already (introspection)."""

    def __init__(self, plan: Plan, call: Call, known: Answer) -> None:
        self.plan = plan
        self.call = call
        self.data: Object = dict(known.data or {})
        self.errors: list[GraphQLError] = list(known.errors)

    async def run(self) -> Answer:
        """Carry out the plan; never raises for what a service did."""
        deadline = asyncio.get_running_loop().time() + self.call.seconds
        if len(self.plan.requests) == 1:
            await self._request(self.plan.requests[0], deadline)
        else:
            await self._all(deadline)
        data = Completion(self.plan, self.errors).run(self.data)
        return Answer(data, self.errors[:ERRORS_MAX])

    async def _all(self, deadline: float) -> None:
        tasks: list[asyncio.Task[None]] = []
        async with asyncio.TaskGroup() as group:
            for request in self.plan.requests:
                before = [tasks[index] for index in request.after]
                tasks.append(group.create_task(self._in_turn(request, before, deadline)))

    async def _in_turn(self, request: Request, before: list[asyncio.Task[None]], deadline: float) -> None:
        for task in before:
            await task
        await self._request(request, deadline)

    async def _request(self, request: Request, deadline: float) -> None:
        batches = [merge.batch(self.data, each) for each in request.entities]
        self._report_unmet(request, batches)
        if request.entities and not any(each.representations for each in batches):
            return
        variables = {name: self.call.variables[name] for name in request.variables if name in self.call.variables}
        for entities, gathered in zip(request.entities, batches, strict=True):
            variables[entities.variable] = gathered.representations
        result = await self._fetch(request, variables, deadline)
        if isinstance(result, GraphQLError):
            self._report_everywhere(request, batches, result)
        else:
            self._take(request, batches, result)

    async def _fetch(
        self, request: Request, variables: Mapping[str, object], deadline: float
    ) -> Mapping[str, object] | GraphQLError:
        service = self.call.services[request.graph]
        try:
            with tracing.span(f"fetch {service}", kind="client"):
                async with asyncio.timeout_at(deadline):
                    return await self.call.transport(service, request.document, variables, self.call.context)
        except TimeoutError:
            error = faults.fault(faults.TIMED_OUT, "SERVICE_TIMEOUT", service=service, seconds=self.call.seconds)
        except faults.ServiceUnavailable as reason:
            faults.log.warning("%s is unavailable: %s", service, reason)
            error = faults.fault(faults.UNAVAILABLE, "SERVICE_UNAVAILABLE", service=service)
        except faults.ServiceRefused as refused:
            return refused.told(service)
        except Exception as cause:  # noqa: BLE001 (the outermost place that can still answer the rest of the query)
            error = faults.unexpected(f"the call of {service} failed", cause)
        if request.mutates:
            error.message += faults.message(faults.MAYBE_DONE)
        return error

    def _take(self, request: Request, batches: list[Batch], result: Mapping[str, object]) -> None:
        errors = result.get("errors")
        for error in errors if isinstance(errors, list) else ():
            self._report(request, batches, error)
        data = result.get("data")
        if not isinstance(data, dict):
            if errors:
                self._report_lost(request, batches)
            else:
                self._report_everywhere(request, batches, faults.unexpected(f"{request.graph} answered {result!r}"))
        elif not request.entities:
            self.data.update(data)
        else:
            for entities, gathered in zip(request.entities, batches, strict=True):
                if not merge.absorb(gathered, data.get(entities.alias)) and not errors:
                    fault = faults.unexpected(f"{request.graph} answered other entities than it was asked for")
                    self._report_everywhere(request, batches, fault)

    def _report(self, request: Request, batches: list[Batch], error: Mapping[str, object]) -> None:
        """Tell the client one error of a subgraph, at the places of the answer that it concerns."""
        told = faults.told(self.call.services[request.graph], error)
        raw = error.get("path")
        path: ResponsePath = tuple(raw) if isinstance(raw, list) else ()
        if not path:
            self._report_everywhere(request, batches, told)
        elif not request.entities:
            self.errors.append(faults.at(told, merge.visible(path)))
        else:
            for entities, gathered in zip(request.entities, batches, strict=True):
                if entities.alias == path[0]:
                    self._report_entity(entities, gathered, told, path[1:])

    def _report_entity(self, entities: Entities, gathered: Batch, told: GraphQLError, path: ResponsePath) -> None:
        index = path[0] if path and isinstance(path[0], int) else None
        chosen = gathered.objects if index is None else gathered.objects[index : index + 1]
        objects = [each for group in chosen for each in group]
        endings = [merge.visible(path[1:])] if len(path) > 1 else [(key,) for key in entities.fills]
        for place in merge.places_of(self.data, entities, objects):
            self.errors.extend(faults.at(told, (*place, *ending)) for ending in endings)

    def _report_everywhere(self, request: Request, batches: list[Batch], told: GraphQLError) -> None:
        """Tell the client an error of a whole request, at every field that it was to bring."""
        self.errors.extend(faults.at(told, (key,)) for key in request.roots)
        for entities, gathered in zip(request.entities, batches, strict=True):
            self._report_entity(entities, gathered, told, ())

    def _report_lost(self, request: Request, batches: list[Batch]) -> None:
        """Tell the client what went with the field whose null took the whole of a service's answer with it."""
        known = [tuple(error.path or ()) for error in self.errors]
        told = len(self.errors)
        self._report_everywhere(request, batches, faults.fault(faults.LOST, "NEIGHBOUR_FAILED"))
        lost = ((tuple(error.path or ()), error) for error in self.errors[told:])
        self.errors[told:] = [error for place, error in lost if not any(faults.related(place, each) for each in known)]

    def _report_unmet(self, request: Request, batches: list[Batch]) -> None:
        """Tell the client which fields could not be asked for because something they need was not answered."""
        for entities, gathered in zip(request.entities, batches, strict=True):
            if gathered.unmet:
                error = faults.fault(faults.UNMET, "DEPENDENCY_FAILED")
                for place in merge.places_of(self.data, entities, gathered.unmet):
                    self.errors.extend(faults.at(error, (*place, key)) for key in entities.fills)
