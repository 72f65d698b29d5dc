"""A province's district clusters (cụm thi đua cấp huyện) over REST: a balanced proposal, and forming them together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, Body, ExactRoute, Number, OrderDep
from kernel.store import Receipt
from regulations.rulebook import Matter
from services.covenant.api.asking import App, Day, Reader
from services.covenant.api.clusters import Document, Members
from services.covenant.api.shapes import ExplanationTree
from services.covenant.application.clusters import GroupRow
from services.covenant.domain.cluster import Issue
from services.covenant.domain.grouping import District

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_DISTRICTS = 60

Amount = Annotated[Number, Field(ge=0)]


class WeightedDistrict(Body):
    """Đơn vị cấp huyện với số thu, số chi: a district with a year's collections and payments, in any one unit."""

    code: str = Field(description="Mã đơn vị cấp huyện", max_length=60, examples=["BHXH-68-672"])
    collections: Amount = Field(Decimal(0), description="Số thu")
    payments: Amount = Field(Decimal(0), description="Số chi")


class ProposalRequest(Body):
    """Đề nghị phương án chia cụm: all districts of the province, in geographic order."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "districts": [
                        {"code": "BHXH-68-672", "collections": 812.5, "payments": 640},
                        {"code": "BHXH-68-673", "collections": 233, "payments": 198.75},
                    ],
                    "neighbours": [["BHXH-68-672", "BHXH-68-673"]],
                }
            ]
        }
    )

    districts: list[WeightedDistrict] = Field(min_length=1, max_length=MOST_DISTRICTS)
    neighbours: list[tuple[str, str]] | None = Field(
        None,
        max_length=MOST_DISTRICTS**2,
        description="Các cặp giáp ranh: pairs that share a border; default: the order",
    )


class ProposalOut(BaseModel):
    """Phương án chia cụm: the groups, each the codes of its districts, and why."""

    groups: list[list[str]]
    why: ExplanationTree
    rules: ExplanationTree = Field(description="Bộ quy định áp dụng: which rules say how many, and why these")


class DistrictGroup(Body):
    """Một cụm cấp huyện: its code, name and members."""

    code: str = Field(max_length=60, examples=["BHXH-68/C1"])
    name: str = Field(max_length=300, examples=["Cụm thi đua cấp huyện số 1"])
    members: Members


class DistrictDivision(Body):
    """Chia cụm thi đua cấp huyện: all clusters of the province at once, as many as the rule says."""

    document: Document
    effective_from: date
    clusters: list[DistrictGroup] = Field(min_length=1, max_length=MOST_DISTRICTS)


@router.post("/units/{province_id}/district-cluster-proposals", summary="Propose a division into district clusters")
def propose_district_clusters(
    _reader: Reader,
    app: App,
    at: Day,
    province_id: UUID,
    body: ProposalRequest,
    rulebook: Annotated[str | None, Query(description="Bộ quy định: by this rule set, default that of the day")] = None,
) -> ProposalOut:
    """Phương án chia cụm cân đối số thu, số chi và liền địa giới: nothing is recorded.

    The number follows from the rule; every cluster is a stretch of the order given (and connected, where borders are
    given), and no other such division is better balanced.
    """
    districts = [District(each.code, each.collections, each.payments) for each in body.districts]
    neighbours = None if body.neighbours is None else frozenset(frozenset(pair) for pair in body.neighbours)
    proposal, applied = app.clusters.propose(province_id, districts, neighbours, Matter(at, rulebook, asked_as="at"))
    why, rules = (
        ExplanationTree(digest=each.digest(), tree=each.as_dict()) for each in (proposal.explanation, applied.why)
    )
    return ProposalOut(groups=[list(group) for group in proposal.groups], why=why, rules=rules)


@router.post("/units/{province_id}/district-clusters", summary="Form the district clusters of a province together")
def form_district_clusters(order: OrderDep, app: App, province_id: UUID, body: DistrictDivision) -> Receipt:
    """Lập các cụm thi đua cấp huyện của tỉnh cùng lúc, theo số lượng quy định.

    Formed anew, clusters of a known code get their new list, and those no longer named end.
    """
    rows = [GroupRow(each.code, each.name, tuple(each.members)) for each in body.clusters]
    issue = Issue(body.document, body.effective_from)
    return app.clusters.form_of_districts(order.command, province_id, issue, rows)
