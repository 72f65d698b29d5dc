"""How the members of a block or cluster stand in a movement: who signed, who was late, who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.covenant.views import clusters
from services.covenant.views.covenants import COVENANTS, as_of, registrations
from services.covenant.views.tables import rows_of


def standings(
    connection: sa.Connection, cluster_ids: Sequence[UUID], at: date, movement_id: UUID
) -> list[list[dict[str, Any]]]:
    """How each member of each block or cluster stands in a movement on a day, in the order of its list.

    What was signed or registered after that day does not count yet.
    """
    members = clusters.members(connection, cluster_ids, at)
    unit_ids = {member["id"] for listed in members for member in listed}
    query = as_of(at).where(COVENANTS.c.movement_id == movement_id, COVENANTS.c.unit_id.in_(unit_ids))
    found = {row["unit_id"]: row for row in rows_of(connection, query)}
    by_covenant = registrations(connection, [row["id"] for row in found.values()])
    titles = dict(zip(found, by_covenant, strict=True))
    return [
        [_standing(member, found.get(member["id"]), titles.get(member["id"], []), at) for member in listed]
        for listed in members
    ]


def _standing(
    member: dict[str, Any], covenant: dict[str, Any] | None, titles: list[dict[str, Any]], at: date
) -> dict[str, Any]:
    signed = covenant is not None and covenant["signed_on"] is not None
    return {
        "unit_id": member["id"],
        "unit_code": member["code"],
        "unit_name": member["name"],
        "covenant_id": covenant and covenant["id"],
        "state": covenant and covenant["state"],
        "signed": signed,
        "signed_on": covenant and covenant["signed_on"],
        "late": bool(covenant and covenant["late"]),
        "titles": sorted({each["title"] for each in titles if each["registered_on"] <= at}),
    }
