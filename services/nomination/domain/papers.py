"""Papers of a dossier (giấy tờ trong hồ sơ), what their checklist asks, and what is missing or thin: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from kernel.explanation import Explanation, Source, Text, Worded
from regulations.dossiers import DOSSIERS, Dossiers
from regulations.rulebook import Rulebook
from services.nomination.domain.terms import RuleVersion

REPORT = "report"


class DossierKind(Worded):
    """What a dossier is for: the year's merit, or a commendation outside the year's ranking."""

    MERIT = "MERIT", "công trạng", "merit"
    SUDDEN = "SUDDEN", "đột xuất", "sudden"
    THEMATIC = "THEMATIC", "chuyên đề", "thematic"
    MID_YEAR = "MID_YEAR", "sơ kết", "mid-year"


class Agreement(StrEnum):
    """Whether a figure that a report quotes is the one on record."""

    AGREES = "AGREES"
    DIFFERS = "DIFFERS"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Quoted:
    """A figure that a paper quotes (số liệu trích dẫn): a number, or a code such as that of a rating."""

    indicator: str
    value: Decimal | None
    text: str = ""

    def __str__(self) -> str:
        return self.text if self.value is None else format(self.value, "f")


@dataclass(frozen=True)
class Paper:
    """One paper of a dossier: its kind, its name, the hash and length of its text, and the figures it quotes."""

    kind: str
    name: str
    sha256: str
    pages: int
    words: int
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What the rules of the day ask of a dossier (danh mục hồ sơ), with the source of each."""

    checklist: str
    papers: tuple[str, ...]
    names: tuple[Text, ...]
    papers_source: Source
    sets: int
    sets_source: Source
    least_words: int
    words_source: Source
    due: date | None
    due_source: Source | None
    rules: RuleVersion

    @classmethod
    def of(cls, kind: DossierKind, title: str, due: tuple[date, Source] | None, book: Rulebook) -> Self:
        """What the rulebook asks for this title and kind; `due` is the deadline where there is one."""
        chapter = chapter_of(book)
        found = chapter.checklist_of(title if kind is DossierKind.MERIT else kind.value)
        return cls(
            checklist=found.code,
            papers=found.papers.value,
            names=tuple(chapter.papers[each] for each in found.papers.value),
            papers_source=found.papers.source,
            sets=found.sets.value,
            sets_source=found.sets.source,
            least_words=found.least_words.value,
            words_source=found.least_words.source,
            due=due[0] if due else None,
            due_source=due[1] if due else None,
            rules=RuleVersion.of(book),
        )


def chapter_of(book: Rulebook) -> Dossiers:
    """The rulebook's chapter on dossiers; every era has one."""
    found = book.chapter(DOSSIERS)
    assert found is not None, book.id  # noqa: S101 (the first era has it, and the others take it over)
    return found


@dataclass(frozen=True)
class Known:
    """A figure on record, and the events that say so.

    `at_least`: more may be true than is on record. `private`: it is compared, but not shown.
    """

    value: Decimal | str
    events: tuple[UUID, ...] = ()
    at_least: bool = False
    private: bool = False

    def __str__(self) -> str:
        return self.value if isinstance(self.value, str) else format(self.value, "f")

    def held_against(self, quote: Quoted) -> Agreement:
        """Whether a quoted figure is this one."""
        if isinstance(self.value, str):
            return Agreement.AGREES if quote.text.strip().upper() == self.value.upper() else Agreement.DIFFERS
        if quote.value is None:
            return Agreement.DIFFERS
        if self.at_least and quote.value > self.value:
            return Agreement.UNKNOWN
        return Agreement.AGREES if quote.value == self.value else Agreement.DIFFERS


OnRecord = Mapping[str, Known]
"""What is on record, by the name under which a report quotes it."""


@dataclass(frozen=True)
class Check:
    """The verdict on a dossier: what is missing, which reports are short, which figures differ or are unknown."""

    missing: tuple[str, ...]
    short: tuple[str, ...]
    figures: tuple[tuple[str, Agreement], ...]
    explanation: Explanation

    @property
    def complete(self) -> bool:
        """Whether every paper that is asked for is there."""
        return not self.missing

    @property
    def thin(self) -> bool:
        """Whether a report is shorter than its form asks, or quotes a figure that differs from the record."""
        return bool(self.short) or any(agreement is Agreement.DIFFERS for _, agreement in self.figures)


def check(asked: Asked, papers: Sequence[Paper], record: OnRecord) -> Check:
    """Hold the papers against the checklist and the figures against the record; the order of papers cannot matter."""
    held = {each.kind for each in papers}
    missing = tuple(kind for kind in asked.papers if kind not in held)
    ordered = sorted(papers, key=lambda each: (each.kind, each.name, each.sha256))
    short = tuple(each.name for each in ordered if each.kind == REPORT and each.words < asked.least_words)
    quoted = tuple(dict.fromkeys(quote for each in ordered for quote in each.quotes))
    figures = tuple((quote.indicator, _agreement(quote, record)) for quote in quoted)
    tree = Explanation(
        label=Text("Hồ sơ", "Dossier"),
        value="COMPLETE" if not missing else "INCOMPLETE",
        source=asked.papers_source,
        rule_version=str(asked.rules),
        inputs=(
            *(
                _paper(kind, name, asked, present=kind in held)
                for kind, name in zip(asked.papers, asked.names, strict=True)
            ),
            *(_length(each, asked) for each in ordered if each.kind == REPORT),
            *(_figure(quote, record) for quote in quoted),
            Explanation(Text("Số bộ hồ sơ", "Sets"), str(asked.sets), source=asked.sets_source),
        ),
    )
    return Check(missing, short, figures, tree)


def _agreement(quote: Quoted, record: OnRecord) -> Agreement:
    known = record.get(quote.indicator)
    return Agreement.UNKNOWN if known is None else known.held_against(quote)


def _paper(kind: str, name: Text, asked: Asked, *, present: bool) -> Explanation:
    value = "PRESENT" if present else "MISSING"
    return Explanation(name, value, formula=kind, source=asked.papers_source)


def _length(paper: Paper, asked: Asked) -> Explanation:
    enough = paper.words >= asked.least_words
    return Explanation(
        label=Text(f"Độ dài báo cáo {paper.name}, số từ", f"Length of the report {paper.name}, in words"),
        value="LONG_ENOUGH" if enough else "SHORT",
        formula=f"{paper.words} / {asked.least_words}",
        source=asked.words_source,
    )


def _figure(quote: Quoted, record: OnRecord) -> Explanation:
    agreement, known = _agreement(quote, record), record.get(quote.indicator)
    on_record = "—" if known is None or known.private else str(known)
    return Explanation(
        label=Text(f"Số liệu {quote.indicator} trong báo cáo", f"Figure {quote.indicator} in the report"),
        value=agreement.value,
        formula=f"{quote} / {on_record}",
        events=() if known is None else known.events,
    )
