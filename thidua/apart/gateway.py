"""The gateway as a process: the one address that clients know, the same as that of the embedded run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from gateway.app import SUPERGRAPH
from gateway.main import build_app
from gateway.settings import Settings, SettingsRefused
from kernel.identity import DevelopmentIssuer
from kernel.problems import for_people
from kernel.service import utc_now
from thidua import development
from thidua.apart.settings import PUBLISHED_ON, SERVICES
from thidua.development import is_loopback
from thidua.listening import listen, serve_until_stopped, server_of
from thidua.operations.health import of_gateway
from thidua.places import welcome
from thidua.settings import SettingsError

DEVELOPMENT_KEY = "DEVELOPMENT_KEY"
"""The file of the key that development tokens are signed with; without it there are none."""


def run_gateway(environment: Mapping[str, str]) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Raises:
        SettingsError: names all that the environment lacks.
        PortTaken: the address cannot be listened on.
    """
    settings = read_settings(environment)
    key = environment.get(DEVELOPMENT_KEY, "")
    issuer = DevelopmentIssuer(Path(key), utc_now) if key else None
    with listen(settings.host, settings.port) as listener:
        serve_until_stopped(server_of(create_gateway(settings, issuer)), listener)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The gateway's settings; development tokens are for loopback only.

    Raises:
        SettingsError: names all that the environment lacks, or that it asks for what may not be.
    """
    try:
        settings = Settings.read(environment, SERVICES)
    except SettingsRefused as refusal:
        raise SettingsError(str(refusal)) from refusal
    published = environment.get(PUBLISHED_ON) or settings.host
    if environment.get(DEVELOPMENT_KEY) and not is_loopback(published):
        raise SettingsError(
            f"{published} không phải địa chỉ nội bộ: không phát thẻ thử nghiệm; hãy bỏ DEVELOPMENT_KEY · "
            f"{published} is not loopback: development tokens are refused; unset DEVELOPMENT_KEY"
        )
    return settings


def create_gateway(settings: Settings, issuer: DevelopmentIssuer | None) -> FastAPI:
    """Graph, door and welcome; with an issuer also its tokens, for whoever calls the gateway by a name of loopback."""
    app = build_app(settings, SUPERGRAPH.read_text(encoding="utf-8"))
    app.get("/", response_class=HTMLResponse)(welcome)
    app.routes.extend(of_gateway(settings.bases).routes())
    if issuer is not None:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", settings.host])
        app.state.issuer = issuer
        app.exception_handler(RequestValidationError)(for_people)
        app.include_router(development.router)
    return app
