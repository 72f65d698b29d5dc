"""The nomination subgraph: Nomination, VotingSession, QuotaLine and Decision, for the gateway to federate."""

from __future__ import annotations

from kernel.graph import make_schema
from services.nomination.graph.decisions import Decision
from services.nomination.graph.entities import Cluster, Movement, Unit
from services.nomination.graph.mutations import Mutation
from services.nomination.graph.nominations import Nomination
from services.nomination.graph.queries import Query
from services.nomination.graph.quota_lines import QuotaLine
from services.nomination.graph.sessions import VotingSession

schema = make_schema(Query, Mutation, types=[Unit, Cluster, Movement, Nomination, VotingSession, QuotaLine, Decision])
