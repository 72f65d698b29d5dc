"""Rulebooks as they were before the newest era, and as they would be after the announced one."""

from __future__ import annotations

import shutil
from pathlib import Path

from regulations.rulebook import FOLDER, Rulebooks


def copied(folder: Path) -> Path:
    """The folders of all eras, to be changed."""
    for head in FOLDER.glob("*/rulebook.toml"):
        shutil.copytree(head.parent, folder / head.parent.name)
    return folder


def put(path: Path, stands: str, instead: str) -> None:
    """Another text in the place of one that stands there."""
    text = path.read_text(encoding="utf-8")
    assert stands in text
    path.write_text(text.replace(stands, instead, 1), encoding="utf-8")


def amended(folder: Path) -> Path:
    """The eras with the announced amendment of 2026 put into force."""
    copied(folder)
    put(folder / "law-2022-nd152" / "rulebook.toml", "in_force_from", "in_force_to = 2026-09-30\nin_force_from")
    put(folder / "law-2026" / "rulebook.toml", "enabled = false\n", "")
    return folder


def before_the_newest() -> Rulebooks:
    """What was loaded before the newest era was known."""
    return Rulebooks(Rulebooks.load().eras[:-1])
