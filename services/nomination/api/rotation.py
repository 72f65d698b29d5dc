"""The rotation check (kiểm tra luân phiên) over REST, for the standing body and auditors."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from kernel.http import PROBLEMS, ExactRoute, LimitParam
from services.nomination.api.asking import App, Reader, optional_id
from services.nomination.api.shapes import ExplanationTree
from services.nomination.application.rotation import Checked, RotationQuestion
from services.nomination.domain.rotation.chance import Chance
from services.nomination.domain.rotation.check import LEVEL, Flag, OverRank, Sign
from services.nomination.domain.rotation.reasons import WORDS, shown
from services.nomination.domain.rotation.series import Season
from services.nomination.views.rotation import Years

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)


class ChanceOut(BaseModel):
    """Xác suất: how likely so few returns are under a null model, and the least that these years could give."""

    p: Decimal = Field(description="Xác suất, 4 chữ số thập phân", examples=["0.0154"])
    fraction: str = Field(description="Phân số đúng", examples=["5/324"])
    smallest: Decimal = Field(description="Xác suất nhỏ nhất có thể", examples=["0.0154"])
    exact: bool = Field(description="Tính hết hay rút ngẫu nhiên có hạt giống: counted out, or seeded draws")

    @classmethod
    def of(cls, chance: Chance | None) -> Self | None:
        """From the domain's value."""
        if chance is None:
            return None
        return cls(p=shown(chance.p), fraction=str(chance.p), smallest=shown(chance.smallest), exact=chance.exact)


class OverRankOut(BaseModel):
    """Được tặng khi không đứng đầu: a winner that did not have the top score."""

    period: str
    unit: str
    rank: int | None
    behind: Decimal | None = Field(description="Kém điểm đơn vị đứng đầu")
    edition_event: UUID
    decision_id: UUID
    decision: str = Field(description="Số quyết định")

    @classmethod
    def of(cls, each: OverRank, checked: Checked) -> Self:
        """From the domain's value."""
        return cls(
            period=each.season.period,
            unit=checked.called(each.winner.unit_id),
            rank=None if each.line is None else each.line.rank,
            behind=each.behind,
            edition_event=each.season.event,
            decision_id=each.winner.decision_id,
            decision=each.winner.number,
        )


class SeasonOut(BaseModel):
    """Một năm: the board and who received the title."""

    period: str
    cluster: str
    edition_no: int
    edition_event: UUID
    order: list[str] = Field(description="Thứ tự điểm từ cao xuống thấp: units, highest first")
    winners: list[str]
    decisions: list[UUID]

    @classmethod
    def of(cls, season: Season, checked: Checked) -> Self:
        """From the domain's value."""
        return cls(
            period=season.period,
            cluster=checked.called(season.cluster_id),
            edition_no=season.edition_no,
            edition_event=season.event,
            order=[checked.called(unit) for unit in season.order()],
            winners=[checked.called(winner.unit_id) for winner in season.winners],
            decisions=[winner.decision_id for winner in season.winners],
        )


class RotationOut(BaseModel):
    """Kiểm tra luân phiên của một khối, cụm: a flag with its evidence, never a verdict."""

    cluster_id: UUID
    cluster: str = Field(examples=["2024/VII"])
    title: str = Field(examples=["CO_BHXH"])
    flag: Flag
    meaning: str = Field(description="Ý nghĩa của cờ, bằng lời")
    meaning_en: str
    signs: list[Sign] = Field(description="Dấu hiệu: what was noticed")
    years: int = Field(description="Số năm có bảng")
    tested: int = Field(description="Số năm dùng được")
    returns: int = Field(description="Số lần được lại trước khi hết một vòng: wins again before a turn of all members")
    level: Decimal
    given_scores: ChanceOut | None = Field(description="Kiểm định hoán vị theo điểm")
    all_equal: ChanceOut | None = Field(description="Nếu mọi đơn vị có cơ hội như nhau")
    overrides: str | None = Field(description="Sửa điểm theo người chấm: null, chưa biết ở dịch vụ này")
    over_rank: list[OverRankOut]

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """From the domain's value."""
        found, words = checked.found, WORDS[checked.found.flag]
        return cls(
            cluster_id=found.series.cluster_id,
            cluster=checked.cluster,
            title=found.series.title,
            flag=found.flag,
            meaning=words.vi,
            meaning_en=words.en,
            signs=list(found.signs),
            years=len(found.series.seasons),
            tested=found.tested,
            returns=found.returns,
            level=found.level,
            given_scores=ChanceOut.of(found.given_scores),
            all_equal=ChanceOut.of(found.all_equal),
            overrides=None,
            over_rank=[OverRankOut.of(each, checked) for each in found.over_rank],
        )


class RotationDetails(RotationOut):
    """Với từng năm và giải trình: with every year and the tree."""

    seasons: list[SeasonOut]
    why: ExplanationTree


class RotationPage(BaseModel):
    """Một trang kết quả kiểm tra theo mã khối, cụm: by code of the block or cluster."""

    items: list[RotationOut]
    next: str | None


def _question(
    title: Annotated[str, Query(description="Danh hiệu: title", max_length=60)] = "CO_BHXH",
    since: Annotated[str | None, Query(description="Từ năm: first year", examples=["2014"], max_length=20)] = None,
    until: Annotated[str | None, Query(description="Đến năm: last year", max_length=20)] = None,
    kind: Annotated[str | None, Query(description="Loại: block, cluster, district_cluster", max_length=40)] = None,
    level: Annotated[Decimal, Query(description="Mức ý nghĩa: how often a fair series may be flagged")] = LEVEL,
) -> RotationQuestion:
    return RotationQuestion(title, Years(since, until, kind), level)


Asked = Annotated[RotationQuestion, Depends(_question)]


@router.get("/rotation-checks", summary="Do titles follow the scores, or turns?")
def list_checks(  # noqa: PLR0913, PLR0917 (filters)
    reader: Reader,
    app: App,
    asked: Asked,
    flag: Annotated[Flag | None, Query(description="Chỉ những kết quả có cờ này")] = None,
    cluster: Annotated[
        str | None, Query(description="Khối, cụm trong một năm nào đó: code or id", max_length=60)
    ] = None,
    after: Annotated[str | None, Query(description="Con trỏ: `next` của trang trước")] = None,
    limit: LimitParam = 50,
) -> RotationPage:
    """Kiểm tra luân phiên mọi khối, cụm: one flag each, with p-values and over-rank winners."""
    wanted = RotationQuestion(asked.title, asked.years, asked.level, flag, optional_id("cluster", cluster))
    rest = [each for each in app.rotation.check_all(reader, wanted) if after is None or each.cluster > after]
    return RotationPage(items=[RotationOut.of(each) for each in rest[:limit]], next=_next(rest, limit))


def _next(rest: Sequence[Checked], limit: int) -> str | None:
    return rest[limit - 1].cluster if len(rest) > limit else None


@router.get("/rotation-checks/{cluster_id}", summary="One block or cluster checked for rotation")
def get_check(reader: Reader, app: App, cluster_id: UUID, asked: Asked) -> RotationDetails:
    """Kiểm tra luân phiên một khối, cụm: every year, its evidence, and why."""
    checked = app.rotation.check_one(reader, cluster_id, asked)
    whole = RotationOut.of(checked).model_dump()
    seasons = [SeasonOut.of(season, checked) for season in checked.found.series.seasons]
    return RotationDetails(**whole, seasons=seasons, why=ExplanationTree.of(checked.why()))
