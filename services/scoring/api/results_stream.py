"""Results (kết quả) as a stream of rows: a verdict on each, recorded in windows, each unit and period whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import StreamingResponse

from kernel.bodies import lift_limit
from kernel.http import PROBLEMS, Edge, ExactRoute, ReaderDep, media_type_of
from kernel.refusals import Refusal
from kernel.rows import NDJSON, Lines, ndjson_row, row_problem
from kernel.store import Command, KeyReused, Once, WriteConflict
from kernel.streaming import VerdictStream
from services.scoring.api.asking import App
from services.scoring.api.results_rows import Batch, DryRun, RowIn, System
from services.scoring.api.results_window import Window
from services.scoring.application import ScoringApplication
from services.scoring.application.row_windows import Judged, Origin
from services.scoring.domain.refusals.results import PushTooLarge
from services.scoring.domain.result_sheet import ResultSheet
from services.scoring.domain.rights import Action, require

router = APIRouter(route_class=ExactRoute, responses=PROBLEMS)

MOST_ROWS = 1_000_000
MOST_SHEETS = 100_000
MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class Terms:
    """What holds for every window of a stream; `key` and `said` (the request without its rows) make it one command."""

    command: Callable[[], Command]
    origin: Origin
    key: str | None
    said: bytes


class PushStream:
    """The sink of one stream; see `kernel.streaming.Sink`."""

    def __init__(self, app: ScoringApplication, terms: Terms, *, repeated: bool) -> None:
        self._app = app
        self._terms = terms
        self._repeated = repeated
        self._origin = replace(terms.origin, trial=terms.origin.trial or repeated)
        self._hash = hashlib.sha256(terms.said)
        self._lines = Lines()
        self._window = Window()
        self._size = self._told_through = self._position = 0
        self._counts: Counter[str] = Counter()
        self._seen: ResultSheet | None = None
        self.ended = False

    def feed(self, chunk: bytes) -> bytes:
        """Take the rows in that end in this chunk."""
        self._hash.update(chunk)
        self._size += len(chunk)
        return self._take_all(self._lines.feed(chunk))

    def finish(self) -> bytes:
        """The last rows, and the summary."""
        answer = self._take_all(self._lines.rest())
        if self.ended:
            return answer
        answer += self._flush()
        try:
            return answer + self._summary()
        except KeyReused as refusal:
            return answer + self.stop(refusal)

    def stop(self, refusal: Refusal) -> bytes:
        """Rows without a verdict were not recorded."""
        self.ended = True
        return _line({"stopped": row_problem(refusal), "verdicts_through_row": self._told_through})

    def _take_all(self, lines: Iterator[tuple[int, bytes | Refusal]]) -> bytes:
        answer = b""
        for number, line in lines:
            said = line if isinstance(line, Refusal) else ndjson_row(line, number, RowIn).said
            if self._window.is_full_before(said):
                answer += self._flush()
            self._window.add(number, said)
            self._counts["rows"] += 1
            if self._counts["rows"] > MOST_ROWS or self._window.sheets > MOST_SHEETS or self._size > MOST_BYTES:
                return answer + self.stop(PushTooLarge(rows=MOST_ROWS, sheets=MOST_SHEETS, size=MOST_BYTES))
        return answer

    def _flush(self) -> bytes:
        reported = self._window.reported()
        try:
            judged = self._app.rows.record(self._terms.command(), self._origin, reported)
        except WriteConflict as refusal:
            judged = Judged([refusal] * sum(len(each.cells) for each in reported))
        told = self._window.close(iter(judged.verdicts))
        if not told:
            return b""
        self._seen = judged.seen or self._seen
        self._told_through = told[-1][0]
        self._position = judged.receipt.position if judged.receipt else self._position
        self._counts["sheets"] += len(judged.changed)
        lines = [self._verdict(number, verdict) for number, verdict in told]
        if judged.receipt:
            committed = {"through_row": told[-1][0], "sheets": len(judged.changed), "position": self._position}
            lines.append(_line({"committed": committed}))
        return b"".join(lines)

    def _verdict(self, number: int, verdict: bool | Refusal) -> bytes:
        if isinstance(verdict, Refusal):
            self._counts["refused"] += 1
            problem = row_problem(verdict)
            problem["fields"] = [each if "[" in each else f"rows[{number}].{each}" for each in problem["fields"]]
            return _line({"row": number, "verdict": "refused", "problem": problem})
        word = ("acceptable" if self._origin.trial else "accepted") if verdict else "unchanged"
        self._counts[word] += 1
        return b'{"row":%d,"verdict":"%s"}\n' % (number, word.encode())

    def _summary(self) -> bytes:
        counts = {name: self._counts[name] for name in ("rows", "accepted", "unchanged", "refused", "sheets")}
        summary = {**counts, "position": self._position, "dry_run": self._terms.origin.trial, "replayed": False}
        if self._terms.key is not None and not self._terms.origin.trial:
            summary = self._once(Once(self._terms.key, self._hash.hexdigest()), summary)
        return _line({"summary": summary})

    def _once(self, once: Once, summary: dict[str, Any]) -> dict[str, Any]:
        command = replace(self._terms.command(), once=once)
        if self._repeated and (first := self._app.store.answered(command)):
            return {**first.details, "replayed": True}
        if self._seen is not None:
            self._app.rows.conclude(command, self._seen, summary)
        return summary


def _line(members: dict[str, Any]) -> bytes:
    return msgspec.json.encode(members) + b"\n"


def _was_answered(app: ScoringApplication, terms: Terms) -> bool:
    command = terms.command()
    try:
        app.store.answered(replace(command, once=Once(terms.key, "") if terms.key else None))
    except KeyReused:
        return True
    return False


@dataclass(frozen=True)
class Said:
    """The headers of a stream."""

    idempotency_key: str | None
    effective_at: str | None
    correlation_id: UUID


async def _said(
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="Khóa chống lặp: with other rows it is refused")
    ] = None,
    effective_at: Annotated[str | None, Header(description="Thời điểm có hiệu lực, default now")] = None,
    correlation_id: Annotated[UUID | None, Header(description="Mã liên kết: what this stream belongs to")] = None,
) -> Said:
    return Said(idempotency_key, effective_at, correlation_id or uuid4())


_EXAMPLE_ROWS = "".join(
    f'{{"unit_id":"BHXH-68","movement_id":"TDTX-2024","period":"2024-Q2","indicator":"{indicator}","value":{value}}}\n'
    for indicator, value in (("BHYT_TYLE", "93.1"), ("BC_CHAM", "0"))
)
_EXAMPLE_VERDICTS = """{"row":1,"verdict":"accepted"}
{"row":2,"verdict":"refused","problem":{"code":"no-such-indicator","fields":["rows[2].indicator"],"detail":"…"}}
{"committed":{"through_row":2,"sheets":1,"position":4711}}
{"summary":{"rows":2,"accepted":1,"unchanged":0,"refused":1,"sheets":1,"position":4711,"dry_run":false,"replayed":false}}
"""
_AS_LINES = {
    "requestBody": {
        "required": True,
        "content": {NDJSON: {"schema": RowIn.model_json_schema(), "example": _EXAMPLE_ROWS}},
    }
}
_VERDICTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Kết luận từng dòng: one line a row, one a commit, and the summary at the end",
        "content": {NDJSON: {"schema": {"type": "string"}, "example": _EXAMPLE_VERDICTS}},
    },
    415: {**PROBLEMS[422], "description": "Chỉ nhận NDJSON: another media type"},
}


@router.post(
    "/results/stream",
    summary="Push results as a stream of rows",
    status_code=200,
    response_model=None,
    response_class=StreamingResponse,
    responses=_VERDICTS,
    openapi_extra=_AS_LINES,
)
async def stream_results(
    request: Request,
    app: App,
    principal: ReaderDep,
    said: Annotated[Said, Depends(_said)],
    system: System,
    batch: Batch = "",
    dry_run: DryRun = False,
) -> VerdictStream:
    """Đẩy kết quả theo luồng: mỗi dòng một kết luận; dòng tốt được ghi, dòng lỗi bị từ chối kèm lý do.

    The rows of one unit, movement and quarter follow one another (sort by them); those that are good become one event,
    whole or not at all. A row without a verdict was not recorded: send the stream again, what is recorded is
    `unchanged`. At most 1,000,000 rows, 100,000 units and quarters, 64 KiB a line, 512 MiB in all.
    """
    require(principal, Action.RECORD_RESULTS)
    if media_type_of(request.headers) != NDJSON:
        raise HTTPException(415)
    edge: Edge = request.app.state.edge

    def command() -> Command:
        return Command(principal, edge.act(principal, said.effective_at, said.correlation_id))

    line = f"{request.url.path}?{request.url.query}\n{said.effective_at or ''}\n"
    terms = Terms(command, Origin(system, batch, dry_run), said.idempotency_key, line.encode())
    repeated = await to_thread.run_sync(_was_answered, app, terms)
    lift_limit(request)
    return VerdictStream(PushStream(app, terms, repeated=repeated))
