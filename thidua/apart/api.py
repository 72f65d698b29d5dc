"""The API of one service as a process of its own."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Mount

from kernel.doorbell import doorbell
from kernel.service import Service, utc_now
from kernel.transport import At, nothing_happens
from thidua.apart.parts import open_api
from thidua.apart.settings import ApiSettings
from thidua.apart.trial import watch_saves
from thidua.listening import listen, serve_until_stopped, server_of
from thidua.operations.health import of_api


def api_root(service: Service) -> Starlette:
    """The service under its own name, as the door forwards to it, and at the root, for whoever asks it directly."""
    routes = of_api(service).routes()
    return Starlette(routes=[*routes, Mount(f"/{service.name}", service.api), Mount("/", service.api)])


def run_api(settings: ApiSettings, at: At = nothing_happens) -> None:
    """A service's REST interface and subgraph, until Ctrl-C or SIGTERM.

    Raises:
        PortTaken: the address cannot be listened on.
    """
    with listen(settings.host, settings.port) as listener:
        service = open_api(settings, utc_now)
        engine = service.store.recorder.engine
        watch_saves(engine, at)
        try:
            with doorbell(engine, service.follower.look_again if service.follower else nobody_waits) as ring:
                service.store.changed.append(ring)
                serve_until_stopped(server_of(api_root(service)), listener)
        finally:
            engine.dispose()


def nobody_waits() -> None:
    """A service that hears no other has no reads that wait for a fact."""
