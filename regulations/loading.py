"""Reads the folders of the eras: a chapter that an era leaves out is the one of the era it continues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kernel.explanation import Source, Text, canonical_digest
from regulations import reading
from regulations.era import Rulebook
from regulations.registry import READERS
from regulations.tables import NO_FILE, RulebookError, TomlFile, open_chapter, read_toml
from regulations.transition import Transition, read_transition
from regulations.values import array, day, flag, words

CORE = ("deadlines", "clusters", "titles", "voting", "quotas", "rewards", "scoring")
CHAPTERS = (*CORE, *(each.name for each in READERS))
HEAD = "rulebook"
HOLIDAYS = "holidays"
_KNOWN = ", ".join(CHAPTERS)
NO_CHAPTER = Text(f"không có chương này; các chương: {_KNOWN}", f"there is no such chapter: {_KNOWN}")


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
                raise RulebookError(f"{path.name}/{each.name}", NO_CHAPTER)
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


def folders_in(folder: Path) -> list[Folder]:
    """The folders of the eras; nothing else that could be taken for rules lies there but the holidays."""
    for each in sorted(folder.glob("*.toml")):
        raise RulebookError(
            each.name, Text("phải nằm trong thư mục của một thời kỳ", "belongs in the folder of an era")
        )
    eras = sorted({each.parent for each in folder.glob("*/*.toml")} - {folder / HOLIDAYS})
    return [Folder.at(each) for each in eras]


@dataclass(frozen=True)
class Heading:
    """rulebook.toml: title and dates of an era, its texts, the era it continues, its transitional clause."""

    title: Text
    in_force_from: date
    in_force_to: date | None
    continues: str | None
    texts: tuple[Source, ...]
    transition: Transition | None


def read_heading(folder: Folder) -> Heading:
    """rulebook.toml."""
    head = open_chapter(folder.head)
    if head.take("id", words) != folder.id:
        raise head.refuse("id", Text(f"phải là tên thư mục, {folder.id}", f"must be the folder's name, {folder.id}"))
    if head.has("enabled"):
        head.take("enabled", flag)
    heading = Heading(
        title=head.text("title"),
        in_force_from=head.take("in_force_from", day),
        in_force_to=head.take("in_force_to", day) if head.has("in_force_to") else None,
        continues=head.take("continues", words) if head.has("continues") else None,
        texts=tuple(head.source_named("texts", each) for each in head.take("texts", array)),
        transition=read_transition(head.table("transition")) if head.has("transition") else None,
    )
    return head.done(heading)


def read_era(folder: Folder, folders: Mapping[str, Folder]) -> Rulebook:
    """The rules of an era, with the chapters it takes from the eras it continues."""
    heading = folder.heading
    files = {name: found for name in CHAPTERS if (found := _file(name, folder, folders)) is not None}
    tables = {name: open_chapter(file) for name, file in files.items()}
    content = {name: file.content for name, file in files.items()}
    era = Rulebook(
        id=folder.id,
        title=heading.title,
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
    return era


def _file(chapter: str, folder: Folder, folders: Mapping[str, Folder]) -> TomlFile | None:
    own = folder.own.get(chapter)
    if own is not None and "amends" not in own.content:
        return own
    before = _before(folder, folders)
    inherited = None if before is None else _file(chapter, before, folders)
    if own is None:
        if inherited is None and chapter in CORE:
            raise RulebookError(f"{folder.id}/{chapter}.toml", NO_FILE)
        return inherited
    if inherited is None:
        before_it = Text("trước thời kỳ này không có chương ấy", "there is no such chapter before this era")
        raise own.refuse(("amends",), before_it)
    return own.amending(inherited)


def _before(folder: Folder, folders: Mapping[str, Folder]) -> Folder | None:
    """The era that this one continues."""
    name = folder.heading.continues
    if name is None:
        return None
    if name not in folders:
        raise folder.head.refuse(("continues",), Text(f"không có thời kỳ {name!r}", f"there is no era {name!r}"))
    if folders[name].heading.in_force_from >= folder.heading.in_force_from:
        no_earlier = Text(f"{name} không bắt đầu trước {folder.id}", f"{name} does not begin before {folder.id}")
        raise folder.head.refuse(("continues",), no_earlier)
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
                reason = Text(f"không chương nào có {name!r}", f"{name!r} stands in no chapter")
                raise files["titles"].refuse((code, key), reason)
    if stray := sorted(set(era.rewards.multiples) - set(era.titles)):
        raise files["rewards"].refuse(("multiples", stray[0]), Text("không có danh hiệu này", "no such title"))
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
