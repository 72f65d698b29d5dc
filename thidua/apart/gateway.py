"""The gateway as a process: the one address that clients know, the same as that of the embedded run."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.app import SUPERGRAPH
from gateway.main import build_app
from gateway.settings import Settings, SettingsRefused
from thidua.apart.settings import SERVICES
from thidua.listening import listen, serve_until_stopped, server_of
from thidua.settings import SettingsError


def run_gateway(environment: Mapping[str, str]) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Raises:
        SettingsError: names all that the environment lacks.
        PortTaken: the address cannot be listened on.
    """
    try:
        settings = Settings.read(environment, SERVICES)
    except SettingsRefused as refusal:
        raise SettingsError(str(refusal)) from refusal
    with listen(settings.host, settings.port) as listener:
        serve_until_stopped(server_of(build_app(settings, SUPERGRAPH.read_text(encoding="utf-8"))), listener)
