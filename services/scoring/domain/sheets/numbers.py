"""Numbers as people type them into a cell: "1.000,5", " 20 ", "12.5", "8 %"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLAIN = re.compile(r"-?\d{1,20}([.,]\d{1,12})?", re.ASCII)
_VIETNAMESE = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,12})?", re.ASCII)
_ENGLISH = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+\.\d{1,12}", re.ASCII)
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
_ONE_OR_A_THOUSAND = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


@dataclass(frozen=True)
class ReadNumber:
    """A number read from text; `sure`: there was only one way to read it."""

    value: Decimal
    sure: bool


def number_in(text: str) -> ReadNumber | None:
    """The number a text holds, by Vietnamese use: a point parts thousands, a comma decimals; None if it holds none.

    A point that parts no thousands ("12.5") is taken for a decimal point. What others would read otherwise ("1.000",
    "1,000", "1,000.5") is read and not sure.
    """
    told = text.removesuffix("%").strip()
    if _VIETNAMESE.fullmatch(told):
        return ReadNumber(Decimal(told.replace(".", "").replace(",", ".")), sure=False)
    if _ENGLISH.fullmatch(told):
        return ReadNumber(Decimal(told.replace(",", "")), sure=False)
    if _PLAIN.fullmatch(told):
        sure = _THREE_DECIMALS.fullmatch(told) is None
        return ReadNumber(Decimal(told.replace(",", ".")), sure=sure)
    return None


def two_readings(text: str) -> tuple[Decimal, Decimal] | None:
    """Both numbers that a text such as "1.234" may mean, with decimals and with thousands; None if it means one."""
    told = text.removesuffix("%").strip()
    if _ONE_OR_A_THOUSAND.fullmatch(told) is None:
        return None
    return Decimal(told.replace(",", ".")), Decimal(told.replace(",", "").replace(".", ""))


def in_words(value: Decimal) -> str:
    """A number as it is written within a text: a decimal comma, no thousands parted."""
    return format(value.normalize(), "f").replace(".", ",")


def roman(number: int) -> str:
    """A small number in Roman figures."""
    told = ""
    for value, figure in _ROMAN:
        told += figure * (number // value)
        number %= value
    return told
