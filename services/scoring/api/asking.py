"""What every endpoint of this service asks for: the application, a reader with the right, ids given as ids or codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from pydantic import BeforeValidator, Field, WithJsonSchema

from kernel.explanation import Text
from kernel.http import ReaderDep
from kernel.identity import Principal
from kernel.naming import LONGEST as LONGEST_CODE
from kernel.naming import id_of
from kernel.store import Missing
from services.scoring.application import ScoringApplication
from services.scoring.domain import rights
from services.scoring.domain.rights import Action


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
        return id_of(kind, given)

    return read


_schema = WithJsonSchema({"type": "string", "maxLength": LONGEST_CODE, "examples": ["BHXH-68"]}, mode="validation")

UnitRef = Annotated[UUID, BeforeValidator(_named("unit")), _schema]
"""A unit by id or code in the text of a score table."""
UnitCode = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE, examples=["BHXH-68"])]
"""A unit by id or code."""
ClusterCode = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE, examples=["2024/VII"])]
"""A block or cluster by id or code."""
MovementCode = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE, examples=["TDTX-2024"])]
"""A movement by id or code."""

UnitAsked = Annotated[str | None, Query(max_length=LONGEST_CODE, description="Đơn vị: id or code")]
"""The unit that a list is asked of, if any."""
ClusterAsked = Annotated[str | None, Query(max_length=LONGEST_CODE, description="Khối, cụm: id or code")]
"""The block or cluster that a list is asked of, if any."""
MovementAsked = Annotated[str | None, Query(max_length=LONGEST_CODE, description="Phong trào: id or code")]
"""The movement that a list is asked of, if any."""


def present(row: dict[str, Any] | None, thing: Text, id: UUID) -> dict[str, Any]:
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
