"""The rotation check (kiểm tra luân phiên) over REST, for the standing body and auditors."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from kernel.http import PROBLEMS, AfterParam, ExactRoute, LimitParam
from kernel.views import BadCursor, cursor
from services.nomination.api.asking import App, Reader
from services.nomination.api.shapes import ExplanationTree
from services.nomination.application.rotation import Checked, RotationQuestion
from services.nomination.domain.rotation.chance import Chance
from services.nomination.domain.rotation.check import LEVEL, Flag, OverRank, RotationCheck, Sign
from services.nomination.domain.rotation.drift import Drift
from services.nomination.domain.rotation.reasons import OF_OVERRIDES, WORDS, shown
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
        return None if chance is None else cls.known(chance)

    @classmethod
    def known(cls, chance: Chance) -> Self:
        """A chance that there is."""
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


class DriftOut(BaseModel):
    """Một người chấm: what was moved on winners and on the others, and how likely that is by chance."""

    assessor: str | None = Field(description="Tài khoản người chấm: the account; null: all together")
    years: int = Field(description="Số năm có sửa")
    cells: int = Field(description="Số tiêu chí đã sửa")
    winners: Decimal = Field(description="Bình quân điểm sửa của đơn vị được tặng", examples=["6.5000"])
    others: Decimal = Field(description="Bình quân điểm sửa của các đơn vị khác", examples=["-1.2000"])
    given_places: ChanceOut = Field(description="Điểm sửa đổi chỗ, thứ hạng theo đó: what raises the flag")
    given_winners: ChanceOut = Field(description="Điểm sửa đổi chỗ, đơn vị được tặng giữ nguyên")

    @classmethod
    def of(cls, drift: Drift) -> Self:
        """From the domain's value."""
        return cls(
            assessor=drift.assessor,
            years=drift.years,
            cells=drift.cells,
            winners=shown(drift.winners),
            others=shown(drift.others),
            given_places=ChanceOut.known(drift.given_places),
            given_winners=ChanceOut.known(drift.given_winners),
        )


class OverridesOut(BaseModel):
    """Sửa điểm theo người chấm: a flag of its own with its evidence, never a verdict."""

    flag: Flag
    meaning: str
    meaning_en: str
    told: int = Field(description="Số năm được báo")
    untold: int = Field(description="Số năm chưa được báo: frozen before it was told")
    level: str = Field(description="Mức của một người chấm: the share of the level", examples=["1/60"])
    by_assessor: list[DriftOut]

    @classmethod
    def of(cls, found: RotationCheck) -> Self | None:
        """From the domain's value; nothing where no edition tells."""
        if found.overrides is None or found.drift is None:
            return None
        words = OF_OVERRIDES[found.drift]
        return cls(
            flag=found.drift,
            meaning=words.vi,
            meaning_en=words.en,
            told=found.overrides.told,
            untold=found.overrides.untold,
            level=str(found.of_assessor),
            by_assessor=[DriftOut.of(each) for each in found.overrides.by_assessor],
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
    overrides: OverridesOut | None = Field(description="Sửa điểm theo người chấm; null: chưa được báo")
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
            overrides=OverridesOut.of(found),
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
    app: App,
    title: Annotated[str, Query(description="Danh hiệu: title", max_length=60)] = "CO_BHXH",
    since: Annotated[str | None, Query(description="Từ năm: first year", examples=["2014"], max_length=20)] = None,
    until: Annotated[str | None, Query(description="Đến năm: last year", max_length=20)] = None,
    kind: Annotated[str | None, Query(description="Loại: block, cluster, district_cluster", max_length=40)] = None,
    level: Annotated[Decimal, Query(description="Mức ý nghĩa: how often a fair series may be flagged")] = LEVEL,
) -> RotationQuestion:
    return RotationQuestion(app.naming.title_of_collectives(title), Years(since, until, kind), level)


Asked = Annotated[RotationQuestion, Depends(_question)]


@router.get("/rotation-checks", summary="Do titles follow the scores, or turns?")
def list_checks(
    reader: Reader,
    app: App,
    asked: Asked,
    flag: Annotated[Flag | None, Query(description="Chỉ những kết quả có cờ này")] = None,
    overrides: Annotated[Flag | None, Query(description="Chỉ những kết quả có cờ sửa điểm này")] = None,
    cluster: Annotated[
        str | None, Query(description="Khối, cụm trong một năm nào đó: code or id", max_length=60)
    ] = None,
    after: AfterParam = None,
    limit: LimitParam = 50,
) -> RotationPage:
    """Kiểm tra luân phiên mọi khối, cụm: one flag each, with p-values and over-rank winners."""
    [in_cluster] = app.naming.ids(cluster=cluster)
    wanted = RotationQuestion(asked.title, asked.years, asked.level, flag, in_cluster, overrides)
    found = app.rotation.check_all(reader, wanted)
    begin = _behind(found, after)
    following = _mark(found[begin + limit - 1]) if begin + limit < len(found) else None
    return RotationPage(items=[RotationOut.of(each) for each in found[begin : begin + limit]], next=following)


def _behind(found: Sequence[Checked], after: str | None) -> int:
    marks = [_mark(each) for each in found]
    if after is not None and after not in marks:
        raise BadCursor(after=after)
    return 0 if after is None else marks.index(after) + 1


def _mark(checked: Checked) -> str:
    return cursor([checked.cluster])


@router.get("/rotation-checks/{cluster_id}", summary="One block or cluster checked for rotation")
def get_check(reader: Reader, app: App, cluster_id: UUID, asked: Asked) -> RotationDetails:
    """Kiểm tra luân phiên một khối, cụm: every year, its evidence, and why."""
    checked = app.rotation.check_one(reader, cluster_id, asked)
    whole = RotationOut.of(checked).model_dump()
    seasons = [SeasonOut.of(season, checked) for season in checked.found.series.seasons]
    return RotationDetails(**whole, seasons=seasons, why=ExplanationTree.of(checked.why()))
