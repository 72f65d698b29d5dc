"""Operating rules of blocks and clusters (quy chế hoạt động) over REST."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kernel.http import PROBLEMS, AfterParam, Body, ExactRoute, LimitParam, OrderDep
from kernel.store import Receipt
from services.covenant.api.asking import App, Day, Named, Reader, life_of, present
from services.covenant.api.clusters import Document
from services.covenant.api.shapes import History
from services.covenant.domain.bylaws import Article, OperatingRules, RulesText
from services.covenant.domain.cluster import Issue
from services.covenant.views import operating_rules as view

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_ARTICLES = 100

Reason = Annotated[str, Field(description="Lý do", max_length=4000)]


class ArticleOut(BaseModel):
    """Điều: one article; its number is its place."""

    heading: str
    text: str


class EditionOut(BaseModel):
    """Một lần ban hành (hoặc dự thảo) của quy chế: one edition, a draft until it was issued."""

    cluster_id: UUID
    edition: int = Field(description="Lần: number of the edition", examples=[1])
    title: str = Field(examples=["Quy chế hoạt động của Cụm thi đua số VII"])
    articles: list[ArticleOut]
    reason: str = Field(description="Lý do sửa đổi, bổ sung; empty in the first edition")
    drafted_on: date = Field(description="Ngày dự thảo")
    document: str | None = Field(description="Văn bản ban hành; null: a draft")
    issued_on: date | None = Field(description="Ngày ban hành")
    effective_from: date | None = Field(description="Ngày có hiệu lực: in force from then until the next edition is")
    withdrawn_from: date | None = Field(description="Thu hồi từ ngày: no longer in force from then on")
    withdrawal_reason: str | None
    version: int


class EditionPage(BaseModel):
    """Một trang quy chế: one page, by block or cluster and edition."""

    items: list[EditionOut]
    next: str | None


class ClusterRulesOut(BaseModel):
    """Quy chế của một khối, cụm: the edition in force on the day asked for, and every edition."""

    cluster_id: UUID
    in_force: EditionOut | None = Field(description="Đang có hiệu lực ngày đó; null: none is")
    editions: list[EditionOut]


class NewArticle(Body):
    """Điều: one article."""

    heading: Annotated[str, Field(max_length=300, examples=["Nguyên tắc hoạt động"])]
    text: Annotated[str, Field(max_length=4000, examples=["Tự nguyện, công khai, dân chủ, đúng quy định."])]


class DraftRules(Body):
    """Dự thảo quy chế: the whole text; once an edition was issued, the amendment's with its reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Quy chế hoạt động của Cụm thi đua số VII",
                    "articles": [{"heading": "Nguyên tắc hoạt động", "text": "Công khai, dân chủ."}],
                }
            ]
        }
    )

    title: Annotated[str, Field(description="Tên quy chế", max_length=300)]
    articles: list[NewArticle] = Field(max_length=MOST_ARTICLES)
    reason: Reason = ""


class RulesIssue(Body):
    """Ban hành: the paper, and the first day in force."""

    document: Document
    effective_from: date = Field(description="Ngày có hiệu lực: not before the day it is issued")


class RulesWithdrawal(Body):
    """Thu hồi một lần ban hành: from `Effective-At` on, the edition before it is in force again."""

    edition: int = Field(description="Lần", ge=1)
    reason: Reason


@router.get("/operating-rules", summary="Operating rules of blocks and clusters")
def list_operating_rules(
    _reader: Reader,
    app: App,
    cluster: Annotated[Named | None, Query(description="Khối, cụm: of this one; code or id")] = None,
    in_force_on: Annotated[date | None, Query(description="Có hiệu lực ngày: in force on this day")] = None,
    issued: Annotated[bool | None, Query(description="Đã ban hành: only issued, or only drafts")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> EditionPage:
    """Danh sách quy chế theo khối, cụm và lần ban hành: editions by block or cluster and number."""
    [in_cluster] = app.naming.ids(cluster=cluster)
    wanted = view.Filter(in_cluster, in_force_on, issued)
    with app.store.reading() as connection:
        found = view.search(connection, wanted, after, limit)
    return EditionPage(items=[EditionOut.model_validate(row) for row in found.items], next=found.next)


@router.get("/clusters/{cluster_id}/operating-rules", summary="Operating rules in force on a day")
def get_operating_rules(_reader: Reader, app: App, at: Day, cluster_id: UUID, response: Response) -> ClusterRulesOut:
    """Quy chế của khối, cụm: đang có hiệu lực vào ngày đó, và mọi lần ban hành: what is in force, and all editions."""
    with app.store.reading() as connection:
        [editions] = view.of_clusters(connection, [cluster_id])
        [in_force] = view.in_force(connection, [cluster_id], at)
    present(editions[0] if editions else None, OperatingRules.CALLED, OperatingRules.id_for(cluster_id))
    response.headers["ETag"] = f'"{max(row["version"] for row in editions)}"'
    return ClusterRulesOut.model_validate({"cluster_id": cluster_id, "in_force": in_force, "editions": editions})


@router.get("/clusters/{cluster_id}/operating-rules/history", summary="What happened to the operating rules")
def operating_rules_history(_reader: Reader, app: App, cluster_id: UUID) -> History:
    """Lịch sử của quy chế: every event, oldest first."""
    return History.model_validate({"items": life_of(app, OperatingRules, OperatingRules.id_for(cluster_id))})


@router.put("/clusters/{cluster_id}/operating-rules/draft", summary="Draft operating rules or their amendment")
def draft_operating_rules(order: OrderDep, app: App, cluster_id: UUID, body: DraftRules) -> Receipt:
    """Dự thảo quy chế, hoặc nội dung sửa đổi, bổ sung: by the head's unit; an open draft is written anew."""
    text = RulesText(body.title, tuple(Article(each.heading, each.text) for each in body.articles))
    return app.operating_rules.draft(order.command, cluster_id, text, body.reason)


@router.post("/clusters/{cluster_id}/operating-rules/issue", summary="Issue the drafted operating rules")
def issue_operating_rules(order: OrderDep, app: App, cluster_id: UUID, body: RulesIssue) -> Receipt:
    """Khối trưởng, cụm trưởng ban hành quy chế: it replaces the edition before from its first day on."""
    return app.operating_rules.issue(order.command, cluster_id, Issue(body.document, body.effective_from))


@router.post("/clusters/{cluster_id}/operating-rules/withdrawal", summary="Withdraw an issued edition")
def withdraw_operating_rules(order: OrderDep, app: App, cluster_id: UUID, body: RulesWithdrawal) -> Receipt:
    """Thu hồi một lần ban hành, nêu lý do: what was in force until then stays so."""
    return app.operating_rules.withdraw(order.command, cluster_id, body.edition, body.reason)
