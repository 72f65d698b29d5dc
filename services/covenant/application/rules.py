"""Questions about the rules themselves: what applied on a day, one figure through the eras, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kernel.explanation import Status
from kernel.views import BadCursor, cursor, rows_of_page
from regulations.entries import entries_of
from regulations.listing import Change, Entry, changes, history, there_are_rules_on, wanted
from regulations.rulebook import Applied, Matter, Rulebook, Rulebooks

E = TypeVar("E", Entry, Change)


@dataclass(frozen=True)
class EraSummary:
    """One era, or a lead that is never applied, with how far its figures can be trusted."""

    rulebook: Rulebook
    enabled: bool
    tally: Counter[Status]


class RuleQueries:
    """What can be asked of the rules; nothing is recorded."""

    def __init__(self, rulebooks: Rulebooks) -> None:
        self._rulebooks = rulebooks

    def in_force(self, day: date, chapter: str | None, status: Status | None) -> list[Entry]:
        """Every figure that applied on a day."""
        return wanted(self._rulebooks, day, chapter, status)

    def history(self, key: str) -> list[Entry]:
        """One figure through the eras."""
        return history(self._rulebooks, key)

    def changes(self, one: date, other: date, asked: tuple[str, str] = ("from", "to")) -> list[Change]:
        """What differs between two days; `asked` is what the question calls them."""
        return changes(self._rulebooks, one, other, asked)

    def eras(self) -> list[EraSummary]:
        """The eras in order, then the leads."""
        books = self._rulebooks
        return [
            EraSummary(book, enabled, Counter(each.source.status for each in entries_of(book)))
            for found, enabled in ((books.eras, True), (books.leads, False))
            for book in found
        ]

    def applying(self, matter: Matter) -> Applied:
        """Which rule set a matter stands under, and why.

        Raises:
            NoRulesYet: it names none, and its day lies before the first era.
        """
        if matter.named is None:
            there_are_rules_on(matter.on, self._rulebooks)
        return self._rulebooks.applying(matter)


def leaf(found: Sequence[E], after: str | None, limit: int) -> tuple[list[E], str | None]:
    """At most `limit` of what was found behind the cursor `after`, and the cursor of the next page.

    Raises:
        BadCursor: `after` names none of them.
    """
    marks = [mark(each) for each in found]
    if after is not None and after not in marks:
        raise BadCursor(after=after)
    limit = rows_of_page(limit)
    begin = 0 if after is None else marks.index(after) + 1
    page = list(found[begin : begin + limit])
    more = begin + limit < len(found)
    return page, marks[begin + limit - 1] if more else None


def mark(entry: Entry | Change) -> str:
    """The cursor that names it."""
    return cursor([entry.key])
