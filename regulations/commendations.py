"""The chapter on commendations outside the year's ranking: which of them the council votes on, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kernel.explanation import Text
from regulations.figures import Figure
from regulations.reader import ChapterReader, Row
from regulations.tables import MISSING, Table
from regulations.values import flag

KINDS = ("SUDDEN", "THEMATIC", "MID_YEAR")


@dataclass(frozen=True)
class CommendationWay:
    """The way of one kind of commendation to its decision."""

    kind: str
    vote_required: Figure[bool]
    bare_count: Figure[bool]


Ways = Mapping[str, CommendationWay]


def read_commendations(chapter: Table) -> Ways:
    """commendations.toml: a table a kind, and every kind."""
    found = {
        kind: entry.done(CommendationWay(kind, entry.figure("vote_required", flag), entry.figure("bare_count", flag)))
        for kind, entry in chapter.tables()
    }
    for kind in found:
        if kind not in KINDS:
            known = ", ".join(KINDS)
            raise chapter.refuse(kind, Text(f"phải là một trong {known}", f"expected one of {known}"))
    for kind in KINDS:
        if kind not in found:
            raise chapter.refuse(kind, MISSING)
    return found


def figures(ways: Ways) -> Iterable[Row]:
    """Every figure of the chapter."""
    for kind, way in ways.items():
        for member, name, figure in (
            ("vote_required", Text("Hội đồng phải biểu quyết", "the council must vote"), way.vote_required),
            ("bare_count", Text("nhận số liệu biểu quyết", "a bare count of the vote is taken"), way.bare_count),
        ):
            yield Row(f"{kind}.{member}", Text(f"{kind}: {name.vi}", f"{kind}: {name.en}"), figure.value, figure.source)


COMMENDATIONS = ChapterReader("commendations", read_commendations, figures)
