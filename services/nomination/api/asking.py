"""What every endpoint of this service asks for: the application, the day of today, a reader with the right."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from pydantic import Field

from kernel.explanation import Text
from kernel.http import HO_CHI_MINH, Edge, ReaderDep
from kernel.identity import Principal
from kernel.store import Missing
from services.nomination.application import NominationApplication
from services.nomination.domain import rights
from services.nomination.domain.rights import Action

Reference = Annotated[str, Field(min_length=1, max_length=60, examples=["BHXH-68"])]
"""What people call a unit, a block or cluster, or a movement: its code, or its id."""


async def _application(request: Request) -> NominationApplication:
    found: NominationApplication = request.app.state.application
    return found


App = Annotated[NominationApplication, Depends(_application)]


def _today(request: Request) -> date:
    edge: Edge = request.app.state.edge
    return edge.now().astimezone(HO_CHI_MINH).date()


Today = Annotated[date, Depends(_today)]


async def _reader(principal: ReaderDep) -> Principal:
    rights.require(principal, Action.READ)
    return principal


Reader = Annotated[Principal, Depends(_reader)]


def present(row: dict[str, Any] | None, thing: Text, id: UUID) -> dict[str, Any]:
    """The row of a query by id.

    Raises:
        Missing: there is none.
    """
    if row is None:
        raise Missing(thing=thing, id=id)
    return row
