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

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Self

from kernel.explanation import Text, canonical_digest
from regulations import reading
from regulations.chapters import ClusterBands, Deadline, QuotaRule, Rewards, Scoring, TitleRule, VotingRule
from regulations.figures import Figure
from regulations.tables import RulebookError, day, open_chapter, read_toml, words

__all__ = [
    "ClusterBands",
    "Deadline",
    "Figure",
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
CHAPTERS = ("rulebook", "deadlines", "clusters", "titles", "voting", "quotas", "rewards", "scoring")


@dataclass(frozen=True)
class Rulebook:
    """The rules of one era. Used once, it never changes; a change is a new era."""

    id: str
    title: Text
    in_force_from: date
    in_force_to: date | None
    hash: str
    deadlines: Mapping[str, Deadline]
    cluster_bands: ClusterBands
    titles: Mapping[str, TitleRule]
    voting: Mapping[str, VotingRule]
    quotas: Mapping[str, QuotaRule]
    rewards: Rewards
    scoring: Scoring

    @property
    def version(self) -> str:
        """Names these rules to the letter: the era and the beginning of its hash."""
        return f"{self.id}@{self.hash[:12]}"

    def in_force_on(self, when: date) -> bool:
        """Whether these are the rules of that day."""
        return self.in_force_from <= when and (self.in_force_to is None or when <= self.in_force_to)

    def selection_rule(self, title: TitleRule) -> VotingRule | None:
        """How the members of a block or cluster vote on a candidate for this title, where they do."""
        return None if title.selection_vote is None else self.voting[title.selection_vote]

    def council_rule(self, title: TitleRule) -> VotingRule:
        """How the council votes on this title."""
        return self.voting[title.council_vote]

    def quota_of(self, title: TitleRule) -> QuotaRule | None:
        """The quota of this title, where it has one."""
        return None if title.quota is None else self.quotas[title.quota]

    def reward_of(self, title: TitleRule) -> Figure[Decimal] | None:
        """The multiple of the base salary that this title brings, where one is known."""
        return self.rewards.multiples.get(title.code)


@dataclass(frozen=True)
class Rulebooks:
    """All eras, in order, without a gap or an overlap."""

    eras: tuple[Rulebook, ...]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Every folder with a rulebook.toml under `folder`; an error names the file and the key."""
        folders = sorted(path.parent for path in folder.glob("*/rulebook.toml"))
        if not folders:
            raise RulebookError(f"{folder}: no rulebook found")
        eras = sorted((_read_era(path) for path in folders), key=lambda era: era.in_force_from)
        for earlier, later in pairwise(eras):
            _must_meet(earlier, later)
        if eras[-1].in_force_to is not None:
            raise RulebookError(f"{eras[-1].id}/rulebook.toml: in_force_to: the last era must be open")
        return cls(tuple(eras))

    def at(self, when: date) -> Rulebook:
        """The rules in force on a day; a day before the first era has the first."""
        return next((era for era in reversed(self.eras) if era.in_force_from <= when), self.eras[0])

    def by_id(self, era: str) -> Rulebook:
        """The rules of the era with this id; `KeyError` if there is none."""
        return {book.id: book for book in self.eras}[era]


def _must_meet(earlier: Rulebook, later: Rulebook) -> None:
    if earlier.in_force_to is None or earlier.in_force_to >= later.in_force_from:
        raise RulebookError(f"{earlier.id}/rulebook.toml: in_force_to: overlaps {later.id}")
    if earlier.in_force_to + timedelta(days=1) != later.in_force_from:
        raise RulebookError(f"{earlier.id}/rulebook.toml: in_force_to: leaves a gap before {later.id}")


def _read_era(folder: Path) -> Rulebook:
    contents = {name: read_toml(folder / f"{name}.toml") for name in CHAPTERS}
    chapters = {name: open_chapter(folder / f"{name}.toml", content) for name, content in contents.items()}
    head = chapters["rulebook"]
    if head.take("id", words) != folder.name:
        raise head.refuse("id", f"must be the folder's name, {folder.name}")
    era = Rulebook(
        id=folder.name,
        title=head.text("title"),
        in_force_from=head.take("in_force_from", day),
        in_force_to=head.take("in_force_to", day) if head.has("in_force_to") else None,
        hash=canonical_digest(_plain(contents)),
        deadlines=reading.read_deadlines(chapters["deadlines"]),
        cluster_bands=reading.read_clusters(chapters["clusters"]),
        titles=reading.read_titles(chapters["titles"]),
        voting=reading.read_voting(chapters["voting"]),
        quotas=reading.read_quotas(chapters["quotas"]),
        rewards=reading.read_rewards(chapters["rewards"]),
        scoring=reading.read_scoring(chapters["scoring"]),
    )
    _references_hold(era)
    return head.done(era)


def _references_hold(era: Rulebook) -> None:
    """What a title names in another chapter stands there."""
    for code, title in era.titles.items():
        for key, name, known in (
            ("selection_vote", title.selection_vote, era.voting),
            ("council_vote", title.council_vote, era.voting),
            ("quota", title.quota, era.quotas),
        ):
            if name is not None and name not in known:
                raise RulebookError(f"{era.id}/titles.toml: {code}: {key}: {name!r} stands in no chapter")
    if stray := sorted(set(era.rewards.multiples) - set(era.titles)):
        raise RulebookError(f"{era.id}/rewards.toml: multiples: {stray[0]}: no such title")


def _plain(value: object) -> object:
    """TOML content as JSON values, decimals and dates as text."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value if isinstance(value, (bool, int, str)) else str(value)
