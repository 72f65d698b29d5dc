"""The import contracts of pyproject.toml hold for the project, and each of them can fail."""

from __future__ import annotations

import subprocess
import sys
import tomllib
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


def lint(tree: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """What lint-imports says of the packages in `tree` under the project's own contracts."""
    only = [argument for contract in contracts for argument in ("--contract", contract)]
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"]
    return subprocess.run(  # noqa: S603 (our own linter on our own tree)
        [sys.executable, "-c", program, *config, *only], cwd=tree, capture_output=True, text=True, check=False
    )


def sketch(folder: Path, changed: str = "", text: str = "") -> Path:
    """The project's modules without their contents, except for the one that is `changed` to hold `text`.

    A package may stand where the violation names a module: `services/x/views/` for `services/x/views.py`.
    """
    for path in [module.path for module in modules(*PRODUCTION)]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    if changed:
        file = folder / changed
        if file.with_suffix("").is_dir():
            file = file.with_suffix("") / "__init__.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_the_project_keeps_every_contract() -> None:
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


def test_a_project_without_imports_keeps_every_contract(tmp_path: Path) -> None:
    found = lint(sketch(tmp_path))
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(("contract", "file", "text"), VIOLATIONS)
def test_a_violation_breaks_its_contract(tmp_path: Path, contract: str, file: str, text: str) -> None:
    found = lint(sketch(tmp_path, file, text), contract)
    assert (found.returncode, "1 broken" in found.stdout) == (1, True), found.stdout


def test_every_contract_has_a_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(CONTRACTS)


def test_every_service_is_under_the_contracts(tmp_path: Path) -> None:
    """A service added tomorrow is held to the layers without anybody listing it."""
    sketch(tmp_path, "services/newcomer/utils.py")
    (tmp_path / "services/newcomer/__init__.py").touch()
    (tmp_path / "services/newcomer/domain.py").touch()
    found = lint(tmp_path, "service-layers")
    assert (found.returncode, "services.newcomer.utils" in found.stdout) == (1, True), found.stdout
