"""What a sentence may not tell: a token of the code where people have a word, one language inside the other."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from enum import Enum
from string import Formatter

from kernel.explanation import Text, listed
from kernel.refusals import Refusal

VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
"""A letter that no English word has."""

BOTH = re.compile(r" · ")
"""What stands between the two languages of a text that was told as one."""

NOTE = re.compile(r" \(.*\)$")
"""What the tree of reasons notes of a condition, as it stands there, behind the condition's own words."""


def facts_of(sentence: str) -> set[str]:
    """The names of the facts that a sentence tells."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def bare(refusal: Refusal) -> list[str]:
    """The facts that a refusal's detail tells by a token without words, or in both languages at once."""
    names = sorted(facts_of(refusal.detail.vi) | facts_of(refusal.detail.en))
    return [name for name in names if any(map(is_bare, listed(refusal.facts[name])))]


def is_bare(fact: object) -> bool:
    """Whether a fact is a token or a record that nobody gave words, or one text that speaks both languages."""
    if isinstance(getattr(fact, "words", None), Text):
        return False
    if is_dataclass(fact) and type(fact).__str__ is object.__str__:
        return True
    return isinstance(fact, Enum) or (isinstance(fact, str) and BOTH.search(NOTE.sub("", fact)) is not None)
