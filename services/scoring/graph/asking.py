"""What every resolver asks for: the reader's right, rows by key read together, ids that mean something."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
import strawberry
from anyio import to_thread

from kernel.explanation import Text
from kernel.graph import Context
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.application import ScoringApplication
from services.scoring.domain import rights
from services.scoring.domain.rights import Action

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
M = TypeVar("M", bound=Hashable)

Info = strawberry.Info[Context[ScoringApplication], None]
Row = dict[str, Any]


class MalformedId(Refusal):
    """An id that is none."""

    code = "scoring-malformed-id"
    kind = Kind.INVALID
    title = Text("Mã định danh không hợp lệ", "The id is not valid")
    detail = Text("“{given}” không phải mã định danh hợp lệ.", "“{given}” is not a valid id.")
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


def edition_key(id: strawberry.ID) -> tuple[UUID, int]:
    """The board and the number that the id of an edition is made of.

    Raises:
        MalformedId: it is not of that form.
    """
    board, _, no = str(id).partition("/")
    if not no.isdecimal():
        raise MalformedId(given=str(id)[:60])
    return key_of(board), int(no)


def named(key: object) -> strawberry.ID:
    """The key as an id."""
    return strawberry.ID(str(key))


async def asked(info: Info, **references: strawberry.ID | None) -> list[UUID | None]:
    """The id that each argument names by id or code, None for one that is not given; refused where there is none."""
    _require_reader(info)
    return await to_thread.run_sync(lambda: info.context.application.naming.ids(**references))


def _require_reader(info: Info) -> None:
    rights.require(info.context.principal, Action.READ)


async def read(info: Info, query: Callable[[sa.Connection], V]) -> V:
    """The answer of a query on the views, for a principal with the right to read."""
    _require_reader(info)
    return await info.context.read(query)


async def load(info: Info, fetch: Callable[[sa.Connection, Sequence[K]], Sequence[V]], key: K) -> V:
    """What `fetch` finds for this key, read together with the other keys of the operation."""
    _require_reader(info)
    found: V = await info.context.loader(fetch).load(key)
    return found


@lru_cache(maxsize=4096)
def at(
    fetch: Callable[[sa.Connection, Sequence[UUID], M], Sequence[V]], moment: M
) -> Callable[[sa.Connection, Sequence[UUID]], Sequence[V]]:
    """`fetch` at one moment: the same function for the same moment, so that its keys are read together."""

    def at_moment(connection: sa.Connection, keys: Sequence[UUID]) -> Sequence[V]:
        return fetch(connection, keys, moment)

    return at_moment
