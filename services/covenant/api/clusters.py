"""Blocks and clusters (khối, cụm thi đua) over REST: their dated lists and their officers."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.shapes import History
from services.covenant.api.units import Reference, UnitOut
from services.covenant.application.clusters import MemberList
from services.covenant.domain.cluster import Cluster, ClusterKind, Issue
from services.covenant.views import clusters as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

LONGEST_LIST = 200
MOST_LISTS = 100

Document = Annotated[
    str, Field(description="Số văn bản: the issuing document", max_length=300, examples=["TB 12/TB-BHXH 05/01/2024"])
]
Members = Annotated[
    list[Reference], Field(description="Đơn vị thành viên: codes or ids, in order", max_length=LONGEST_LIST)
]


class ClusterOut(BaseModel):
    """Khối, cụm thi đua: a block or cluster."""

    id: UUID
    code: str = Field(examples=["2024/VII"])
    name: str = Field(examples=["Cụm thi đua cấp tỉnh số VII"])
    kind: ClusterKind
    owner_id: UUID | None = Field(description="BHXH tỉnh của cụm cấp huyện: the province whose districts compete")
    formed_on: date = Field(description="Ngày thành lập: its first day")
    disbanded_on: date | None = Field(description="Ngày kết thúc: the first day without it")
    version: int


class ClusterPage(BaseModel):
    """Một trang khối, cụm: one page, by code."""

    items: list[ClusterOut]
    next: str | None


class OfficersOut(BaseModel):
    """Trưởng, phó khối, cụm: the member units whose heads lead and stand in; empty where that unit has ended."""

    term_year: int = Field(description="Năm nhiệm kỳ: the year of the term", examples=[2024])
    head_id: UUID | None = Field(description="Đơn vị trưởng: its TĐKT desk is the standing secretariat")
    deputy_id: UUID | None = Field(description="Đơn vị phó")
    elected_on: date = Field(description="Ngày bầu")


class ListOut(BaseModel):
    """Danh sách thành viên: one list, in force from its day until the next."""

    effective_from: date
    version: int
    document: str
    members: list[UUID]


class ClusterDetails(ClusterOut):
    """Khối, cụm với thành viên và ban điều hành vào ngày đó: with members and officers of the day asked for."""

    members: list[UnitOut] = Field(description="Thành viên vào ngày đó, theo thứ tự danh sách")
    officers: OfficersOut | None = Field(description="Đang giữ chức: those in office")
    elections: list[OfficersOut] = Field(description="Các lần bầu: every election, for the rotation")
    lists: list[ListOut] = Field(description="Các danh sách đã ban hành: every list issued")


class NewCluster(Body):
    """Khối, cụm mới: a block, cluster or national contest; district clusters are formed by their province."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "2024/VII", "name": "Cụm thi đua cấp tỉnh số VII", "kind": "cluster"}]}
    )

    code: Annotated[str, Field(description="Mã khối, cụm", max_length=60)]
    name: Annotated[str, Field(description="Tên khối, cụm", max_length=300)]
    kind: ClusterKind


class NewList(Body):
    """Danh sách mới của một khối, cụm: it replaces the one before from its day on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "document": "TB 12/TB-BHXH 05/01/2024",
                    "effective_from": "2024-01-01",
                    "members": ["BHXH-68", "BHXH-67"],
                }
            ]
        }
    )

    document: Document
    effective_from: date = Field(description="Từ ngày: the first day of the list")
    members: Members


class AnnexList(Body):
    """Danh sách của một khối, cụm trong phụ lục: one list of an annex."""

    cluster: Reference = Field(description="Mã khối, cụm: code or id", examples=["2024/VII"])
    members: Members


class Annex(Body):
    """Phụ lục: the lists of several blocks and clusters, issued by one document at once."""

    document: Document
    effective_from: date
    lists: list[AnnexList] = Field(min_length=1, max_length=MOST_LISTS)


class Election(Body):
    """Bầu trưởng, phó: on `Effective-At`, in office at once."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"term_year": 2024, "head": "BHXH-68", "deputy": "BHXH-67"}]}
    )

    term_year: int = Field(description="Năm nhiệm kỳ: this year or the next", ge=1995, le=2200)
    head: Reference = Field(description="Đơn vị trưởng: code or id of a member")
    deputy: Reference | None = Field(None, description="Đơn vị phó; left out where there is one member only")


@router.get("/clusters", summary="Blocks and clusters as of a day")
def list_clusters(
    _reader: Reader,
    app: App,
    at: Day,
    kind: Annotated[ClusterKind | None, Query(description="Loại: kind")] = None,
    province: Annotated[Named | None, Query(description="Tỉnh: whose district clusters; code or id")] = None,
    member: Annotated[Named | None, Query(description="Thành viên: a unit on the list of that day; code or id")] = None,
    code: Annotated[str | None, Query(description="Mã: exact code")] = None,
    ended: Annotated[bool, Query(description="Kể cả đã kết thúc: also those not there that day")] = False,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ClusterPage:
    """Danh sách khối, cụm vào một ngày, theo mã: those that are there on a day, by code."""
    of_province, of_unit = app.naming.ids(province=province, member=member)
    wanted = view.Filter(kind, of_province, of_unit, code, ended)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, at, after, limit)
    return ClusterPage(items=[ClusterOut.model_validate(row) for row in found.items], next=found.next)


@router.post("/clusters", status_code=201, summary="Form a block or cluster")
def form_cluster(order: OrderDep, app: App, body: NewCluster) -> Receipt:
    """Thành lập khối, cụm: from `Effective-At` on, without members until its first list."""
    return order.answer(app.clusters.form(order.command, body.code, body.name, body.kind))


@router.get("/clusters/{cluster_id}", summary="One block or cluster")
def get_cluster(_reader: Reader, app: App, at: Day, cluster_id: UUID, response: Response) -> ClusterDetails:
    """Một khối, cụm với thành viên, ban điều hành vào ngày đó: with its members and officers of that day."""
    with app.store.reading() as connection:
        row = present(view.by_ids(connection, [cluster_id])[0], Cluster.CALLED, cluster_id)
        [row["members"]] = view.members(connection, [cluster_id], at)
        [row["elections"]] = view.officers(connection, [cluster_id])
        [row["officers"]] = view.in_office(connection, [cluster_id], at)
        [row["lists"]] = view.lists(connection, [cluster_id])
    response.headers["ETag"] = f'"{row["version"]}"'
    return ClusterDetails.model_validate(row)


@router.get("/clusters/{cluster_id}/history", summary="What happened to a block or cluster")
def cluster_history(_reader: Reader, app: App, cluster_id: UUID) -> History:
    """Lịch sử của khối, cụm: every event, oldest first."""
    return History.model_validate({"items": life_of(app, Cluster, cluster_id)})


@router.post("/clusters/{cluster_id}/membership-lists", summary="Issue the list of one block or cluster")
def issue_list(order: OrderDep, app: App, cluster_id: UUID, body: NewList) -> Receipt:
    """Ban hành danh sách thành viên: in place of the one before, from its day on."""
    issue = Issue(body.document, body.effective_from)
    return order.answer(
        app.clusters.issue_lists(order.command, issue, [MemberList(str(cluster_id), tuple(body.members))])
    )


@router.post("/membership-lists", summary="Issue the lists of several blocks and clusters together")
def issue_lists(order: OrderDep, app: App, body: Annex) -> Receipt:
    """Ban hành phụ lục danh sách khối, cụm: units may change places between them; all lists are issued, or none."""
    issue = Issue(body.document, body.effective_from)
    lists = [MemberList(each.cluster, tuple(each.members)) for each in body.lists]
    return app.clusters.issue_lists(order.command, issue, lists)


@router.post("/clusters/{cluster_id}/elections", summary="Record the election of head and deputy")
def elect_officers(order: OrderDep, app: App, cluster_id: UUID, body: Election) -> Receipt:
    """Bầu trưởng, phó khối, cụm theo luân phiên: by rotation; another election for the same year replaces it."""
    term = app.clusters.term(body.term_year, body.head, body.deputy)
    return order.answer(app.clusters.elect(order.command, cluster_id, term))


@router.post("/clusters/{cluster_id}/disbanding", summary="Disband a block or cluster")
def disband_cluster(order: OrderDep, app: App, cluster_id: UUID) -> Receipt:
    """Giải thể khối, cụm: `Effective-At` is the first day without it."""
    return order.answer(app.clusters.disband(order.command, cluster_id))
