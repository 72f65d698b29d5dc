"""The medal (kỷ niệm chương) in the graph: what can be read of it."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

import sqlalchemy as sa
import strawberry
from anyio import to_thread

from kernel.graph import Explanation, Refusal
from kernel.http import HO_CHI_MINH
from kernel.views import Page
from regulations.medal import Sex
from services.nomination.domain.decision import Ground
from services.nomination.domain.medal.case import MedalState
from services.nomination.domain.medal.person import Bar, MedalFacts
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.graph.asking import Info, Row, key_of, load, named, read, why
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.entities import Unit, unit_of
from services.nomination.views import medals

strawberry.enum(MedalState, description="Trạng thái kỷ niệm chương: how far a person's medal has come")
strawberry.enum(Sex, description="Giới tính: whose years are counted")
strawberry.enum(Bar, name="MedalBar", description="Lý do không được xét: what keeps a person from the medal")


@strawberry.type(description="Kỷ niệm chương của một người, theo mã: the medal of one person")
class Medal:
    """How far it has come."""

    id: strawberry.ID
    person_code: str = strawberry.field(description="Mã người: code, never a name")
    person_class: str = strawberry.field(description="Đối tượng: class of persons")
    sex: Sex | None = strawberry.field(description="Giới tính: for those with the right to the record")
    state: MedalState = strawberry.field(description="Trạng thái: state")
    papers: list[str] = strawberry.field(description="Giấy tờ đã nhận: papers received")
    proposed_on: date = strawberry.field(description="Ngày đề nghị: day of the proposal")
    appraised_on: date | None = strawberry.field(description="Ngày thẩm định: day of the appraisal")
    opinion: str | None = strawberry.field(description="Ý kiến thẩm định: opinion")
    decided_on: date | None = strawberry.field(description="Ngày quyết định: day of the decision")
    number: str | None = strawberry.field(description="Số quyết định: its number")
    revoked_on: date | None = strawberry.field(description="Ngày hủy bỏ: day of the revocation")
    ground: Ground | None = strawberry.field(description="Căn cứ hủy bỏ: on which ground")
    reason: str | None = strawberry.field(description="Lý do trả lại, rút, hủy bỏ: why")
    died_on: date | None = strawberry.field(description="Ngày mất: day of death")
    rulebook: str = strawberry.field(description="Phiên bản quy định: rules it was let in by")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        outside = {"id", "unit_id", "unit_code", "unit_name", "sex", "state", "ground"}
        known = {name: value for name, value in row.items() if name not in outside}
        ground = None if row["ground"] is None else Ground(row["ground"])
        state, sex = MedalState(row["state"]), None if row["sex"] is None else Sex(row["sex"])
        return cls(id=strawberry.ID(str(row["id"])), ground=ground, state=state, sex=sex, row=row, **known)

    @strawberry.field(description="Đơn vị đề nghị: who proposed")
    def unit(self) -> Unit | None:
        """The unit."""
        return unit_of(self.row["unit_id"])

    @strawberry.field(description="Giải trình: every rule, the figures used, the years span by span")
    async def why(self, info: Info) -> Explanation:
        """The tree."""
        commands, reader = info.context.application.medals, info.context.principal
        return await why(info, lambda: commands.why(reader, key_of(self.id)))


@strawberry.type(description="Tỷ lệ người ngoài ngành trong một năm: the share of outsiders, watched")
class MedalShare:
    """One year."""

    year: int = strawberry.field(description="Năm: year")
    given: int = strawberry.field(description="Số đã tặng: given")
    outsiders: int = strawberry.field(description="Trong đó ngoài ngành: of them outsiders")
    percent: Decimal = strawberry.field(description="Tỷ lệ: percent")
    limit: str = strawberry.field(description="Giới hạn: limit")
    limit_confirmed: bool = strawberry.field(description="Giới hạn đã được xác nhận: whether it is confirmed")
    over: bool = strawberry.field(description="Vượt giới hạn: above it")


@strawberry.type(description="Kết quả xét điều kiện: the first refusal, and the whole tree")
class MedalCheck:
    """What the rules say."""

    eligible: bool = strawberry.field(description="Đủ điều kiện: no rule says no")
    refusal: Refusal | None = strawberry.field(description="Lý do đầu tiên: the first refusal")
    why: Explanation = strawberry.field(description="Giải trình: the tree")


@strawberry.input(description="Thời gian công tác: both days included; without `last` it goes on")
class SpanInput:
    """A span of service."""

    first: date
    last: date | None = None
    in_sector: bool = True
    leading: bool = False
    hard_area: bool = False
    place: str = ""


@strawberry.input(description="Thời gian chịu kỷ luật: both days included")
class DisciplineInput:
    """A time under discipline."""

    first: date
    form: str
    last: date | None = None


@strawberry.input(description="Đề nghị tặng kỷ niệm chương: who by code, of which class, with which service")
class MedalInput:
    """The facts of a proposal."""

    person_code: str
    person_class: str
    sex: Sex
    unit: strawberry.ID
    service: list[SpanInput] = strawberry.field(default_factory=list)
    disciplines: list[DisciplineInput] = strawberry.field(default_factory=list)
    bars: list[Bar] = strawberry.field(default_factory=list)
    contribution: str = ""
    papers: list[str] = strawberry.field(default_factory=list)
    died_on: date | None = None

    def to_domain(self, unit_id: UUID) -> MedalFacts:
        """The domain's value."""
        return MedalFacts(
            person_code=self.person_code.strip(),
            person_class=self.person_class,
            sex=self.sex,
            unit_id=unit_id,
            service=tuple(Span(**vars(each)) for each in self.service),
            disciplines=tuple(Discipline(each.first, each.last, each.form) for each in self.disciplines),
            bars=tuple(self.bars),
            contribution=self.contribution.strip(),
            papers=tuple(self.papers),
            died_on=self.died_on,
        )


@strawberry.type
class MedalQuery:
    """What can be asked about medals."""

    @strawberry.field(description="Kỷ niệm chương của một người: one medal by id")
    async def medal(self, info: Info, id: strawberry.ID) -> Medal | None:
        """One medal."""
        row = await load(info, medals.by_ids, key_of(id))
        if row is None:
            return None
        [shown] = await read(info, lambda connection: _shown(info, connection, [row]))
        return Medal.of(shown)

    @strawberry.field(description="Danh sách kỷ niệm chương theo ngày đề nghị: medals by day")
    async def medals(
        self,
        info: Info,
        state: MedalState | None = None,
        person_class: str | None = None,
        unit: strawberry.ID | None = None,
        person: str | None = None,
        year: int | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[Medal]:
        """A page of medals."""
        [of_unit] = await named(info, unit=unit)
        of_class = info.context.application.naming.medal_class(person_class)
        wanted = medals.Filter(state, of_class, of_unit, person, year)

        def found(connection: sa.Connection) -> Page:
            page = medals.search(connection, wanted, after, first)
            return replace(page, items=_shown(info, connection, page.items))

        return connection_of(await read(info, found), ["proposed_on", "id"], Medal.of)

    @strawberry.field(description="Tỷ lệ người ngoài ngành theo năm: the share of outsiders, year by year")
    async def medal_shares(self, info: Info) -> list[MedalShare]:
        """Beside the limit of today's rules."""
        await read(info, lambda _connection: None)
        found = await to_thread.run_sync(info.context.application.medals.outsiders, _today(info))
        return [
            MedalShare(
                year=each.year,
                given=each.given,
                outsiders=each.outsiders,
                percent=each.percent,
                limit=each.limit.value,
                limit_confirmed=each.limit.confirmed_by is not None,
                over=each.over,
            )
            for each in found
        ]

    @strawberry.field(description="Xét điều kiện không ghi gì: would a person be eligible today?")
    async def medal_check(self, info: Info, proposal: MedalInput) -> MedalCheck:
        """Nothing is recorded."""
        await read(info, lambda _connection: None)
        ask, name = info.context.application.medals.check, info.context.application.naming.id
        unit = await to_thread.run_sync(name, "unit", proposal.unit, "proposal.unit")
        found = await to_thread.run_sync(ask, info.context.principal, proposal.to_domain(unit), _today(info))
        refusal = None if found.refusal is None else Refusal.of(found.refusal)
        return MedalCheck(eligible=found.refusal is None, refusal=refusal, why=Explanation.of(found.explanation))


def _shown(info: Info, connection: sa.Connection, rows: Sequence[Row]) -> list[Row]:
    return info.context.application.medals.shown(connection, info.context.principal, rows)


def _today(info: Info) -> date:
    return info.context.edge.now().astimezone(HO_CHI_MINH).date()
