"""Which documents and articles a text cites: `CV 4268 A.I.1, 2` and `NĐ 91/2017/NĐ-CP Art. 11` and their like."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest

_DOCUMENT = re.compile(r"\b(CV|NĐ|TT|QĐ|HD|KH|Luật|Law)\s+(\d+(?:/\d{4})?)")
_LETTERED = re.compile(r"\b([A-C]\.I{1,3})\.(\d+(?:\.\d+)*)((?:, \d+(?!\.))*)")
_NUMBERED = re.compile(r"(?:Art\.|Điều)\s*(\d+(?:-\d+)?)((?:, \d+(?![\d/]))*)")
_SECTION = re.compile(r"\b(?:mục|item) (\d+)\b")
HOUSE = "Thi Đua"
"""The product's own rules, where no document was found."""


@dataclass(frozen=True, order=True)
class Citation:
    """A document by kind and number, and the article in it ("" where none is named)."""

    document: str
    article: str = ""


def citations(text: str) -> list[Citation]:
    """Every document that the text cites with each of its articles, in the text's order, none twice."""
    if text.startswith(("House rule", HOUSE)):
        return [Citation(HOUSE)]
    found = list(_DOCUMENT.finditer(text))
    cited = []
    for each, following in zip_longest(found, found[1:]):
        end = len(text) if following is None else following.start()
        kind, number = each.groups()
        document = f"{'Luật' if kind == 'Law' else kind} {number}"
        articles = list(_articles(text[each.end() : end]))
        cited += [Citation(document, article) for article in articles or [""]]
    return list(dict.fromkeys(cited))


def _articles(text: str) -> Iterator[str]:
    for each in _LETTERED.finditer(text):
        yield f"{each[1]}.{each[2]}"
        yield from (f"{each[1]}.{number}" for number in re.findall(r"\d+", each[3]))
    for each in _NUMBERED.finditer(text):
        yield f"Điều {each[1]}"
        yield from (f"Điều {number}" for number in re.findall(r"\d+", each[2]))
    yield from (f"mục {each[1]}" for each in _SECTION.finditer(text))


def in_full(citation: Citation, known: Collection[str]) -> Citation:
    """The citation with the year of its document, where only one of that number is known."""
    whole = [each for each in known if each.startswith(f"{citation.document}/")]
    return Citation(whole[0], citation.article) if len(whole) == 1 and citation.document not in known else citation


def order(citation: Citation) -> tuple[object, ...]:
    """Documents by their name, articles by their numbers; the product's own rules last."""
    numbers = [int(each) for each in re.findall(r"\d+", citation.article)]
    return (citation.document == HOUSE, citation.document, citation.article[:4], numbers)
