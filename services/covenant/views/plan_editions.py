"""The editions of a table of targets, and what an amendment changed in it (so sánh hai bản): by target and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.covenant.domain.refusals.plan_editions import UnknownPlanEdition
from services.covenant.views.plans import EDITIONS, PLANS, TEXTS, VERDICTS
from services.covenant.views.tables import grouped, rows_of

COMPARED = (
    "name",
    "category",
    "department_id",
    "unit_of_measure",
    "direction",
    "area",
    "baseline",
    "requirement",
    "measures",
)


def texts(connection: sa.Connection, keys: Sequence[tuple[UUID, int]]) -> list[list[dict[str, Any]]]:
    """The targets of each table in one edition, each with how far its appraisal is; `keys` are of table and edition."""
    query = sa.select(TEXTS, *(VERDICTS.c[name] for name in _SAID)).where(TEXTS.c.plan_id.in_({id for id, _ in keys}))
    about = sa.and_(VERDICTS.c.plan_id == TEXTS.c.plan_id, VERDICTS.c.indicator == TEXTS.c.indicator)
    query = query.join(VERDICTS, sa.and_(about, VERDICTS.c.edition <= TEXTS.c.edition), isouter=True)
    found: dict[tuple[UUID, int], list[dict[str, Any]]] = {key: [] for key in keys}
    for row in rows_of(connection, query.order_by(TEXTS.c.place)):
        found.get((row["plan_id"], row["edition"]), []).append(row)
    return [found[key] for key in keys]


_SAID = ("verdict", "reason", "appraised_on", "official_edition")


def editions(connection: sa.Connection, plan_ids: Sequence[UUID]) -> list[list[dict[str, Any]]]:
    """The editions of each table, oldest first."""
    query = sa.select(EDITIONS).where(EDITIONS.c.plan_id.in_(plan_ids)).order_by(EDITIONS.c.edition)
    return grouped(plan_ids, rows_of(connection, query), "plan_id")


def difference(connection: sa.Connection, plan_id: UUID, before: int, after: int) -> list[dict[str, Any]]:
    """What differs between two editions: added and dropped targets, and of the others each member and year.

    Raises:
        UnknownPlanEdition: the table has no edition of one of the numbers.
    """
    last = sa.select(PLANS.c.edition).where(PLANS.c.id == plan_id)
    there = sa.select(EDITIONS.c.edition).where(EDITIONS.c.plan_id == plan_id).union(last)
    numbers = set(connection.execute(there).scalars())
    for field, given in (("before", before), ("after", after)):
        if given not in numbers:
            raise UnknownPlanEdition(given=given, known=", ".join(map(str, sorted(numbers))), fields=(field,))
    old, new = texts(connection, [(plan_id, before), (plan_id, after)])
    known, now = ({row["indicator"]: row for row in rows} for rows in (old, new))
    changes: list[dict[str, Any]] = []
    for indicator in [*now, *(each for each in known if each not in now)]:
        changes += _changes(indicator, known.get(indicator), now.get(indicator))
    return changes


def _changes(indicator: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[dict[str, Any]]:
    parts: list[tuple[str, int | None, Any, Any]]
    if old is None or new is None:
        parts = [("target", None, old and old["name"], new and new["name"])]
    else:
        parts = [(name, None, old[name], new[name]) for name in COMPARED]
    was, now = _years(old), _years(new)
    parts += [("year", year, was.get(year), now.get(year)) for year in sorted({*was, *now})]
    return [
        {"indicator": indicator, "what": what, "year": year, "before": _said(one), "after": _said(other)}
        for what, year, one, other in parts
        if one != other
    ]


def _years(row: dict[str, Any] | None) -> dict[int, str]:
    """What each year says; several tasks of one year one after another."""
    found: dict[int, str] = {}
    for each in [] if row is None else row["years"]:
        said = each.get("figure") or each["task"]
        found[each["year"]] = f"{found[each['year']]}; {said}" if each["year"] in found else said
    return found


def _said(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return "; ".join(value) if isinstance(value, list) else str(value)
