"""The rulebook of the day: loads the eras from disk, checks that they meet, and answers by date.

    rulebook = Rulebooks.load().at(date(2024, 12, 31))
    rulebook.deadlines["covenant_signing"].in_year(2024).value      # 2024-03-31
    rulebook.cluster_bands.clusters_for(30)                         # Figure(5, Source("CV 4268/BHXH-TĐKT …"))
    rulebook.titles["CO_BHXH"].must_lead_cluster.source             # the article that says so
    rulebook.voting[rulebook.titles["CO_BHXH"].council_vote].threshold.value.met_by(13, 15)

Every figure carries its `Source`: found in a text, taken from a like body's text (analogue), or unverified.
`hash` is the SHA-256 of the content; a decision stores `id` and `hash`: it can be asked later by which text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Self

from kernel.explanation import Text
from regulations.applying import Applied, Favour, Matter, by_day, by_name, by_transition
from regulations.chapters import ClusterBands, Deadline, QuotaRule, Rewards, Scoring, TitleRule, VotingRule
from regulations.era import Rulebook
from regulations.figures import Figure
from regulations.loading import CHAPTERS, Folder, folders_in, read_era
from regulations.refusals import NoRulesYet, RulesNotInForce, UnknownRules
from regulations.tables import RulebookError

__all__ = [
    "CHAPTERS",
    "Applied",
    "ClusterBands",
    "Deadline",
    "Figure",
    "Matter",
    "QuotaRule",
    "Rewards",
    "Rulebook",
    "RulebookError",
    "Rulebooks",
    "Scoring",
    "TitleRule",
    "VotingRule",
]

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Rulebooks:
    """All eras, in order, without a gap or an overlap; and the leads: announced, never applied."""

    eras: tuple[Rulebook, ...]
    leads: tuple[Rulebook, ...] = ()

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Every era under `folder`; an error names the file, the line and the key."""
        folders = folders_in(folder)
        applied = {each.id: each for each in folders if each.enabled}
        if not applied:
            raise RulebookError(str(folder), Text("không có bộ quy định nào", "no rulebook found"))
        order = sorted(applied.values(), key=lambda each: each.heading.in_force_from)
        for earlier, later in pairwise(order):
            _must_meet(earlier, later)
        if order[-1].heading.in_force_to is not None:
            raise order[-1].head.refuse(("in_force_to",), Text("thời kỳ cuối phải để ngỏ", "the last era must be open"))
        leads = (each for each in folders if not each.enabled)
        return cls(tuple(read_era(each, applied) for each in order), tuple(read_era(each, applied) for each in leads))

    def at(self, when: date) -> Rulebook:
        """The rules in force on a day; a day before the first era has the first."""
        return next((era for era in reversed(self.eras) if era.in_force_from <= when), self.eras[0])

    def applying(self, matter: Matter, favour: Favour | None = None) -> Applied:
        """The rules a matter stands under: the rule set it names, else that of its day or of a transitional clause.

        Raises:
            UnknownRules: it names a rule set that is none.
            RulesNotInForce: it names one that is announced only.
            NoRulesYet: it names none, and its day lies before the first era.
        """
        book, first = self.at(matter.on), self.eras[0].in_force_from
        if matter.named is not None:
            return by_name(self.named(matter.named), book)
        if matter.on < first:
            raise NoRulesYet(first=first, day=matter.on, fields=(matter.asked_as,))
        clause, received = book.transition, matter.received_on
        if clause is None or received is None or received >= clause.received_before:
            return by_day(book, matter)
        before = self.at(book.in_force_from - timedelta(days=1))
        return by_transition(before, book, clause, matter, favour)

    def named(self, given: str) -> Rulebook:
        """The era of this id, or of this exact version (`id@hash`)."""
        for lead in self.leads:
            if given.partition("@")[0] == lead.id:
                raise RulesNotInForce(given=given, document=lead.texts[0].document if lead.texts else lead.id)
        found = [book for book in self.eras if given in {book.id, book.version}]
        if not found:
            raise UnknownRules(given=given[:80], known=", ".join(book.version for book in self.eras))
        return found[0]

    def by_id(self, era: str) -> Rulebook:
        """The rules of the era with this id; `KeyError` if there is none."""
        return {book.id: book for book in self.eras}[era]


def _must_meet(earlier: Folder, later: Folder) -> None:
    ends, begins = earlier.heading.in_force_to, later.heading.in_force_from
    if ends is None or ends >= begins:
        raise earlier.head.refuse(("in_force_to",), Text(f"chồng lên {later.id}", f"overlaps {later.id}"))
    if ends + timedelta(days=1) != begins:
        gap = Text(f"để hở một khoảng trước {later.id}", f"leaves a gap before {later.id}")
        raise earlier.head.refuse(("in_force_to",), gap)
