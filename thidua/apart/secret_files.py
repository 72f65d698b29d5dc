"""The secrets of docker-compose.yml as files: made once, at random, never overwritten."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from kernel.identity import DevelopmentIssuer
from kernel.service import utc_now
from thidua.apart.settings import SERVICES

OWNER = "thidua"
DATABASE_HOST = "postgres:5432"


def write_secrets(folder: Path) -> list[str]:
    """Write those that are missing into `folder`, which only its owner may enter; their names.

    The files themselves may be read by all: a container sees only the files it is given, under a user of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    before = {file.name for file in folder.iterdir()}
    password = _kept(folder / "postgres_password", secrets.token_hex(24))
    for service in SERVICES:
        url = f"postgresql+psycopg://{OWNER}:{password}@{DATABASE_HOST}/{service}"
        _kept(folder / f"{service}_database", url)
    issuer = DevelopmentIssuer(folder / "development_key", utc_now)
    (folder / "development_key").chmod(0o444)
    _kept(folder / "token_keys", json.dumps(issuer.keys()))
    return sorted({file.name for file in folder.iterdir()} - before)


def _kept(file: Path, content: str) -> str:
    """What the file says, after `content` was written where there was none."""
    if not file.exists():
        file.write_text(content, encoding="ascii")
        file.chmod(0o444)
    return file.read_text(encoding="ascii").strip()
