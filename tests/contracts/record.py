"""Records what must be readable for good: `python -m tests.contracts.record`, after a contract or an event was added.

Nothing recorded is ever changed: a message or event of a new shape gets the next number beside the old one.
"""

from __future__ import annotations

import json
from pathlib import Path

from kernel.wire import encode
from tests.architecture.sources import services
from tests.contracts.catalogue import durable_names, facts
from tests.contracts.examples import example
from tests.contracts.history import streams
from tests.contracts.recorded import FOLDER, checksum, files, manifest, shapes_of, write_manifest


def record(folder: Path, name: str, suffix: str, text: str) -> Path | None:
    """Write a new shape beside the older ones, unless the newest says the same; the path written."""
    shapes = shapes_of(folder, name, suffix)
    if shapes and shapes[-1].read_text(encoding="utf-8") == text:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.v{len(shapes) + 1}.{suffix}"
    path.write_text(text, encoding="utf-8")
    return path


def record_messages() -> list[Path | None]:
    return [
        record(FOLDER / "golden" / service, kind.__name__, "hex", encode(service, example(kind)).hex() + "\n")
        for service in services()
        for kind in facts(service)
    ]


def record_history() -> list[Path | None]:
    written: list[Path | None] = []
    for service in services():
        for path, stream in streams(service):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(stream, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            written.append(path)
    return written


def main() -> None:
    written = [path for path in record_messages() + record_history() if path is not None]
    known = manifest()
    added = {name: checksum(path) for name, path in files().items() if name not in known}
    write_manifest(known | added)
    (FOLDER / "durable_names.txt").write_text("\n".join(durable_names()) + "\n", encoding="utf-8")
    for path in written:
        print(f"recorded {path.relative_to(FOLDER)}")  # noqa: T201 (a command)


if __name__ == "__main__":
    main()
