"""Every figure of an era as one flat list of keys, values, units and sources.

A key is `chapter.name.member` as in the files of `regulations/<era>/`, and names the same figure in every era.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kernel.explanation import Source, Text
from regulations.chapters import Scoring, TitleRule
from regulations.era import Rulebook
from regulations.figures import Figure
from regulations.reader import ChapterReader, Row
from regulations.registry import READERS

MEMBERS: Mapping[str, Text] = {
    "basis": Text("cơ sở tính", "basis"),
    "share": Text("tỷ lệ", "share"),
    "rounding": Text("làm tròn", "rounding"),
    "covenant_required": Text("phải ký giao ước", "covenant required"),
    "registration_required": Text("phải đăng ký", "registration required"),
    "board_required": Text("đơn vị phải có thứ hạng", "the unit must be ranked on its board"),
    "must_lead_cluster": Text("phải dẫn đầu khối, cụm", "must lead its block or cluster"),
    "notice_before_decision": Text("lấy ý kiến công khai trước khi quyết định", "public notice before the decision"),
    "secret": Text("bỏ phiếu kín", "secret ballot"),
    "quorum": Text("số người dự tối thiểu", "quorum"),
    "threshold": Text("tỷ lệ phiếu phải đạt", "threshold"),
    "denominator": Text("tính trên", "denominator"),
    "max_rounds": Text("số vòng nhiều nhất", "most rounds"),
    "tie": Text("khi phiếu bằng nhau", "tie"),
    "recused_in_own_case": Text("không bỏ phiếu cho chính mình", "recused in one's own case"),
    "absent_in_writing": Text("vắng mặt gửi ý kiến bằng văn bản", "absentees vote in writing"),
    "wholly_written": Text("lấy ý kiến bằng văn bản thay cuộc họp", "held wholly in writing"),
    "substitutes": Text("người được ủy quyền bỏ phiếu thay", "substitutes with a written mandate vote"),
    "content_points": Text("điểm nội dung", "content points"),
    "bonus_cap": Text("trần điểm thưởng", "cap on bonuses"),
    "unregistered_penalty": Text("điểm trừ khi không đăng ký", "penalty for not registering"),
    "late_covenant_penalty": Text("điểm trừ khi giao ước chậm", "penalty for a late covenant"),
    "decimals": Text("số chữ số thập phân", "decimals"),
    "tie_chain": Text("thứ tự khi bằng điểm", "order of equal scores"),
    "women_share_preferred": Text("ưu tiên tỷ lệ nữ", "preferred share of women"),
}
"""The members of the chapters in words."""


UNITS: Mapping[str, Text] = {
    "share": Text("phần của cơ sở tính", "part of the basis"),
    "quorum": Text("phần của tổng số", "part of all"),
    "threshold": Text("phần của mẫu số", "part of the denominator"),
    "max_rounds": Text("vòng", "rounds"),
    "content_points": Text("điểm", "points"),
    "bonus_cap": Text("điểm", "points"),
    "unregistered_penalty": Text("điểm", "points"),
    "late_covenant_penalty": Text("điểm", "points"),
    "decimals": Text("chữ số", "digits"),
    "women_share_preferred": Text("phần của tập thể", "part of the collective"),
}
"""What the members that are counts or shares count."""
DAYS, POINTS = Text("ngày/tháng", "day/month"), Text("điểm", "points")
CLUSTERS, PRIZES = Text("cụm", "clusters"), Text("giải", "prizes")
MULTIPLE, SALARY = Text("lần mức lương cơ sở", "times the base salary"), Text("đồng/tháng", "đồng a month")


@dataclass(frozen=True)
class Entry:
    """One figure in one era, from `since` until the day `until` (None: still), with where it was read."""

    key: str
    name: Text
    value: str
    source: Source
    since: date
    until: date | None
    unit: Text | None = None

    @property
    def chapter(self) -> str:
        """The file it stands in."""
        return self.key.partition(".")[0]

    def covers(self, day: date) -> bool:
        """Whether it applied on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def says_the_same(self, other: Entry) -> bool:
        """Whether value and source are equal; only the days may differ."""
        return (self.value, self.source) == (other.value, other.source)


def entries_of(book: Rulebook) -> list[Entry]:
    """Every figure of an era, chapter by chapter. One that begins inside the era ends the one before it of its key."""
    listing = _Listing(book)
    _deadlines_and_clusters(listing)
    for code, title in book.titles.items():
        _title(listing, code, title)
    for code, voting in book.voting.items():
        listing.add_members(f"voting.{code}", voting.name, voting, *VOTING)
    for code, quota in book.quotas.items():
        listing.add_members(f"quotas.{code}", quota.name, quota, "basis", "share", "rounding")
    _rewards(listing)
    _scoring(listing, book.scoring)
    for reader in READERS:
        _further(listing, reader)
    return listing.entries


VOTING = (
    *("secret", "quorum", "threshold", "denominator", "max_rounds", "tie"),
    *("recused_in_own_case", "absent_in_writing", "wholly_written", "substitutes"),
)
TITLE = ("covenant_required", "registration_required", "board_required", "must_lead_cluster", "notice_before_decision")
SCORING = (
    *("content_points", "bonus_cap", "unregistered_penalty", "late_covenant_penalty"),
    *("decimals", "rounding", "tie_chain", "women_share_preferred"),
)


class _Listing:
    """The entries of one era as they are found."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.entries: list[Entry] = []

    def add(self, row: Row) -> None:
        key, since = row.key, row.since
        begins, ends = max(since or self.book.in_force_from, self.book.in_force_from), self.book.in_force_to
        if ends is not None and begins > ends:
            return
        if self.entries and self.entries[-1].key == key:
            earlier = self.entries.pop()
            if earlier.since < begins:
                self.entries.append(replace(earlier, until=begins - timedelta(days=1)))
        self.entries.append(Entry(key, row.name, shown(row.value), row.source, begins, ends, row.unit))

    def add_members(self, key: str, name: Text, rule: object, *members: str) -> None:
        for member in members:
            figure = getattr(rule, member)
            if isinstance(figure, Figure):
                named, unit = _joined(name, MEMBERS[member]), UNITS.get(member)
                self.add(Row(f"{key}.{member}", named, figure.value, figure.source, unit))


def _deadlines_and_clusters(listing: _Listing) -> None:
    book = listing.book
    for code, deadline in book.deadlines.items():
        name = _joined(Text("Thời hạn", "Deadline"), deadline.name)
        listing.add(Row(f"deadlines.{code}", name, deadline.due.value, deadline.due.source, DAYS))
    for band in book.cluster_bands.bands:
        span = f"{band.least}–{band.most}" if band.most else f"≥{band.least}"
        name = Text(f"Số cụm cấp huyện khi có {span} đơn vị", f"District clusters for {span} districts")
        listing.add(Row(f"clusters.bands.{band.least}", name, band.clusters, book.cluster_bands.source, CLUSTERS))


def _title(listing: _Listing, code: str, title: TitleRule) -> None:
    key, named = f"titles.{code}", Text(f"{code}: {title.name.vi}", f"{code}: {title.name.en}")
    standard = f"{title.form.value}, {title.holder.value}, {title.level.value}"
    listing.add(Row(f"{key}.basis", _joined(named, Text("tiêu chuẩn", "standard")), standard, title.basis))
    for held in title.authorities:
        decides = _joined(named, Text("người quyết định", "decided by"))
        listing.add(Row(f"{key}.authorities", decides, held.name, held.source, since=held.from_day))
    listing.add_members(key, named, title, *TITLE)
    if multiple := listing.book.reward_of(title):
        name = _joined(named, Text("tiền thưởng, số lần mức lương cơ sở", "reward, multiple of the base salary"))
        listing.add(Row(f"rewards.multiples.{code}", name, multiple.value, multiple.source, MULTIPLE))


def _rewards(listing: _Listing) -> None:
    name = Text("Mức lương cơ sở, đồng một tháng", "Base salary, đồng a month")
    for begins, salary in listing.book.rewards.base_salaries:
        listing.add(Row("rewards.base_salaries", name, salary.value, salary.source, SALARY, begins))


def _scoring(listing: _Listing, scoring: Scoring) -> None:
    listing.add_members("scoring", Text("Chấm điểm", "Scoring"), scoring, *SCORING)
    for award, bonus in scoring.award_bonus.items():
        name = Text(f"Điểm thưởng khi có {award}", f"Bonus for holding {award}")
        listing.add(Row(f"scoring.award_bonus.{award}", name, bonus.value, bonus.source, POINTS))
    for grade in scoring.classes.value:
        name = _joined(Text("Xếp loại", "Class"), grade.name)
        least, source = f"≥ {grade.at_least_percent} %", scoring.classes.source
        listing.add(Row(f"scoring.classes.{grade.code}", name, least, source))
    for tier in scoring.prize_tiers.value:
        name = _joined(Text("Giải toàn quốc", "National prizes"), tier.name)
        listing.add(Row(f"scoring.prize_tiers.{tier.code}", name, tier.prizes, scoring.prize_tiers.source, PRIZES))
    for formula in scoring.formulas.values():
        name = Text("Công thức", "Formula")
        listing.add(Row(f"scoring.formulas.{formula.code}", name, formula.name, formula.source))


def _further(listing: _Listing, reader: ChapterReader[Any]) -> None:
    """A chapter beyond the first seven lists itself."""
    if reader.name in listing.book.further:
        for row in reader.figures(listing.book.further[reader.name]):
            listing.add(replace(row, key=f"{reader.name}.{row.key}"))


def _joined(name: Text, part: Text) -> Text:
    return Text(f"{name.vi}: {part.vi}", f"{name.en}: {part.en}")


def shown(value: object) -> str:
    """A figure's value as text; a text in both languages with ` · ` between."""
    match value:
        case bool():
            return "có · yes" if value else "không · no"
        case Decimal():
            return f"{value:f}"
        case StrEnum():
            return value.value
        case Text():
            return f"{value.vi} · {value.en}"
        case tuple():
            return ", ".join(shown(step) for step in value)
        case _:
            return str(value)
