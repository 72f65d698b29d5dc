"""The three test subgraphs composed, and the transports that reach them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from strawberry.schema import BaseSchema

from gateway.compose import Subgraph, compose
from gateway.execute import Transport
from gateway.transport import InProcess
from tests.gateway.subgraphs import covenant, nomination, scoring

SCHEMAS: dict[str, BaseSchema] = {
    "covenant": covenant.schema,
    "scoring": scoring.schema,
    "nomination": nomination.schema,
}


@cache
def supergraph() -> str:
    return compose(Subgraph(name, schema.as_str(), f"http://{name}/graphql") for name, schema in SCHEMAS.items())


async def no_context(_authorization: str | None, _wait_for: str | None) -> None:
    return None


CONTEXTS = dict.fromkeys(SCHEMAS, no_context)


@dataclass
class Recorded:
    """A transport that notes every call before it passes it on."""

    inner: Transport = field(default_factory=lambda: InProcess(SCHEMAS, CONTEXTS))
    calls: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)

    async def __call__(
        self, service: str, query: str, variables: Mapping[str, object], context: object
    ) -> Mapping[str, object]:
        self.calls.append((service, query, dict(variables)))
        return await self.inner(service, query, variables, context)

    @property
    def counts(self) -> dict[str, int]:
        services = [service for service, _, _ in self.calls]
        return {name: services.count(name) for name in SCHEMAS if name in services}
