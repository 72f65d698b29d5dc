"""The supervisor of `make up`: supervisord, told what to run by a file, asked and told by XML-RPC on loopback."""

from __future__ import annotations

import configparser
import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xmlrpc.client import Fault, ProtocolError, ServerProxy

USER = "thidua"
STOP_SECONDS = 90.0
"""Longest that everything may take to stop in order."""
RUNNING = 20
"""The supervisor's number for a process that has stayed up."""


class NotSupervised(Exception):
    """The supervisor does not answer, or does not do what it is asked."""


@dataclass(frozen=True)
class Supervised:
    """One process as the supervisor runs it. `first` ones start with it, the others when they are asked to.

    `rank` orders the end: those of a higher rank are stopped before those of a lower one.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    rank: int
    first: bool = False
    stop_seconds: int = 20


@dataclass(frozen=True)
class Supervisor:
    """supervisord over `folder`, with the logs of its processes in `logs`, answering on a port of loopback."""

    folder: Path
    logs: Path
    port: int

    @property
    def settings_file(self) -> Path:
        """What it was told."""
        return self.folder / "supervisord.conf"

    def start(self, processes: Iterable[Supervised]) -> None:
        """Start it in the background, detached from this terminal, with those that come first.

        Raises:
            NotSupervised: it does not start; the text is what it said.
        """
        self._write_settings(processes)
        command = [sys.executable, "-m", "supervisor.supervisord", "--configuration", str(self.settings_file)]
        started = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)  # noqa: S603
        if started.returncode:
            raise NotSupervised((started.stdout + started.stderr).strip())
        deadline = time.monotonic() + STOP_SECONDS
        while not self.answers():
            if time.monotonic() > deadline:
                raise NotSupervised("supervisord does not answer")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether it runs."""
        try:
            self._ask("getState")
        except NotSupervised:
            return False
        return True

    def states(self) -> Mapping[str, tuple[int, str, int]]:
        """Of every process its state, in words what has become of it, and its id (0 if it does not run).

        Raises:
            NotSupervised: it does not answer.
        """
        told = cast("list[dict[str, Any]]", self._ask("getAllProcessInfo"))
        return {
            each["name"]: (each["state"], f"{each['statename']} {each['description']}", each["pid"]) for each in told
        }

    def start_process(self, name: str) -> None:
        """Start one; nothing happens if it runs.

        Raises:
            NotSupervised: it does not answer, or does not know it.
        """
        if self.states()[name][2] == 0:
            self._ask("startProcess", name, False)

    def shut_down(self) -> None:
        """Stop all, in order, and the supervisor itself.

        Raises:
            NotSupervised: it does not answer, or has not come to an end in time.
        """
        process = cast("int", self._ask("getPID"))
        self._ask("shutdown")
        deadline = time.monotonic() + STOP_SECONDS
        while _lives(process):
            if time.monotonic() > deadline:
                raise NotSupervised(f"supervisord ({process}) does not end")
            time.sleep(0.1)

    def _ask(self, what: str, *arguments: object) -> object:
        settings = configparser.RawConfigParser()
        settings.read(self.settings_file, encoding="utf-8")
        if not settings.has_section("inet_http_server"):
            raise NotSupervised("it was never started")
        password = settings.get("inet_http_server", "password")
        with ServerProxy(f"http://{USER}:{password}@127.0.0.1:{self.port}/RPC2") as proxy:
            try:
                return getattr(proxy.supervisor, what)(*arguments)
            except (OSError, Fault, ProtocolError, http.client.HTTPException) as reason:
                raise NotSupervised(f"{what}: {type(reason).__name__}") from reason

    def _write_settings(self, processes: Iterable[Supervised]) -> None:
        settings = configparser.RawConfigParser()
        settings["inet_http_server"] = {
            "port": f"127.0.0.1:{self.port}",
            "username": USER,
            "password": secrets.token_hex(16),
        }
        settings["rpcinterface:supervisor"] = {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        }
        settings["supervisord"] = {
            "logfile": str(self.logs / "supervisord.log"),
            "pidfile": str(self.folder / "supervisord.pid"),
            "childlogdir": str(self.logs),
            **({"user": "root"} if os.geteuid() == 0 else {}),
        }
        for each in processes:
            settings[f"program:{each.name}"] = self._program(each)
        for section in settings.sections():
            for name, value in settings.items(section):
                settings.set(section, name, value.replace("%", "%%"))  # its own sign for a value
        self.settings_file.touch(mode=0o600)
        with self.settings_file.open("w", encoding="utf-8") as file:
            settings.write(file)

    def _program(self, process: Supervised) -> Mapping[str, str]:
        return {
            "command": " ".join(_quoted(each) for each in process.command),
            "environment": ",".join(f'{name}="{_plain(value)}"' for name, value in process.environment.items()),
            "directory": str(Path.cwd()),
            "priority": str(process.rank),
            "autostart": str(process.first).lower(),
            "autorestart": "true",
            "startsecs": "5",
            "startretries": "1000000",  # an outage may last; the pause grows by a second each time
            "stopwaitsecs": str(process.stop_seconds),
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": str(self.logs / f"{process.name}.log").replace("%", "%%"),  # this one it reads twice
            "stdout_logfile_maxbytes": "20MB",
            "stdout_logfile_backups": "3",
        }


def _quoted(text: str) -> str:
    """As supervisord reads the words of a command: like a shell."""
    escaped = _plain(text, "").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(text: str, quotes: str = '"') -> str:
    """The text, if supervisord can read it: it knows no quote in a value, and takes some signs for a remark.

    Raises:
        NotSupervised: it cannot.
    """
    if " ;" in text or " #" in text or "\n" in text or any(each in text for each in quotes):
        raise NotSupervised(f"supervisord không đọc được · supervisord cannot read: {text}")
    return text


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # ended, but not yet collected by whoever adopted it
