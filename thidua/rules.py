"""`thidua rules`: what applied on a day, what changed between two, and whether the rulebooks hold together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from kernel.explanation import Status
from regulations.listing import Change, Entry, NoRulesYet, changes, entries_of, history, in_force
from regulations.rulebook import CHAPTERS, FOLDER, RulebookError, Rulebooks
from thidua.operations.commands import JsonFlag, fail

rules = typer.Typer(help="Quy định theo ngày · the rules by date.", no_args_is_help=True)

T = TypeVar("T")
DAY_FORMATS = ["%Y-%m-%d"]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=DAY_FORMATS, help="Ngày áp dụng · the day (default: today).")
]
Folder = Annotated[
    Path, typer.Option("--folder", help="Thư mục quy định · the folder of the eras.", show_default=False)
]


@rules.command("list", help="Mọi con số áp dụng vào một ngày · every figure that applied on a day.")
def list_command(
    as_of: AsOf = None,
    chapter: Annotated[str | None, typer.Option(help="deadlines | clusters | titles | voting | …")] = None,
    status: Annotated[Status | None, typer.Option(help="Độ tin cậy · how far it can be trusted.")] = None,
    as_json: JsonFlag = False,  # noqa: FBT002 (an option of the command line)
    folder: Folder = FOLDER,
) -> None:
    """With `--status unverified`: what the agency has still to confirm."""
    day = _day(as_of)
    if chapter is not None and chapter not in CHAPTERS:
        raise fail(f"Không có chương {chapter} · there is no chapter {chapter}: {' | '.join(CHAPTERS)}")
    found = [
        each
        for each in _asked(lambda: in_force(_load(folder), day))
        if chapter in {None, each.chapter} and status in {None, each.source.status}
    ]
    if as_json:
        typer.echo(
            json.dumps({"as_of": day.isoformat(), "rules": [as_dict(each) for each in found]}, ensure_ascii=False)
        )
        return
    if not found:
        _say("Không có quy định nào như vậy · there is no such rule")
        return
    _show(found)
    tally = Counter(each.source.status for each in found)
    _say(f"{day.isoformat()}: " + ", ".join(f"{tally[each]} {each.value}" for each in Status))


@rules.command("show", help="Một con số qua các thời kỳ · one figure through the eras.")
def show_command(
    key: Annotated[
        str, typer.Argument(help="Khóa, như trong `rules list` · its key, such as quotas.government_flag.share.")
    ],
    as_of: AsOf = None,
    as_json: JsonFlag = False,  # noqa: FBT002
    folder: Folder = FOLDER,
) -> None:
    """The one that applied on the day is marked."""
    day, books = _day(as_of), _load(folder)
    found = history(books, key)
    if not found:
        near = sorted({each.key for era in books.eras for each in entries_of(era) if key in each.key})[:10]
        hint = "".join(f"\n  {each}" for each in near)
        raise fail(f"Không có khóa {key} · there is no key {key}{hint}")
    applies = [each.since <= day and (each.until is None or day <= each.until) for each in found]
    if as_json:
        eras = [{**as_dict(each), "applies": now} for each, now in zip(found, applies, strict=True)]
        typer.echo(json.dumps({"as_of": day.isoformat(), "key": key, "rules": eras}, ensure_ascii=False))
        return
    _say(f"{found[-1].name.vi} · {found[-1].name.en}")
    for each, now in zip(found, applies, strict=True):
        _say(f"{'→' if now else ' '} {_span(each)}  {each.value}  ({each.source}; {each.source.status.value})")


@rules.command("diff", help="Khác nhau giữa hai ngày · what changed between two days.")
def diff_command(
    one: Annotated[datetime, typer.Argument(formats=DAY_FORMATS, help="Ngày trước · the first day.")],
    other: Annotated[datetime, typer.Argument(formats=DAY_FORMATS, help="Ngày sau · the second day.")],
    as_json: JsonFlag = False,  # noqa: FBT002
    folder: Folder = FOLDER,
) -> None:
    """A figure differs when its value or the text it was read from does."""
    books = _load(folder)
    found = _asked(lambda: changes(books, one.date(), other.date()))
    if as_json:
        listed = [{"key": each.key, "before": _or_none(each.before), "after": _or_none(each.after)} for each in found]
        days = {"from": one.date().isoformat(), "to": other.date().isoformat()}
        typer.echo(json.dumps({**days, "changes": listed}, ensure_ascii=False))
        return
    if not found:
        _say("Không có gì thay đổi · nothing changed")
    for change in found:
        _tell(change)


@rules.command("check", help="Kiểm tra các thời kỳ · whether the rulebooks hold together.")
def check_command(folder: Folder = FOLDER) -> None:
    """Exit status 1 with file, key and reason if they do not."""
    for era in _load(folder, status=1).eras:
        tally = Counter(each.source.status for each in entries_of(era))
        until = era.in_force_to.isoformat() if era.in_force_to else "…"
        counts = ", ".join(f"{tally[each]} {each.value}" for each in Status)
        _say(f"{era.version}  {era.in_force_from.isoformat()} – {until}: {counts}")


def as_dict(entry: Entry) -> dict[str, Any]:
    """An entry as plain JSON values."""
    return {
        "key": entry.key,
        "name": {"vi": entry.name.vi, "en": entry.name.en},
        "value": entry.value,
        "since": entry.since.isoformat(),
        "until": None if entry.until is None else entry.until.isoformat(),
        "source": {
            "document": entry.source.document,
            "article": entry.source.article,
            "status": entry.source.status.value,
        },
    }


def _or_none(entry: Entry | None) -> dict[str, Any] | None:
    return None if entry is None else as_dict(entry)


def _tell(change: Change) -> None:
    named = change.after or change.before
    assert named is not None  # noqa: S101 (a change has one of them)
    _say(f"{named.key}  {named.name.vi} · {named.name.en}")
    for sign, each in (("−", change.before), ("+", change.after)):
        if each is not None:
            _say(f"  {sign} {each.value}  ({each.source}; {each.source.status.value})")


def _show(entries: Sequence[Entry]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    for column in ("Khóa · key", "Giá trị · value", "Từ · since", "Văn bản · document", "Điều · article", ""):
        table.add_column(column, overflow="fold")
    for each in entries:
        source = each.source
        read = (source.document, source.article, source.status.value)
        table.add_row(each.key, each.value, each.since.isoformat(), *read)
    Console(highlight=False).print(table)


def _span(entry: Entry) -> str:
    return f"{entry.since.isoformat()} – {'…' if entry.until is None else entry.until.isoformat()}"


def _day(as_of: datetime | None) -> date:
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date() if as_of is None else as_of.date()


def _load(folder: Path, status: int = 2) -> Rulebooks:
    try:
        return Rulebooks.load(folder)
    except RulebookError as error:
        raise fail(str(error), status) from error


def _asked(ask: Callable[[], list[T]]) -> list[T]:
    try:
        return ask()
    except NoRulesYet as error:
        raise fail(str(error)) from error


def _say(text: str) -> None:
    Console(highlight=False, markup=False, soft_wrap=True).print(text)
