"""What a played year came to: as one JSON object, and as tables for people, Vietnamese first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from kernel.explanation import canonical_digest
from thidua.demo.chapters import Chapter

SHOWN = frozenset({"block", "cluster"})
"""Kinds of boards printed in full; those of the districts are many, and stand in the JSON object."""


@dataclass(frozen=True)
class BoardRow:
    """One unit of a board; `rank` and `score` are None where it has none, and `state` says why."""

    unit: str
    rank: int | None
    score: str | None
    classification: str = ""
    state: str = ""


@dataclass(frozen=True)
class Board:
    """One frozen edition of a board (bảng xếp hạng)."""

    cluster: str
    kind: str
    name: str
    period: str
    edition: int
    digest: str
    rows: tuple[BoardRow, ...]

    def content(self) -> dict[str, Any]:
        """What the board says, with nothing of when it was said."""
        rows = [{"unit": row.unit, "rank": row.rank, "score": row.score} for row in self.rows]
        return {"cluster": self.cluster, "period": self.period, "edition": self.edition, "rows": rows}


@dataclass(frozen=True)
class Award:
    """One decision (quyết định khen thưởng)."""

    number: str
    title: str
    unit: str
    votes: Mapping[str, int | None]
    reward: str | None
    revoked: bool = False

    def content(self) -> dict[str, Any]:
        """What was decided, with nothing of when."""
        return {"title": self.title, "unit": self.unit, "votes": dict(self.votes), "revoked": self.revoked}


@dataclass(frozen=True)
class Refused:
    """One request that the rules refused, as they should."""

    attempt: str
    code: str
    detail: str
    source: str


@dataclass
class DemoReport:
    """Everything the demonstration has to tell."""

    year: int
    seed: int
    names: Mapping[str, str] = field(default_factory=dict)
    units: int = 0
    districts: int = 0
    covenants: dict[str, int] = field(default_factory=lambda: {"signed": 0, "late": 0, "unsigned": 0})
    results: dict[str, int] = field(default_factory=lambda: {"real": 0, "synthetic": 0})
    boards: list[Board] = field(default_factory=list)
    decisions: list[Award] = field(default_factory=list)
    refusals: list[Refused] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    why: Mapping[str, Any] = field(default_factory=dict)
    graph: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def digests(self) -> dict[str, str]:
        """Of each board, as the service tells it, all decisions, each chapter: the same seed, the same at any time."""
        boards = {f"board/{each.cluster}/{each.period}": each.digest for each in self.boards}
        decisions = canonical_digest([each.content() for each in self.decisions])
        chapters = {f"chapter/{each.code}": canonical_digest(each.content()) for each in self.chapters}
        return {**boards, "decisions": decisions, **chapters}

    def as_dict(self) -> dict[str, Any]:
        """The object of `--json`."""
        return {
            "year": self.year,
            "seed": self.seed,
            "units": self.units,
            "districts": self.districts,
            "covenants": self.covenants,
            "results": self.results,
            "boards": [each.content() for each in self.boards],
            "decisions": [{"number": each.number, **each.content()} for each in self.decisions],
            "refusals": [{"code": each.code, "source": each.source, "attempt": each.attempt} for each in self.refusals],
            "chapters": [each.content() for each in self.chapters],
            "digests": self.digests(),
            "seconds": round(self.seconds, 1),
        }

    def show(self, console: Console) -> None:
        """Print boards, awards, refusals and one “why”."""
        for board in self.boards:
            if board.kind == "national" or (board.kind in SHOWN and board.period == str(self.year)):
                console.print(self._board(board))
        console.print(self._awards(), *(each.table() for each in self.chapters), self._refusals(), sep="\n")
        if self.graph:
            console.print(self._graph(self.graph))
        if self.why:
            console.print(explanation_tree(self.why))
        console.print(self._summary())

    def _name(self, unit: str) -> str:
        return escape(self.names.get(unit, unit))

    def _board(self, board: Board) -> Table:
        title = f"{board.name} · {board.period}, lần {board.edition}"
        table = _table(title, "Hạng · rank", "Đơn vị · unit", "Điểm · score", "Xếp loại · class")
        for row in board.rows:
            if board.kind == "national" and not row.classification:
                continue  # of the national ranking those with a prize
            rank = str(row.rank) if row.rank is not None else "—"
            table.add_row(rank, self._name(row.unit), row.score or "—", escape(row.classification or row.state))
        return table

    def _awards(self) -> Table:
        columns = ("Số · number", "Danh hiệu · title", "Đơn vị · unit", "Phiếu · votes", "Tiền thưởng · reward (đ)")
        table = _table("Quyết định khen thưởng · decisions", *columns)
        for each in self.decisions:
            title = f"[s]{each.title}[/s] (đã hủy bỏ · revoked)" if each.revoked else each.title
            votes = f"{each.votes.get('in_favour')}/{each.votes.get('base')}"
            table.add_row(each.number, title, self._name(each.unit), votes, each.reward or "—")
        return table

    def _refusals(self) -> Table:
        columns = ("Việc đã thử · attempt", "Mã · code", "Trả lời · answer", "Căn cứ · source")
        table = _table("Bị từ chối, đúng quy định · refused, as the rules say", *columns)
        for each in self.refusals:
            table.add_row(*(escape(cell) for cell in (each.attempt, each.code, each.detail, each.source)))
        return table

    def _graph(self, cluster: Mapping[str, Any]) -> Table:
        columns = ("Đơn vị · unit", "Giao ước · covenant", "Hạng · rank", "Điểm · score", "Đề cử · nominations")
        title = f"Một câu hỏi GraphQL, ba dịch vụ trả lời · one query, three services: {cluster['name']}"
        table = _table(title, *columns, "Quyết định · decisions")
        for unit in cluster["members"]:
            covenants = ", ".join(
                each["state"].lower() + (" (muộn · late)" if each["late"] else "") for each in unit["covenants"]
            )
            ranks = unit["ranks"] or [{"rank": None, "score": None}]
            nominations = ", ".join(f"{each['title']} {each['stage'].lower()}" for each in unit["nominations"] or ())
            decisions = ", ".join(f"{each['number']} {each['title']}" for each in unit["decisions"] or ())
            rank, score = str(ranks[0]["rank"] or "—"), str(ranks[0]["score"] or "—")
            table.add_row(escape(unit["name"]), covenants or "—", rank, score, nominations or "—", decisions or "—")
        return table

    def _summary(self) -> str:
        signed, late, unsigned = (self.covenants[key] for key in ("signed", "late", "unsigned"))
        real, synthetic = self.results["real"], self.results["synthetic"]
        return (
            f"[bold]Năm {self.year}[/bold]: {self.units} đơn vị, trong đó {self.districts} cấp huyện · "
            f"giao ước: {signed} đúng hạn, {late} muộn, {unsigned} không ký · "
            f"kết quả: {real} có công bố, {synthetic} giả lập (synthetic) · "
            f"{len(self.boards)} bảng xếp hạng, {len(self.decisions)} quyết định, {len(self.refusals)} lần từ chối · "
            f"{self.seconds:.1f} s"
        )


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


DEEPEST_SHOWN = 5


def explanation_tree(why: Mapping[str, Any]) -> Tree:
    """A “why” as a tree for the terminal."""
    tree = Tree(f"[bold]Vì sao? · why?[/bold] {_node(why)}")
    _grow(tree, why.get("inputs", ()), DEEPEST_SHOWN)
    return tree


def _grow(tree: Tree, inputs: Sequence[Mapping[str, Any]], depth: int) -> None:
    for each in inputs:
        branch = tree.add(_node(each))
        if depth:
            _grow(branch, each.get("inputs", ()), depth - 1)


def _node(why: Mapping[str, Any]) -> str:
    label = why.get("label") or {}
    parts = [escape(f"{label.get('vi', '')} · {label.get('en', '')}")]
    if why.get("value"):
        parts.append(f"= [cyan]{escape(why['value'])}[/cyan]")
    if why.get("formula"):
        parts.append(f"[dim]{escape(' · '.join(why[each] for each in ('formula', 'formula_en') if each in why))}[/dim]")
    if source := why.get("source"):
        place = escape(f"{source['document']} {source.get('article') or ''}".strip())
        parts.append(f"[green]{place}[/green] ({source['status']})")
    return "  ".join(parts)
