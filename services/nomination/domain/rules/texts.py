"""What is written down can be read by whoever sees it."""

from __future__ import annotations

from unicodedata import category

from services.nomination.domain.refusals.texts import UnseenCharacter

UNSEEN = frozenset({"Cc", "Cf"})
"""Categories of Unicode: controls, and marks that steer the text without being seen."""

LINES = "\n\r\t"
"""What a text of several lines has."""


def nothing_unseen_is_written(**texts: str) -> None:
    """House rule: no control or zero-width characters, by which two texts differ that nobody can tell apart.

    The texts by the member of the request that holds each.
    """
    for field, text in texts.items():
        for place, character in enumerate(text.strip(), start=1):
            if category(character) in UNSEEN and character not in LINES:
                raise UnseenCharacter(character=f"U+{ord(character):04X}", place=place, fields=(field,))
