"""What the operating commands share: which service, where its data are, and how a refusal is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from thidua.settings import SettingsError

if TYPE_CHECKING:
    from thidua.operations.target import Where

JsonFlag = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON · print one JSON object.")]
DataDir = Annotated[
    Path, typer.Option(envvar="DATA_DIR", help="Thư mục dữ liệu của bản nhúng · data directory of the embedded run.")
]
Database = Annotated[
    str | None,
    typer.Option(help="Tệp hoặc URL (không có thì <SERVICE>_DATABASE, rồi DATA_DIR) · a file or URL."),
]


def where(data_dir: Path, database: str | None) -> Where:
    """Where the databases are, by these options and the environment."""
    from thidua.operations.target import Where

    return Where(os.environ, data_dir, database)


@contextmanager
def told() -> Iterator[None]:
    """What cannot be done is told on standard error, and the exit status is 2."""
    from kernel.parked import NotParked, OutOfTurn
    from kernel.rebuild import SourceIncomplete

    try:
        yield
    except NotParked as error:
        raise fail(f"Không có sự kiện nào tạm giữ tại {error} · no fact is parked at {error}") from error
    except (SettingsError, OutOfTurn, SourceIncomplete) as error:
        raise fail(str(error)) from error


def must_be_one(service: object, database: str | None) -> None:
    """A database is that of one service; without it all may be meant."""
    if database and service is None:
        raise fail("--database là của một dịch vụ: hãy nêu tên · --database belongs to one service: say which")


def fail(said: str, status: int = 2) -> typer.Exit:
    """Say it in red; the exit to raise."""
    Console(stderr=True).print(said, style="red", highlight=False, markup=False, soft_wrap=True)
    return typer.Exit(status)
