"""What must be so before a figure of a rulebook is confirmed, and before an unconfirmed one is used."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from kernel.explanation import Source, Status, Text
from regulations.listing import Entry
from services.nomination.domain.refusals.confirming import (
    DocumentNotNamed,
    FigureAlreadyConfirmed,
    FigureNotConfirmed,
    FigureWasFound,
    NotConfirmedNow,
    ReadInTheFuture,
    ValueNotPossible,
    ValueOfAnotherKind,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written

KINDS = tuple(re.compile(kind, re.ASCII) for kind in (r"\d{1,9}", r"\d{1,9}\.\d{1,9}", r"\d{1,9}/[1-9]\d{0,8}"))
"""A whole number, a decimal, a part; any other value is confirmed as it is or not at all."""


def figure_can_be_confirmed(entry: Entry, value: str, document: str, article: str) -> None:
    """House rule: what is confirmed was not found yet; the value is of its kind, the document is named."""
    nothing_unseen_is_written(value=value, document=document, article=article)
    if entry.source.status is Status.FOUND:
        raise FigureWasFound(key=entry.key, found=entry.source)
    if not _alike(entry.value, value):
        raise ValueOfAnotherKind(key=entry.key, given=value, shipped=_in_words(entry.value))
    if not _can_be(entry.value, value):
        raise ValueNotPossible(key=entry.key, given=value, shipped=_in_words(entry.value))
    if not document.strip():
        raise DocumentNotNamed(key=entry.key)


def _in_words(shipped: str) -> Text | str:
    vi, both, en = shipped.partition(" · ")
    return Text(vi, en) if both else shipped


def _alike(shipped: str, value: str) -> bool:
    if shipped == value:
        return True
    whole, decimal, part = (bool(kind.fullmatch(shipped)) for kind in KINDS)
    fits = [bool(kind.fullmatch(value)) for kind in KINDS]
    return (whole and fits[0]) or (decimal and (fits[0] or fits[1])) or (part and fits[2])


def _can_be(shipped: str, value: str) -> bool:
    """A number stays above 0 and a part within the whole, where the shipped figure is so."""
    if not any(kind.fullmatch(shipped) for kind in KINDS):
        return True
    was, given = Fraction(shipped), Fraction(value)
    return (given > 0 or was == 0) and (given <= 1 or was > 1 or "/" not in shipped)


def it_was_read_by(read_on: date, day: date) -> None:
    """House rule: a document is read before it is referred to."""
    if read_on > day:
        raise ReadInTheFuture(read_on=read_on, day=day)


def it_is_not_confirmed(key: str, *, stands: bool) -> None:
    """House rule: another reading comes after the former has been withdrawn, so that both stay on record."""
    if stands:
        raise FigureAlreadyConfirmed(key=key)


def confirmation_stands(key: str, *, stands: bool) -> None:
    """House rule: a confirmation is withdrawn once."""
    if not stands:
        raise NotConfirmedNow(key=key)


def figure_is_confirmed(key: str, source: Source, *, confirmed: bool) -> None:
    """House rule: a figure marked “confirm before first use” is not used on the word of the rulebook's makers."""
    if not confirmed:
        raise FigureNotConfirmed(
            key=key, document=source.document, article=source.article or "—", status=source.status, source=source
        )
