"""Commands per second: the aggregate and its store, and the same through REST, against a row and an audit row."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from uuid import uuid4

from bench.plain import insert, open_tables
from bench.rounds import Measured, interleave, rate
from bench.servers import issuer, load, run_covenant, run_plain, serving, verifier
from kernel.aggregate import Act
from kernel.identity import Principal
from kernel.service import utc_now
from kernel.store import Command
from regulations.rulebook import Rulebooks
from services.covenant import main
from services.covenant.application import CovenantApplication
from services.covenant.application.units import UnitRow
from services.covenant.domain.unit import UnitKind

COUNCIL = Principal("thuong-truc", "Thường trực Hội đồng", "person", frozenset({"standing_body"}))
_numbers = count(1)


def new_unit() -> dict[str, str | None]:
    """A district office under a province that is there, never the same."""
    number = next(_numbers)
    return {"code": f"BHXH-68-{number:06}", "name": f"BHXH huyện số {number}", "kind": "district", "parent": "BHXH-68"}


PROVINCE: dict[str, str | None] = {"code": "BHXH-68", "name": "BHXH tỉnh Lâm Đồng", "kind": "province", "parent": None}


def _command() -> Command:
    now = utc_now()
    return Command(COUNCIL, Act(COUNCIL.id, now, now, uuid4()))


def establish(application: CovenantApplication, members: dict[str, str | None]) -> None:
    """One command of ours: a unit that is new."""
    row = UnitRow(str(members["code"]), str(members["name"]), UnitKind(str(members["kind"])), members["parent"])
    application.units.establish(_command(), row)


def in_process(folder: Path, commands: int, rounds: int) -> dict[str, Measured]:
    """Without HTTP: our application with its store, and the plain insert."""
    service = main.build(main.Settings(folder / "direct.db", Rulebooks.load()), verifier(folder), utc_now)
    engine = open_tables(folder / "direct-plain.db")
    establish(service.application, PROVINCE)
    insert(engine, "bench", PROVINCE)

    def ours() -> int:
        for _ in range(commands):
            establish(service.application, new_unit())
        return commands

    def plain() -> int:
        for _ in range(commands):
            insert(engine, "bench", new_unit())
        return commands

    return interleave({"ours": lambda: rate(ours), "plain": lambda: rate(plain)}, rounds)


def through_rest(folder: Path, commands: int, rounds: int, clients: int) -> dict[str, Measured]:
    """Through REST, both with a bearer token, each server in its own process."""
    token = issuer(folder).token(COUNCIL)
    with serving(run_covenant, folder) as ours, serving(run_plain, folder) as plain:
        for port in (ours, plain):
            load(port, "/units", token, [PROVINCE], 1)

        def against(port: int) -> Callable[[], float]:
            return lambda: rate(lambda: load(port, "/units", token, [new_unit() for _ in range(commands)], clients))

        return interleave({"ours": against(ours), "plain": against(plain)}, rounds)
