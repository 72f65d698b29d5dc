"""Who takes part: 63 provincial offices, the head-office units, the districts of five provinces; and who meets whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kernel.aggregate import identity
from thidua.samples.records import Membership, Province, Samples

REGISTER_BEGINS = date(2010, 1, 1)
"""First day of the demonstration's register; the units themselves are those of 2024-2025."""
ROOT = "BHXH-VN"
DISTRICT_PROVINCES = ("06", "68", "64", "40", "01")
"""Bắc Kạn (8 districts), Lâm Đồng (10), Gia Lai (17), Nghệ An (20), Hà Nội (30): one province in each band."""

HEAD_OFFICE_BLOCKS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "KHOI-1",
        "Khối thi đua số 1: thực hiện chính sách và thu",
        (
            ("TW-CSXH", "Ban Thực hiện chính sách BHXH"),
            ("TW-CSYT", "Ban Thực hiện chính sách BHYT"),
            ("TW-THU", "Ban Quản lý thu và phát triển người tham gia"),
            ("TW-TT", "Ban Tuyên truyền và Hỗ trợ người tham gia"),
            ("TW-GDYT", "Trung tâm Kiểm soát thanh toán BHXH, BHYT điện tử"),
        ),
    ),
    (
        "KHOI-2",
        "Khối thi đua số 2: tài chính, kiểm tra, pháp chế",
        (
            ("TW-DTQ", "Ban Quản lý đầu tư quỹ"),
            ("TW-TCKT", "Ban Tài chính - Kế toán"),
            ("TW-KTNB", "Ban Kiểm toán nội bộ"),
            ("TW-PC", "Ban Pháp chế"),
            ("TW-TTRA", "Thanh tra"),
        ),
    ),
    (
        "KHOI-3",
        "Khối thi đua số 3: tổng hợp, tổ chức, công nghệ",
        (
            ("TW-VP", "Văn phòng"),
            ("TW-TCCB", "Ban Tổ chức cán bộ"),
            ("TW-CNTT", "Trung tâm Công nghệ thông tin và Chuyển đổi số"),
            ("TW-LT", "Trung tâm Lưu trữ"),
        ),
    ),
)
"""The 14 central units of QĐ 391/QĐ-BTC (26/02/2025); that they form these three blocks is assumed."""

SPLITS = {"2024/III-IV": ("2024/III", "2024/IV"), "2024/IX(+X)": ("2024/IX", "2024/X")}
"""Groups known to be two clusters: the lower half by province code is the first. Which half is inferred."""

FIRST_HEADS = {"CUM-VII": ("68", 2024)}
"""Heads that were found: Lâm Đồng led cluster VII in 2024; every other rotation begins with the first of the list."""


@dataclass(frozen=True)
class UnitPlan:
    """A unit to establish (đơn vị)."""

    code: str
    name: str
    kind: str
    parent: str | None = None

    @property
    def id(self) -> UUID:
        """Known before it exists: made from the code."""
        return identity("unit", self.code)


@dataclass(frozen=True)
class ClusterPlan:
    """A block or cluster with its members in order; unless `found`, the membership is inferred or assumed."""

    code: str
    name: str
    kind: str
    members: tuple[str, ...]
    found: bool
    source: str
    owner: str | None = None

    @property
    def id(self) -> UUID:
        """Known before it exists: made from the code."""
        return identity("cluster", self.code)

    def officers(self, year: int) -> tuple[str, str | None]:
        """Head and deputy of a year: members lead in the order of the list, the next one is deputy."""
        first, since = FIRST_HEADS.get(self.code, ("", 2024))
        start = next((place for place, code in enumerate(self.members) if first and code.endswith(first)), 0)
        place = start + year - since
        head, deputy = (self.members[(place + step) % len(self.members)] for step in (0, 1))
        return head, deputy if deputy != head else None


@dataclass(frozen=True)
class Organisation:
    """All units and the blocks and clusters that are listed; district clusters are formed by the rule, not listed."""

    units: tuple[UnitPlan, ...]
    clusters: tuple[ClusterPlan, ...]

    def of_kind(self, kind: str) -> tuple[UnitPlan, ...]:
        """The units of a kind, in order."""
        return tuple(unit for unit in self.units if unit.kind == kind)

    def districts_under(self, province: str) -> tuple[UnitPlan, ...]:
        """The district units of a province's office, in order."""
        return tuple(unit for unit in self.units if unit.parent == province and unit.kind == "district")


def organise(samples: Samples) -> Organisation:
    """The organisation as the samples give it."""
    return Organisation(tuple(_units(samples)), (*_blocks(), *_clusters(samples)))


def office(province: str) -> str:
    """The unit code of a province's office."""
    return f"BHXH-{province}"


def _units(samples: Samples) -> Iterator[UnitPlan]:
    yield UnitPlan(ROOT, "Bảo hiểm xã hội Việt Nam", "head_office")
    for _, _, members in HEAD_OFFICE_BLOCKS:
        for code, name in members:
            yield UnitPlan(code, name, "head_office", ROOT)
    for province in samples.provinces:
        yield UnitPlan(office(province.code), _office_name(province), "province", ROOT)
    for code in DISTRICT_PROVINCES:
        for district in samples.districts_of(code):
            name = f"BHXH {district.name[:1].lower()}{district.name[1:]}".replace("thành Phố", "thành phố")
            yield UnitPlan(f"{office(code)}-{district.code}", name, "district", office(code))


def _office_name(province: Province) -> str:
    return f"BHXH {province.full_name[:1].lower()}{province.full_name[1:]}"


def _blocks() -> Iterator[ClusterPlan]:
    for code, name, members in HEAD_OFFICE_BLOCKS:
        source = "QĐ 391/QĐ-BTC 26/02/2025; cách chia khối là giả định"
        yield ClusterPlan(code, name, "block", tuple(unit for unit, _ in members), found=False, source=source)


def _clusters(samples: Samples) -> Iterator[ClusterPlan]:
    groups = _grouped(samples)
    for group in sorted(groups, key=_roman_order):
        members = groups[group]
        number = group.partition("/")[2]
        found = all(member.found for member in members)
        source = members[0].source if found else "suy đoán theo vùng; chỉ dùng để trình diễn"
        codes = tuple(office(member.province) for member in members)
        yield ClusterPlan(f"CUM-{number}", f"Cụm thi đua số {number}", "cluster", codes, found=found, source=source)


def _grouped(samples: Samples) -> dict[str, list[Membership]]:
    groups: dict[str, list[Membership]] = {}
    for member in samples.memberships:
        groups.setdefault(member.cluster, []).append(member)
    for group, (first, second) in SPLITS.items():
        members = sorted(groups.pop(group), key=lambda member: member.province)
        half = (len(members) + 1) // 2
        groups[first], groups[second] = members[:half], members[half:]
    return groups


def _roman_order(group: str) -> int:
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    return numerals.index(group.partition("/")[2])
