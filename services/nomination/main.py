"""The nomination service put together."""

from __future__ import annotations

from pathlib import Path

from kernel.follower import Follower
from kernel.http import Edge, create_app
from kernel.identity import TokenVerifier
from kernel.recorder import open_engine
from kernel.service import Clock, Service, migrate
from kernel.store import Store
from services.nomination.api import ROUTERS
from services.nomination.application import NominationApplication
from services.nomination.application.box_keys import BoxKeys
from services.nomination.graph import schema
from services.nomination.published import PRIVATE, announce
from services.nomination.reactions import FOLLOWER, HEARS, REACTIONS
from services.nomination.settings import Settings
from services.nomination.views import VIEWS

NAME = "nomination"
MIGRATIONS = Path(__file__).parent / "migrations"
TITLE = "Nomination · Bình xét, suy tôn, khen thưởng"
DESCRIPTION = (
    "Điều kiện xét, đề cử, bỏ phiếu kín trong khối, cụm và ở Hội đồng, chỉ tiêu, quyết định, công khai và hủy bỏ. "
    "Eligibility, nominations, votes of clusters and of the council, quotas, decisions, notice and revocation. "
    "Of a secret ballot nobody can ever tell who chose what. Every refusal names the rule it stands on."
)


__all__ = ["FOLLOWER", "HEARS", "MIGRATIONS", "REACTIONS", "VIEWS", "Settings", "announce", "build"]


def build(settings: Settings, verifier: TokenVerifier, now: Clock) -> Service:
    """The service over its database, brought to the newest revision first; it listens to covenant and scoring."""
    engine = open_engine(settings.database)
    migrate(engine, MIGRATIONS)
    store = Store(NAME, engine, VIEWS, announce, PRIVATE)
    application = NominationApplication(store, settings.rulebooks, BoxKeys(settings.keys_dir))
    application.sessions.clear_up()
    follower = Follower(FOLLOWER, store, HEARS, REACTIONS, now)
    edge = Edge(store, verifier, now, followers=(follower,))
    api = create_app(TITLE, DESCRIPTION, edge, ROUTERS, {"application": application})
    return Service(NAME, store, edge, application, api, schema, follower)
