"""`thidua rules`: what applied on a day, what changed between two, and whether the rulebooks hold together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from kernel.explanation import Status
from kernel.refusals import Refusal
from regulations.calendar import FILE, Calendar
from regulations.listing import Change, Entry, as_dict, changes, entries_of, history, wanted
from regulations.rulebook import FOLDER, Rulebook, RulebookError, Rulebooks
from thidua.moments import DAY, day
from thidua.operations.commands import JsonFlag, fail

rules = typer.Typer(help="Quy định theo ngày · the rules by date.", no_args_is_help=True)

T = TypeVar("T")
AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=day, metavar=DAY, help="Ngày áp dụng · the day (default: today).")
]
Folder = Annotated[
    Path, typer.Option("--folder", help="Thư mục quy định · the folder of the eras.", show_default=False)
]


STATUSES = "|".join(Status)


def _status(told: str) -> Status:
    if told not in set(Status):
        raise typer.BadParameter(f"không có “{told}”; có {STATUSES} · there is no “{told}”; there are {STATUSES}")
    return Status(told)


@rules.command("list", help="Mọi con số áp dụng vào một ngày · every figure that applied on a day.")
def list_command(  # noqa: PLR0913, PLR0917 (options of the command line)
    as_of: AsOf = None,
    chapter: Annotated[str | None, typer.Option(help="deadlines | clusters | titles | voting | …")] = None,
    status: Annotated[
        Status | None,
        typer.Option(parser=_status, metavar=f"<{STATUSES}>", help="Độ tin cậy · how far it can be trusted."),
    ] = None,
    leads: Annotated[
        bool, typer.Option("--leads", help="Văn bản mới biết tin, không áp dụng · announced texts, not applied.")
    ] = False,
    as_json: JsonFlag = False,
    folder: Folder = FOLDER,
) -> None:
    """With `--status unverified`: what the agency has still to confirm."""
    if leads:
        _say_leads(_load(folder).leads)
        return
    on = _day(as_of)
    found = _asked(lambda: wanted(_load(folder), on, chapter, status))
    if as_json:
        typer.echo(
            json.dumps({"as_of": on.isoformat(), "rules": [as_dict(each) for each in found]}, ensure_ascii=False)
        )
        return
    if not found:
        _say("Không có quy định nào như vậy · there is no such rule")
        return
    _show(found)
    tally = Counter(each.source.status for each in found)
    _say(f"{on.isoformat()}: " + ", ".join(f"{tally[each]} {each.value}" for each in Status))


@rules.command("show", help="Một con số qua các thời kỳ · one figure through the eras.")
def show_command(
    key: Annotated[
        str, typer.Argument(help="Khóa, như trong `rules list` · its key, such as quotas.government_flag.share.")
    ],
    as_of: AsOf = None,
    as_json: JsonFlag = False,
    folder: Folder = FOLDER,
) -> None:
    """The one that applied on the day is marked."""
    on, books = _day(as_of), _load(folder)
    found = _asked(lambda: history(books, key))
    applies = [each.covers(on) for each in found]
    if as_json:
        eras = [{**as_dict(each), "applies": now} for each, now in zip(found, applies, strict=True)]
        typer.echo(json.dumps({"as_of": on.isoformat(), "key": key, "rules": eras}, ensure_ascii=False))
        return
    _say(f"{found[-1].name.vi} · {found[-1].name.en}")
    for each, now in zip(found, applies, strict=True):
        _say(f"{'→' if now else ' '} {_span(each)}  {each.value}  ({each.source}; {each.source.status.value})")


@rules.command("diff", help="Khác nhau giữa hai ngày · what changed between two days.")
def diff_command(
    one: Annotated[date, typer.Argument(parser=day, help="Ngày trước · the first day.")],
    other: Annotated[date, typer.Argument(parser=day, help="Ngày sau · the second day.")],
    as_json: JsonFlag = False,
    folder: Folder = FOLDER,
) -> None:
    """A figure differs when its value or the text it was read from does."""
    books = _load(folder)
    found = _asked(lambda: changes(books, one, other))
    if as_json:
        listed = [{"key": each.key, "before": _or_none(each.before), "after": _or_none(each.after)} for each in found]
        days = {"from": one.isoformat(), "to": other.isoformat()}
        typer.echo(json.dumps({**days, "changes": listed}, ensure_ascii=False))
        return
    if not found:
        _say("Không có gì thay đổi · nothing changed")
    for change in found:
        _tell(change)


@rules.command("check", help="Kiểm tra các thời kỳ · whether the rulebooks hold together.")
def check_command(folder: Folder = FOLDER) -> None:
    """Exit status 1 with file, line, key and reason if they do not. Leads are named, and never applied."""
    books = _load(folder, status=1)
    with _readable(status=1):
        calendar = Calendar.load(folder / FILE.relative_to(FOLDER))
    for era in books.eras:
        tally = Counter(each.source.status for each in entries_of(era))
        until = era.in_force_to.isoformat() if era.in_force_to else "…"
        counts = ", ".join(f"{tally[each]} {each.value}" for each in Status)
        _say(f"{era.version}  {era.in_force_from.isoformat()} – {until}: {counts}")
    years = sorted(calendar.years)
    told = calendar.trust(date(years[0], 1, 1), date(years[-1], 12, 31)).words
    _say(f"ngày nghỉ · holidays {years[0]} – {years[-1]}: {told.vi} · {told.en}")
    _say_leads(books.leads)


def _or_none(entry: Entry | None) -> dict[str, Any] | None:
    return None if entry is None else as_dict(entry)


def _say_leads(leads: Sequence[Rulebook]) -> None:
    for lead in leads:
        _say(f"{lead.id}  ({lead.in_force_from.isoformat()}): chỉ để biết, không áp dụng · a lead, not applied")
        for text in lead.texts:
            _say(f"  {lead.title.vi} · {lead.title.en}\n  {text}; {text.status.value}")


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


def _day(as_of: date | None) -> date:
    return as_of or datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def _load(folder: Path, status: int = 2) -> Rulebooks:
    with _readable(status):
        return Rulebooks.load(folder)


@contextmanager
def _readable(status: int) -> Iterator[None]:
    try:
        yield
    except RulebookError as error:
        raise fail(str(error), status) from error


def _asked(ask: Callable[[], list[T]]) -> list[T]:
    try:
        return ask()
    except Refusal as refusal:
        raise fail(f"{refusal.text().vi} · {refusal.text().en}") from refusal


def _say(text: str) -> None:
    Console(highlight=False, markup=False, soft_wrap=True).print(text)
