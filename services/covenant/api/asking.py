"""What every endpoint of this service asks for: the application, the day a query is about, a reader with the right."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request
from pydantic import Field

from kernel.aggregate import Aggregate
from kernel.explanation import Text
from kernel.http import HO_CHI_MINH, Edge, ReaderDep
from kernel.identity import Principal
from kernel.store import Missing
from services.covenant.application import CovenantApplication
from services.covenant.domain import rights
from services.covenant.domain.rights import Action, Subject
from services.covenant.views import history

Named = Annotated[str, Field(max_length=60, examples=["BHXH-68"])]
"""A unit, a block or cluster, or a movement by code or id."""


async def _application(request: Request) -> CovenantApplication:
    found: CovenantApplication = request.app.state.application
    return found


App = Annotated[CovenantApplication, Depends(_application)]


async def _day(
    request: Request,
    at: Annotated[
        date | None,
        Query(description="Ngày cần xem (mặc định: hôm nay): the day as of which is asked, default today in Vietnam"),
    ] = None,
) -> date:
    edge: Edge = request.app.state.edge
    return at or edge.now().astimezone(HO_CHI_MINH).date()


Day = Annotated[date, Depends(_day)]


async def _reader(principal: ReaderDep) -> Principal:
    rights.require(principal, Action.READ, Subject())
    return principal


Reader = Annotated[Principal, Depends(_reader)]


def life_of(app: CovenantApplication, kind: type[Aggregate], id: UUID) -> list[dict[str, Any]]:
    """Every event of one aggregate, oldest first.

    Raises:
        Missing: there is none of this kind.
    """
    app.store.load(kind, id)
    return [history.entry(recorded) for recorded in app.store.history(id)]


def present(row: dict[str, Any] | None, thing: Text, id: UUID) -> dict[str, Any]:
    """The row of a query by id.

    Raises:
        Missing: there is none.
    """
    if row is None:
        raise Missing(thing=thing, id=id)
    return row
