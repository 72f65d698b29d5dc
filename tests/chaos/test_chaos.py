"""The chaos run itself, short: it passes on the product, and fails on a relay or a follower done wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import kafka, postgres

ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 1500
pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.journey, pytest.mark.row("F3")]


@pytest.fixture(scope="module", autouse=True)
def _real_servers() -> None:
    kafka.new_broker()
    postgres.server()


def chaos(*options: str) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-m", "chaos", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_year_under_kills_comes_out_as_a_calm_one() -> None:
    status, told = chaos("--kills", "12", "--seed", "1")
    assert (status, "No difference: every fact once" in told) == (0, True), told


def test_a_relay_without_a_fence_is_found_out() -> None:
    aim = ("--aim", "relay", "after send")
    status, told = chaos("--kills", "4", "--seed", "1", "--broken", "unfenced", *aim)
    assert (status, "FAULT covenant.events" in told or "FAULT scoring.events" in told) == (1, True), told


def test_a_follower_that_commits_its_offsets_first_is_found_out() -> None:
    aim = ("--aim", "follower", "before save")
    status, told = chaos("--kills", "4", "--seed", "1", "--broken", "offset-first", *aim)
    assert (status, "-follower cannot go on" in told) == (1, True), told
