"""What the chains of titles say, in the graph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

import strawberry
from anyio import to_thread

from kernel.explanation import Explanation as Tree
from kernel.explanation import told
from kernel.graph import Explanation
from kernel.http import HO_CHI_MINH
from kernel.views import BadCursor, rows_of_page
from services.nomination.application.assessments import Qualified, Wanted
from services.nomination.domain import rights
from services.nomination.domain.merit.assessment import Assessment, Rung, Streak
from services.nomination.domain.merit.findings import State
from services.nomination.domain.rights import Action
from services.nomination.graph.asking import Info, key_of, load, named, read
from services.nomination.graph.connections import DEFAULT_PAGE
from services.nomination.graph.merit_files import MeritFile
from services.nomination.graph.nominations import Nomination
from services.nomination.views import merit_files

strawberry.enum(State, name="MeritState", description="Đạt, không đạt, không được xét, chưa xác định được")


@strawberry.type(description="Còn thiếu: a condition that is not met, bars, or that nothing on record answers")
class MissingCondition:
    """A leaf of the tree."""

    state: State
    vi: str
    en: str
    detail: str
    detail_en: str
    source: str

    @classmethod
    def of(cls, node: Tree) -> Self:
        """From a leaf of the tree."""
        source = "" if node.source is None else str(node.source)
        detail, detail_en = (str(told(node.formula, tongue)) for tongue in ("vi", "en"))
        label, state = node.label, State(node.value)
        return cls(state=state, vi=label.vi, en=label.en, detail=detail, detail_en=detail_en, source=source)


async def _file(info: Info, key: UUID) -> MeritFile | None:
    row = await load(info, merit_files.by_ids, key)
    return None if row is None else MeritFile.of(row)


@strawberry.type(description="Kết quả xét một danh hiệu: the state, what is missing, and the whole tree")
class TitleAssessment:
    """The answer to a question about a title."""

    title: str
    year: int
    state: State
    missing: list[MissingCondition]
    initiatives: list[strawberry.ID] = strawberry.field(description="Sáng kiến sẽ dùng: those it would use up")
    why: Explanation
    file_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, found: Assessment, file_id: UUID) -> Self:
        """From the domain's value."""
        return cls(
            file_id=file_id,
            title=found.title,
            year=found.year,
            state=found.state,
            missing=[MissingCondition.of(each) for each in found.missing()],
            initiatives=[strawberry.ID(str(each)) for each in found.initiatives],
            why=Explanation.of(found.tree),
        )

    @strawberry.field(description="Hồ sơ thành tích: whose, and of which unit")
    async def merit_file(self, info: Info) -> MeritFile | None:
        """The file that was read."""
        return await _file(info, self.file_id)


@strawberry.type(description="Một bậc của chuỗi danh hiệu: a title with how far the holder is")
class TitleRung:
    """One title of the ladder."""

    title: str
    state: State
    held: bool
    missing: list[MissingCondition]

    @classmethod
    def of(cls, rung: Rung) -> Self:
        """From the domain's value."""
        missing = [] if rung.held else [MissingCondition.of(each) for each in rung.assessment.missing()]
        found = rung.assessment
        return cls(title=found.title, state=found.state, held=rung.held is not None, missing=missing)


@strawberry.type(description="Chuỗi danh hiệu: every title from the foot up, and the next one")
class TitleLadder:
    """The ladder of a holder for a year."""

    year: int
    next: TitleRung | None
    rungs: list[TitleRung]


@strawberry.type(description="Các năm của một danh hiệu: held, the gaps between, how many in a row at the end")
class TitleStreak:
    """The years of a title."""

    title: str
    years: list[int]
    gaps: list[int]
    current: int

    @classmethod
    def of(cls, found: Streak) -> Self:
        """From the domain's value."""
        return cls(title=found.title, years=list(found.years), gaps=list(found.gaps), current=found.current)


@strawberry.type(description="Một đối tượng: a holder with the answer")
class QualifiedHolder:
    """Who qualifies, or does not."""

    file: strawberry.ID
    key: str = strawberry.field(description="Mã cán bộ, hoặc id đơn vị: staff code, or id of the unit")
    state: State
    missing: list[MissingCondition]

    @classmethod
    def of(cls, found: Qualified) -> Self:
        """From the application's value."""
        return cls(
            file=strawberry.ID(str(found.file.id)),
            key=found.file.bearer.key,
            state=found.assessment.state,
            missing=[MissingCondition.of(each) for each in found.assessment.missing()],
        )

    @strawberry.field(description="Hồ sơ thành tích: the file, and by it the unit")
    async def merit_file(self, info: Info) -> MeritFile | None:
        """The file that was read."""
        return await _file(info, key_of(self.file))


@strawberry.type(description="Một trang đối tượng: `next` is given as `after` for the page behind")
class QualifiedHolders:
    """A page in the order of the files."""

    nodes: list[QualifiedHolder]
    next: strawberry.ID | None


def _day(info: Info, on: date | None) -> date:
    rights.require(info.context.principal, Action.READ)
    return on or info.context.edge.now().astimezone(HO_CHI_MINH).date()


def _begin(after: strawberry.ID | None) -> UUID | None:
    try:
        return None if after is None else UUID(after)
    except ValueError as error:
        raise BadCursor(after=after) from error


@strawberry.type
class TitleQuery:
    """The chains of titles."""

    @strawberry.field(description="Xét một danh hiệu của một năm: the chain of a title for a holder")
    async def title_assessment(
        self,
        info: Info,
        file: strawberry.ID,
        title: str,
        year: int,
        movement: strawberry.ID | None = None,
        on: date | None = None,
    ) -> TitleAssessment | None:
        """The tree."""
        ask, reader, day = info.context.application.assessments, info.context.principal, _day(info, on)
        [in_movement] = await named(info, movement=movement)
        wanted, key = Wanted(title, year, movement_id=in_movement), key_of(file)
        return TitleAssessment.of(await to_thread.run_sync(ask.of, reader, key, wanted, day), key)

    @strawberry.field(description="Chuỗi danh hiệu của một đối tượng, còn thiếu gì: how far a holder is")
    async def title_ladder(
        self, info: Info, file: strawberry.ID, year: int, on: date | None = None
    ) -> TitleLadder | None:
        """The ladder."""
        ask, reader, day = info.context.application.assessments, info.context.principal, _day(info, on)
        rungs, following = await to_thread.run_sync(ask.ladder, reader, key_of(file), year, day)
        last = TitleRung.of(following) if following else None
        return TitleLadder(year=year, next=last, rungs=[TitleRung.of(each) for each in rungs])

    @strawberry.field(description="Các năm liên tục của từng danh hiệu: the years of each title, with the gaps")
    async def title_streaks(self, info: Info, file: strawberry.ID) -> list[TitleStreak]:
        """The years."""
        ask, reader = info.context.application.assessments, info.context.principal
        return [TitleStreak.of(each) for each in await to_thread.run_sync(ask.streaks, reader, key_of(file))]

    @strawberry.field(description="Những đối tượng đủ điều kiện: all in a state for a title of a year")
    async def qualified(
        self,
        info: Info,
        title: str,
        year: int,
        state: State = State.MET,
        unit: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        on: date | None = None,
        first: int = DEFAULT_PAGE,
        after: strawberry.ID | None = None,
    ) -> QualifiedHolders:
        """A page."""
        of_unit, in_cluster, in_movement = await named(info, unit=unit, cluster=cluster, movement=movement)
        wanted = Wanted(title, year, state, of_unit, in_cluster, in_movement)
        ask, reader, day = info.context.application.assessments, info.context.principal, _day(info, on)
        limit, begin = rows_of_page(first), _begin(after)
        found, following = await to_thread.run_sync(ask.qualified, reader, wanted, day, begin, limit)
        last = None if following is None else strawberry.ID(str(following))
        return QualifiedHolders(nodes=[QualifiedHolder.of(each) for each in found], next=last)

    @strawberry.field(description="Hệ quả khi hủy bỏ: the nominations that stood on what a decision gave")
    async def decision_consequences(self, info: Info, decision: strawberry.ID) -> list[Nomination]:
        """Who else stood on it."""
        ask = info.context.application.decisions
        rows = await read(info, lambda connection: ask.consequences(connection, key_of(decision)))
        return [Nomination.of(row) for row in rows]
