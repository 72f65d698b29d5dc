"""What can be asked of the nomination subgraph."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import datetime
from typing import Self

import strawberry
from anyio import to_thread
from strawberry.scalars import JSON

from services.nomination.application.histories import life_of
from services.nomination.application.nominations import Proposal
from services.nomination.domain.ballots import RoundState, SessionKind
from services.nomination.domain.quota_line import QuotaLine as QuotaLineAggregate
from services.nomination.domain.stages import Stage
from services.nomination.graph.aims import AimQuery
from services.nomination.graph.asking import Info, Row, key_of, known_title, load, named, named_one, read
from services.nomination.graph.confirmations import ConfirmationQuery
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.decisions import Decision
from services.nomination.graph.eligibility import Eligibility, eligibility_of
from services.nomination.graph.good_examples import ExampleQuery
from services.nomination.graph.medals import MedalQuery
from services.nomination.graph.merit_queries import MeritQuery
from services.nomination.graph.nominations import Nomination, nomination_of
from services.nomination.graph.quota_lines import QuotaLine
from services.nomination.graph.rotation import RotationQuery
from services.nomination.graph.sessions import VotingSession
from services.nomination.graph.titles import TitleQuery
from services.nomination.views import decisions, nominations, quota_lines, sessions


@strawberry.type(description="Sự kiện đã ghi: one recorded event of one thing")
class NominationEvent:
    """Who recorded what, when, and since when it is true."""

    event_id: strawberry.ID
    version: int
    type: str = strawberry.field(description="Loại sự kiện: durable name of the event")
    actor: str = strawberry.field(description="Người thực hiện: who acted; empty: not told to you")
    recorded_at: datetime = strawberry.field(description="Thời điểm ghi: when it was recorded")
    effective: datetime = strawberry.field(description="Thời điểm có hiệu lực: when it was true")
    members: JSON = strawberry.field(description="Nội dung: what the event says")

    @classmethod
    def of(cls, entry: Row) -> Self:
        """From an entry of the history."""
        plain = ("version", "type", "actor", "recorded_at", "effective")
        return cls(
            event_id=strawberry.ID(str(entry["event_id"])),
            members=JSON(entry["members"]),
            **{name: entry[name] for name in plain},
        )


@strawberry.type
class Query(MeritQuery, TitleQuery, RotationQuery, ConfirmationQuery, MedalQuery, ExampleQuery, AimQuery):
    """Merit files, eligibility, nominations, sessions, quota lines, decisions, and what is asked about them."""

    @strawberry.field(description="Điều kiện xét: whether a unit could be nominated for a title now, and why")
    async def eligibility(
        self,
        info: Info,
        unit: strawberry.ID,
        title: str,
        movement: strawberry.ID,
        person: str | None = None,
        rulebook: str | None = None,
    ) -> Eligibility | None:
        """The rules of a nomination, of today or those named, without recording anything."""
        of = await named_one(info, "unit", unit), await named_one(info, "movement", movement)
        return await eligibility_of(info, Proposal(title, *of, person), rulebook)

    @strawberry.field(description="Một đề cử: a nomination by id")
    async def nomination(self, info: Info, id: strawberry.ID) -> Nomination | None:
        """One nomination."""
        return await nomination_of(info, id)

    @strawberry.field(description="Danh sách đề cử theo ngày: nominations by day")
    async def nominations(
        self,
        info: Info,
        title: str | None = None,
        unit: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        stage: Stage | None = None,
        challenged: bool | None = None,
        questioned: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[Nomination]:
        """A page of nominations."""
        of_unit, in_movement, in_cluster = await named(info, unit=unit, movement=movement, cluster=cluster)
        keys = (of_unit, in_movement, in_cluster)
        wanted = nominations.Filter(known_title(info, title), *keys, stage, challenged, questioned)
        page = await read(info, lambda connection: nominations.search(connection, wanted, after, first))
        return connection_of(page, ["nominated_on", "id"], Nomination.of)

    @strawberry.field(description="Một phiên họp bỏ phiếu: a voting session by id")
    async def voting_session(self, info: Info, id: strawberry.ID) -> VotingSession | None:
        """One session."""
        row = await load(info, sessions.by_ids, key_of(id))
        return None if row is None else VotingSession.of(row)

    @strawberry.field(description="Danh sách phiên họp theo ngày khai mạc: voting sessions by day")
    async def voting_sessions(
        self,
        info: Info,
        kind: SessionKind | None = None,
        movement: strawberry.ID | None = None,
        cluster: strawberry.ID | None = None,
        state: RoundState | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[VotingSession]:
        """A page of sessions."""
        in_movement, in_cluster = await named(info, movement=movement, cluster=cluster)
        wanted = sessions.Filter(kind, in_movement, in_cluster, state)
        page = await read(info, lambda connection: sessions.search(connection, wanted, after, first))
        return connection_of(page, ["opened_on", "id"], VotingSession.of)

    @strawberry.field(description="Chỉ tiêu của một danh hiệu trong một phong trào: the line of a quota")
    async def quota_line(
        self, info: Info, title: str, movement: strawberry.ID, unit: strawberry.ID | None = None
    ) -> QuotaLine | None:
        """One line."""
        [of_unit] = await named(info, unit=unit)
        in_movement = await named_one(info, "movement", movement)
        line = QuotaLineAggregate.id_for(info.context.application.naming.known_title(title), in_movement, of_unit)
        row = await load(info, quota_lines.by_ids, line)
        return None if row is None else QuotaLine.of(row)

    @strawberry.field(description="Một quyết định: a decision by id")
    async def decision(self, info: Info, id: strawberry.ID) -> Decision | None:
        """One decision."""
        row = await load(info, decisions.by_ids, key_of(id))
        return None if row is None else Decision.of(row)

    @strawberry.field(description="Danh sách quyết định theo ngày: decisions by day")
    async def decisions(
        self,
        info: Info,
        title: str | None = None,
        unit: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        number: str | None = None,
        revoked: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[Decision]:
        """A page of decisions."""
        of_unit, in_movement = await named(info, unit=unit, movement=movement)
        wanted = decisions.Filter(known_title(info, title), of_unit, in_movement, number, revoked)
        page = await read(info, lambda connection: decisions.search(connection, wanted, after, first))
        return connection_of(page, ["decided_on", "id"], Decision.of)

    @strawberry.field(description="Lịch sử: every event of a nomination, session, quota line or decision, oldest first")
    async def nomination_history(self, info: Info, id: strawberry.ID) -> list[NominationEvent]:
        """What happened to one thing; empty where there is none. An open ballot is read by those with the right."""
        wanted, store = key_of(id), info.context.application.store
        await read(info, lambda _connection: None)
        found = await to_thread.run_sync(life_of, store, info.context.principal, wanted)
        return [NominationEvent.of(entry) for entry in found]
