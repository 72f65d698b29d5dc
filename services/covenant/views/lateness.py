"""Why covenants and registrations count as in time or late, read from the rows that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.explanation import Explanation, Source, Status, Text
from services.covenant.domain.lateness import Timing, explain
from services.covenant.domain.movement import Due
from services.covenant.views import covenants
from services.covenant.views.tables import in_order, rows_of


def whys(connection: sa.Connection, covenant_ids: Sequence[UUID]) -> list[Explanation | None]:
    """The explanation of each covenant, in the order of the ids, None for an id that is none's."""
    query = sa.select(covenants.COVENANTS).where(covenants.COVENANTS.c.id.in_(covenant_ids))
    rows = in_order(covenant_ids, rows_of(connection, query))
    registered = covenants.registrations(connection, covenant_ids)
    return [None if row is None else _why(row, titles) for row, titles in zip(rows, registered, strict=True)]


def _why(covenant: dict[str, Any], titles: Sequence[dict[str, Any]]) -> Explanation:
    inputs: list[Explanation] = []
    if covenant["signed_on"] is not None:
        what = Text("Ký giao ước", "Signing the covenant")
        inputs.append(explain(what, _timing(covenant, covenant["signed_on"]), [covenant["signed_event"]]))
    in_turn = sorted(titles, key=lambda row: (row["registered_on"], str(row["registered_event"])))
    for event_id, rows in groupby(in_turn, key=lambda row: row["registered_event"]):
        together = list(rows)
        named = ", ".join(sorted({row["title"] for row in together}))
        what = Text(f"Đăng ký danh hiệu {named}", f"Registering {named}")
        inputs.append(explain(what, _timing(together[0], together[0]["registered_on"]), [event_id]))
    label = Text("Tình trạng giao ước", "State of the covenant")
    return Explanation(label=label, value=covenant["state"], inputs=tuple(inputs))


def _timing(row: dict[str, Any], day: date) -> Timing:
    source = row["due_source"]
    stands = Source(source["document"], source["article"], Status(source["status"]))
    return Timing(day, Due(row["due_on"], stands), row["late"], row["rulebook"])
