"""What every resolver asks for: the reader's right, rows by key read together, ids that mean something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
import strawberry
from anyio import to_thread

from kernel import explanation
from kernel.explanation import Text
from kernel.graph import Context, Explanation
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.nomination.application import NominationApplication
from services.nomination.domain import rights
from services.nomination.domain.rights import Action

V = TypeVar("V")

Info = strawberry.Info[Context[NominationApplication], None]
Row = dict[str, Any]


class MalformedId(Refusal):
    """An id that is no UUID."""

    code = "nomination-malformed-id"
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


async def named(info: Info, **references: strawberry.ID | None) -> list[UUID | None]:
    """The id that each argument names by id or code, None for one that is not given; refused where there is none."""
    _require_reader(info)
    return await to_thread.run_sync(lambda: info.context.application.naming.ids(**references))


async def named_one(info: Info, argument: str, reference: strawberry.ID) -> UUID:
    """The id that the argument names by id or code; refused where there is none."""
    _require_reader(info)
    return await to_thread.run_sync(info.context.application.naming.id, argument, reference)


def known_title(info: Info, title: str | None) -> str | None:
    """The title, if one is named; refused where no rules of any era have it."""
    return info.context.application.naming.title(title)


def _require_reader(info: Info) -> None:
    rights.require(info.context.principal, Action.READ)


async def read(info: Info, query: Callable[[sa.Connection], V]) -> V:
    """The answer of a query on the views, for a principal with the right to read."""
    _require_reader(info)
    return await info.context.read(query)


async def load(info: Info, fetch: Callable[[sa.Connection, Sequence[UUID]], Sequence[V]], key: UUID) -> V:
    """What `fetch` finds for this key, read together with the other keys of the operation."""
    _require_reader(info)
    found: V = await info.context.loader(fetch).load(key)
    return found


async def load_all(
    info: Info, fetch: Callable[[sa.Connection, Sequence[UUID]], Sequence[V]], keys: Sequence[UUID]
) -> list[V]:
    """What `fetch` finds for these keys, read together."""
    _require_reader(info)
    found: list[V] = await info.context.loader(fetch).load_many(keys)
    return found


async def why(info: Info, ask: Callable[[], explanation.Explanation]) -> Explanation:
    """An explanation that the application makes from the log, in a worker thread."""
    _require_reader(info)
    return Explanation.of(await to_thread.run_sync(ask))
