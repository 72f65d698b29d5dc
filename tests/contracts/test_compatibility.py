"""The contracts break nobody who has read them: lint, comparison with the last release, generated code current."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PROTO = ROOT / "proto"
BASELINE = PROTO / "baseline.json"


def buf(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("buf")
    return subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)  # noqa: S603


def copy_of_the_contracts(folder: Path) -> Path:
    return Path(shutil.copytree(PROTO, folder / "proto", ignore=shutil.ignore_patterns("*.py", "*.pyi", "__pycache__")))


def change(contracts: Path, before: str, after: str) -> None:
    path = contracts / "thidua/covenant/v1/events.proto"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def generated(contracts: Path, into: Path) -> dict[str, str]:
    """What `make proto` would write, by path."""
    names = sorted(path.relative_to(contracts).as_posix() for path in contracts.glob("thidua/**/*.proto"))
    command = [sys.executable, "-m", "grpc_tools.protoc", "-I", str(contracts)]
    subprocess.run([*command, f"--python_out={into}", f"--pyi_out={into}", *names], check=True)  # noqa: S603
    return {path.relative_to(into).as_posix(): path.read_text(encoding="utf-8") for path in into.rglob("*.py*")}


def committed() -> dict[str, str]:
    found = [path for path in PROTO.rglob("*_pb2.py*") if path.suffix in {".py", ".pyi"}]
    return {path.relative_to(PROTO).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_the_contracts_are_well_formed() -> None:
    found = buf("lint", str(PROTO))
    assert found.returncode == 0, found.stdout


def test_the_contracts_break_no_reader_of_the_last_release() -> None:
    found = buf("breaking", str(PROTO), "--against", str(BASELINE))
    assert found.returncode == 0, found.stdout


def test_the_generated_classes_are_current(tmp_path: Path) -> None:
    assert committed() == generated(PROTO, tmp_path)


def test_a_bad_contract_is_found(tmp_path: Path) -> None:
    contracts = copy_of_the_contracts(tmp_path)
    change(contracts, "string unit_id = 1;", "string unitId = 1;")
    assert buf("lint", str(contracts)).returncode != 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("string unit_id = 1;", "string unit_id = 99;"),
        ("string unit_id = 1;", "int64 unit_id = 1;"),
        ("message UnitRenamed {", "message UnitCalled {"),
        ("package thidua.covenant.v1;", "package thidua.covenant.v2;"),
    ],
)
def test_a_breaking_change_is_found(tmp_path: Path, before: str, after: str) -> None:
    contracts = copy_of_the_contracts(tmp_path)
    change(contracts, before, after)
    found = buf("breaking", str(contracts), "--against", str(BASELINE))
    assert found.returncode != 0, found.stdout


def test_a_new_field_breaks_nobody_but_makes_the_generated_classes_stale(tmp_path: Path) -> None:
    contracts = copy_of_the_contracts(tmp_path)
    change(
        contracts,
        "string unit_id = 1;",
        "string unit_id = 1;\n  // Nickname (tên gọi khác).\n  optional string nickname = 99;",
    )
    assert buf("breaking", str(contracts), "--against", str(BASELINE)).returncode == 0
    into = tmp_path / "generated"
    into.mkdir()
    assert committed() != generated(contracts, into)
