"""A registration (đăng ký thi đua): a title or form of commendation that a collective or a person aims at."""

from __future__ import annotations

from dataclasses import dataclass

from regulations.chapters import Holder


@dataclass(frozen=True)
class Registration:
    """One title for one holder; `person_code` names the person, None the unit itself."""

    title: str
    holder: Holder
    person_code: str | None = None
