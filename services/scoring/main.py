"""The scoring service put together."""

from __future__ import annotations

from pathlib import Path

from kernel.follower import Follower
from kernel.http import Edge, create_app
from kernel.identity import TokenVerifier
from kernel.recorder import open_engine
from kernel.service import Clock, Service, migrate
from kernel.store import Store
from services.scoring.api import ROUTERS
from services.scoring.application import ScoringApplication
from services.scoring.graph import schema
from services.scoring.published import PRIVATE, announce
from services.scoring.reactions import FOLLOWER, HEARS, REACTIONS
from services.scoring.settings import Settings
from services.scoring.views import VIEWS

NAME = "scoring"
MIGRATIONS = Path(__file__).parent / "migrations"
TITLE = "Scoring · Chấm điểm thi đua"
DESCRIPTION = (
    "Bảng điểm, kết quả, phiếu chấm điểm và bảng xếp hạng. "
    "Score tables, results, scorecards and boards: every point and every rank answers why, down to the events, the "
    "formula and the rule it comes from. Zero, missing and not applicable are three different things."
)

__all__ = ["FOLLOWER", "HEARS", "MIGRATIONS", "REACTIONS", "VIEWS", "Settings", "announce", "build"]


def build(settings: Settings, verifier: TokenVerifier, now: Clock) -> Service:
    """The service over its database, which is brought to the newest revision first; it follows the covenant service."""
    engine = open_engine(settings.database)
    migrate(engine, MIGRATIONS)
    store = Store(NAME, engine, VIEWS, announce, PRIVATE)
    application = ScoringApplication(store, settings.rulebooks)
    follower = Follower(FOLLOWER, store, HEARS, REACTIONS, now)
    edge = Edge(store, verifier, now, followers=(follower,))
    api = create_app(TITLE, DESCRIPTION, edge, ROUTERS, {"application": application})
    return Service(NAME, store, edge, application, api, schema, follower)
