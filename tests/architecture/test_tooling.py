"""What a newcomer types first works and is told: targets, locks, continuous integration, pages and their links."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)\s]*)?\)")
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(?:[<>=!~;@].*?)?\s*#\s+\S")
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)")


def targets(makefile: str) -> tuple[set[str], set[str]]:
    """(declared as commands, told by `make help`)."""
    return set(re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE)), set(
        re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    )


def asked_for(text: str) -> tuple[set[str], list[str]]:
    """(packages named, lines without a reason) of a list of requirements."""
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "-r "))]
    named = {found[1].lower().replace("_", "-") for line in lines if (found := REQUIREMENT.match(line))}
    return named, [line for line in lines if not REQUIREMENT.match(line)]


def pins(text: str) -> dict[str, str]:
    return {found[1]: found[2] for line in text.splitlines() if (found := PIN.match(line))}


def without_hash(text: str) -> list[str]:
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    return [block.split()[0] for block in blocks if "--hash=sha256:" not in block]


def broken_links(page: Path) -> Iterator[str]:
    for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
            yield f"{page.name} → {target}"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])


def test_every_target_is_told_by_help() -> None:
    declared, told = targets(read("Makefile"))
    assert declared == told
    command = ["make", "--no-print-directory", "help"]  # this may run inside a make, which would say where it is
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert sorted(line.split()[1] for line in listed.splitlines()) == sorted(told)


def test_continuous_integration_runs_what_the_readme_says() -> None:
    assert read(".ci/run").splitlines()[-1] == "exec make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert [command for command in ("make run", "make test") if command not in read("README.md")] == []


@pytest.mark.parametrize("name", ["run", "dev", "uv"])
def test_every_requirement_has_its_reason_and_its_lock(name: str) -> None:
    named, without_reason = asked_for(read(f"requirements/{name}.in"))
    lock = read(f"requirements/{name}.txt")
    assert without_reason == []
    assert sorted(named - set(pins(lock))) == []
    assert without_hash(lock) == []


def test_what_runs_is_what_is_tested() -> None:
    """One package, one version, whichever list it is installed from."""
    tested = pins(read("requirements/dev.txt"))
    both = {**pins(read("requirements/run.txt")), **pins(read("requirements/uv.txt"))}
    assert {name: version for name, version in both.items() if tested.get(name) != version} == {}


def test_every_ignored_lint_has_its_reason() -> None:
    ignored = re.findall(r'^\s+((?:"[A-Z]+[0-9]*", ?)+)(.*)$', read("pyproject.toml"), re.MULTILINE)
    assert len(ignored) > 5
    assert [codes for codes, rest in ignored if not re.match(r"\s*# \S", rest)] == []


def test_every_link_of_every_page_leads_somewhere() -> None:
    assert [each for page in pages() for each in broken_links(page)] == []


def test_every_decision_is_on_the_list_of_decisions() -> None:
    decisions = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", read("docs/adr/README.md"))
    assert (listed, [name[:4] for name in listed]) == (decisions, [f"{n:04}" for n in range(1, len(decisions) + 1)])


@pytest.mark.parametrize("heading", ["## Context", "## Decision", "## Consequences", "## Measured"])
def test_every_decision_has_its_parts(heading: str) -> None:
    found = (ROOT / "docs/adr").glob("[0-9]*.md")
    assert [path.name for path in found if heading not in path.read_text(encoding="utf-8")] == []


def test_a_target_that_help_does_not_tell_is_found() -> None:
    assert targets(".PHONY: run\nrun: x ## serve\n.PHONY: hidden\nhidden: y\n") == ({"run", "hidden"}, {"run"})


def test_a_requirement_without_reason_is_found() -> None:
    assert asked_for("-r run.in\nfastapi  # REST\nuvicorn\nx[y]>=1 # why\n") == ({"fastapi", "x"}, ["uvicorn"])


def test_a_pin_without_hash_is_found() -> None:
    assert without_hash("a==1 \\\n    --hash=sha256:0\n    # via b\nb==2\n") == ["b==2"]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md) [b](gone.md#x) [c](https://example.org)", encoding="utf-8")
    assert list(broken_links(page)) == ["page.md → gone.md"]
