"""A server to talk to: the one that runs already, or one started for as long as it is needed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from rich.console import Console

from infra.ports import free_port
from thidua.settings import ServeSettings, SettingsError

STARTING_SECONDS = 60.0
STOPPING_SECONDS = 20.0


@contextmanager
def a_server(base_url: str | None, settings: ServeSettings, screen: Console) -> Iterator[str]:
    """The address of a server: `base_url`, else the one at HOST and PORT, else one started on DATA_DIR for the block.

    Raises:
        SettingsError: the server that was started did not come up; the message is what it said.
    """
    if base_url is not None:
        yield base_url.rstrip("/")
        return
    running = f"http://{_host(settings)}:{settings.port}"
    if is_thidua(running):
        yield running
        return
    with _started(settings) as url:
        screen.print(f"Máy chủ tạm thời · temporary server: {url} ({settings.data_dir})", highlight=False)
        yield url


def _host(settings: ServeSettings) -> str:
    return f"[{settings.host}]" if ":" in settings.host else settings.host


def is_thidua(base_url: str) -> bool:
    """Whether a server of ours answers there."""
    parts = urlsplit(base_url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        health = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    return isinstance(health, dict) and bool({"positions", "services"} & health.keys())


@contextmanager
def _started(settings: ServeSettings) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "thidua", "serve", "--on-leash"]  # it goes when we go, even by kill -9
    process = subprocess.Popen(  # noqa: S603 (our own command)
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _await(process, url := f"http://127.0.0.1:{port}")
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _await(process: subprocess.Popen[str], url: str) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while not is_thidua(url):
        if process.poll() is not None:
            raise SettingsError(process.stderr.read().strip() if process.stderr else "")
        if time.monotonic() > deadline:
            raise SettingsError(f"{url}: máy chủ không khởi động kịp · the server did not start in time")
        time.sleep(0.1)
