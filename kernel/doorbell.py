"""The processes of one service tell each other at once that its database has something new: PostgreSQL's NOTIFY.

A ring is a hint: it may be lost, so whoever listens also looks for himself now and then. No command waits for it, and
it is a transaction of its own: one that notifies holds a lock over all databases of the server while it commits, and
commands would queue there.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import sqlalchemy as sa

from kernel.database import own_connection

CHANNEL = "thidua"
LISTEN_SECONDS = 0.5
"""How long it listens at a stretch, so that the end of the process is heard."""
PAUSE_SECONDS = 1.0
"""How long after the server went away it is asked for again."""

log = logging.getLogger(__name__)


@contextmanager
def doorbell(engine: sa.Engine, heard: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Call `heard`, from a thread of its own, whenever a process on this database rings; what is yielded rings.

    On SQLite a service is one process, and nothing is done.
    """
    if engine.dialect.name != "postgresql":
        yield _silent
        return
    bell = _Doorbell(engine, heard)
    threads = [threading.Thread(target=bell.again_and_again, args=(each,)) for each in (bell.listen, bell.tell)]
    for thread in threads:
        thread.start()
    try:
        yield bell.ring
    finally:
        bell.stop()
        for thread in threads:
            thread.join()


def _silent() -> None:
    """There is nobody else to tell."""


class _Doorbell:
    def __init__(self, engine: sa.Engine, heard: Callable[[], None]) -> None:
        self._engine = engine
        self._heard = heard
        self._rung = threading.Event()
        self._stopping = threading.Event()

    def ring(self) -> None:
        """Have the others told; rings that come before they were are one."""
        self._rung.set()

    def stop(self) -> None:
        self._stopping.set()
        self._rung.set()

    def again_and_again(self, serve: Callable[[Any], None]) -> None:
        """Serve over a connection of its own until the end; over a new one when the server has ended it."""
        while not self._stopping.is_set():
            try:
                with closing(own_connection(self._engine)) as connection:
                    serve(connection)
            except (self._engine.dialect.loaded_dbapi.OperationalError, sa.exc.OperationalError) as error:
                log.info("the doorbell is asked for again: %s", type(error).__name__)
                self._stopping.wait(PAUSE_SECONDS)

    def listen(self, connection: Any) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._heard()  # what was rung while nobody listened
        while not self._stopping.is_set():
            for _ in connection.notifies(timeout=LISTEN_SECONDS):
                self._heard()

    def tell(self, connection: Any) -> None:
        connection.execute("SET synchronous_commit = off")  # a hint is not worth a flush of the disk
        self._rung.set()  # what could not be told
        while True:
            self._rung.wait()
            if self._stopping.is_set():
                return
            self._rung.clear()
            connection.execute(f"NOTIFY {CHANNEL}")
