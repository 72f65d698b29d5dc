"""The bytes of every message ever released: what was written years ago is read today, and is still written so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kernel.wire import decode, encode
from tests.architecture.sources import services
from tests.contracts.catalogue import facts
from tests.contracts.examples import example
from tests.contracts.recorded import FOLDER, edited, files, manifest, newest, shapes_of, write_manifest

GOLDEN = FOLDER / "golden"
EVERY_FACT = [(service, kind) for service in services() for kind in facts(service)]


@pytest.mark.parametrize(("service", "kind"), EVERY_FACT, ids=lambda each: getattr(each, "__name__", each))
def test_a_message_is_written_as_it_was_recorded(service: str, kind: type[Any]) -> None:
    recorded = newest(GOLDEN / service, kind.__name__, "hex")
    assert recorded is not None, f"record it: python -m tests.contracts.record ({kind.__name__})"
    assert encode(service, example(kind)) == bytes.fromhex(recorded.read_text(encoding="ascii"))


@pytest.mark.parametrize(("service", "kind"), EVERY_FACT, ids=lambda each: getattr(each, "__name__", each))
def test_every_shape_ever_recorded_is_read(service: str, kind: type[Any]) -> None:
    for path in shapes_of(GOLDEN / service, kind.__name__, "hex"):
        assert isinstance(decode(service, kind, bytes.fromhex(path.read_text(encoding="ascii"))), kind)


def test_nothing_recorded_was_edited() -> None:
    assert edited(manifest(), files()) == []


def test_an_edit_a_loss_and_a_stranger_are_found(tmp_path: Path) -> None:
    golden = tmp_path / "golden" / "covenant"
    golden.mkdir(parents=True)
    for name in ("A.v1.hex", "B.v1.hex"):
        (golden / name).write_text("00")
    sums = tmp_path / "recorded.sha256"
    write_manifest(dict.fromkeys(("golden/covenant/A.v1.hex", "golden/covenant/C.v1.hex"), "0" * 64), sums)
    assert edited(manifest(sums), files(tmp_path)) == [
        "golden/covenant/A.v1.hex was edited",
        "golden/covenant/B.v1.hex is not in the manifest",
        "golden/covenant/C.v1.hex is lost",
    ]


def test_the_tenth_shape_comes_after_the_ninth(tmp_path: Path) -> None:
    for number in (10, 9, 1):
        (tmp_path / f"A.v{number}.hex").touch()
    (tmp_path / "AB.v11.hex").touch()
    assert [path.name for path in shapes_of(tmp_path, "A", "hex")] == ["A.v1.hex", "A.v9.hex", "A.v10.hex"]
