"""One process, one data directory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from thidua.data import DataDirectory, InUse


def test_a_directory_that_is_held_is_refused_naming_the_holder(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path / "var")
    with data.claimed():
        with pytest.raises(InUse) as refusal, data.claimed():
            pass
        assert f"in use by process {os.getpid()}" in str(refusal.value)


def test_a_directory_is_free_again_after_its_holder(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    for _ in range(2):
        with data.claimed():
            assert (tmp_path / "lock").read_text(encoding="utf-8") == str(os.getpid())


def test_each_service_has_a_database_of_its_own(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    assert [data.database(each).name for each in ("covenant", "scoring")] == ["covenant.db", "scoring.db"]
