"""Names say the subject, nothing is left for later, and nothing of a workplace is left behind."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, Module, imported, production

NO_SUBJECT = frozenset(
    {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "shared",
        "base",
        "manager",
        "misc",
        "core",
        "service",
        "models",
        "types",
    }
)
"""Module names that say nothing of what is inside, and so attract everything."""

NAMED_ALL_THE_SAME = {"kernel/service.py": "its subject is one service put together, and the class is called so"}

LEFT_FOR_LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bNotImplementedError\b")
WORKPLACE = re.compile(
    r"(?<![\w.~])/(?:home|root|Users)/\w"  # somebody's own folders
    r"|https?://(?:[\w-]+\.)*(?:registry|index|mirror|packages)[\w-]*\.\w+"  # a registry is whatever pip is set up for
    r"|--index-url|--extra-index-url|--trusted-host"
)

THIS_FILE = Path(__file__).relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is text."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(git, check=True, capture_output=True, text=True).stdout.split("\0")  # noqa: S603
    return tuple(ROOT / name for name in names if name and name != THIS_FILE and (ROOT / name).is_file())


@cache
def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lines_matching(pattern: re.Pattern[str], where: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := pattern.search(line):
            yield f"{where}:{number} {found.group()}"


def without_subject(path: str) -> bool:
    return path not in NAMED_ALL_THE_SAME and (
        Path(path).stem in NO_SUBJECT or any(part in NO_SUBJECT for part in Path(path).parent.parts)
    )


def importing_tests(module: Module) -> Iterator[str]:
    for node, name in imported(module.tree):
        if name.split(".")[0] in {"tests", "pytest", "hypothesis"}:
            yield f"{module.at(node)} imports {name}"


def test_every_module_is_named_for_its_subject() -> None:
    assert [module.path for module in production() if without_subject(module.path)] == []


def test_nothing_is_left_for_later() -> None:
    found = [path for path in tracked() if path.suffix in {".py", ".proto", ".toml", ".js", ".html", ".sh"}]
    assert [
        each for path in found for each in lines_matching(LEFT_FOR_LATER, str(path.relative_to(ROOT)), text_of(path))
    ] == []


def test_no_file_names_a_workplace_or_a_registry() -> None:
    assert [
        each
        for path in tracked()
        if path.suffix != ".csv" and ".min." not in path.name
        for each in lines_matching(WORKPLACE, str(path.relative_to(ROOT)), text_of(path))
    ] == []


def test_the_product_imports_no_test_code() -> None:
    assert [each for module in production() for each in importing_tests(module)] == []


@pytest.mark.parametrize(
    "path",
    ["services/scoring/utils.py", "kernel/common/text.py", "services/scoring/domain/models.py", "gateway/base.py"],
)
def test_a_name_without_subject_is_found(path: str) -> None:
    assert without_subject(path)


@pytest.mark.parametrize("line", ["x = 1  # TODO: later", "# FIXME", "raise NotImplementedError", "XXX"])
def test_what_is_left_for_later_is_found(line: str) -> None:
    assert len(list(lines_matching(LEFT_FOR_LATER, "x", line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "see /home/somebody/notes.md",
        "cd /home/someone/project",
        "https://packages.example/x",
        "index = https://registry.example/simple",
        "pip install --index-url http://mirror.local",
    ],
)
def test_a_trace_of_a_workplace_is_found(line: str) -> None:
    assert len(list(lines_matching(WORKPLACE, "x", line))) >= 1


def test_a_path_of_the_interface_is_no_workplace() -> None:
    assert list(lines_matching(WORKPLACE, "x", "GET /homes/1 and docs/home/plan.md")) == []


def test_a_product_module_that_imports_tests_is_found() -> None:
    assert len(list(importing_tests(Module("kernel/x.py", "from tests.support import scenario")))) == 1
