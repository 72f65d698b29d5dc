"""The covenant subgraph: Unit, Cluster, Movement, Covenant and RegistrationSet, for the gateway to federate."""

from __future__ import annotations

from strawberry.tools import merge_types

from kernel.graph import make_schema
from services.covenant.graph.clusters import Cluster
from services.covenant.graph.covenants import Covenant
from services.covenant.graph.long_mutations import LongMutation
from services.covenant.graph.long_queries import LongQuery
from services.covenant.graph.movements import Movement
from services.covenant.graph.mutations import Mutation
from services.covenant.graph.oversight import OversightQuery, ReminderMutation
from services.covenant.graph.queries import Query
from services.covenant.graph.units import Unit

queries = merge_types("Query", (Query, LongQuery, OversightQuery))
mutations = merge_types("Mutation", (Mutation, LongMutation, ReminderMutation))
schema = make_schema(queries, mutations, types=[Unit, Cluster, Movement, Covenant])
