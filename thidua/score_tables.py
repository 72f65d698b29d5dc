"""`thidua score-tables`: score tables an officer may start from, each with how far it can be trusted."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from thidua.operations.commands import JsonFlag, fail
from thidua.samples.tables import samples

score_tables = typer.Typer(help="Bảng điểm mẫu · score tables to start from.", no_args_is_help=True)


@score_tables.command("list", help="Các bảng điểm mẫu và độ tin cậy · the samples, and how far each can be trusted.")
def list_command(as_json: JsonFlag = False) -> None:
    """What was read where, and what is assumed."""
    if as_json:
        typer.echo(json.dumps({"samples": [asdict(each) for each in samples()]}, ensure_ascii=False))
        return
    table = Table("Mã · code", "Bảng điểm · score table", "Nguồn · source", "Tin cậy · status", box=box.SIMPLE)
    for each in samples():
        table.add_row(each.code, f"{each.vi}\n{each.en}", each.source, each.status.value)
    Console().print(table)
    for each in samples():
        typer.echo(f"{each.code}: đã đọc · read: {each.read}. Giả định · assumed: {each.assumed}.")


@score_tables.command("show", help="In một bảng điểm mẫu dạng CSV · print a sample as the CSV that is accepted.")
def show_command(code: Annotated[str, typer.Argument(help="Mã, như trong `score-tables list` · its code.")]) -> None:
    """Redirect it into a file, change what is assumed, and send it to be previewed."""
    found = next((each for each in samples() if each.code == code), None)
    if found is None:
        known = " | ".join(each.code for each in samples())
        raise fail(f"Không có bảng điểm mẫu {code} · there is no sample {code}: {known}")
    typer.echo(found.content.decode(), nl=False)
