"""Every figure of the rulebooks as one flat list: what applied on a day, since when, and what changed between two.

    entries = in_force(Rulebooks.load(), date(2024, 12, 31))
    [share] = [each for each in entries if each.key == "quotas.government_flag.share"]
    share.value, share.source.document, share.since            # "1/5", "NĐ 91/2017/NĐ-CP", 2024-01-01
    changes(Rulebooks.load(), date(2023, 12, 31), date(2024, 1, 1))

A key is `chapter.name.member` as in the files of `regulations/<era>/`, and names the same figure in every era.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kernel.explanation import Status
from regulations.entries import Entry, entries_of, shown
from regulations.refusals import NoRulesYet, UnknownChapter, UnknownRuleKey
from regulations.rulebook import CHAPTERS, Rulebooks

__all__ = [
    "Change",
    "Entry",
    "as_dict",
    "changes",
    "entries_of",
    "every_span",
    "history",
    "in_force",
    "shown",
    "wanted",
]


@dataclass(frozen=True)
class Change:
    """What a figure was and what it became; None where it was not there."""

    before: Entry | None
    after: Entry | None

    @property
    def key(self) -> str:
        """The figure's."""
        return next(each.key for each in (self.after, self.before) if each is not None)


def there_are_rules_on(day: date, rulebooks: Rulebooks, asked: str = "at") -> None:
    """House rule: who asks about the rules of a day before the first era is told that none are known."""
    first = rulebooks.eras[0].in_force_from
    if day < first:
        raise NoRulesYet(first=first, day=day, fields=(asked,))


def in_force(rulebooks: Rulebooks, day: date) -> list[Entry]:
    """Every figure that applied on a day, chapter by chapter, each with the days through which it stood.

    Raises:
        NoRulesYet: the day lies before the first era.
    """
    there_are_rules_on(day, rulebooks)
    spans = _histories(rulebooks)
    keys = dict.fromkeys(each.key for each in entries_of(rulebooks.at(day)))
    return [each for key in keys for each in spans[key] if each.covers(day)]


def history(rulebooks: Rulebooks, key: str) -> list[Entry]:
    """One figure through all eras, oldest first, days on which it stayed the same put together.

    Raises:
        UnknownRuleKey: no era has it.
    """
    found = _histories(rulebooks)
    if key not in found:
        near = sorted(each for each in found if key in each)[:10]
        raise UnknownRuleKey(key=key[:80], near=", ".join(near) or "–")
    return list(found[key])


def wanted(rulebooks: Rulebooks, day: date, chapter: str | None = None, status: Status | None = None) -> list[Entry]:
    """What applied on a day, of one chapter or of one status only.

    Raises:
        UnknownChapter: there is none of that name.
        NoRulesYet: the day lies before the first era.
    """
    if chapter is not None and chapter not in CHAPTERS:
        raise UnknownChapter(given=chapter[:80], known=" | ".join(CHAPTERS))
    found = in_force(rulebooks, day)
    return [each for each in found if chapter in {None, each.chapter} and status in {None, each.source.status}]


def every_span(rulebooks: Rulebooks) -> list[Entry]:
    """Every figure with each of the spans of days through which it stayed the same, key by key."""
    return [each for spans in _histories(rulebooks).values() for each in spans]


def _histories(rulebooks: Rulebooks) -> Mapping[str, Sequence[Entry]]:
    """Every figure through all eras."""
    found: dict[str, list[Entry]] = {}
    for entry in (each for era in rulebooks.eras for each in entries_of(era)):
        spans = found.setdefault(entry.key, [])
        if spans and spans[-1].says_the_same(entry) and spans[-1].until == entry.since - timedelta(days=1):
            spans[-1] = replace(spans[-1], until=entry.until)
        else:
            spans.append(entry)
    return found


def changes(rulebooks: Rulebooks, one: date, other: date, asked: tuple[str, str] = ("from", "to")) -> list[Change]:
    """The figures whose value or source differs between two days; `asked` is what the question calls them.

    Raises:
        NoRulesYet: one of them lies before the first era.
    """
    for day, name in zip((one, other), asked, strict=True):
        there_are_rules_on(day, rulebooks, name)
    before = {each.key: each for each in in_force(rulebooks, one)}
    after = {each.key: each for each in in_force(rulebooks, other)}
    pairs = (Change(before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after)))
    return [each for each in pairs if not (each.before and each.after and each.before.says_the_same(each.after))]


def as_dict(entry: Entry) -> dict[str, Any]:
    """An entry as plain JSON values."""
    return {
        "key": entry.key,
        "name": {"vi": entry.name.vi, "en": entry.name.en},
        "value": entry.value,
        "unit": None if entry.unit is None else {"vi": entry.unit.vi, "en": entry.unit.en},
        "since": entry.since.isoformat(),
        "until": None if entry.until is None else entry.until.isoformat(),
        "source": {
            "document": entry.source.document,
            "article": entry.source.article,
            "status": entry.source.status.value,
        },
    }
