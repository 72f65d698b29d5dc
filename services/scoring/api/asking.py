"""What every endpoint of this service asks for: the application, a reader with the right, ids given as ids or codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Response
from pydantic import BeforeValidator, WithJsonSchema

from kernel.aggregate import identity
from kernel.http import ReaderDep
from kernel.identity import Principal
from kernel.store import Missing
from services.scoring.application import ScoringApplication
from services.scoring.domain import rights
from services.scoring.domain.rights import Action

LONGEST_CODE = 60


async def _application(request: Request) -> ScoringApplication:
    found: ScoringApplication = request.app.state.application
    return found


App = Annotated[ScoringApplication, Depends(_application)]


async def _reader(principal: ReaderDep) -> Principal:
    rights.require(principal, Action.READ)
    return principal


Reader = Annotated[Principal, Depends(_reader)]


def _named(kind: str) -> Callable[[object], object]:
    """An id as it is, a code as the id that is made from it; anything else is left to be refused."""

    def read(given: object) -> object:
        if not isinstance(given, str) or not 0 < len(given) <= LONGEST_CODE:
            return given
        return _id(kind, given)

    return read


@lru_cache(maxsize=8192)  # a stream names the same units a hundred thousand times
def _id(kind: str, given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        return identity(kind, given)


def _schema(example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "maxLength": LONGEST_CODE, "examples": [example]}, mode="validation")


UnitRef = Annotated[UUID, BeforeValidator(_named("unit")), _schema("BHXH-68")]
"""A unit by id or code."""
ClusterRef = Annotated[UUID, BeforeValidator(_named("cluster")), _schema("2024/VII")]
"""A block or cluster by id or code."""
MovementRef = Annotated[UUID, BeforeValidator(_named("movement")), _schema("TDTX-2024")]
"""A movement by id or code."""


def present(row: dict[str, Any] | None, thing: str, id: UUID) -> dict[str, Any]:  # noqa: A002
    """The row of a query by id.

    Raises:
        Missing: there is none.
    """
    if row is None:
        raise Missing(thing=thing, id=id)
    return row


def tag(response: Response, version: int) -> None:
    """Put the version into the `ETag`, for a later `If-Match`."""
    response.headers["ETag"] = f'"{version}"'
