"""`thidua views`: the read models of the services, counted, or made anew while the old ones serve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from thidua.apart.commands import ServiceName
from thidua.operations.commands import Database, DataDir, JsonFlag, fail, must_be_one, told, where

if TYPE_CHECKING:
    from kernel.rebuild import Progress
    from kernel.store import Store
    from kernel.views import View
    from thidua.operations.target import Where

views = typer.Typer(help="Các bảng đọc · the read models.", no_args_is_help=True)


@views.command("list", help="Tên, số dòng, mã băm, vị trí · name, rows, digest, position.")
def list_command(
    service: Annotated[
        ServiceName | None, typer.Argument(help="Dịch vụ · the service; default: all.", show_default=False)
    ] = None,
    data_dir: DataDir = Path("var"),
    database: Database = None,
    as_json: JsonFlag = False,
) -> None:
    """`position`: the last event of the service's log, or how far its follower has come in each source."""
    must_be_one(service, database)
    found: list[dict[str, Any]] = []
    with told():
        for each in [service] if service else list(ServiceName):
            found += _described(where(data_dir, database), each)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for column in ("Tên · name", "Số dòng · rows", "Mã băm · digest", "Vị trí · position"):
        table.add_column(column, overflow="fold")
    for row in found:
        table.add_row(row["name"], str(row["rows"]), row["digest"][:16], row["position"])
    Console(highlight=False).print(table)


def _described(target: Where, service: str) -> list[dict[str, Any]]:
    from kernel.rebuild import count_rows
    from kernel.service import utc_now
    from kernel.views import digest
    from kernel.wire import PARTITIONS, topic_of
    from thidua.apart.parts import follower_of, follows

    with target.store(service) as store:
        own = f"{service}:{store.recorder.max_notification_id() or 0}"
        heard = ""
        if follows(service):
            follower = follower_of(store, utc_now)
            places = [(source, each) for source in follower.services for each in range(PARTITIONS)]
            heard = ", ".join(f"{source}:{each}:{follower.saved(topic_of(source), each)}" for source, each in places)
        with store.reading() as connection:
            return [
                {
                    "name": view.name,
                    "rows": count_rows(connection, view),
                    "digest": digest(connection, view),
                    "position": own if view.project is not None else heard,
                }
                for view in store.views
            ]


@views.command("rebuild", help="Dựng lại một bảng trong khi bảng cũ vẫn phục vụ · make one anew while the old serves.")
def rebuild_command(
    name: Annotated[str, typer.Argument(help="Tên: scoring.results · its name.", show_default=False)],
    data_dir: DataDir = Path("var"),
    database: Database = None,
    as_json: JsonFlag = False,
) -> None:
    """Killed at any moment it leaves the old view, and is simply run again."""
    from kernel.rebuild import rebuild
    from thidua.apart.parts import follows
    from thidua.replay import undisturbed

    service = name.partition(".")[0]
    if service not in list(ServiceName):
        raise fail(f"Không có bảng {name} · no such view: {name}")
    target = where(data_dir, database)
    console = Console(stderr=as_json, highlight=False, soft_wrap=True)
    with told(), ExitStack() as stack:
        store = stack.enter_context(target.store(service))
        view = _named(store, name)
        follower = stack.enter_context(target.following(service)) if view.hear and follows(service) else None
        sources = stack.enter_context(target.sources(follower)) if follower else None
        with undisturbed(), _progress(console, name) as progress:
            done = rebuild(store, view, follower, sources, progress)
    if as_json:
        typer.echo(json.dumps({"view": done.view, "rows": done.rows, "before": done.before, "after": done.after}))
        return
    console.print(f"{done.rows} dòng · rows")
    console.print(f"trước · before {done.before}")
    console.print(f"sau   · after  {done.after}")


def _named(store: Store, name: str) -> View:
    for view in store.views:
        if view.name == name:
            return view
    known = ", ".join(view.name for view in store.views)
    raise fail(f"Không có bảng {name} · no such view: {name} ({known})")


@contextmanager
def _progress(console: Console, name: str) -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
