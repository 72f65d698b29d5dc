"""Loopback ports for what is started again on the same one, such as a process that was killed."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

LOOPBACK = "127.0.0.1"
FIRST = 10_000
ENOUGH = 1_000
OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")
USUAL_FIRST_OUTGOING = 32_768


def free_port() -> int:
    """A loopback port that nobody listens on, and that no outgoing connection gets while its process is away.

    A port that the system itself chooses is of the range it also takes outgoing connections from: whoever is started
    again there may find it taken by one. Successive calls in one process answer different ports.
    """
    return next(_free)


def is_free(port: int) -> bool:
    """Whether one can listen there."""
    try:
        socket.create_server((LOOPBACK, port)).close()
    except OSError:
        return False
    return True


def below_outgoing(told: Path = OUTGOING) -> range:
    """The ports below those that outgoing connections are given here; the usual ones where that leaves too few."""
    first = int(told.read_text(encoding="ascii").split()[0]) if told.exists() else USUAL_FIRST_OUTGOING
    return range(FIRST, first if first >= FIRST + ENOUGH else USUAL_FIRST_OUTGOING)


def _free_ports() -> Iterator[int]:
    ports = below_outgoing()
    start = secrets.randbelow(len(ports))  # processes that choose at the same time choose apart
    while True:
        yield from filter(is_free, chain(ports[start:], ports[:start]))


_free = _free_ports()
