"""The command line: serve, demo, replay, board; and the processes of the distributed run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from thidua.apart.commands import commands as apart
from thidua.apart.settings import SERVICES
from thidua.data import InUse
from thidua.moments import DAY, MOMENT, PERIOD, day, moment, period_code
from thidua.operations import streams  # noqa: F401 (adds to `relay` and `follower`)
from thidua.operations.parked import parked
from thidua.operations.views import views
from thidua.rules import rules
from thidua.score_tables import score_tables
from thidua.settings import ServeSettings, SettingsError
from thidua.source import Kind, ServerAway, Source, choose
from thidua.targets import targets

if TYPE_CHECKING:
    from thidua.replay import Replay

app = typer.Typer(
    name="thidua",
    help="Thi Đua: thi đua, khen thưởng ngành BHXH · the emulation-and-commendation year of Vietnam Social Security.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(apart)
app.add_typer(parked, name="parked")
app.add_typer(views, name="views")
app.add_typer(rules, name="rules")
app.add_typer(score_tables, name="score-tables")
app.add_typer(targets, name="targets")
KnownOn = Annotated[
    datetime | None,
    typer.Option(
        parser=moment,
        metavar=MOMENT,
        help="Theo dữ liệu đã ghi đến lúc (mặc định UTC) · by what was recorded until then (UTC unless said).",
    ),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON · print one JSON object.")]
DataDir = Annotated[
    Path, typer.Option(envvar="DATA_DIR", help="Thư mục dữ liệu · the data directory.", show_default=True)
]
FromSource = Annotated[
    Kind | None,
    typer.Option(
        "--source",
        help="Đọc từ đâu · what to read: the databases of <SERVICE>_DATABASE, those of `make up` in the data "
        "directory, or its SQLite files. Mặc định: nguồn đầu tiên có · default: the first of these that there is.",
    ),
]


def _fail(error: Exception | str) -> typer.Exit:
    """It could not be done; 1 is kept for what was done and found a difference."""
    Console(stderr=True).print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
    return typer.Exit(2)


@contextmanager
def _read(data_dir: Path, services: Sequence[str], asked: Kind | None) -> Iterator[Source]:
    """The databases to read, told on standard error; what cannot be read there ends the command."""
    from kernel.rebuild import SourceIncomplete

    try:
        source = choose(os.environ, data_dir, services, asked)
        Console(stderr=True).print(source.told(), highlight=False, markup=False, soft_wrap=True)
        yield source
    except SettingsError as error:
        raise _fail(error) from error
    except SourceIncomplete as error:
        said = "Nhật ký nguồn không còn đủ sự kiện đã nhận · a source's log lacks facts that were taken in"
        raise _fail(f"{said}: {error}") from error
    except ServerAway as error:
        hint = "\nmake up khởi động lại · make up starts it" if source.kind is Kind.DISTRIBUTED else ""
        raise _fail(f"{error}{hint}") from error


@app.command("serve", help="Chạy ba dịch vụ và cổng GraphQL trong một tiến trình · serve everything from one process.")
def serve_command(
    on_leash: Annotated[bool, typer.Option("--on-leash", hidden=True)] = False,
) -> None:
    """HOST, PORT, DATA_DIR, TOKEN_ISSUER and TOKEN_KEYS of the environment say where and for whom.

    On a leash it serves until its standard input ends.
    """
    from thidua.listening import PortTaken
    from thidua.operations.observed import observe
    from thidua.serve import serve

    try:
        observe("serve", os.environ)
        serve(ServeSettings.from_environment(os.environ), Console(), on_leash=on_leash)
    except (SettingsError, InUse, PortTaken) as error:
        raise _fail(error) from error


@app.command("demo", help="Diễn một năm thi đua toàn ngành qua API công khai · play a national year through the API.")
def demo_command(  # noqa: PLR0913, PLR0917 (options of a command)
    year: Annotated[int, typer.Option(help="Năm thi đua · the year.")] = 2024,
    seed: Annotated[int, typer.Option(help="Hạt giống của số liệu giả lập · seed of what is synthetic.")] = 1,
    base_url: Annotated[
        str | None,
        typer.Option(help="Máy chủ đang chạy (không có thì tự khởi động) · a running server; else one is started."),
    ] = None,
    chapters: Annotated[
        bool, typer.Option(help="Cả những việc bên lề chu trình năm · also what goes on beside the year's cycle.")
    ] = True,
    patience: Annotated[
        float, typer.Option(min=0, help="Số giây chờ khi máy chủ vắng mặt · seconds a server may be away.")
    ] = 10.0,
    as_json: JsonFlag = False,
) -> None:
    """Played again with the same year and seed, it records nothing twice; another year joins it on the same store."""
    from thidua.demo.calendar import UnplayableYearError
    from thidua.demo.client import DemonstrationFailedError
    from thidua.demo.play import YearAsked, run_demo
    from thidua.running import a_server

    screen = Console(stderr=True) if as_json else Console()
    try:
        with a_server(base_url, ServeSettings.from_environment(os.environ), screen) as url:
            report = run_demo(url, YearAsked(year, seed, chapters), screen, patience)
    except (SettingsError, UnplayableYearError, DemonstrationFailedError) as error:
        raise _fail(error) from error
    if as_json:
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        report.show(screen)


@app.command("replay", help="Dựng lại mọi bảng từ nhật ký sự kiện · rebuild every view and board from the logs alone.")
def replay_command(
    data_dir: DataDir = Path("var"),
    check: Annotated[bool, typer.Option("--check", help="Mã thoát 1 nếu khác · exit 1 on a difference.")] = False,
    as_json: JsonFlag = False,
    source: FromSource = None,
) -> None:
    """Works on copies, so the services may be running; what is served is only read."""
    from thidua.copies import copies
    from thidua.replay import replay

    with _read(data_dir, SERVICES, source) as read, copies(read.databases) as stores:
        found = replay(stores)
    if as_json:
        digests = dict(sorted(found.replayed.items()))
        members = {"ok": not found.differences, "digests": digests, "events": found.events}
        typer.echo(json.dumps(members if not found.differences else {**members, "differences": found.differences}))
    else:
        _show_replay(found)
    if check and found.differences:
        raise typer.Exit(1)


def _show_replay(found: Replay) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for name, served in sorted(found.served.items()):
        again = found.replayed.get(name, "—")
        console.print(f"{'[green]=[/green]' if served == again else '[red]≠[/red]'} {again[:16]}  {name}")
    same = len(found.served) - len(found.differences)
    console.print(
        f"{found.events} sự kiện · events; {same}/{len(found.served)} giống như đang phục vụ · the same as served"
    )


@app.command("board", help="Bảng xếp hạng vào một ngày · a block's or cluster's board as it stood.")
def board_command(  # noqa: PLR0913, PLR0917 (options of a command)
    cluster: Annotated[str, typer.Option(help="Mã khối, cụm · the code of the block or cluster.")],
    as_of: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="Vào ngày · as of this day.")] = None,
    known_on: KnownOn = None,
    period: Annotated[
        str | None, typer.Option(parser=period_code, metavar=PERIOD, help="Kỳ: 2024, 2024-H1 · the period.")
    ] = None,
    data_dir: DataDir = Path("var"),
    as_json: JsonFlag = False,
    source: FromSource = None,
) -> None:
    """Each period's edition that stood on that day; a correction that came later does not show."""
    from services.scoring.views.boards import Moment
    from thidua.board import NoSuchCluster, boards_as_they_stood

    try:
        with _read(data_dir, ("scoring", "covenant"), source) as read:
            found = boards_as_they_stood(read.databases, cluster, period, Moment(as_of, known_on))
    except NoSuchCluster as error:
        raise _fail(f"Không có khối, cụm này · no such block or cluster: {error}") from error
    if as_json:
        typer.echo(json.dumps([each.as_dict() for each in found], ensure_ascii=False))
        return
    console = Console(highlight=False)
    for each in found:
        console.print(each.as_table())
    if not found:
        console.print("Chưa có bảng xếp hạng nào vào ngày đó. · No board had been frozen by that day.")
