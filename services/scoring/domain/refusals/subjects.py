"""Units, blocks, clusters and movements that scoring has not heard of, or that do not belong together."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.scoring.domain.sources import MEMBERSHIP


class UnknownUnit(Refusal):
    """No such unit has been announced."""

    code = "scoring-unknown-unit"
    kind = Kind.MISSING
    title = Text("Không có đơn vị này", "There is no such unit")
    detail = Text("Không có đơn vị nào mang mã {unit}.", "There is no unit {unit}.")
    source = HOUSE_RULE
    fields = ("unit_id",)


class UnitWasMerged(Refusal):
    """The unit had gone up in another before the period ended."""

    code = "scoring-unit-was-merged"
    title = Text("Đơn vị đã sáp nhập", "The unit had been merged")
    detail = Text(
        "Đơn vị {unit} hoạt động đến hết ngày {last}, sau đó sáp nhập vào {into}; kỳ {period} kết thúc ngày {ends},"
        " kết quả và phiếu điểm là của {into}.",
        "Unit {unit} existed up to and including {last}, then it was merged into {into}; {period} ends on {ends},"
        " its results and scorecards are those of {into}.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)


class UnitWasDissolved(Refusal):
    """The unit had been dissolved before the period ended."""

    code = "scoring-unit-was-dissolved"
    title = Text("Đơn vị đã giải thể", "The unit had been dissolved")
    detail = Text(
        "Đơn vị {unit} hoạt động đến hết ngày {last} rồi giải thể; kỳ {period} kết thúc ngày {ends}, nên đơn vị này"
        " không có kết quả và phiếu điểm.",
        "Unit {unit} existed up to and including {last}, then it was dissolved; {period} ends on {ends}, so it has no"
        " results and scorecards of it.",
    )
    source = HOUSE_RULE
    fields = ("unit_id",)


class UnknownCluster(Refusal):
    """No such block or cluster has been announced."""

    code = "scoring-unknown-cluster"
    kind = Kind.MISSING
    title = Text("Không có khối, cụm thi đua này", "There is no such block or cluster")
    detail = Text("Không có khối, cụm thi đua nào mang mã {cluster}.", "There is no block or cluster {cluster}.")
    source = HOUSE_RULE
    fields = ("cluster_id",)


class ClusterIsDisbanded(Refusal):
    """The block or cluster had ended by that day; what was made before stays."""

    code = "scoring-cluster-disbanded"
    title = Text("Khối, cụm thi đua đã giải thể", "The block or cluster is disbanded")
    detail = Text(
        "Khối, cụm {cluster} đã giải thể từ ngày {disbanded_on}, không còn vào ngày {day};"
        " bảng điểm, bảng xếp hạng đã có vẫn giữ nguyên.",
        "The block or cluster {cluster} is disbanded since {disbanded_on} and no longer there on {day};"
        " the tables and boards it has stay as they are.",
    )
    source = HOUSE_RULE
    fields = ("cluster_id",)


class UnknownMovement(Refusal):
    """No such movement has been announced."""

    code = "scoring-unknown-movement"
    kind = Kind.MISSING
    title = Text("Không có phong trào thi đua này", "There is no such movement")
    detail = Text("Không có phong trào thi đua nào mang mã {movement}.", "There is no movement {movement}.")
    source = HOUSE_RULE
    fields = ("movement_id",)


class NotAMember(Refusal):
    """The unit is not on the list of the block or cluster on that day."""

    code = "scoring-not-a-member"
    title = Text("Không phải đơn vị thành viên", "Not a member unit")
    detail = Text(
        "Đơn vị không có trong danh sách thành viên của khối, cụm thi đua trong kỳ {period}.",
        "The unit is not on the list of members of the block or cluster in {period}.",
    )
    source = MEMBERSHIP
    fields = ("unit_id",)
