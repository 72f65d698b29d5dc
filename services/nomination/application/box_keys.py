"""The keys of the ballot boxes: the private half of each lies in a file outside the database until the box is opened.

A sealed ballot in the database, its write-ahead log or a backup can be read with that file only. Destroying the file
makes every copy of the ballots unreadable for ever; so it is destroyed as soon as the round is closed or void.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

ALGORITHMS = ["ECDH-ES", "A256GCM"]
HEADER = {"alg": "ECDH-ES", "enc": "A256GCM"}
SUFFIX = ".box-key"


def seal(box_key: str, content: bytes) -> str:
    """The content as only the holder of the box's private key can read it. Equal lengths in, equal lengths out."""
    return jwe.encrypt_compact(HEADER, content, OKPKey.import_key(json.loads(box_key)), algorithms=ALGORITHMS)


class BoxKeys:
    """A folder with one file a box, named by the key's thumbprint: two boxes never share a file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder

    def create(self) -> str:
        """A new key pair; the private half is on disk when this returns the public one."""
        key = OKPKey.generate_key("X25519")
        path = self._path(key.thumbprint())
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.as_pem(private=True))
            file.flush()
            os.fsync(file.fileno())
        self._sync()
        return json.dumps(key.as_dict(private=False), sort_keys=True)

    def open(self, box_key: str, sealed: Iterable[str]) -> list[bytes] | None:
        """What the sealed texts hold, less those that were not sealed for this box; None if the private key is gone."""
        try:
            key = OKPKey.import_key(self._path(_thumbprint(box_key)).read_bytes())
        except FileNotFoundError:
            return None
        return [content for text in sealed if (content := _opened(key, text)) is not None]

    def destroy(self, box_key: str) -> None:
        """Overwrite and remove the private half. Nothing to do if it is gone."""
        path = self._path(_thumbprint(box_key))
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        self._sync()

    def _sync(self) -> None:
        """Make the folder's list of files as durable as the files."""
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _path(self, thumbprint: str) -> Path:
        return self._folder / f"{thumbprint}{SUFFIX}"


def _thumbprint(box_key: str) -> str:
    return OKPKey.import_key(json.loads(box_key)).thumbprint()


def _opened(key: OKPKey, text: str) -> bytes | None:
    try:
        return jwe.decrypt_compact(text, key, algorithms=ALGORITHMS).plaintext
    except (JoseError, ValueError):
        return None
