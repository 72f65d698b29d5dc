"""A chapter of the demonstration: what was done beside the year's cycle, what came of it, and where that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Table


@dataclass(frozen=True)
class Line:
    """One thing done or asked, what came of it, and its source where the answer named one."""

    what: str
    said: str
    source: str = ""


@dataclass(frozen=True)
class Chapter:
    """A subject with its lines; `code` is what a machine asks for."""

    code: str
    title: str
    lines: tuple[Line, ...]

    def content(self) -> dict[str, Any]:
        """What the chapter says: nothing in it depends on when it was played."""
        return {"code": self.code, "lines": [asdict(line) for line in self.lines]}

    def table(self) -> Table:
        """For people."""
        table = Table(title=self.title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
        for column in ("Việc · what", "Kết quả, căn cứ · outcome, source"):
            table.add_column(column, overflow="fold")
        for line in self.lines:
            source = f" — [green]{escape(line.source)}[/green]" if line.source else ""
            table.add_row(escape(line.what), escape(line.said) + source)
        return table


def place_of(source: Mapping[str, Any] | None) -> str:
    """A source as it is shown: document, article, and how far it can be trusted."""
    if source is None:
        return ""
    place = f"{source['document']}, {source['article']}" if source.get("article") else str(source["document"])
    return f"{place} ({source['status']})"
