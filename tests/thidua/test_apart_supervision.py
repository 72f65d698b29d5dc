"""The supervisor of `make up`: a real supervisord with small processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.ports import free_port
from thidua.apart.supervision import NotSupervised, Supervised, Supervisor

TELL = "import os, sys, time; print(repr((sys.argv[1:], os.environ['SAID'])), flush=True); time.sleep(600)"
WORD = """a b, "c" 'd' 50% \\e;f=g"""
VALUE = "a b, 'd' 50% \\e;f=g"


def process(name: str, *arguments: str, said: str = "", first: bool = False) -> Supervised:
    command = (sys.executable, "-c", TELL, *arguments)
    return Supervised(name, command, {"SAID": said}, rank=1, first=first)


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    folder = tmp_path / "a b 50%"
    folder.mkdir()
    found = Supervisor(folder, folder, free_port())
    yield found
    if found.answers():
        found.shut_down()


def eventually(told: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not told():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_a_process_is_told_exactly_what_it_shall_be(supervisor: Supervisor) -> None:
    supervisor.start([process("teller", WORD, "", said=VALUE, first=True)])
    log = supervisor.logs / "teller.log"
    assert eventually(lambda: log.exists() and log.read_text(encoding="utf-8").endswith("\n"))
    assert log.read_text(encoding="utf-8") == f"{([WORD, ''], VALUE)!r}\n"


def test_one_that_is_killed_is_started_anew_and_one_that_waits_is_not_started(supervisor: Supervisor) -> None:
    supervisor.start([process("first", first=True), process("later")])
    assert eventually(lambda: supervisor.states()["first"][2] != 0)
    killed = supervisor.states()["first"][2]
    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: supervisor.states()["first"][2] not in {0, killed})
    assert supervisor.states()["later"][2] == 0
    supervisor.start_process("later")
    again = supervisor.states()["later"][2]
    supervisor.start_process("later")
    assert supervisor.states()["later"][2] == again != 0


def test_a_shutdown_leaves_no_process(supervisor: Supervisor) -> None:
    supervisor.start([process("first", first=True)])
    assert eventually(lambda: supervisor.states()["first"][2] != 0)
    left = supervisor.states()["first"][2]
    supervisor.shut_down()
    assert not Path(f"/proc/{left}").exists()
    assert not supervisor.answers()


def test_only_its_owner_reads_the_password_it_is_asked_with(supervisor: Supervisor) -> None:
    supervisor.start([])
    assert supervisor.settings_file.stat().st_mode & 0o777 == 0o600


def test_what_supervisord_refuses_is_told(supervisor: Supervisor) -> None:
    with pytest.raises(NotSupervised) as refusal:
        supervisor.start([Supervised("a:b", ("true",), {}, rank=1)])
    assert "a:b" in str(refusal.value)


@pytest.mark.parametrize("said", ['a"b', "a #b", "a ;b", "a\nb"])
def test_what_supervisord_would_read_otherwise_is_refused(supervisor: Supervisor, said: str) -> None:
    with pytest.raises(NotSupervised):
        supervisor.start([process("x", said=said)])


def test_one_that_was_never_started_does_not_answer(supervisor: Supervisor) -> None:
    assert not supervisor.answers()
    with pytest.raises(NotSupervised):
        supervisor.shut_down()
