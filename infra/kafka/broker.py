"""An Apache Kafka broker of one's own on loopback, from Maven Central: data, settings and log in one folder.

`python -m infra.kafka.broker --data FOLDER --port PORT` runs one in the foreground until SIGTERM, with the topics of
topics.yaml; it prints “Kafka is ready on …” when they are there. The controller listens on PORT + 1 unless
`--controller-port` says another. `python -m infra.kafka.broker --fetch` only copies the jars (45 MB, once).
"""

from __future__ import annotations

import argparse
import base64
import fcntl
import hashlib
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from infra.kafka.topics import TopicsDiffer, declared, ensure_topics

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "kafka"
"""The jars, in a folder for each pom.xml by which they were fetched."""
OLDEST_JAVA = 17
START_SECONDS = 120.0
STOP_SECONDS = 60.0
FETCH_SECONDS = 900.0
MEMORY = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
"""Small, for a broker beside everything else on one machine; a real one has its own."""


class Unavailable(Exception):
    """There is no Java or Maven, or the broker does not start; the text says what to do."""


def java() -> Path:
    """The Java program, 17 or later.

    Raises:
        Unavailable: there is none.
    """
    return _program("java", f"Java {OLDEST_JAVA}")


def _program(name: str, title: str) -> Path:
    found = shutil.which(name)
    if found is None:
        raise Unavailable(
            f"Chưa cài {title}; trên Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven\n"
            f"{title} is not installed; on Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven"
        )
    return Path(found)


def jars() -> Path:
    """The folder with the broker's jars, fetched on the first call; callers in other processes wait for it.

    Raises:
        Unavailable: there is no Maven, or it could not fetch them.
    """
    folder = CACHE / hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:12]
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with _alone(CACHE / "lock"):
            if not folder.exists():
                fetched = CACHE / "fetching"
                shutil.rmtree(fetched, ignore_errors=True)
                _fetch(fetched)
                fetched.rename(folder)
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(folder: Path) -> None:
    command: list[str | Path] = [_program("mvn", "Maven"), "--batch-mode", "--quiet", "--file", HERE / "pom.xml"]
    command += ["dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=FETCH_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"Maven has not fetched Kafka within {FETCH_SECONDS:.0f} s") from error
    if done.returncode:
        raise Unavailable(f"Maven could not fetch Kafka:\n{(done.stdout + done.stderr).strip()[-1000:]}")


@dataclass
class Broker:
    """One broker over `folder`, on loopback. It may be stopped, killed and started again: the data stay.

    `advertised_port` is where clients find it, if that is another than where it listens: behind a proxy.
    """

    folder: Path
    port: int
    controller_port: int = 0
    advertised_port: int = 0
    java_options: Sequence[str] = ()
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What clients are told as bootstrap server."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Format the storage if there is none yet, and start; it serves clients when this returns.

        Raises:
            Unavailable: no Java, no jars, or it did not start; then the text has the end of the broker's own log.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = self._write_settings()
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(settings)
        with self._log.open("ab") as log:
            command = [*self._java(), "kafka.Kafka", settings]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)  # noqa: S603
        self._await()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it: by default in order; SIGKILL is a crash. Nothing happens if it does not run."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def signal(self, what: signal.Signals) -> None:
        """Send it a signal, such as SIGSTOP and SIGCONT to freeze it for a while."""
        assert self._process is not None  # noqa: S101 (it was started)
        self._process.send_signal(what)

    def wait(self, timeout_seconds: float) -> int | None:
        """The exit status if the broker ends within the timeout, else None."""
        assert self._process is not None  # noqa: S101 (it was started)
        try:
            return self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            return None

    @property
    def _log(self) -> Path:
        return self.folder / "broker.log"

    def _java(self) -> list[str | Path]:
        log_settings = f"-Dlog4j2.configurationFile={HERE / 'log4j2.xml'}"
        return [java(), *MEMORY, *self.java_options, log_settings, "-cp", f"{jars()}/*"]

    def _write_settings(self) -> Path:
        controller = self.controller_port or self.port + 1
        lines = {
            "listeners": f"CLIENTS://{self.address},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"CLIENTS://127.0.0.1:{self.advertised_port or self.port}",
            "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "CLIENTS",
            "controller.listener.names": "CONTROLLER",
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            "log.dirs": str(self.folder / "data"),
        }
        settings = self.folder / "server.properties"
        common = (HERE / "server.properties").read_text(encoding="utf-8")
        own = "".join(f"{name}={value}\n" for name, value in lines.items())
        settings.write_text(f"{common}\n{own}", encoding="utf-8")
        return settings

    def _format(self, settings: Path) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=")
        command = [
            *self._java(),
            "kafka.tools.StorageTool",
            "format",
            f"--cluster-id={cluster}",
            f"--config={settings}",
        ]
        made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=START_SECONDS)  # noqa: S603
        if made.returncode:
            raise Unavailable(f"the storage could not be formatted: {(made.stdout + made.stderr).strip()[-1000:]}")

    def _await(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if serves(self.address):
                return
            if self.wait(0.1) is not None:
                break
        self.stop(signal.SIGKILL)
        tail = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise Unavailable(f"Kafka did not start in {self.folder}:\n" + "\n".join(tail))


def serves(servers: str) -> bool:
    """Whether a broker answers there and takes records."""
    try:
        for server in servers.split(","):  # asked first by a socket that we close ourselves: the client forgets to
            host, _, port = server.rpartition(":")
            socket.create_connection((host, int(port)), timeout=1).close()
        client = KafkaAdminClient(bootstrap_servers=servers.split(","), bootstrap_timeout_ms=1000)
    except (KafkaError, OSError):
        return False
    try:
        return bool(client.describe_cluster()["brokers"])
    except KafkaError:
        return False
    finally:
        client.close()


def serve(broker: Broker, stop: threading.Event) -> int:
    """Run the broker with the declared topics until `stop` is set; the exit status: 1 if it ended by itself.

    Raises:
        Unavailable: it does not start.
        TopicsDiffer: it holds a topic that is not as declared.
    """
    broker.start()
    try:
        topics = declared()
        ensure_topics(broker.address, topics)
        sys.stdout.write(f"Kafka is ready on {broker.address} with {', '.join(topics)}\n")
        sys.stdout.flush()
        while not stop.is_set():
            if broker.wait(0.2) is not None:
                return 1
    finally:
        broker.stop()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one broker in the foreground; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.kafka.broker", description=__doc__)
    parser.add_argument("--fetch", action="store_true", help="only copy the jars")
    parser.add_argument("--data", type=Path, default=Path("var/kafka"), help="its folder")
    parser.add_argument("--port", type=int, default=9092)
    parser.add_argument("--controller-port", type=int, default=0)
    asked = parser.parse_args(arguments)
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    try:
        if asked.fetch:
            sys.stdout.write(f"{jars()}\n")
            return 0
        return serve(Broker(asked.data.resolve(), asked.port, asked.controller_port), stop)
    except (Unavailable, TopicsDiffer) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
