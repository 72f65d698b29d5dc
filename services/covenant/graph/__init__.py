"""The covenant subgraph: Unit, Cluster, Movement, Covenant and RegistrationSet, for the gateway to federate."""

from __future__ import annotations

from kernel.graph import make_schema
from services.covenant.graph.clusters import Cluster
from services.covenant.graph.covenants import Covenant
from services.covenant.graph.movements import Movement
from services.covenant.graph.mutations import Mutation
from services.covenant.graph.queries import Query
from services.covenant.graph.units import Unit

schema = make_schema(Query, Mutation, types=[Unit, Cluster, Movement, Covenant])
