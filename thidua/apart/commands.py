"""The commands of the distributed run: each starts one process of it, or does one thing to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from thidua.settings import SettingsError

commands = typer.Typer()
relay = typer.Typer(help="Chuyển tiếp nhật ký lên Kafka · the relay of a service's log to Kafka.", no_args_is_help=True)
follower = typer.Typer(help="Theo dõi dịch vụ khác · the follower of other services.", no_args_is_help=True)
commands.add_typer(relay, name="relay")
commands.add_typer(follower, name="follower")


class FollowerName(StrEnum):
    """The services that listen to others."""

    SCORING = "scoring"
    NOMINATION = "nomination"


class ServiceName(StrEnum):
    """The services, as the command line takes them."""

    COVENANT = "covenant"
    SCORING = "scoring"
    NOMINATION = "nomination"


Service = Annotated[ServiceName, typer.Argument(help="Dịch vụ · the service.", show_default=False)]


@contextmanager
def refusing() -> Iterator[None]:
    """What the environment lacks is told in red, and the exit status is 2."""
    from thidua.listening import PortTaken

    try:
        yield
    except (SettingsError, PortTaken) as error:
        Console(stderr=True).print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(2) from error


@commands.command("api", help="Chạy API của một dịch vụ · serve one service, apart.")
def api_command(service: Service) -> None:
    """Its environment: `<SERVICE>_DATABASE`, `TOKEN_ISSUER`, `TOKEN_KEYS`, `HOST`, `PORT`; nomination `BALLOT_KEYS`."""
    from thidua.apart.api import run_api
    from thidua.apart.settings import ApiSettings
    from thidua.apart.trial import trial

    with refusing():
        run_api(ApiSettings.read(service, os.environ), trial(os.environ))


@relay.command("run", help="Chạy bộ chuyển tiếp của một dịch vụ · run a service's relay.")
def relay_run_command(service: Service) -> None:
    """Its environment: `<SERVICE>_DATABASE`, `KAFKA`."""
    from thidua.apart.settings import StreamSettings
    from thidua.apart.streams import run_relay
    from thidua.apart.trial import trial

    with refusing():
        run_relay(StreamSettings.read(service, os.environ), trial(os.environ))


@follower.command("run", help="Chạy một bộ theo dõi của dịch vụ · run one instance of a service's follower.")
def follower_run_command(
    service: Annotated[FollowerName, typer.Argument(help="Dịch vụ · the service.", show_default=False)],
) -> None:
    """Its environment: `<SERVICE>_DATABASE`, `KAFKA`. Instances of one service share the work."""
    from thidua.apart.settings import StreamSettings
    from thidua.apart.streams import run_follower
    from thidua.apart.trial import trial

    with refusing():
        run_follower(StreamSettings.read(service, os.environ), trial(os.environ))


@commands.command("migrate", help="Đưa cơ sở dữ liệu của dịch vụ lên bản mới nhất · migrate a service's database.")
def migrate_command(service: Service) -> None:
    """Its environment: `<SERVICE>_DATABASE`. Harmless if there is nothing to do."""
    from thidua.apart.parts import migrate_service
    from thidua.apart.settings import StoreSettings

    with refusing():
        migrate_service(StoreSettings.read(service, os.environ))


@commands.command("gateway", help="Chạy cổng duy nhất · serve the gateway, the one door to the services.")
def gateway_command() -> None:
    """Its environment: `COVENANT_URL`, `SCORING_URL`, `NOMINATION_URL`, `HOST`, `PORT`."""
    from thidua.apart.gateway import run_gateway

    with refusing():
        run_gateway(os.environ)
