"""Reads the values of the regulations strictly: what is not as it must be is `Wrong`, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kernel.explanation import Text
from regulations.figures import DayOfYear, Portion, Share

E = TypeVar("E", bound=StrEnum)


class Wrong(ValueError):
    """A member cannot be what stands there."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} · {en}")
        self.reason = Text(vi, en)


def _expected(vi: str, en: str, value: object) -> Wrong:
    return Wrong(f"phải là {vi}, không phải {value!r}", f"expected {en}, got {value!r}")


def mapping(value: object) -> Mapping[str, object]:
    """A TOML table."""
    if not isinstance(value, dict):
        raise _expected("một bảng", "a table", value)
    return value


def array(value: object) -> list[object]:
    """A TOML array."""
    if not isinstance(value, list):
        raise _expected("một mảng", "an array", value)
    return value


def words(value: object) -> str:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise _expected("một chuỗi chữ", "a text", value)
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise _expected("true hoặc false", "true or false", value)
    return value


def true(value: object) -> bool:
    """True; the other way is to leave the member out."""
    if value is not True:
        raise _expected("true, hoặc bỏ trống", "true, or leave it out", value)
    return True


def count(value: object) -> int:
    """A whole number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _expected("số nguyên từ 0", "a whole number of at least 0", value)
    return value


def positive(value: object) -> int:
    """A whole number, one or more."""
    if not (found := count(value)):
        raise _expected("số nguyên từ 1", "a whole number of at least 1", value)
    return found


def amount(value: object) -> Decimal:
    """An exact decimal, zero or more."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _expected("một số", "a number", value)
    if not (exact := Decimal(value)).is_finite() or exact < 0:
        raise _expected("số từ 0", "a number of at least 0", value)
    return exact


def day(value: object) -> date:
    """A date (TOML's local date)."""
    if type(value) is not date:
        raise _expected("một ngày", "a date", value)
    return value


_SHARE = re.compile(r"(>=|>) (\d+)/(\d+)")


def share(value: object) -> Share:
    """A share written `>= 2/3` (reaches) or `> 1/2` (exceeds)."""
    found = _SHARE.fullmatch(words(value))
    if found is None or not 0 < int(found[2]) <= int(found[3]):
        raise _expected("tỷ lệ như '>= 2/3' hoặc '> 1/2'", "a share such as '>= 2/3' or '> 1/2'", value)
    return Share(int(found[2]), int(found[3]), strict=found[1] == ">")


_PORTION = re.compile(r"(\d+)/(\d+)")


def portion(value: object) -> Portion:
    """A part written `1/5`."""
    found = _PORTION.fullmatch(words(value))
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        raise _expected("phần như '1/5'", "a part such as '1/5'", value)
    return Portion(int(found[1]), int(found[2]))


_DAY_OF_YEAR = re.compile(r"(\d\d)-(\d\d)(?: year ([+-]\d))?")


def day_of_year(value: object) -> DayOfYear:
    """A yearly date written `03-31`, or `06-30 year +1` for the year after."""
    found = _DAY_OF_YEAR.fullmatch(words(value))
    if found is None:
        raise _expected("ngày như '03-31' hoặc '06-30 year +1'", "a date such as '03-31' or '06-30 year +1'", value)
    due = DayOfYear(int(found[1]), int(found[2]), int(found[3] or 0))
    try:
        due.in_year(2023)  # a year of 365 days
    except ValueError:
        raise _expected("ngày có trong mọi năm", "a day of every year", value) from None
    return due


def one_of(kind: type[E]) -> Callable[[object], E]:
    """A member of a closed set."""

    def read(value: object) -> E:
        try:
            return kind(words(value))
        except ValueError:
            raise _expected(f"một trong {', '.join(kind)}", f"one of {', '.join(kind)}", value) from None

    return read
