"""The covenant service put together."""

from __future__ import annotations

from pathlib import Path

from kernel.http import Edge, create_app
from kernel.identity import TokenVerifier
from kernel.recorder import open_engine
from kernel.service import Clock, Service, migrate
from kernel.store import Store
from services.covenant.api import ROUTERS
from services.covenant.application import CovenantApplication
from services.covenant.graph import schema
from services.covenant.published import PRIVATE, announce
from services.covenant.settings import Settings
from services.covenant.views import VIEWS

NAME = "covenant"
MIGRATIONS = Path(__file__).parent / "migrations"
__all__ = ["MIGRATIONS", "VIEWS", "Settings", "announce", "build"]
TITLE = "Covenant · Giao ước thi đua"
DESCRIPTION = (
    "Đơn vị, khối và cụm thi đua, phong trào, giao ước và đăng ký danh hiệu. "
    "Units, blocks and clusters, movements, covenants and the titles registered: who competes with whom, in what, "
    "and what each member commits itself to. Every refusal names the rule it stands on."
)


def build(settings: Settings, verifier: TokenVerifier, now: Clock) -> Service:
    """The service over its database, which is brought to the newest revision first; it listens to no other service."""
    engine = open_engine(settings.database)
    migrate(engine, MIGRATIONS)
    store = Store(NAME, engine, VIEWS, announce, PRIVATE)
    application = CovenantApplication(store, settings.rulebooks)
    edge = Edge(store, verifier, now)
    api = create_app(TITLE, DESCRIPTION, edge, ROUTERS, {"application": application})
    return Service(NAME, store, edge, application, api, schema)
