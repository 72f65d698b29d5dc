"""What this service adds to the units, clusters and movements of the covenant service: all of it may be null."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from services.nomination.application.nominations import Proposal
from services.nomination.graph.asking import Info, key_of, load, named_one
from services.nomination.graph.eligibility import Eligibility, eligibility_of
from services.nomination.views import decisions, nominations, quota_lines, sessions

if TYPE_CHECKING:
    from services.nomination.graph.decisions import Decision
    from services.nomination.graph.nominations import Nomination
    from services.nomination.graph.quota_lines import QuotaLine
    from services.nomination.graph.sessions import VotingSession


@strawberry.federation.type(keys=["id"], description="Đơn vị: what a unit was nominated for and has received")
class Unit:
    """A unit, as far as this service knows of it."""

    id: strawberry.ID

    @strawberry.field(description="Đề cử của đơn vị: its nominations, oldest first")
    async def nominations(
        self, info: Info
    ) -> list[Annotated[Nomination, strawberry.lazy("services.nomination.graph.nominations")]] | None:
        """Its nominations."""
        from services.nomination.graph.nominations import Nomination

        return [Nomination.of(row) for row in await load(info, nominations.of_units, key_of(self.id))]

    @strawberry.field(description="Quyết định khen thưởng: the decisions in its favour, revoked ones included")
    async def decisions(
        self, info: Info
    ) -> list[Annotated[Decision, strawberry.lazy("services.nomination.graph.decisions")]] | None:
        """Its decisions."""
        from services.nomination.graph.decisions import Decision

        return [Decision.of(row) for row in await load(info, decisions.of_units, key_of(self.id))]

    @strawberry.field(description="Điều kiện xét: whether it could be nominated for a title now, and why")
    async def eligibility(
        self, info: Info, title: str, movement: strawberry.ID, person: str | None = None
    ) -> Eligibility | None:
        """The rules of a nomination, without recording anything."""
        in_movement = await named_one(info, "movement", movement)
        return await eligibility_of(info, Proposal(title, key_of(self.id), in_movement, person))


@strawberry.federation.type(keys=["id"], description="Khối, cụm thi đua: whom a block or cluster put forward, and how")
class Cluster:
    """A block or cluster, as far as this service knows of it."""

    id: strawberry.ID

    @strawberry.field(description="Đề cử từ khối, cụm: the nominations that rest on its board")
    async def nominations(
        self, info: Info
    ) -> list[Annotated[Nomination, strawberry.lazy("services.nomination.graph.nominations")]] | None:
        """Its nominations."""
        from services.nomination.graph.nominations import Nomination

        return [Nomination.of(row) for row in await load(info, nominations.of_clusters, key_of(self.id))]

    @strawberry.field(description="Phiên bình xét, suy tôn: the selections of its members")
    async def voting_sessions(
        self, info: Info
    ) -> list[Annotated[VotingSession, strawberry.lazy("services.nomination.graph.sessions")]] | None:
        """Its selections."""
        from services.nomination.graph.sessions import VotingSession

        return [VotingSession.of(row) for row in await load(info, sessions.of_clusters, key_of(self.id))]


@strawberry.federation.type(keys=["id"], description="Phong trào thi đua: what it led to")
class Movement:
    """A movement, as far as this service knows of it."""

    id: strawberry.ID

    @strawberry.field(description="Đề cử trong phong trào: its nominations, oldest first")
    async def nominations(
        self, info: Info
    ) -> list[Annotated[Nomination, strawberry.lazy("services.nomination.graph.nominations")]] | None:
        """Its nominations."""
        from services.nomination.graph.nominations import Nomination

        return [Nomination.of(row) for row in await load(info, nominations.of_movements, key_of(self.id))]

    @strawberry.field(description="Quyết định khen thưởng của phong trào: its decisions")
    async def decisions(
        self, info: Info
    ) -> list[Annotated[Decision, strawberry.lazy("services.nomination.graph.decisions")]] | None:
        """Its decisions."""
        from services.nomination.graph.decisions import Decision

        return [Decision.of(row) for row in await load(info, decisions.of_movements, key_of(self.id))]

    @strawberry.field(description="Chỉ tiêu khen thưởng của phong trào: the lines of its quotas")
    async def quota_lines(
        self, info: Info
    ) -> list[Annotated[QuotaLine, strawberry.lazy("services.nomination.graph.quota_lines")]] | None:
        """Its quota lines."""
        from services.nomination.graph.quota_lines import QuotaLine

        return [QuotaLine.of(row) for row in await load(info, quota_lines.of_movements, key_of(self.id))]


def unit_of(unit_id: UUID) -> Unit:
    """The unit of this id, for the gateway to fill."""
    return Unit(id=strawberry.ID(str(unit_id)))


def movement_of(movement_id: UUID) -> Movement:
    """The movement of this id, for the gateway to fill."""
    return Movement(id=strawberry.ID(str(movement_id)))


def cluster_of(cluster_id: UUID | None) -> Cluster | None:
    """The block or cluster of this id, if there is one, for the gateway to fill."""
    return None if cluster_id is None else Cluster(id=strawberry.ID(str(cluster_id)))
