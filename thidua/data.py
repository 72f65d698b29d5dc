"""The data directory of an embedded run: whose it is, and what lies where in it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class InUse(Exception):
    """Another process holds this data directory."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(
            f"Thư mục dữ liệu {folder} đang do tiến trình {holder} sử dụng; hãy dừng nó hoặc đổi DATA_DIR.\n"
            f"The data directory {folder} is in use by process {holder}; stop that one, or set another DATA_DIR."
        )


@dataclass(frozen=True)
class DataDirectory:
    """Where the embedded run keeps a database per service, and the keys outside the databases."""

    folder: Path

    def database(self, service: str) -> Path:
        """The service's own SQLite file."""
        return self.folder / f"{service}.db"

    @property
    def keys(self) -> Path:
        """Keys of open secret ballots; never in a database, gone when a ballot is closed."""
        return self.folder / "keys"

    @property
    def development_key(self) -> Path:
        """What development tokens are signed with."""
        return self.folder / "development.pem"

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the directory for this process alone, until the end of the block or of the process.

        Raises:
            InUse: another process holds it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InUse(self.folder, os.pread(descriptor, 32, 0).decode().strip() or "?") from error
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
            yield
        finally:
            os.close(descriptor)
