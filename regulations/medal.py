"""medal.toml: the commemorative medal (kỷ niệm chương) of the sector: who, after how many years, on which papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kernel.explanation import Source, Status, Text, Worded
from regulations.figures import Figure, Portion
from regulations.reader import ChapterReader, Row
from regulations.tables import Table
from regulations.values import amount, count, flag, portion


class Sex(Worded):
    """Whose years are counted: the rules ask fewer of women."""

    MAN = "MAN", "nam giới", "a man"
    WOMAN = "WOMAN", "nữ giới", "a woman"


class Counted(StrEnum):
    """Which time is counted."""

    IN_SECTOR = "in_sector"
    LEADING = "leading"
    ALL = "all"


@dataclass(frozen=True)
class Years:
    """How many years of one kind of time a class of persons needs."""

    counted: Counted
    of: Mapping[Sex, Figure[int]]

    def key(self, person_class: str, sex: Sex) -> str:
        """The figure's key within the chapter."""
        return f"classes.{person_class}.{self.counted}.{sex.lower()}"


@dataclass(frozen=True)
class MedalClass:
    """A class of persons (đối tượng) and the years it needs; without years it is the contribution that counts."""

    code: str
    name: Text
    source: Source
    years: tuple[Years, ...]


@dataclass(frozen=True)
class Paper:
    """One paper of the dossier (giấy tờ trong hồ sơ)."""

    code: str
    name: Text
    source: Source


@dataclass(frozen=True)
class MedalRules:
    """The rules of the medal in one era. With `confirm_before_use` no figure that was not found is used unconfirmed."""

    name: Text
    basis: Source
    confirm_before_use: bool
    once: Figure[bool]
    posthumous: Figure[bool]
    hard_area_factor: Figure[Decimal]
    discipline_not_counted: Figure[bool]
    outsiders_share: Figure[Portion]
    outsiders: tuple[str, ...]
    classes: Mapping[str, MedalClass]
    papers: Mapping[str, Paper]

    def must_be_confirmed(self, source: Source) -> bool:
        """Whether a figure of this source waits for an administrator before its first use."""
        return self.confirm_before_use and source.status is not Status.FOUND


def read_medal(chapter: Table) -> MedalRules:
    """The chapter; `outsider` on a class says that its persons are not of the sector."""
    entries = dict(chapter.table("classes").tables())
    outsiders = tuple(code for code, entry in entries.items() if entry.take("outsider", flag))
    papers = chapter.table("papers").tables()
    return chapter.done(
        MedalRules(
            name=chapter.text("name"),
            basis=chapter.source("basis"),
            confirm_before_use=chapter.take("confirm_before_use", flag),
            once=chapter.figure("once", flag),
            posthumous=chapter.figure("posthumous", flag),
            hard_area_factor=chapter.figure("hard_area_factor", amount),
            discipline_not_counted=chapter.figure("discipline_not_counted", flag),
            outsiders_share=chapter.figure("outsiders_share", portion),
            outsiders=outsiders,
            classes={code: _class(code, entry) for code, entry in entries.items()},
            papers={code: entry.done(Paper(code, entry.text("name"), entry.source())) for code, entry in papers},
        )
    )


def _class(code: str, entry: Table) -> MedalClass:
    name, source = entry.text("name"), entry.source()
    years = tuple(_years(counted, entry.table(counted.value)) for counted in Counted if entry.has(counted.value))
    return entry.done(MedalClass(code, name, source, years))


def _years(counted: Counted, table: Table) -> Years:
    return table.done(Years(counted, {sex: table.figure(sex.lower(), count) for sex in Sex}))


FACTOR = Text("Hệ số thời gian ở vùng khó khăn", "Factor for time in hard areas")
SEXES = {Sex.MAN: Text("nam", "men"), Sex.WOMAN: Text("nữ", "women")}
KINDS = {
    Counted.IN_SECTOR: Text("năm trong ngành", "years in the sector"),
    Counted.LEADING: Text("năm giữ chức vụ lãnh đạo", "years as a leader"),
    Counted.ALL: Text("tổng số năm công tác", "years of service in all"),
}


def medal_figures(rules: MedalRules) -> Iterator[Row]:
    """Every figure, as `thidua rules` lists it."""
    named = (
        ("once", Text("mỗi người một lần", "once per person"), rules.once),
        ("posthumous", Text("truy tặng", "posthumous"), rules.posthumous),
        ("hard_area_factor", FACTOR, rules.hard_area_factor),
        (
            "discipline_not_counted",
            Text("không tính thời gian kỷ luật", "no time under discipline"),
            rules.discipline_not_counted,
        ),
        ("outsiders_share", Text("tỷ lệ người ngoài ngành", "share of outsiders"), rules.outsiders_share),
    )
    for key, name, figure in named:
        yield Row(key, _of_medal(name), figure.value, figure.source)
    for person_class in rules.classes.values():
        for years in person_class.years:
            for sex, needed in years.of.items():
                name = _of_class(person_class, years, sex)
                yield Row(years.key(person_class.code, sex), name, needed.value, needed.source)
    for paper in rules.papers.values():
        yield Row(f"papers.{paper.code}", _of_medal(Text("giấy tờ", "paper")), paper.name, paper.source)


def _of_medal(part: Text) -> Text:
    return Text(f"Kỷ niệm chương: {part.vi}", f"Medal: {part.en}")


def _of_class(person_class: MedalClass, years: Years, sex: Sex) -> Text:
    kind, who, name = KINDS[years.counted], SEXES[sex], person_class.name
    return _of_medal(Text(f"{name.vi}, {kind.vi}, {who.vi}", f"{name.en}, {kind.en}, {who.en}"))


MEDAL = ChapterReader("medal", read_medal, medal_figures)
