"""The nomination subgraph: Nomination, VotingSession, QuotaLine and Decision, for the gateway to federate."""

from __future__ import annotations

from strawberry.tools import merge_types

from kernel.graph import make_schema
from services.nomination.graph.commendations import Commendation, CommendationMutation, CommendationQuery
from services.nomination.graph.decisions import Decision
from services.nomination.graph.dossier_mutations import DossierMutation
from services.nomination.graph.dossiers import Dossier, DossierQuery
from services.nomination.graph.entities import Cluster, Movement, Unit
from services.nomination.graph.mandates import MandateMutation
from services.nomination.graph.merit_files import MeritFile
from services.nomination.graph.mutations import Mutation
from services.nomination.graph.nominations import Nomination
from services.nomination.graph.objections import ObjectionMutation, ObjectionQuery
from services.nomination.graph.queries import Query
from services.nomination.graph.quota_lines import QuotaLine
from services.nomination.graph.sessions import VotingSession

mutations = merge_types(
    "Mutation", (Mutation, MandateMutation, DossierMutation, ObjectionMutation, CommendationMutation)
)
queries = merge_types("Query", (Query, DossierQuery, ObjectionQuery, CommendationQuery))

schema = make_schema(
    queries,
    mutations,
    types=[Unit, Cluster, Movement, MeritFile, Nomination, VotingSession, QuotaLine, Decision, Dossier, Commendation],
)
