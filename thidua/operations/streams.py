"""`thidua relay status|republish` and `thidua follower status`: how far the facts of the services have come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from thidua.apart.commands import FollowerName, Service, ServiceName, follower, relay
from thidua.operations.commands import Database, DataDir, JsonFlag, must_be_one, told, where

AnyService = Annotated[
    ServiceName | None, typer.Argument(help="Dịch vụ · the service; default: all.", show_default=False)
]


@relay.command("status", help="Đã gửi đến đâu · how far each log is sent.")
def relay_status_command(
    service: AnyService = None,
    data_dir: DataDir = Path("var"),
    database: Database = None,
    as_json: JsonFlag = False,
) -> None:
    """As the database tells it, whether the relay runs or not; the place reached may be a second old."""
    from kernel.relay import relay_status
    from kernel.service import utc_now

    must_be_one(service, database)
    found: list[dict[str, Any]] = []
    with told():
        for each in [service] if service else list(ServiceName):
            with where(data_dir, database).store(each) as store:
                status = relay_status(store, utc_now())
            found.append(
                {
                    "service": each.value,
                    "position": status.scanned,
                    "events_behind": status.events_behind,
                    "seconds_behind": round(status.seconds_behind, 1),
                }
            )
    _show(found, as_json, ("Dịch vụ · service", "Vị trí · position", "Sự kiện chờ · events behind", "Giây · seconds"))


@relay.command("republish", help="Gửi lại những gì chủ đề còn thiếu · send again what the topic lacks.")
def republish_command(service: Service, data_dir: DataDir = Path("var"), database: Database = None) -> None:
    """After a topic was emptied or made anew on purpose: the relay forgets what it had sent and looks at the topic."""
    from kernel.relay import forget_checkpoint

    with told(), where(data_dir, database).store(service) as store:
        forget_checkpoint(store)
    said = f"{service}: bộ chuyển tiếp sẽ gửi những gì chủ đề còn thiếu · the relay will send what the topic lacks"
    Console(highlight=False, soft_wrap=True).print(said)


@follower.command("status", help="Đã nhận đến đâu · how far each source is taken in.")
def follower_status_command(
    service: Annotated[
        FollowerName | None, typer.Argument(help="Dịch vụ · the service; default: all.", show_default=False)
    ] = None,
    data_dir: DataDir = Path("var"),
    database: Database = None,
    as_json: JsonFlag = False,
) -> None:
    """As the database tells it, whether the follower runs or not: positions in the sources' logs, and facts parked."""
    from kernel.parked import in_turn
    from kernel.wire import PARTITIONS, topic_of

    must_be_one(service, database)
    found: list[dict[str, Any]] = []
    with told():
        for each in [service] if service else list(FollowerName):
            with where(data_dir, database).following(each) as following:
                waiting = [place.service for place in in_turn(following.store)]
                for source in following.services:
                    reached = [following.saved(topic_of(source), number) for number in range(PARTITIONS)]
                    parked = waiting.count(source)
                    found.append({"service": each.value, "source": source, "positions": reached, "parked": parked})
    _show(found, as_json, ("Dịch vụ · service", "Nguồn · source", "Vị trí · positions", "Tạm giữ · parked"))


def _show(rows: list[dict[str, Any]], as_json: bool, columns: tuple[str, ...]) -> None:  # noqa: FBT001 (an option)
    if as_json:
        typer.echo(json.dumps(rows))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(", ".join(map(str, each)) if isinstance(each, list) else str(each) for each in row.values()))
    Console(highlight=False).print(table)
