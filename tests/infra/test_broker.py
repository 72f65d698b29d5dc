"""The broker that is run without containers: what it needs, what it says, and that it ends in order."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from infra.kafka import broker as module
from infra.kafka.broker import Broker, Unavailable, main, serve, serves
from infra.kafka.topics import declared
from infra.ports import free_port
from tests.architecture.sources import ROOT
from tests.support.kafka import FAST, new_broker

NEEDED = "on Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven"


def test_without_java_it_says_which_package_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--data", str(tmp_path / "data"), "--port", "1"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "Chưa cài Java 17; trên Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven",
        f"Java 17 is not installed; {NEEDED}",
    ]


def test_without_maven_it_says_so_only_when_the_jars_are_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(module, "CACHE", tmp_path / "cache")
    assert main(["--fetch"]) == 1
    assert capsys.readouterr().err.splitlines()[1] == f"Maven is not installed; {NEEDED}"
    monkeypatch.setattr(module, "HERE", tmp_path)
    (tmp_path / "pom.xml").write_text("<project/>", encoding="utf-8")
    there = tmp_path / "cache" / "618a333ca21c"
    there.mkdir()
    assert main(["--fetch"]) == 0
    assert capsys.readouterr().out == f"{there}\n"


def test_what_maven_fetches_is_there_for_the_next_call_and_what_it_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maven = tmp_path / "mvn"
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(module, "CACHE", tmp_path / "cache")
    _program(maven, "echo no network; exit 1")
    with pytest.raises(Unavailable, match=r"could not fetch Kafka:\nno network"):
        module.jars()
    _program(maven, 'for each; do case $each in -DoutputDirectory=*) mkdir "${each#*=}";; esac; done')
    folder = module.jars()
    maven.unlink()
    assert (folder.is_dir(), module.jars()) == (True, folder)


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_image_of_the_compose_file_is_of_the_same_version() -> None:
    version = re.search("<kafka.version>(.*)</kafka.version>", (module.HERE / "pom.xml").read_text(encoding="utf-8"))
    assert version is not None
    images = re.findall(r"image: *(apache/kafka:\S+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert {image.partition("@")[0] for image in images} == {f"apache/kafka:{version[1]}"}


@pytest.mark.kafka
def test_a_port_that_is_taken_is_told_with_the_end_of_the_brokers_own_log(tmp_path: Path) -> None:
    new_broker()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        broker = Broker(tmp_path / "kafka", taken.getsockname()[1], free_port(), java_options=FAST)
        with pytest.raises(Unavailable, match=r"(?s)Kafka did not start in .*Address already in use"):
            broker.start()
    broker.stop()


@pytest.mark.kafka
def test_it_runs_in_the_foreground_says_when_it_is_ready_and_ends_in_order(tmp_path: Path) -> None:
    new_broker()
    port, controller = free_port(), free_port()
    where = ["--data", str(tmp_path / "kafka"), "--port", str(port), "--controller-port", str(controller)]
    command = [sys.executable, "-m", "infra.kafka.broker", *where]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stdout.readline() == f"Kafka is ready on 127.0.0.1:{port} with {', '.join(declared())}\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not serves(f"127.0.0.1:{port}")


@pytest.mark.kafka
def test_a_broker_that_ends_by_itself_is_a_failure() -> None:
    broker = new_broker()
    watcher = threading.Thread(target=lambda: broker.signal(signal.SIGKILL))

    class Watching(threading.Event):
        def is_set(self) -> bool:
            if not watcher.ident:
                watcher.start()
            return super().is_set()

    assert serve(broker, Watching()) == 1
    watcher.join()
