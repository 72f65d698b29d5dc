"""What is refused of the proposed grouping of districts into clusters (phương án chia cụm cấp huyện)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class GroupingExists(Refusal):
    """The code is taken by another proposal of this province."""

    code = "grouping-exists"
    kind = Kind.CONFLICT
    title = Text("Phương án đã có", "The proposal exists already")
    detail = Text(
        "Mã {grouping} đã thuộc về một phương án của {province}.",
        "The code {grouping} belongs to a proposal of {province} already.",
    )
    source = HOUSE_RULE
    fields = ("code",)


class FiguresOfNoYear(Refusal):
    """Districts are divided by what they collected and paid."""

    code = "grouping-without-figures"
    kind = Kind.INVALID
    title = Text("Chưa có số liệu để chia cụm", "There are no figures to divide by")
    detail = Text(
        "Không đơn vị cấp huyện nào có {missing}; phải có số thu, số chi của năm làm căn cứ.",
        "No district office has {missing_en}; the collections and payments of the year it rests on are needed.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("collections", "payments")


class BorderOfNoDistricts(Refusal):
    """A border joins two of the districts."""

    code = "border-of-no-districts"
    kind = Kind.INVALID
    title = Text("Cặp giáp ranh không hợp lệ", "The border is not valid")
    detail = Text(
        "Cặp giáp ranh {one} – {other} không phải hai đơn vị cấp huyện khác nhau trong phương án.",
        "The border {one} – {other} does not join two districts of the proposal.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("borders",)


class MapInPieces(Refusal):
    """A map in more pieces than clusters cannot be divided into connected ones."""

    code = "map-in-pieces"
    title = Text("Không chia được cụm liền địa giới", "No grouping keeps the clusters connected")
    detail = Text(
        "Theo các cặp giáp ranh đã nêu, địa bàn gồm {pieces} mảnh rời, nhiều hơn {clusters} cụm.",
        "By the borders given, the map is in {pieces} pieces, more than the {clusters} clusters.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("borders", "connected")


class NotADistrictOfTheGrouping(Refusal):
    """Only the districts of the proposal are grouped."""

    code = "not-a-district-of-the-grouping"
    kind = Kind.INVALID
    title = Text("Không phải đơn vị trong phương án", "Not a district of the proposal")
    detail = Text(
        "Đơn vị {unit} không có trong phương án.",
        "The unit {unit} is not among the districts of the proposal.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("groups",)


class GroupingIssued(Refusal):
    """An issued grouping is no longer adjusted."""

    code = "grouping-issued"
    title = Text("Phương án đã ban hành", "The grouping is issued")
    detail = Text(
        "Phương án {grouping} đã ban hành ngày {issued_on}; hãy đề xuất phương án mới.",
        "The grouping {grouping} was issued on {issued_on}; propose another one.",
    )
    source = HOUSE_RULE
