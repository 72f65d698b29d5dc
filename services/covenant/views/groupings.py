"""Proposed groupings of districts into clusters (phương án chia cụm thi đua cấp huyện), with every division shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kernel.statements import add
from kernel.views import Page, Recorded, View, page
from services.covenant.domain.district_grouping import Basis, DistrictGrouping, Option
from services.covenant.views.tables import in_order, metadata, rows_of

GROUPINGS = sa.Table(
    "district_groupings",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("province_id", sa.Uuid, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("connected", sa.Boolean, nullable=False),
    sa.Column("figures_from", sa.Text, nullable=False),
    sa.Column("districts", sa.JSON, nullable=False),
    sa.Column("borders", sa.JSON, nullable=False),
    sa.Column("required", sa.Integer, nullable=False),
    sa.Column("rulebook", sa.Text, nullable=False),
    sa.Column("chosen", sa.JSON, nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("proposed_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("adjusted_on", sa.Date),
    sa.Column("document", sa.Text),
    sa.Column("effective_from", sa.Date),
    sa.Column("issued_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("province_id", "code"),
)


@dataclass(frozen=True)
class Filter:
    """Which proposals: of a province, issued or not."""

    province_id: UUID | None = None
    issued: bool | None = None


def project(connection: sa.Connection, recorded: Recorded) -> None:
    """Follow the proposals."""
    event = recorded.event
    if not isinstance(event, DistrictGrouping.Event):
        return
    changes: dict[str, object] = {}
    match event:
        case DistrictGrouping.Proposed():
            add(connection, GROUPINGS, _proposed(event))
            return
        case DistrictGrouping.Adjusted(option=option, reason=reason, adjusted_on=day):
            changes = {"chosen": _option(option), "reason": reason, "adjusted_on": day}
        case DistrictGrouping.Issued(document=document, effective_from=since, issued_on=day):
            changes = {"document": document, "effective_from": since, "issued_on": day}
    own = GROUPINGS.update().where(GROUPINGS.c.id == event.originator_id)
    connection.execute(own.values(version=event.originator_version, **changes))


def _proposed(event: DistrictGrouping.Proposed) -> dict[str, object]:
    options = [_option(each) for each in event.options]
    row = {"id": event.originator_id, "code": event.code, "province_id": event.province_id}
    count = {"required": event.required.clusters, "rulebook": event.required.rulebook}
    shown = {"chosen": options[0], "options": options, "proposed_on": event.proposed_on}
    return {**row, **count, **shown, **_basis(event.basis), "version": event.originator_version}


def _basis(basis: Basis) -> dict[str, object]:
    districts = [
        {"code": each.code, "collections": str(each.collections), "payments": str(each.payments)}
        for each in basis.districts
    ]
    borders = [list(pair) for pair in basis.borders]
    plain = {"as_of": basis.as_of, "connected": basis.connected, "figures_from": basis.figures_from}
    return {**plain, "districts": districts, "borders": borders}


def _option(option: Option) -> dict[str, object]:
    groups = [list(group) for group in option.groups]
    return {"kind": option.kind.value, "groups": groups, "imbalance": str(option.imbalance), "torn": option.torn}


VIEW = View("covenant.groupings", (GROUPINGS,), project=project)


def search(connection: sa.Connection, wanted: Filter, after: str | None, limit: int) -> Page:
    """Proposals by province and code."""
    query = sa.select(GROUPINGS)
    if wanted.province_id is not None:
        query = query.where(GROUPINGS.c.province_id == wanted.province_id)
    if wanted.issued is not None:
        query = query.where(GROUPINGS.c.issued_on.is_not(None) == wanted.issued)
    return page(connection, query, [GROUPINGS.c.province_id, GROUPINGS.c.code], after, limit)


def by_ids(connection: sa.Connection, ids: Sequence[UUID]) -> list[dict[str, Any] | None]:
    """Proposals, one per id, None for an id that is none's."""
    return in_order(ids, rows_of(connection, sa.select(GROUPINGS).where(GROUPINGS.c.id.in_(ids))))
