"""Files recorded once and kept for good: a manifest of their checksums makes an edit of one a failing test."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "recorded.sha256"


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest(path: Path = MANIFEST) -> dict[str, str]:
    """Recorded file (relative to this folder) → SHA-256, in the format of `sha256sum`."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def write_manifest(entries: Mapping[str, str], path: Path = MANIFEST) -> None:
    path.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(entries.items())), encoding="utf-8")


def files(folder: Path = FOLDER) -> dict[str, Path]:
    found = (path for part in ("golden", "history") for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}


def edited(entries: Mapping[str, str], found: Mapping[str, Path]) -> list[str]:
    """What differs from the manifest: files changed, lost, or never recorded."""
    changed = [
        f"{name} was edited" for name, path in found.items() if entries.get(name, "") not in ("", checksum(path))
    ]
    lost = [f"{name} is lost" for name in entries if name not in found]
    unknown = [f"{name} is not in the manifest" for name in found if name not in entries]
    return sorted(changed + lost + unknown)


def newest(folder: Path, name: str, suffix: str) -> Path | None:
    """The last recorded shape of one thing: `<name>.v3.hex` after `<name>.v2.hex`."""
    shapes = shapes_of(folder, name, suffix)
    return shapes[-1] if shapes else None


def shapes_of(folder: Path, name: str, suffix: str) -> list[Path]:
    found = folder.glob(f"{name}.v*.{suffix}")
    return sorted(found, key=lambda path: int(path.name.removeprefix(f"{name}.v").removesuffix(f".{suffix}")))
