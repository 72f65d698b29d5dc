"""The one code of a person (mã cán bộ): however it is typed, it means the same person, and it is no name."""

from __future__ import annotations

import re

from services.nomination.domain.refusals.persons import PersonCodeMalformed

LONGEST_CODE = 60
CODE = re.compile(r"[A-Z0-9]+(?:[-/._][A-Z0-9]+)*", re.ASCII)


def normal(code: str) -> str:
    """A person's code as it is kept and looked for: without spaces around it, in upper case."""
    return code.strip().upper()


def person_code(given: str, *, field: str = "person_code") -> str:
    """House rule: a person is recorded under one code of plain letters and digits, never under a name. Gives it."""
    code = normal(given)
    if len(code) > LONGEST_CODE or not CODE.fullmatch(code):
        raise PersonCodeMalformed(given=given[:LONGEST_CODE], most=LONGEST_CODE, fields=(field,))
    return code
