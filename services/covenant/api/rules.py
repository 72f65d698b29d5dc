"""The rules themselves over REST, for whoever is signed in: what applied on a day, what changed, what to confirm."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from kernel.explanation import Status
from kernel.http import PROBLEMS, AfterParam, ExactRoute, LimitParam, ReaderDep
from kernel.problems import ProblemSource
from regulations.listing import Change, Entry, as_dict
from regulations.rulebook import Matter
from services.covenant.api.asking import App, Day
from services.covenant.api.shapes import ExplanationTree
from services.covenant.application.rules import EraSummary, leaf

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class Words(BaseModel):
    """Một câu bằng hai thứ tiếng: in both languages."""

    vi: str
    en: str


class RuleOut(BaseModel):
    """Một con số: one figure with the days through which it stood and where it was read."""

    key: str = Field(examples=["quotas.government_flag.share"])
    name: Words
    value: str = Field(examples=["1/5"])
    unit: Words | None
    since: date
    until: date | None = Field(description="Ngày cuối; null: vẫn áp dụng")
    source: ProblemSource

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """From an entry of the rulebooks."""
        return cls.model_validate(as_dict(entry))


class RulePage(BaseModel):
    """Một trang con số: one page, chapter by chapter."""

    as_of: date
    items: list[RuleOut]
    next: str | None


class RuleInTime(RuleOut):
    """Một con số trong một thời kỳ: and whether it applied on the day asked for."""

    applies: bool


class RuleHistory(BaseModel):
    """Một con số qua các thời kỳ: oldest first."""

    as_of: date
    key: str
    rules: list[RuleInTime]


class ChangeOut(BaseModel):
    """Thay đổi của một con số: what it was and what it became; null where it was not there."""

    key: str
    before: RuleOut | None
    after: RuleOut | None

    @classmethod
    def of(cls, change: Change) -> Self:
        """From a change between two days."""
        before, after = (None if each is None else RuleOut.of(each) for each in (change.before, change.after))
        return cls(key=change.key, before=before, after=after)


class ChangePage(BaseModel):
    """Một trang thay đổi: one page."""

    from_day: date
    to_day: date
    items: list[ChangeOut]
    next: str | None


class EraOut(BaseModel):
    """Một thời kỳ: its texts, its dates, and how far its figures can be trusted."""

    id: str = Field(examples=["law-2022"])
    version: str = Field(examples=["law-2022@0123456789ab"])
    title: Words
    in_force_from: date
    in_force_to: date | None
    enabled: bool = Field(description="Có áp dụng không; false: chỉ là thông tin ban đầu, a lead")
    texts: list[ProblemSource]
    found: int
    analogue: int
    unverified: int

    @classmethod
    def of(cls, era: EraSummary) -> Self:
        """From the summary."""
        book = era.rulebook
        return cls(
            id=book.id,
            version=book.version,
            title=Words(vi=book.title.vi, en=book.title.en),
            in_force_from=book.in_force_from,
            in_force_to=book.in_force_to,
            enabled=era.enabled,
            texts=[ProblemSource.model_validate(vars(each)) for each in book.texts],
            **{status.value: era.tally[status] for status in Status},
        )


class AppliedOut(BaseModel):
    """Bộ quy định áp dụng: which rule set, and why this one."""

    rulebook: str = Field(examples=["law-2022@0123456789ab"])
    why: ExplanationTree


@router.get("/rules", summary="Every figure that applied on a day")
def list_rules(
    _principal: ReaderDep,
    app: App,
    at: Day,
    chapter: Annotated[str | None, Query(description="Chương: deadlines, clusters, titles, voting, …")] = None,
    status: Annotated[Status | None, Query(description="Độ tin cậy; unverified: still to be confirmed")] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> RulePage:
    """Mọi con số áp dụng vào một ngày, theo chương."""
    items, following = leaf(app.rules.in_force(at, chapter, status), after, limit)
    return RulePage(as_of=at, items=[RuleOut.of(each) for each in items], next=following)


@router.get("/rule-changes", summary="What changed between two days")
def list_changes(
    _principal: ReaderDep,
    app: App,
    from_day: Annotated[date, Query(alias="from", description="Ngày trước: the first day")],
    to_day: Annotated[date, Query(alias="to", description="Ngày sau: the second day")],
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> ChangePage:
    """Khác nhau giữa hai ngày: a figure differs when its value or the text it was read from does."""
    items, following = leaf(app.rules.changes(from_day, to_day), after, limit)
    return ChangePage(from_day=from_day, to_day=to_day, items=[ChangeOut.of(each) for each in items], next=following)


@router.get("/rule-eras", summary="The eras of the rules, and the leads")
def list_eras(_principal: ReaderDep, app: App) -> list[EraOut]:
    """Các thời kỳ, rồi các văn bản mới biết tin: what is applied when, and how much is still to be confirmed."""
    return [EraOut.of(each) for each in app.rules.eras()]


@router.get("/rules-applying", summary="Which rule set a matter stands under, and why")
def which_rules(
    _principal: ReaderDep,
    app: App,
    at: Day,
    received_on: Annotated[date | None, Query(description="Ngày nhận hồ sơ: when its papers were received")] = None,
    rulebook: Annotated[str | None, Query(description="Bộ quy định nêu đích danh: named, by id or version")] = None,
) -> AppliedOut:
    """Bộ quy định áp dụng: nêu đích danh, nếu không thì theo ngày của việc và điều khoản chuyển tiếp."""
    found = app.rules.applying(Matter(at, rulebook, received_on, "at"))
    why = ExplanationTree(digest=found.why.digest(), tree=found.why.as_dict())
    return AppliedOut(rulebook=found.rulebook.version, why=why)


@router.get("/rules/{key}", summary="One figure through the eras")
def one_rule(_principal: ReaderDep, app: App, at: Day, key: str) -> RuleHistory:
    """Một con số qua các thời kỳ; cái áp dụng vào ngày hỏi được đánh dấu."""
    found: list[dict[str, Any]] = [{**as_dict(each), "applies": each.covers(at)} for each in app.rules.history(key)]
    return RuleHistory(as_of=at, key=key, rules=[RuleInTime.model_validate(each) for each in found])
