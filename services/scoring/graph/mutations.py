"""The commands a console needs, each answered by a receipt or by its refusal as data."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import strawberry

from kernel.graph import CommandResult, Terms
from services.scoring.application.boards import Freezing
from services.scoring.graph.asking import Info, key_of
from services.scoring.graph.inputs import SchemeInput
from services.scoring.graph.reviews import ItemMarkInput, MarkInput, ReviewInput
from services.scoring.graph.sheets import ScoreSheetInput


@strawberry.type
class Mutation:
    """Score tables, periods, scorecards, boards."""

    @strawberry.mutation(description="Soạn bảng điểm: draft the score table of a block or cluster for a movement")
    async def draft_score_table(
        self,
        info: Info,
        cluster: strawberry.ID,
        movement: strawberry.ID,
        scheme: SchemeInput,
        terms: Terms | None = None,
    ) -> CommandResult:
        """One per block or cluster and movement."""
        tables, name = info.context.application.tables, info.context.application.naming.id
        return await info.context.command(
            info,
            terms,
            lambda command: tables.draft(
                command, name("cluster", cluster), name("movement", movement), scheme.to_domain()
            ),
        )

    @strawberry.mutation(description="Sửa dự thảo bảng điểm: replace the text of a draft")
    async def revise_score_table(
        self, info: Info, table: strawberry.ID, scheme: SchemeInput, terms: Terms | None = None
    ) -> CommandResult:
        """Refused once signed."""
        tables = info.context.application.tables
        return await info.context.command(
            info, terms, lambda command: tables.revise(command, key_of(table), scheme.to_domain())
        )

    @strawberry.mutation(description="Ký bảng điểm: sign; from then on it is frozen")
    async def sign_score_table(self, info: Info, table: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """By the head."""
        tables = info.context.application.tables
        return await info.context.command(info, terms, lambda command: tables.sign(command, key_of(table)))

    @strawberry.mutation(description="Nhận tệp bảng điểm: draft the table from a file, or revise its draft")
    async def accept_score_sheet(
        self,
        info: Info,
        cluster: strawberry.ID,
        movement: strawberry.ID,
        sheet: ScoreSheetInput,
        terms: Terms | None = None,
    ) -> CommandResult:
        """The same file again changes nothing."""
        sheets, name = info.context.application.sheets, info.context.application.naming.id
        return await info.context.command(
            info,
            terms,
            lambda command: sheets.accept(
                command, name("cluster", cluster), name("movement", movement), sheet.to_domain()
            ),
        )

    @strawberry.mutation(description="Kế thừa bảng điểm năm trước: take a table over for another movement")
    async def take_score_table_over(
        self,
        info: Info,
        table: strawberry.ID,
        movement: strawberry.ID,
        cluster: strawberry.ID | None = None,
        terms: Terms | None = None,
    ) -> CommandResult:
        """For the same block or cluster, where no other is given."""
        sheets, naming = info.context.application.sheets, info.context.application.naming
        return await info.context.command(
            info,
            terms,
            lambda command: sheets.take_over(
                command, key_of(table), naming.given("cluster", cluster), naming.id("movement", movement)
            ),
        )

    @strawberry.mutation(description="Mở kỳ: open a period of a movement")
    async def open_period(
        self, info: Info, movement: strawberry.ID, period: str, terms: Terms | None = None
    ) -> CommandResult:
        """By the standing body."""
        periods, name = info.context.application.periods, info.context.application.naming.id
        return await info.context.command(
            info, terms, lambda command: periods.open(command, name("movement", movement), period)
        )

    @strawberry.mutation(description="Đóng kỳ: close a period")
    async def close_period(self, info: Info, period: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """By the standing body."""
        periods = info.context.application.periods
        return await info.context.command(info, terms, lambda command: periods.close(command, key_of(period)))

    @strawberry.mutation(description="Mở lại kỳ, kèm lý do: reopen a closed period")
    async def reopen_period(
        self, info: Info, period: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """By the standing body."""
        periods = info.context.application.periods
        return await info.context.command(info, terms, lambda command: periods.reopen(command, key_of(period), reason))

    @strawberry.mutation(description="Lập và chấm máy phiếu của một đơn vị: open and compute one unit's card")
    async def compute_scorecard(
        self, info: Info, review: ReviewInput, unit: strawberry.ID, terms: Terms | None = None
    ) -> CommandResult:
        """The unit may for itself."""
        cards, naming = info.context.application.cards, info.context.application.naming
        return await info.context.command(
            info, terms, lambda command: cards.compute_one(command, review.to_domain(naming), naming.id("unit", unit))
        )

    @strawberry.mutation(description="Tự chấm điểm: self-score")
    async def self_score(
        self, info: Info, card: strawberry.ID, marks: list[MarkInput], terms: Terms | None = None
    ) -> CommandResult:
        """The own card only."""
        cards, given = info.context.application.cards, [each.to_domain() for each in marks]
        return await info.context.command(info, terms, lambda command: cards.self_score(command, key_of(card), given))

    @strawberry.mutation(description="Kiểm tra chéo: cross-check")
    async def cross_check(
        self, info: Info, card: strawberry.ID, marks: list[MarkInput], terms: Terms | None = None
    ) -> CommandResult:
        """Never the own unit."""
        cards, given = info.context.application.cards, [each.to_domain() for each in marks]
        return await info.context.command(info, terms, lambda command: cards.cross_check(command, key_of(card), given))

    @strawberry.mutation(description="Thẩm định: verify the own field")
    async def verify_scores(
        self, info: Info, card: strawberry.ID, marks: list[MarkInput], terms: Terms | None = None
    ) -> CommandResult:
        """By the owning department."""
        cards, given = info.context.application.cards, [each.to_domain() for each in marks]
        return await info.context.command(info, terms, lambda command: cards.verify(command, key_of(card), given))

    @strawberry.mutation(description="Thành viên hội đồng chấm điểm: mark as a member of a panel")
    async def mark_for_panel(
        self, info: Info, card: strawberry.ID, marks: list[MarkInput], terms: Terms | None = None
    ) -> CommandResult:
        """Under the account that the table names."""
        app, given = info.context.application.marks, [each.to_domain() for each in marks]
        return await info.context.command(info, terms, lambda command: app.mark_for_panel(command, key_of(card), given))

    @strawberry.mutation(description="Ban nghiệp vụ chấm lĩnh vực của mình: score the field by the department's table")
    async def score_field(
        self, info: Info, card: strawberry.ID, marks: list[ItemMarkInput], terms: Terms | None = None
    ) -> CommandResult:
        """By the items of its own table."""
        app, given = info.context.application.marks, [each.to_domain() for each in marks]
        return await info.context.command(info, terms, lambda command: app.score_field(command, key_of(card), given))

    @strawberry.mutation(description="Chốt phiếu điểm: make a card final")
    async def finalise_scorecard(self, info: Info, card: strawberry.ID, terms: Terms | None = None) -> CommandResult:
        """Frozen from then on."""
        cards = info.context.application.cards
        return await info.context.command(info, terms, lambda command: cards.finalise(command, key_of(card)))

    @strawberry.mutation(description="Mở lại phiếu điểm, kèm lý do: reopen a final card")
    async def reopen_scorecard(
        self, info: Info, card: strawberry.ID, reason: str, terms: Terms | None = None
    ) -> CommandResult:
        """Boards stay as frozen."""
        cards = info.context.application.cards
        return await info.context.command(info, terms, lambda command: cards.reopen(command, key_of(card), reason))

    @strawberry.mutation(description="Chốt bảng xếp hạng: freeze an edition; a correction says why")
    async def freeze_edition(
        self,
        info: Info,
        review: ReviewInput,
        reason: str = "",
        close_cards: bool = True,
        reopen_cards: bool = False,
        terms: Terms | None = None,
    ) -> CommandResult:
        """Compute, finalise and freeze in one command."""
        app, how = info.context.application, Freezing(reason, close_cards, reopen_cards)
        return await info.context.command(
            info, terms, lambda command: app.boards.freeze(command, review.to_domain(app.naming), how)
        )
