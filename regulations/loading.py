"""Reads the folders of the eras: a chapter that an era leaves out is the one of the era it continues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kernel.explanation import Source, canonical_digest
from regulations import reading
from regulations.era import Rulebook
from regulations.registry import READERS
from regulations.tables import RulebookError, Table, TomlFile, array, day, flag, open_chapter, read_toml, words
from regulations.transition import Transition, read_transition

CORE = ("deadlines", "clusters", "titles", "voting", "quotas", "rewards", "scoring")
CHAPTERS = (*CORE, *(each.name for each in READERS))
HEAD = "rulebook"


@dataclass(frozen=True)
class Folder:
    """The folder of one era, its rulebook.toml read."""

    path: Path
    head: TomlFile

    @classmethod
    def at(cls, path: Path) -> Folder:
        """The folder, once it holds nothing but chapters."""
        for each in sorted(path.iterdir()):
            if each.suffix != ".toml" or each.stem not in {HEAD, *CHAPTERS}:
                raise RulebookError(f"{path.name}/{each.name}: there is no such chapter: {', '.join(CHAPTERS)}")
        return cls(path, read_toml(path / f"{HEAD}.toml"))

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def enabled(self) -> bool:
        """False for a lead: announced, not applied."""
        return self.head.content.get("enabled", True) is not False

    @cached_property
    def heading(self) -> Heading:
        """What rulebook.toml says."""
        return read_heading(self)

    @cached_property
    def own(self) -> Mapping[str, TomlFile]:
        """The chapters that stand in this folder."""
        return {each.stem: read_toml(each) for each in sorted(self.path.glob("*.toml")) if each.stem != HEAD}


@dataclass(frozen=True)
class Heading:
    """rulebook.toml: dates of an era, the texts it is made of, the era it continues, its transitional clause."""

    in_force_from: date
    in_force_to: date | None
    continues: str | None
    texts: tuple[Source, ...]
    transition: Transition | None
    table: Table


def read_heading(folder: Folder) -> Heading:
    """rulebook.toml, all but its title."""
    head = open_chapter(folder.head)
    if head.take("id", words) != folder.id:
        raise head.refuse("id", f"must be the folder's name, {folder.id}")
    if head.has("enabled"):
        head.take("enabled", flag)
    return Heading(
        in_force_from=head.take("in_force_from", day),
        in_force_to=head.take("in_force_to", day) if head.has("in_force_to") else None,
        continues=head.take("continues", words) if head.has("continues") else None,
        texts=tuple(head.source_named("texts", each) for each in head.take("texts", array)),
        transition=read_transition(head.table("transition")) if head.has("transition") else None,
        table=head,
    )


def read_era(folder: Folder, folders: Mapping[str, Folder]) -> Rulebook:
    """The rules of an era, with the chapters it takes from the eras it continues."""
    heading = folder.heading
    files = {name: found for name in CHAPTERS if (found := _file(name, folder, folders)) is not None}
    tables = {name: open_chapter(file) for name, file in files.items()}
    content = {name: file.content for name, file in files.items()}
    era = Rulebook(
        id=folder.id,
        title=heading.table.text("title"),
        in_force_from=heading.in_force_from,
        in_force_to=heading.in_force_to,
        hash=canonical_digest(_plain({"id": folder.id, "from": heading.in_force_from, "chapters": content})),
        deadlines=reading.read_deadlines(tables["deadlines"]),
        cluster_bands=reading.read_clusters(tables["clusters"]),
        titles=reading.read_titles(tables["titles"]),
        voting=reading.read_voting(tables["voting"]),
        quotas=reading.read_quotas(tables["quotas"]),
        rewards=reading.read_rewards(tables["rewards"]),
        scoring=reading.read_scoring(tables["scoring"]),
        texts=heading.texts,
        transition=heading.transition,
        further={each.name: each.read(tables[each.name]) for each in READERS if each.name in tables},
    )
    _references_hold(era, files)
    return heading.table.done(era)


def _file(chapter: str, folder: Folder, folders: Mapping[str, Folder]) -> TomlFile | None:
    own = folder.own.get(chapter)
    if own is not None and "amends" not in own.content:
        return own
    before = _before(folder, folders)
    inherited = None if before is None else _file(chapter, before, folders)
    if own is None:
        if inherited is None and chapter in CORE:
            raise RulebookError(f"{folder.id}/{chapter}.toml: file missing")
        return inherited
    if inherited is None:
        raise own.refuse(("amends",), "there is no such chapter before this era")
    return own.amending(inherited)


def _before(folder: Folder, folders: Mapping[str, Folder]) -> Folder | None:
    """The era that this one continues."""
    name = folder.heading.continues
    if name is None:
        return None
    if name not in folders:
        raise folder.head.refuse(("continues",), f"there is no era {name!r}")
    if folders[name].heading.in_force_from >= folder.heading.in_force_from:
        raise folder.head.refuse(("continues",), f"{name} does not begin before {folder.id}")
    return folders[name]


def _references_hold(era: Rulebook, files: Mapping[str, TomlFile]) -> None:
    """What a chapter names in another stands there."""
    for code, title in era.titles.items():
        for key, name, known in (
            ("selection_vote", title.selection_vote, era.voting),
            ("council_vote", title.council_vote, era.voting),
            ("quota", title.quota, era.quotas),
        ):
            if name is not None and name not in known:
                raise files["titles"].refuse((code, key), f"{name!r} stands in no chapter")
    if stray := sorted(set(era.rewards.multiples) - set(era.titles)):
        raise files["rewards"].refuse(("multiples", stray[0]), "no such title")
    for each in READERS:
        for found in each.strays(era.further[each.name], era) if each.name in files else ():
            raise files[each.name].refuse(found.where, found.reason)


def _plain(value: object) -> object:
    """TOML content as JSON values, decimals and dates as text."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value if isinstance(value, (bool, int, str)) else str(value)
