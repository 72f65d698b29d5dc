"""The benchmark that fills tables by SQL of its own keeps step with the tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.postgres import server as shared

pytestmark = pytest.mark.postgres


def test_the_logs_of_different_length_are_made_and_measured() -> None:
    shared()  # or this test is not run: PostgreSQL cannot be had
    command = [sys.executable, "-m", "bench", "--quick", "--only", "growth"]
    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)  # noqa: S603 (our own)
    assert ran.returncode == 0, ran.stderr
    table = [line for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert len(table) == 1 + 2, "a heading, and a line for each length"
