"""The shipped score tables that somebody may start from: what of each was read where, and what is assumed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kernel.explanation import Status

FOLDER = Path(__file__).parent / "score_tables"


@dataclass(frozen=True)
class Sample:
    """A score table to start from (bảng điểm mẫu): what of it was read where, and what is assumed."""

    code: str
    file: str
    vi: str
    en: str
    source: str
    status: Status
    read: str
    assumed: str

    @property
    def content(self) -> bytes:
        """The table as a file that the interface accepts."""
        return (FOLDER / self.file).read_bytes()


def samples() -> tuple[Sample, ...]:
    """Every sample, in the order of the index."""
    index = tomllib.loads((FOLDER / "index.toml").read_text(encoding="utf-8"))
    return tuple(Sample(code=code, **{**told, "status": Status(told["status"])}) for code, told in index.items())
