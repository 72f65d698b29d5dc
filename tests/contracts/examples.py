"""Values for every type that facts are made of: one fixed example each, and a hypothesis strategy each."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from hypothesis import strategies as st

from kernel.aggregate import NAMESPACE

PLAIN: dict[Any, Any] = {
    int: 7,
    bool: True,
    Decimal: Decimal("91.25"),
    date: date(2024, 3, 31),
    datetime: datetime(2024, 3, 31, 1, 2, 3, tzinfo=UTC),
}

INSTANTS = st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)
STRATEGIES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12),
    UUID: st.uuids(),
    date: st.dates(),
    datetime: INSTANTS,
}


def _inner(hint: Any) -> Any:
    [inner] = [each for each in get_args(hint) if each is not NoneType]
    return inner


def example(hint: Any, name: str = "") -> Any:  # noqa: PLR0911 (one line a type)
    """The one example of this type; texts and ids differ by the field's `name`, so that two exchanged fields show."""
    if get_origin(hint) in (Union, UnionType):
        return example(_inner(hint), name)
    if get_origin(hint) is tuple:
        return (example(get_args(hint)[0], f"{name}_1"), example(get_args(hint)[0], f"{name}_2"))
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if hint is UUID:
        return uuid5(NAMESPACE, name)
    if hint is str:
        return f"{name} · thi đua"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{each.name: example(hints[each.name], each.name) for each in fields(hint)})  # type: ignore[operator]
    return PLAIN[hint]


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    """All values of this type that a fact may hold."""
    if get_origin(hint) in (Union, UnionType):
        return st.none() | strategy(_inner(hint))
    if get_origin(hint) is tuple:
        return st.lists(strategy(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{each.name: strategy(hints[each.name]) for each in fields(hint)})  # type: ignore[arg-type]
    return STRATEGIES[hint]
