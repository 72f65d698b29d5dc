"""The gateway's nested query in one process, as CPU time, against one schema merged by hand over the same services."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from graphql import parse

from bench.merged import Merged
from bench.rounds import Measured
from bench.servers import run_embedded, serving
from gateway.app import SUPERGRAPH
from gateway.federation import Asked, Federation
from gateway.transport import InProcess
from kernel.aggregate import identity
from kernel.identity import Principal
from thidua.data import DataDirectory
from thidua.demo.play import YearAsked, run_demo
from thidua.embedded import open_services

OPERATION = Path("gateway") / "operations" / "cluster_year.graphql"
AUDITOR = Principal("kiem-toan", "Kiểm toán viên", "person", frozenset({"auditor"}))


class Counting:
    """The in-process transport, counting the fetches to each service."""

    def __init__(self, transport: InProcess) -> None:
        self._transport = transport
        self.fetches: Counter[str] = Counter()

    async def __call__(
        self, service: str, query: str, variables: Mapping[str, object], context: object
    ) -> Mapping[str, object]:
        """See `gateway.execute.Transport`."""
        self.fetches[service] += 1
        return await self._transport(service, query, variables, context)


class _Asking:
    """The client's request as far as the gateway reads it."""

    def __init__(self, authorization: str) -> None:
        self.headers = {"authorization": authorization}


def play(folder: Path) -> None:
    """A whole year into the folder, through the public API."""
    with serving(run_embedded, folder) as port:
        run_demo(f"http://127.0.0.1:{port}", YearAsked(2024, 1, chapters=False), None)


def measure(folder: Path, queries: int, rounds: int) -> tuple[dict[str, Measured], Counter[str]]:
    """Queries per second of CPU time, of the gateway and of the merged schema; the fetches of one query."""
    return asyncio.run(_measure(folder, queries, rounds))


async def _measure(folder: Path, queries: int, rounds: int) -> tuple[dict[str, Measured], Counter[str]]:
    embedded = open_services(DataDirectory(folder), None)
    assert embedded.issuer is not None  # noqa: S101 (no trusted issuer was given)
    authorization = f"Bearer {embedded.issuer.token(AUDITOR)}"
    movement = identity("movement", "TDTX-2024")
    variables = {"code": "CUM-VII", "movement": str(movement), "period": "2024"}
    text = OPERATION.read_text(encoding="utf-8")
    schemas = {each.name: each.schema for each in embedded.services}
    transport = Counting(InProcess(schemas, {each.name: each.context for each in embedded.services}))
    federation = Federation(SUPERGRAPH.read_text(encoding="utf-8"), transport)
    merged, document = Merged(embedded.services), parse(text)

    async def gateway() -> Any:
        answer = await federation.execute(Asked(text, variables), {"request": _Asking(authorization)})
        return answer.data

    async def one_schema() -> Any:
        return await merged.execute(document, variables, authorization)

    if await gateway() != await one_schema():
        raise RuntimeError("the gateway and the merged schema do not answer the same")
    fetches = Counter(transport.fetches)
    return await _interleaved({"gateway": gateway, "one merged schema": one_schema}, queries, rounds), fetches


async def _interleaved(
    ways: Mapping[str, Callable[[], Awaitable[Any]]], queries: int, rounds: int
) -> dict[str, Measured]:
    figures: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, ask in ways.items():
            start = time.process_time()
            for _ in range(queries):
                await ask()
            if number:
                figures[name].append(queries / (time.process_time() - start))
    return {name: Measured(each) for name, each in figures.items()}
