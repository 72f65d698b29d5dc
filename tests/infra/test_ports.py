"""The ports of what is started again where it was."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from infra.ports import LOOPBACK, OUTGOING, below_outgoing, free_port, is_free


def test_each_port_is_another_and_free() -> None:
    ports = [free_port() for _ in range(20)]
    assert len(set(ports)) == len(ports)
    assert all(is_free(each) for each in ports)


def test_a_port_is_none_that_an_outgoing_connection_gets() -> None:
    first, last = (int(each) for each in OUTGOING.read_text(encoding="ascii").split())
    assert not any(first <= free_port() <= last for _ in range(20))


def test_a_port_that_somebody_listens_on_is_passed_over() -> None:
    taken = free_port() + 1
    with socket.create_server((LOOPBACK, taken)):
        assert not is_free(taken)
        assert free_port() > taken


@pytest.mark.parametrize(
    ("told", "ports"),
    [("15000\t61000\n", range(10_000, 15_000)), ("1024\t65535\n", range(10_000, 32_768))],
)
def test_the_range_is_what_the_system_tells_where_that_leaves_enough(tmp_path: Path, told: str, ports: range) -> None:
    file = tmp_path / "ip_local_port_range"
    file.write_text(told, encoding="ascii")
    assert below_outgoing(file) == ports


def test_the_range_is_the_usual_one_where_the_system_does_not_tell(tmp_path: Path) -> None:
    assert below_outgoing(tmp_path / "nothing") == range(10_000, 32_768)
