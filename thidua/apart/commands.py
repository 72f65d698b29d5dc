"""The commands of the distributed run: each starts one process of it, or does one thing to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
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
def refusing(process: str = "") -> Iterator[None]:
    """What the environment lacks is told in red, and the exit status is 2; a named process logs and traces as such."""
    from thidua.listening import PortTaken
    from thidua.operations.observed import observe

    try:
        if process:
            observe(process, os.environ)
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

    with refusing(f"{service}-api"):
        run_api(ApiSettings.read(service, os.environ), trial(os.environ))


@relay.command("run", help="Chạy bộ chuyển tiếp của một dịch vụ · run a service's relay.")
def relay_run_command(service: Service) -> None:
    """Its environment: `<SERVICE>_DATABASE`, `KAFKA`."""
    from thidua.apart.settings import StreamSettings
    from thidua.apart.streams import run_relay
    from thidua.apart.trial import trial

    with refusing(f"{service}-relay"):
        run_relay(StreamSettings.read(service, os.environ), trial(os.environ))


@follower.command("run", help="Chạy một bộ theo dõi của dịch vụ · run one instance of a service's follower.")
def follower_run_command(
    service: Annotated[FollowerName, typer.Argument(help="Dịch vụ · the service.", show_default=False)],
) -> None:
    """Its environment: `<SERVICE>_DATABASE`, `KAFKA`. Instances of one service share the work."""
    from thidua.apart.settings import StreamSettings
    from thidua.apart.streams import run_follower
    from thidua.apart.trial import trial

    with refusing(f"{service}-follower"):
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

    with refusing("gateway"):
        run_gateway(os.environ)


@commands.command("healthy", help="Mã thoát 0 nếu tiến trình tại URL còn sống · exit 0 if the process there is alive.")
def healthy_command(url: Annotated[str, typer.Argument(help="http://…/healthz", show_default=False)]) -> None:
    """What a container's health check asks."""
    from thidua.apart.health import is_healthy

    raise typer.Exit(0 if is_healthy(url) else 1)


@commands.command(
    "secrets", help="Tạo các tệp bí mật cho docker compose · make the secret files of docker-compose.yml."
)
def secrets_command(
    folder: Annotated[Path, typer.Argument(help="Thư mục · the folder.")] = Path("infra/secrets"),
) -> None:
    """Writes what is missing and leaves what is there."""
    from thidua.apart.secret_files import write_secrets

    for name in write_secrets(folder):
        typer.echo(folder / name)


@commands.command("up", help="Chạy phân tán tại đây: Kafka, PostgreSQL, mọi tiến trình · the distributed run, here.")
def up_command() -> None:
    """HOST, PORT and DATA_DIR say where. Returns when everything is well; if it runs already, says what is where."""
    import logging

    from thidua.apart.place import place_of
    from thidua.apart.supervision import NotSupervised
    from thidua.apart.up import NotUp, up
    from thidua.places import announce, base_url
    from thidua.settings import ServeSettings

    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # a broker that is still starting is no news
    console = Console(highlight=False, soft_wrap=True)
    with refusing():
        place = place_of(ServeSettings.from_environment(os.environ))
        try:
            issuer = up(place, console.print)
        except (NotUp, NotSupervised) as error:
            raise SettingsError(str(error)) from error
    announce(console, base_url(*place.gateway), place.data.folder, issuer)
    console.print("\nTiến trình · processes: /healthz, /readyz, /metrics")
    for name, address in place.addresses().items():
        console.print(f"  {name:22} {address}")
    console.print(f"Nhật ký của từng tiến trình · the log of each: {place.logs}")
    console.print("make down để dừng · make down stops it")


@commands.command("down", help="Dừng lượt chạy phân tán, không để lại tiến trình nào · stop all of it.")
def down_command() -> None:
    """DATA_DIR says which run. Harmless if nothing runs."""
    from thidua.apart.place import place_of
    from thidua.apart.supervision import NotSupervised
    from thidua.apart.up import down
    from thidua.settings import ServeSettings

    with refusing():
        try:
            stopped = down(place_of(ServeSettings.from_environment(os.environ)))
        except NotSupervised as error:
            raise SettingsError(str(error)) from error
    said = ("Không có gì đang chạy. · Nothing runs.", "Đã dừng; dữ liệu còn nguyên. · Stopped; everything is kept.")
    Console(highlight=False).print(said[stopped])
