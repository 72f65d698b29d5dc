"""The demonstration played against a server, year after year, through whatever happens to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console

from thidua.running import a_server
from thidua.settings import ServeSettings

YEARS = (2024, 2023, 2025, *range(2022, 2011, -1))
"""In this order, until enough has happened."""
PATIENCE_SECONDS = 60
ATTEMPTS = 2
"""How often a year may fail once the storm is over: then it does not come to its end any more."""


class YearNotPlayed(Exception):
    """The demonstration did not come to its end; the text is what it said last."""


def play(  # noqa: PLR0913, PLR0917 (what a year is played with)
    base_url: str,
    year: int,
    seed: int,
    folder: Path,
    calm: Callable[[], bool],
    hopeless: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """The report of one year, begun again where a fault ended it: what was done is not done twice.

    Raises:
        YearNotPlayed: it ended with a fault though nothing disturbed it any more, or there is no hope that it ends.
    """
    options = ("--json", "--no-chapters", "--patience", str(PATIENCE_SECONDS), "--year", str(year), "--seed", str(seed))
    command = [sys.executable, "-m", "thidua", "demo", *options, "--base-url", base_url]
    failures = 0
    while failures < ATTEMPTS and not hopeless():
        status, told = _run(command, folder / "demo.log", hopeless)
        if status == 0:
            report: dict[str, Any] = json.loads(told)
            return report
        failures += calm()
    raise YearNotPlayed((folder / "demo.log").read_text(encoding="utf-8")[-2000:])


def _run(command: Sequence[str], errors: Path, hopeless: Callable[[], bool]) -> tuple[int, bytes]:
    """Exit status and output; without hope it is killed."""
    with (
        errors.open("ab") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as running,  # noqa: S603 (our own command)
    ):
        while True:
            try:
                told, _ = running.communicate(timeout=1)
            except subprocess.TimeoutExpired:
                if hopeless():
                    running.kill()
            else:
                return running.returncode, told


@dataclass
class Player:
    """Plays the years one after the other in a thread of its own; a year that has begun is played to its end."""

    base_url: str
    seed: int
    folder: Path
    hopeless: Callable[[], bool]
    reports: list[dict[str, Any]] = field(default_factory=list)
    failure: BaseException | None = None
    _enough: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def playing(self) -> Iterator[Player]:
        """The thread plays while the block runs, and comes to the end of its year after it."""
        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            yield self
        finally:
            self._enough.set()
            thread.join()

    @property
    def plays(self) -> bool:
        """Whether there is something left to disturb."""
        return self.failure is None and self.played < 1

    @property
    def played(self) -> float:
        """How much of all the years is over."""
        return len(self.reports) / len(YEARS)

    def _run(self) -> None:
        try:
            for year in YEARS:
                if self._enough.is_set():
                    return
                calm, hopeless = self._enough.is_set, self.hopeless
                self.reports.append(play(self.base_url, year, self.seed, self.folder, calm, hopeless))
        except BaseException as error:  # noqa: BLE001 (handed to the thread that looks)
            self.failure = error


def undisturbed(folder: Path, years: Sequence[int], seed: int) -> list[dict[str, Any]]:
    """The reports of the same years on an embedded run that nothing happens to; its databases stay in `folder`."""
    environment = {**os.environ, "DATA_DIR": str(folder), "HOST": "127.0.0.1", "PORT": "1"}
    settings = ServeSettings.from_environment(environment)
    with a_server(None, settings, Console(quiet=True)) as base_url:
        return [play(base_url, year, seed, folder, lambda: True) for year in years]
