"""What differs between two score tables, line by line: last year's and this year's, say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.scoring.domain.scheme import Scheme, members_of


class ChangeKind(StrEnum):
    """Added, taken away, or told differently."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True)
class Change:
    """One difference (điểm thay đổi): where, and what stood and stands there."""

    kind: ChangeKind
    path: str
    before: str = ""
    after: str = ""


_LISTS = ("sections", "criteria", "indicators", "classes", "prizes", "like_units")


def changes(before: Scheme, after: Scheme) -> tuple[Change, ...]:
    """Every difference, the table's own members first, then its lines by their codes."""
    one, other = members_of(before), members_of(after)
    own = {name: (one.get(name), other.get(name)) for name in [*one, *other] if name not in _LISTS}
    told = [Change(ChangeKind.CHANGED, name, _text(old), _text(new)) for name, (old, new) in own.items() if old != new]
    for name in _LISTS:
        told += _of_lists(name, one.get(name, ()), other.get(name, ()))
    return tuple(told)


def _of_lists(name: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    old, new = ({each["code"]: each for each in listed} for listed in (before, after))
    for code, members in old.items():
        if code not in new:
            yield Change(ChangeKind.REMOVED, f"{name}.{code}", before=_text(members["name"]["vi"]))
        else:
            yield from _of_line(f"{name}.{code}", members, new[code])
    for code, members in new.items():
        if code not in old:
            yield Change(ChangeKind.ADDED, f"{name}.{code}", after=_text(members["name"]["vi"]))


def _of_line(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for member in dict.fromkeys([*before, *after]):
        old, new = before.get(member), after.get(member)
        if old != new:
            yield Change(ChangeKind.CHANGED, f"{path}.{member}", _text(old), _text(new))


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = {name: each for name, each in value.items() if each is not None}
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
