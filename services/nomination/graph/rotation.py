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
from services.nomination.domain.rotation.reasons import WORDS, shown
from services.nomination.graph.asking import Info, key_of
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
        if chance is None:
            return None
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
    async def rotation_checks(  # noqa: PLR0913, PLR0917 (filters)
        self,
        info: Info,
        title: str = "CO_BHXH",
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
        flag: Flag | None = None,
        level: Decimal = LEVEL,
    ) -> list[RotationCheck]:
        """One check a block or cluster, by its code."""
        asked = RotationQuestion(title, Years(since, until, kind), level, flag)
        ask, reader = info.context.application.rotation.check_all, info.context.principal
        return [RotationCheck.of(each) for each in await to_thread.run_sync(ask, reader, asked)]

    @strawberry.field(description="Kiểm tra luân phiên một khối, cụm: one block or cluster, with its evidence")
    async def rotation_check(  # noqa: PLR0913, PLR0917 (filters)
        self,
        info: Info,
        cluster: strawberry.ID,
        title: str = "CO_BHXH",
        since: str | None = None,
        until: str | None = None,
        level: Decimal = LEVEL,
    ) -> RotationCheck | None:
        """One check."""
        asked = RotationQuestion(title, Years(since, until), level)
        ask, reader = info.context.application.rotation.check_one, info.context.principal
        return RotationCheck.of(await to_thread.run_sync(ask, reader, key_of(cluster), asked))
