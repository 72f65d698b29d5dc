"""`thidua parked`: the facts that a service could not take in, looked at, tried again or dropped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from thidua.apart.commands import FollowerName
from thidua.operations.commands import Database, DataDir, JsonFlag, fail, told, where

parked = typer.Typer(help="Sự kiện tạm giữ · facts that could not be taken in.", no_args_is_help=True)

Service = Annotated[FollowerName, typer.Argument(help="Dịch vụ nghe · the service that listens.", show_default=False)]
PlaceArgument = Annotated[str, typer.Argument(help="Vị trí: covenant:0:77 · its place.", show_default=False)]


@parked.command("list", help="Liệt kê theo thứ tự · list them in their order.")
def list_command(  # noqa: PLR0913, PLR0917 (options of a command)
    service: Service,
    dropped: Annotated[bool, typer.Option("--dropped", help="Các sự kiện đã bỏ · those dropped.")] = False,
    after: Annotated[str | None, typer.Option(help="Con trỏ trang trước · where the page before ended.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Số dòng · rows.")] = 50,
    data_dir: DataDir = Path("var"),
    database: Database = None,
    as_json: JsonFlag = False,
) -> None:
    """Exit status 0, however many there are."""
    from kernel.parked import listed
    from kernel.views import BadCursor

    with told(), where(data_dir, database).store(service) as store:
        try:
            found = listed(store, dropped=dropped, after=after, limit=limit)
        except BadCursor as error:
            raise fail(error.text().vi) from error
    if as_json:
        typer.echo(json.dumps({"items": found.items, "next": found.next}, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(_table(found.items))
    if found.next:
        console.print(f"--after {found.next}")


def _table(items: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, caption=None if items else "Không có gì · nothing")
    for column in ("Vị trí · place", "Loại · type", "Từ lúc · since", "Lý do · reason"):
        table.add_column(column, overflow="fold")
    for item in items:
        kind = item["type"].rpartition(".")[2] or "?"
        table.add_row(item["place"], kind, item["parked_at"], item.get("why", item["reason"]))
    return table


@parked.command("show", help="Xem trọn một sự kiện · show one whole.")
def show_command(
    service: Service,
    place: PlaceArgument,
    data_dir: DataDir = Path("var"),
    database: Database = None,
) -> None:
    """Always JSON: the fact by the contract, its headers, its raw bytes (hexadecimal), and why it is parked."""
    from kernel.parked import Place, shown

    with told(), where(data_dir, database).store(service) as store:
        typer.echo(json.dumps(shown(store, Place.of(place)), ensure_ascii=False, indent=2))


@parked.command("retry", help="Thử lại · try again to take them in.")
def retry_command(  # noqa: PLR0913, PLR0917 (options of a command)
    service: Service,
    place: Annotated[str | None, typer.Argument(help="Vị trí: covenant:0:77 · its place.", show_default=False)] = None,
    aggregate: Annotated[
        bool, typer.Option("--aggregate", help="Mọi sự kiện của đối tượng ấy · all of its aggregate, in order.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Tất cả · every one.")] = False,
    data_dir: DataDir = Path("var"),
    database: Database = None,
    as_json: JsonFlag = False,
) -> None:
    """Exit status 1 if any is refused again or has to wait; it stays parked, with the newest reason."""
    from kernel.parked import Place, in_turn, retry, retry_in_turn

    if everything == (place is not None):
        raise fail("Hãy nêu một vị trí hoặc --all · say one place, or --all")
    with told(), where(data_dir, database).following(service) as follower:
        if place is not None and not aggregate:
            tried = [retry(follower, Place.of(place))]
        else:
            turns = in_turn(follower.store, Place.of(place) if place else None)
            tried = list(retry_in_turn(follower, turns))
    if as_json:
        typer.echo(json.dumps([{"place": str(each.place), "reason": each.reason} for each in tried]))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for each in tried:
            console.print(f"{each.place}  {'đã nhận · taken in' if each.reason is None else each.reason}", markup=False)
    if any(each.reason is not None for each in tried):
        raise typer.Exit(1)


@parked.command("drop", help="Bỏ hẳn một sự kiện, có lý do · give one up for good, for a reason.")
def drop_command(  # noqa: PLR0913, PLR0917 (options of a command)
    service: Service,
    place: PlaceArgument,
    reason: Annotated[str, typer.Option(help="Lý do, được lưu lại · why; it stays on record.", show_default=False)],
    by: Annotated[str | None, typer.Option(help="Người quyết định · who decides; default: who is logged in.")] = None,
    data_dir: DataDir = Path("var"),
    database: Database = None,
) -> None:
    """What came behind it can be tried again then."""
    from kernel.parked import Place, drop
    from kernel.service import utc_now

    if not reason.strip():
        raise fail("Phải nêu lý do: --reason · a reason is needed: --reason")
    with told(), where(data_dir, database).store(service) as store:
        drop(store, Place.of(place), reason, utc_now(), by)
    Console(highlight=False).print(f"{place}: đã bỏ, còn lưu trong `--dropped` · dropped, on record in `--dropped`")
