"""Rules of natural keys and of texts that must say something."""

from __future__ import annotations

import re
from unicodedata import category

from services.covenant.domain.refusals.codes import MalformedCode, NothingWritten, UnseenCharacter

LONGEST_CODE = 60
LONGEST_NAME = 300
LONGEST_TEXT = 4000

UNSEEN = frozenset({"Cc", "Cf"})
"""Categories of Unicode: controls, and marks that steer the text without being seen."""

LINES = "\n\r\t"
"""What a text of several lines has, a name not."""

CODE = re.compile(r"[A-Za-z0-9]+(?:[-/._][A-Za-z0-9]+)*", re.ASCII)


def a_code_can_be_typed_and_cited(code: str, *, field: str = "code") -> None:
    """House rule: plain letters and digits, joined by - / . or _, so that papers and addresses can carry it."""
    if len(code) > LONGEST_CODE or not CODE.fullmatch(code):
        raise MalformedCode(given=code[:LONGEST_CODE], most=LONGEST_CODE, fields=(field,))


def something_is_written(text: str, *, field: str, most: int = LONGEST_NAME) -> None:
    """House rule: a name, theme, reason or document says something, in at most so many characters."""
    if not text.strip() or len(text) > most:
        raise NothingWritten(most=most, fields=(field,))
    everything_written_is_seen(text.strip(), field=field, lines=most == LONGEST_TEXT)


def everything_written_is_seen(text: str, *, field: str, lines: bool) -> None:
    """House rule: no control or zero-width characters, by which two names differ that nobody can tell apart."""
    for place, character in enumerate(text, start=1):
        if category(character) in UNSEEN and not (lines and character in LINES):
            raise UnseenCharacter(character=f"U+{ord(character):04X}", place=place, fields=(field,))
