"""What every resolver asks for: the reader's right, rows by key read together, ids and days that mean something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
import strawberry
from anyio import to_thread

from kernel.explanation import Text
from kernel.graph import Context
from kernel.http import HO_CHI_MINH
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.application import CovenantApplication
from services.covenant.domain import rights
from services.covenant.domain.rights import Action, Subject

K = TypeVar("K")
V = TypeVar("V")

Info = strawberry.Info[Context[CovenantApplication], None]
Row = dict[str, Any]


class MalformedId(Refusal):
    """An id that is no UUID."""

    code = "covenant-malformed-id"
    kind = Kind.INVALID
    title = Text("Mã định danh không hợp lệ", "The id is not valid")
    detail = Text("“{given}” không phải mã định danh UUID.", "“{given}” is not a UUID.")
    source = HOUSE_RULE
    fields = ("id",)


def key_of(id: strawberry.ID | str) -> UUID:
    """The id as a UUID.

    Raises:
        MalformedId: it is none.
    """
    try:
        return UUID(str(id))
    except ValueError as error:
        raise MalformedId(given=str(id)[:60]) from error


def optional_key(id: strawberry.ID | None) -> UUID | None:
    """The id as a UUID, if one is given."""
    return None if id is None else key_of(id)


def day_asked(info: Info, at: date | None) -> date:
    """The day as of which is asked; today in Vietnam if none is named."""
    return at or info.context.edge.now().astimezone(HO_CHI_MINH).date()


async def asked(info: Info, **references: strawberry.ID | None) -> list[UUID | None]:
    """The id that each argument names by id or code, None for one that is not given; refused where there is none."""
    require_reader(info)
    return await to_thread.run_sync(lambda: info.context.application.naming.ids(**references))


async def asked_one(info: Info, argument: str, reference: strawberry.ID) -> UUID:
    """The id that the argument names by id or code; refused where there is none."""
    require_reader(info)
    return await to_thread.run_sync(info.context.application.naming.id, argument, reference)


def require_reader(info: Info) -> None:
    """Refuse a principal without the right to read."""
    rights.require(info.context.principal, Action.READ, Subject())


async def read(info: Info, query: Callable[[sa.Connection], V]) -> V:
    """The answer of a query on the views, for a principal with the right to read."""
    require_reader(info)
    return await info.context.read(query)


async def load(info: Info, fetch: Callable[[sa.Connection, Sequence[K]], Sequence[V]], key: K) -> V:
    """What `fetch` finds for this key, read together with the other keys of the operation."""
    require_reader(info)
    found: V = await info.context.loader(fetch).load(key)
    return found


@lru_cache(maxsize=4096)
def on(
    fetch: Callable[..., Sequence[V]], day: date, *others: UUID
) -> Callable[[sa.Connection, Sequence[UUID]], Sequence[V]]:
    """`fetch` as of one day: the same function for the same day (and `others`), so that its keys are read together."""

    def of_day(connection: sa.Connection, keys: Sequence[UUID]) -> Sequence[V]:
        return fetch(connection, keys, day, *others)

    return of_day
