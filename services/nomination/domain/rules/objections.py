"""What must be so of an objection, and when one stands in the way of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.nomination.domain.refusals.objections import (
    ObjectionAnswered,
    ObjectionNotStated,
    ObjectionOpen,
    ObjectionUpheld,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written


def objection_is_stated(code: str, by: str, text: str) -> None:
    """House rule: an objection is registered under a number, and says who objects and to what."""
    if not code.strip() or not by.strip() or not text.strip():
        raise ObjectionNotStated
    nothing_unseen_is_written(code=code, by=by, text=text)


def objection_is_open(code: str, upheld: bool | None) -> None:
    """House rule: an objection is answered once; a later finding is a ground of revocation."""
    if upheld is not None:
        raise ObjectionAnswered(code=code)


def no_objection_stands(objections: Mapping[str, bool | None]) -> None:
    """NĐ 152/2025/NĐ-CP Art. 4(3): no award while a complaint is being checked, nor against what was found."""
    for code, upheld in sorted(objections.items()):
        if upheld is None:
            raise ObjectionOpen(code=code)
        if upheld:
            raise ObjectionUpheld(code=code)


def what_is_new_on_record_questions_an_open_nomination(until: date | None, year: int) -> bool:
    """NĐ 152/2025/NĐ-CP Art. 4(3): no award while something is open, nor for a year with a discipline in force.

    `until` is the last day of a discipline, None of one without an end and of what is still open.
    """
    return until is None or until >= date(year, 1, 1)
