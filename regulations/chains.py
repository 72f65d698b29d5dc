"""chains.toml: for every title the standards, the chain of earlier titles, and the bars, as a tree of conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kernel.explanation import Text
from regulations.chapters import Holder
from regulations.conditions import (
    After,
    Aged,
    AllOf,
    AnyOf,
    Attested,
    Cleared,
    Condition,
    Counted,
    CountsAfterDiscipline,
    DaysOff,
    DisciplineForm,
    Held,
    InitiativeLevel,
    Kind,
    Leads,
    Meets,
    PartOf,
    Rated,
    RatingLevel,
    Recognised,
    Registered,
    Served,
    Undisciplined,
    Unread,
    YearFigure,
)
from regulations.reader import ChapterReader, Row, Stray
from regulations.sentences import said
from regulations.tables import MISSING, Table
from regulations.values import count, flag, one_of, share, words

if TYPE_CHECKING:
    from regulations.era import Rulebook


@dataclass(frozen=True)
class Chain:
    """What a title asks for: its standards with the chain of earlier titles, and what bars a candidate for it."""

    title: str
    standards: tuple[Condition, ...]
    bars: tuple[Condition, ...]

    def earlier(self) -> tuple[str, ...]:
        """The titles it stands on, in the order of the text."""
        named = (each.kind for condition in self.standards for each in condition.walk())
        return tuple(dict.fromkeys(kind.title for kind in named if isinstance(kind, Held | Meets | After)))


@dataclass(frozen=True)
class Chains:
    """The chains of an era, and what bars every candidate of a kind."""

    bars: Mapping[Holder, tuple[Condition, ...]]
    titles: Mapping[str, Chain]

    def bars_of(self, title: str, holder: Holder) -> tuple[Condition, ...]:
        """What bars a candidate for this title."""
        own = self.titles[title].bars if title in self.titles else ()
        return (*own, *self.bars[holder])

    def ladder(self) -> tuple[str, ...]:
        """The titles from the foot of their chains up: each behind all that it stands on."""
        order: dict[str, None] = {}
        for code in self.titles:
            self._climb(code, order)
        return tuple(order)

    def _climb(self, code: str, order: dict[str, None]) -> None:
        for earlier in self.titles[code].earlier() if code in self.titles else ():
            if earlier not in order:
                self._climb(earlier, order)
        if code in self.titles:
            order[code] = None


def read_chains(chapter: Table) -> Chains:
    """chains.toml: an entry a title; the entries `bars_person` and `bars_collective` hold for all of their kind."""
    bars = {}
    for holder in Holder:
        entry = chapter.table(f"bars_{holder.value}")
        bars[holder] = entry.done(_conditions(entry, "conditions"))
    titles = {}
    for code, entry in chapter.tables():
        own = _conditions(entry, "bars") if entry.has("bars") else ()
        titles[code] = entry.done(Chain(code, _conditions(entry, "standards"), own))
    return Chains(bars, titles)


def strays_of_chains(chains: Chains, book: Rulebook) -> Iterable[Stray]:
    """A chain of a title, or one standing on a title, that the era has not or that others hold; one in a circle."""
    for code, chain in chains.titles.items():
        for named in (code, *chain.earlier()):
            if named not in book.titles:
                reason = Text(f"không titles.toml nào có {named!r}", f"{named!r} stands in no titles.toml")
                yield Stray((code, "standards"), reason)
                return
            if book.titles[named].holder is not book.titles[code].holder:
                holder = book.titles[code].holder.words
                reason = Text(f"{named} không phải danh hiệu của {holder.vi}", f"{named} is no title of {holder.en}")
                yield Stray((code, "standards"), reason)
        if circle := _circle(code, chains.titles, ()):
            path = " → ".join(circle)
            yield Stray((code, "standards"), Text(f"đi vòng tròn: {path}", f"goes in a circle: {path}"))
            return


def _circle(code: str, chains: Mapping[str, Chain], path: tuple[str, ...]) -> tuple[str, ...]:
    if code in path:
        return (*path, code)
    earlier = chains[code].earlier() if code in chains else ()
    return next((found for each in earlier if (found := _circle(each, chains, (*path, code)))), ())


def figures_of_chains(chains: Chains) -> Iterable[Row]:
    """Every condition, as it is listed."""
    for holder, bars in chains.bars.items():
        yield from _rows(f"bars_{holder.value}", Text(f"Không xét ({holder.value})", f"Bars ({holder.value})"), bars)
    for code, chain in chains.titles.items():
        yield from _rows(f"{code}.bars", Text(f"{code}: không xét", f"{code}: bars"), chain.bars)
        yield from _rows(f"{code}.standards", Text(f"{code}: tiêu chuẩn", f"{code}: standard"), chain.standards)


def _rows(key: str, name: Text, conditions: Iterable[Condition]) -> Iterator[Row]:
    for number, condition in enumerate(conditions):
        yield Row(f"{key}.{number}", name, said(condition), condition.source)


def _conditions(table: Table, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(row) for row in table.rows(key))


def _condition(row: Table) -> Condition:
    kind = row.take("kind", words)
    if kind not in KINDS:
        known = ", ".join(KINDS)
        reason = Text(f"phải là một trong {known}, không phải {kind!r}", f"expected one of {known}, got {kind!r}")
        raise row.refuse("kind", reason)
    made = KINDS[kind](row)
    return row.done(Condition(made, row.source(), row.text("name") if row.has("name") else None))


def _optional(row: Table, key: str) -> int | None:
    return row.take(key, count) if row.has(key) else None


def _consecutive(row: Table) -> bool:
    return row.has("consecutive") and row.take("consecutive", flag)


def _counted(row: Table) -> Counted:
    figure, least, most = row.take("figure", one_of(YearFigure)), _optional(row, "at_least"), _optional(row, "at_most")
    if (least is None) == (most is None):
        raise row.refuse("at_least", Text("at_least hoặc at_most, một trong hai", "either at_least or at_most"))
    return Counted(figure, least, most)


def _named(row: Table, made: Kind) -> Kind:
    if not row.has("name"):
        raise row.refuse("name", MISSING)
    return made


KINDS: Mapping[str, Callable[[Table], Kind]] = {
    "all_of": lambda row: AllOf(_conditions(row, "conditions")),
    "any_of": lambda row: AnyOf(_conditions(row, "conditions")),
    "held": lambda row: Held(
        row.take("title", words), row.take("count", count), _consecutive(row), _optional(row, "latest")
    ),
    "meets": lambda row: Meets(row.take("title", words)),
    "after": lambda row: After(row.take("title", words), row.take("years", count), _conditions(row, "conditions")),
    "rated": lambda row: Rated(row.take("level", one_of(RatingLevel)), row.take("count", count), _consecutive(row)),
    "initiative": lambda row: Recognised(
        row.take("level", one_of(InitiativeLevel)), row.take("count", count), _optional(row, "within")
    ),
    "share": lambda row: PartOf(
        row.take("part", one_of(YearFigure)), row.take("whole", one_of(YearFigure)), row.take("share", share)
    ),
    "count": _counted,
    "leads_cluster": lambda _row: Leads(),
    "registered": lambda _row: Registered(),
    "min_age": lambda row: Aged(row.take("years", count)),
    "served": lambda row: Served(row.take("months", count)),
    "days_off": lambda row: DaysOff(row.take("under", count)),
    "undisciplined": lambda row: Undisciplined(row.take("form", one_of(DisciplineForm))),
    "no_open_inquiry": lambda _row: Cleared(),
    "counts_after_discipline": lambda _row: CountsAfterDiscipline(),
    "attested": lambda row: _named(row, Attested(row.take("standard", words))),
    "unread": lambda row: _named(row, Unread()),
}
"""How the parameters of each kind of condition are read."""

CHAINS = ChapterReader("chains", read_chains, figures_of_chains, strays_of_chains)


def chains_of(book: Rulebook) -> Chains:
    """The chains of an era; without any where none is known."""
    return book.chapter(CHAINS) or Chains(dict.fromkeys(Holder, ()), {})


def attested_of(book: Rulebook, holder: Holder) -> Iterator[str]:
    """The standards that only people can attest, of all titles of this kind of holder."""
    for code, chain in chains_of(book).titles.items():
        kinds = (each.kind for condition in chain.standards for each in condition.walk())
        if book.titles[code].holder is holder:
            yield from (kind.standard for kind in kinds if isinstance(kind, Attested))
