"""The command line: serve, demo, replay, board."""

from __future__ import annotations

import os

import typer
from rich.console import Console

from thidua.data import InUse
from thidua.serve import PortTaken, serve
from thidua.settings import ServeSettings, SettingsError

app = typer.Typer(
    name="thidua",
    help="Thi Đua: thi đua, khen thưởng ngành BHXH · the emulation-and-commendation year of Vietnam Social Security.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _fail(error: Exception) -> typer.Exit:
    Console(stderr=True).print(str(error), style="red", highlight=False)
    return typer.Exit(2)


@app.command("serve", help="Chạy ba dịch vụ và cổng GraphQL trong một tiến trình · serve everything from one process.")
def serve_command() -> None:
    """HOST, PORT, DATA_DIR, TOKEN_ISSUER and TOKEN_KEYS of the environment say where and for whom."""
    try:
        serve(ServeSettings.from_environment(os.environ), Console())
    except (SettingsError, InUse, PortTaken) as error:
        raise _fail(error) from error
