"""A process that kills itself at a named point, when a trial asks for it: nothing that a user would ever set."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from kernel.transport import At, Point, nothing_happens

DIE_AT = "DIE_AT"
"""A file; while it names the point that is reached, whoever reaches it removes it and dies by SIGKILL."""


def trial(environment: Mapping[str, str]) -> At:
    """What happens at the points of this process: nothing, unless `DIE_AT` is set."""
    if not (name := environment.get(DIE_AT, "")):
        return nothing_happens
    file = Path(name)

    def at(point: Point) -> None:
        if file.exists() and file.read_text(encoding="utf-8") == point:
            file.unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    return at


def watch_saves(engine: sa.Engine, at: At) -> None:
    """Have `at` called before the commit of whatever appends to the log or takes facts in, and after it."""
    if at is nothing_happens:
        return

    def before(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("appending"):
            at("before save")
            connection.info["saved"] = True

    def after(_connection: object, record: sa.pool.ConnectionPoolEntry) -> None:
        if record.info.pop("saved", False):
            at("after save")

    sa.event.listen(engine, "commit", before)
    sa.event.listen(engine, "checkin", after)
