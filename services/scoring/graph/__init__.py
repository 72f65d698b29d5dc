"""The scoring subgraph: score tables, results, scorecards, boards, and what they add to units and clusters."""

from __future__ import annotations

from kernel.graph import make_schema
from services.scoring.graph.boards import BoardEdition
from services.scoring.graph.mutations import Mutation
from services.scoring.graph.neighbours import Cluster, Movement, Unit
from services.scoring.graph.queries import Query
from services.scoring.graph.results import ResultSheet
from services.scoring.graph.scorecards import Scorecard
from services.scoring.graph.tables import ScoreTable

schema = make_schema(Query, Mutation, types=[Unit, Cluster, Movement, ScoreTable, ResultSheet, Scorecard, BoardEdition])
