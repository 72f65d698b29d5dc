"""The rotation check (kiểm tra luân phiên) in the graph, for the standing body and auditors."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from decimal import Decimal
from typing import Self

import strawberry
from anyio import to_thread

from kernel.graph import Explanation, Text
from services.nomination.application.rotation import Checked, RotationQuestion
from services.nomination.domain.rotation.chance import Chance
from services.nomination.domain.rotation.check import LEVEL, Flag, Sign
from services.nomination.domain.rotation.drift import Drift
from services.nomination.domain.rotation.reasons import OF_OVERRIDES, WORDS, shown
from services.nomination.graph.asking import Info, named, named_one
from services.nomination.graph.entities import Cluster, Unit, unit_of
from services.nomination.views.rotation import Years

strawberry.enum(Flag, name="RotationFlag", description="Cờ kiểm tra luân phiên: a sign to look into, no verdict")
strawberry.enum(Sign, name="RotationSign", description="Dấu hiệu luân phiên: what was noticed")


@strawberry.type(description="Xác suất dưới giả thuyết không luân phiên: the chance of so few returns")
class RotationChance:
    """A p-value with the least that these years could give."""

    p: Decimal = strawberry.field(description="Xác suất: with four decimals")
    fraction: str = strawberry.field(description="Phân số: exactly")
    smallest: Decimal = strawberry.field(description="Nhỏ nhất có thể: the least that these years could give")
    exact: bool = strawberry.field(description="Tính hết: counted out, or by seeded draws")

    @classmethod
    def of(cls, chance: Chance | None) -> Self | None:
        """From the domain's value."""
        return None if chance is None else cls.known(chance)

    @classmethod
    def known(cls, chance: Chance) -> Self:
        """A chance that there is."""
        return cls(p=shown(chance.p), fraction=str(chance.p), smallest=shown(chance.smallest), exact=chance.exact)


@strawberry.type(description="Được tặng khi không đứng đầu: a winner that did not have the top score")
class OverRankWinner:
    """One such winner, with its events."""

    period: str = strawberry.field(description="Năm: the year")
    unit: Unit | None = strawberry.field(description="Đơn vị: who")
    rank: int | None = strawberry.field(description="Thứ hạng: its rank")
    behind: Decimal | None = strawberry.field(description="Kém số điểm: points behind the top score")
    edition_event: strawberry.ID = strawberry.field(description="Sự kiện chốt bảng: the edition's event")
    decision: str = strawberry.field(description="Số quyết định: the decision's number")


@strawberry.type(description="Một năm của khối, cụm: its order and its winners")
class RotationSeason:
    """One year."""

    period: str = strawberry.field(description="Năm: the year")
    edition_no: int = strawberry.field(description="Bảng lần: edition of the board")
    order: list[Unit] = strawberry.field(description="Từ điểm cao xuống thấp: highest first")
    winners: list[Unit] = strawberry.field(description="Đơn vị được tặng: who received the title")


@strawberry.type(description="Một người chấm: what was moved on winners and on the others")
class OverrideDrift:
    """One assessor, or all together."""

    assessor: str | None = strawberry.field(description="Tài khoản người chấm: the account; null: all together")
    years: int = strawberry.field(description="Số năm có sửa: years with overrides")
    cells: int = strawberry.field(description="Số tiêu chí đã sửa: criteria moved")
    winners: Decimal = strawberry.field(description="Bình quân điểm sửa của đơn vị được tặng: on a winner")
    others: Decimal = strawberry.field(description="Bình quân điểm sửa của đơn vị khác: on one of the others")
    given_places: RotationChance = strawberry.field(description="Thứ hạng theo điểm sửa: what raises the flag")
    given_winners: RotationChance = strawberry.field(description="Đơn vị được tặng giữ nguyên: the winners stay")

    @classmethod
    def of(cls, drift: Drift) -> Self:
        """From the domain's value."""
        return cls(
            assessor=drift.assessor,
            years=drift.years,
            cells=drift.cells,
            winners=shown(drift.winners),
            others=shown(drift.others),
            given_places=RotationChance.known(drift.given_places),
            given_winners=RotationChance.known(drift.given_winners),
        )


@strawberry.type(description="Sửa điểm theo người chấm: a flag of its own with its evidence, never a verdict")
class ScoreOverrides:
    """What is known of overrides in a series of years."""

    flag: Flag = strawberry.field(description="Cờ: flagged, not flagged, too few years")
    meaning: Text = strawberry.field(description="Ý nghĩa bằng lời: what the flag says")
    told: int = strawberry.field(description="Số năm được báo: years of which it is told")
    untold: int = strawberry.field(description="Số năm chưa được báo: frozen before it was told")
    level: str = strawberry.field(description="Mức của một người chấm: the level of one assessor")
    by_assessor: list[OverrideDrift] = strawberry.field(description="Từng người chấm: each assessor, then all")

    @classmethod
    def of(cls, checked: Checked) -> Self | None:
        """From the application's answer; nothing where no edition tells."""
        found = checked.found
        if found.overrides is None or found.drift is None:
            return None
        words = OF_OVERRIDES[found.drift]
        return cls(
            flag=found.drift,
            meaning=Text(vi=words.vi, en=words.en),
            told=found.overrides.told,
            untold=found.overrides.untold,
            level=str(found.of_assessor),
            by_assessor=[OverrideDrift.of(each) for each in found.overrides.by_assessor],
        )


@strawberry.type(description="Kiểm tra luân phiên của một khối, cụm: a flag with its evidence, never a verdict")
class RotationCheck:
    """One series of years."""

    title: str = strawberry.field(description="Danh hiệu: title")
    flag: Flag = strawberry.field(description="Cờ: flagged, not flagged, too few years")
    meaning: Text = strawberry.field(description="Ý nghĩa bằng lời: what the flag says")
    signs: list[Sign] = strawberry.field(description="Dấu hiệu: what was noticed")
    tested: int = strawberry.field(description="Số năm dùng được: years that could be tested")
    returns: int = strawberry.field(description="Được lại trước khi hết một vòng: wins again before a turn of all")
    level: Decimal = strawberry.field(description="Mức ý nghĩa: how often a fair series may be flagged")
    given_scores: RotationChance | None = strawberry.field(description="Hoán vị theo điểm: permutation test")
    all_equal: RotationChance | None = strawberry.field(description="Cơ hội như nhau: if all were equally likely")
    over_rank: list[OverRankWinner] = strawberry.field(description="Được tặng khi không đứng đầu: over-rank winners")
    overrides: ScoreOverrides | None = strawberry.field(description="Sửa điểm theo người chấm; null: chưa được báo")
    checked: strawberry.Private[Checked]

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """From the application's answer."""
        found = checked.found
        return cls(
            title=found.series.title,
            flag=found.flag,
            meaning=Text(vi=WORDS[found.flag].vi, en=WORDS[found.flag].en),
            signs=list(found.signs),
            tested=found.tested,
            returns=found.returns,
            level=found.level,
            given_scores=RotationChance.of(found.given_scores),
            all_equal=RotationChance.of(found.all_equal),
            over_rank=_over_rank(checked),
            overrides=ScoreOverrides.of(checked),
            checked=checked,
        )

    @strawberry.field(description="Khối, cụm trong năm cuối: the block or cluster as it is in the last year")
    def cluster(self) -> Cluster | None:
        """Which."""
        return Cluster(id=strawberry.ID(str(self.checked.found.series.cluster_id)))

    @strawberry.field(description="Từng năm: every year, oldest first")
    def seasons(self) -> list[RotationSeason]:
        """The boards and the winners."""
        return [
            RotationSeason(
                period=season.period,
                edition_no=season.edition_no,
                order=[unit_of(unit) for unit in season.order()],
                winners=[unit_of(winner.unit_id) for winner in season.winners],
            )
            for season in self.checked.found.series.seasons
        ]

    @strawberry.field(description="Giải trình: null models, evidence, and what is not known")
    def why(self) -> Explanation:
        """The tree."""
        return Explanation.of(self.checked.why())


def _over_rank(checked: Checked) -> list[OverRankWinner]:
    return [
        OverRankWinner(
            period=each.season.period,
            unit=unit_of(each.winner.unit_id),
            rank=None if each.line is None else each.line.rank,
            behind=each.behind,
            edition_event=strawberry.ID(str(each.season.event)),
            decision=each.winner.number,
        )
        for each in checked.found.over_rank
    ]


@strawberry.type
class RotationQuery:
    """What can be asked about rotation."""

    @strawberry.field(description="Kiểm tra luân phiên các khối, cụm: do titles follow the scores, or turns?")
    async def rotation_checks(
        self,
        info: Info,
        title: str = "CO_BHXH",
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
        flag: Flag | None = None,
        overrides: Flag | None = None,
        level: Decimal = LEVEL,
        cluster: strawberry.ID | None = None,
    ) -> list[RotationCheck]:
        """One check a block or cluster, by its code."""
        of, [in_cluster] = (
            info.context.application.naming.title_of_collectives(title),
            await named(info, cluster=cluster),
        )
        asked = RotationQuestion(of, Years(since, until, kind), level, flag, in_cluster, overrides)
        ask, reader = info.context.application.rotation.check_all, info.context.principal
        return [RotationCheck.of(each) for each in await to_thread.run_sync(ask, reader, asked)]

    @strawberry.field(description="Kiểm tra luân phiên một khối, cụm: one block or cluster, with its evidence")
    async def rotation_check(
        self,
        info: Info,
        cluster: strawberry.ID,
        title: str = "CO_BHXH",
        since: str | None = None,
        until: str | None = None,
        level: Decimal = LEVEL,
    ) -> RotationCheck | None:
        """One check."""
        asked = RotationQuestion(
            info.context.application.naming.title_of_collectives(title), Years(since, until), level
        )
        ask, reader = info.context.application.rotation.check_one, info.context.principal
        of = await named_one(info, "cluster", cluster)
        return RotationCheck.of(await to_thread.run_sync(ask, reader, of, asked))
