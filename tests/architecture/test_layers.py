"""The import contracts of pyproject.toml hold for the project, and each of them can fail."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCTION, ROOT, modules, services

CONTRACTS = tuple(
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
)

ONE, OTHER = services()[:2]

VIOLATIONS: list[tuple[str, str, str]] = [
    ("services-independent", f"services/{ONE}/application.py", f"import services.{OTHER}.published"),
    ("services-independent", f"services/{ONE}/domain/rules.py", f"import services.{OTHER}.domain"),
    ("service-layers", f"services/{ONE}/utils.py", ""),
    ("service-layers", f"services/{OTHER}/helpers/__init__.py", ""),
    ("service-layers", f"services/{ONE}/domain/rules.py", f"import services.{ONE}.application"),
    ("service-layers", f"services/{ONE}/application.py", f"import services.{ONE}.api"),
    ("service-layers", f"services/{ONE}/published.py", f"import services.{ONE}.application"),
    ("service-layers", f"services/{ONE}/api.py", f"import services.{ONE}.graph"),
    ("service-layers", f"services/{ONE}/graph.py", f"import services.{ONE}.main"),
    ("frameworks-at-the-edge", f"services/{ONE}/application.py", "import fastapi"),
    ("frameworks-at-the-edge", f"services/{ONE}/domain/rules.py", "import strawberry"),
    ("frameworks-at-the-edge", f"services/{OTHER}/views.py", "import kernel.http"),
    ("wire-only-in-the-kernel", f"services/{ONE}/published.py", f"import proto.thidua.{ONE}.v1.events_pb2"),
    ("wire-only-in-the-kernel", f"services/{ONE}/published.py", "import google.protobuf.message"),
    ("kernel-below", "kernel/store.py", f"import services.{ONE}.domain"),
    ("kernel-below", "kernel/store.py", "import regulations.rulebook"),
    ("kernel-layers", "kernel/store.py", "import kernel.http"),
    ("kernel-layers", "kernel/refusals.py", "import kernel.identity"),
    ("kernel-layers", "kernel/misc.py", ""),
    ("regulations-are-data", "regulations/rulebook.py", "import kernel.store"),
    ("regulations-are-data", "regulations/rulebook.py", "import sqlalchemy"),
    ("gateway-outside", "gateway/main.py", f"import services.{ONE}.views"),
    ("composition-root", "gateway/main.py", "import thidua.embedded"),
    ("demo-from-outside", "thidua/demo/play.py", f"import services.{ONE}.application"),
    ("demo-from-outside", "thidua/demo/play.py", "import thidua.embedded"),
    ("composition-root", f"services/{ONE}/main.py", "import thidua"),
]
"""(contract, file, text that breaks it)."""


PROGRAM = """
import contextlib, io, json, sys
from pathlib import Path
from importlinter.cli import lint_imports

config, asked, verdicts = sys.argv[1], json.load(sys.stdin), []
for contracts, file, text in asked:
    place = Path(file)
    there = not file or place.exists()
    if file:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as told:
        status = lint_imports(config_filename=config, limit_to_contracts=tuple(contracts), no_cache=True, no_logo=True)
    verdicts.append((status, told.getvalue()))
    if file and there:
        place.write_text("", encoding="utf-8")
    elif not there:
        place.unlink()
        if not any(place.parent.iterdir()):
            place.parent.rmdir()
json.dump(verdicts, sys.stdout)
"""
"""Runs the linter in a tree, once for each (contracts, file, its text for that once); every file is empty otherwise."""

Verdict = tuple[int, str]
"""Exit status, and what was said."""


def lint(tree: Path, *asked: tuple[list[str], str, str]) -> list[Verdict]:
    """What lint-imports says of the packages in `tree` under the project's own contracts; [] asks for all of them."""
    done = subprocess.run(  # noqa: S603 (our own linter on our own tree)
        [sys.executable, "-c", PROGRAM, str(ROOT / "pyproject.toml")],
        cwd=tree,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return [(status, told) for status, told in json.loads(done.stdout)]


def sketch(folder: Path) -> Path:
    """The project's modules without their contents."""
    for path in [module.path for module in modules(*PRODUCTION)]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    return folder


def place(folder: Path, file: str) -> str:
    """Where a violation is written: a package may stand where it names a module (`views/` for `views.py`)."""
    package = Path(file).with_suffix("")
    return str(package / "__init__.py") if (folder / package).is_dir() else file


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str, str], Verdict]:
    folder = sketch(tmp_path_factory.mktemp("sketch"))
    asked = [([contract], place(folder, file), text) for contract, file, text in VIOLATIONS]
    *found, (status, told) = lint(folder, *asked, ([], "", ""))
    assert status == 0, f"a violation was left behind: {told}"
    return dict(zip(VIOLATIONS, found, strict=True))


def test_the_project_keeps_every_contract() -> None:
    [(status, told)] = lint(ROOT, ([], "", ""))
    assert status == 0, told


def test_a_project_without_imports_keeps_every_contract(tmp_path: Path) -> None:
    [(status, told)] = lint(sketch(tmp_path), ([], "", ""))
    assert status == 0, told


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_violation_breaks_its_contract(
    verdicts: Mapping[tuple[str, str, str], Verdict], violation: tuple[str, str, str]
) -> None:
    status, told = verdicts[violation]
    assert (status, "1 broken" in told) == (1, True), told


def test_every_contract_has_a_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(CONTRACTS)


def test_every_service_is_under_the_contracts(tmp_path: Path) -> None:
    """A service added tomorrow is held to the layers without anybody listing it."""
    newcomer = sketch(tmp_path) / "services" / "newcomer"
    newcomer.mkdir()
    for name in ("__init__.py", "domain.py", "utils.py"):
        (newcomer / name).touch()
    [(status, told)] = lint(tmp_path, (["service-layers"], "", ""))
    assert (status, "services.newcomer.utils" in told) == (1, True), told
