"""`thidua targets`: the published national and local targets of the sample files, loaded into a movement over years."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.console import Console

from thidua.moments import DAY, day
from thidua.operations.commands import JsonFlag, fail
from thidua.samples.long_targets import LocalLine, NationalLine, Unusable, local, national

targets = typer.Typer(help="Chỉ tiêu từng năm · targets over years.", no_args_is_help=True)

AT_ONCE = 2000
FLOORS = ("Nghị quyết 21-NQ/TW", "QĐ 342/QĐ-TTg")
"""The documents that the launch of 2014–2020 itself names; others guide, until somebody makes them binding."""


@targets.command("load", help="Nạp chỉ tiêu đã công bố vào phong trào dài hạn · load published targets.")
def load_command(
    movement: Annotated[str, typer.Argument(help="Mã phong trào · code of the movement.")],
    preview: Annotated[bool, typer.Option("--preview", help="Xem trước · record nothing.")] = False,
    floor: Annotated[
        list[str] | None,
        typer.Option(help="Văn bản là mức sàn (đầu tên) · documents whose end-year figures bind, by their beginning."),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(parser=day, metavar=DAY, help="Ngày của văn bản (không nêu: hôm nay) · their day (today)."),
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="Máy chủ đang chạy · a running server.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Published figures only: an empty cell is not found, never zero; what cannot be used is told with its line.

    A preview holds the local figures against the national targets that the movement has already.
    """
    from thidua.demo.client import Api, DemonstrationFailedError
    from thidua.running import a_server
    from thidua.settings import ServeSettings, SettingsError

    screen = Console(stderr=True)
    try:
        with a_server(base_url, ServeSettings.from_environment(os.environ), screen) as url, Api(url, "targets") as api:
            loading = Loading(tuple(floor or FLOORS), on, preview=preview)
            said = _load(api, movement, loading)
    except (SettingsError, DemonstrationFailedError) as error:
        raise fail(str(error)) from error
    if as_json:
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        _show(said)


@dataclass(frozen=True)
class Loading:
    """How the figures are loaded: which documents bind, as of which day (None: today), or only to see."""

    floor: tuple[str, ...]
    on: date | None
    preview: bool


def _load(api: Any, code: str, how: Loading) -> dict[str, Any]:
    from thidua.demo.client import Request
    from thidua.demo.people import AUDITOR, STANDING_BODY

    found = api.get(AUDITOR, "/covenant/movements", code=code)["items"]
    if not found:
        raise fail(f"Không có phong trào {code} · there is no movement {code}")
    [movement] = found
    path = f"/covenant/movements/{movement['id']}"
    years = range(int(movement["period_from"][:4]), int(movement["period_to"][:4]) + 1)
    goals, unusable = national(years)
    lines, more = local(years)
    known = api.get(AUDITOR, f"{path}/national-targets")
    held_against = len(known["items"])
    if not how.preview:
        wanted = _goals(goals, known["items"], years[-1], how.floor)
        body = {"goals": wanted, "appraised": known["appraised"] or not known["items"]}
        api.done(Request(STANDING_BODY, f"{path}/national-targets", body, effective=how.on, method="PUT"))
        held_against = len(wanted)
    verdicts: list[dict[str, Any]] = []
    for some in _parts([_row(each) for each in lines]):
        asked = f"{path}/target-rows?preview={str(how.preview).lower()}"
        verdicts += api.done(Request(STANDING_BODY, asked, {"rows": some}, effective=how.on))["details"]["verdicts"]
    return _told(code, goals, verdicts, [*unusable, *more], preview=how.preview, held_against=held_against)


def _told(
    code: str,
    goals: Sequence[NationalLine],
    verdicts: Sequence[dict[str, Any]],
    unusable: Sequence[Unusable],
    *,
    preview: bool,
    held_against: int,
) -> dict[str, Any]:
    counts = Counter(each["verdict"] for each in verdicts)
    refused = [
        {name: each[name] for name in ("unit", "indicator", "year")} | {"why": _both(each["problem"])}
        for each in verdicts
        if each["verdict"] == "refused"
    ]
    return {
        "movement": code,
        "preview": preview,
        "national": len(goals),
        "held_against": held_against,
        "rows": dict(sorted(counts.items())),
        "refused": refused,
        "unusable": [asdict(each) for each in unusable],
    }


def _both(problem: Mapping[str, str]) -> str:
    return f"{problem['detail']} · {problem['detail_en']}"


def _goals(
    lines: Sequence[NationalLine], known: Sequence[dict[str, Any]], last: int, floor: tuple[str, ...]
) -> list[dict[str, object]]:
    """The published targets, each with the department its indicator has already; others that stand are kept."""
    departments = {each["indicator"]: each["department_id"] for each in known}
    published = {(each.indicator, each.year, each.document) for each in lines}
    kept = [each for each in known if (each["indicator"], each["year"], each["source"]["document"]) not in published]
    new = [
        {
            **asdict(line),
            "binding": line.year == last and line.document.startswith(floor),
            "department": departments.get(line.indicator),
        }
        for line in lines
    ]
    return [*(_again(each) for each in kept), *new]


def _again(goal: dict[str, Any]) -> dict[str, object]:
    """A national target as it was read, as it is sent."""
    plain = ("indicator", "name", "unit_of_measure", "area", "year", "comparison", "binding")
    source = {name: goal["source"][name] for name in ("document", "article", "status")}
    said = {name: goal[name] for name in plain}
    return {**said, **source, "value": Decimal(goal["value"]), "department": goal["department_id"]}


def _row(line: LocalLine) -> dict[str, object]:
    return {name: value for name, value in asdict(line).items() if value is not None}


def _parts(rows: Sequence[dict[str, object]]) -> Iterator[Sequence[dict[str, object]]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _show(said: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    recorded = "xem trước, không ghi gì · a preview, nothing recorded" if said["preview"] else "đã ghi · recorded"
    console.print(f"{said['movement']}: {recorded}")
    console.print(f"  mục tiêu chung · national targets: {said['national']}")
    if not said["held_against"]:
        console.print("  chưa có mục tiêu chung nào để đối chiếu · no national target to hold them against yet")
    for verdict, count in said["rows"].items():
        console.print(f"  {verdict}: {count}")
    for each in said["refused"]:
        console.print(f"  ✗ {each['unit']} {each['indicator']} {each['year']}: {each['why']}", markup=False)
    for each in said["unusable"]:
        console.print(f"  – {each['file']}:{each['line']} {each['said']}: {each['why']}", markup=False)
