"""What is refused of blocks and clusters (khối, cụm thi đua): their lists, their number, their officers."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class ClusterExists(Refusal):
    """The code is taken by another block or cluster."""

    code = "cluster-exists"
    kind = Kind.CONFLICT
    title = Text("Khối, cụm đã có", "The block or cluster exists already")
    detail = Text(
        "Mã {cluster} đã thuộc về một khối, cụm.", "The code {cluster} already belongs to a block or cluster."
    )
    source = HOUSE_RULE
    fields = ("code",)


class UnknownCluster(Refusal):
    """No block or cluster with this code or id was ever formed."""

    code = "unknown-cluster"
    kind = Kind.MISSING
    title = Text("Không có khối, cụm này", "There is no such block or cluster")
    detail = Text("Không có khối, cụm nào mang mã {cluster}.", "There is no block or cluster {cluster}.")
    source = HOUSE_RULE
    fields = ("cluster",)


class ClusterNotInExistence(Refusal):
    """The block or cluster was not formed yet, or disbanded, on that day."""

    code = "cluster-not-in-existence"
    title = Text("Khối, cụm không tồn tại vào ngày đó", "The block or cluster does not exist on that day")
    detail = Text(
        "Khối, cụm {cluster} tồn tại từ {since} đến trước {until}, không tồn tại ngày {day}.",
        "The block or cluster {cluster} exists from {since} until before {until}, not on {day}.",
    )
    source = HOUSE_RULE


class EmptyList(Refusal):
    """A list names at least one member."""

    code = "empty-membership-list"
    kind = Kind.INVALID
    title = Text("Danh sách trống", "The list is empty")
    detail = Text(
        "Danh sách thành viên của {cluster} phải có ít nhất một đơn vị.",
        "The membership list of {cluster} must name at least one unit.",
    )
    source = sources.MEMBERSHIP
    fields = ("members",)


class MemberTwice(Refusal):
    """A list names a unit once."""

    code = "member-listed-twice"
    kind = Kind.INVALID
    title = Text("Đơn vị bị ghi hai lần", "A unit is listed twice")
    detail = Text("Đơn vị {unit} được ghi nhiều hơn một lần.", "The unit {unit} is listed more than once.")
    source = sources.MEMBERSHIP
    fields = ("members",)


class MemberOfWrongKind(Refusal):
    """Blocks are of head-office units, clusters of provincial offices, district clusters of one province's own."""

    code = "member-of-wrong-kind"
    title = Text("Đơn vị không thuộc loại của khối, cụm", "The unit is not of the kind that belongs here")
    detail = Text(
        "Đơn vị {unit} (loại {kind}) không thể là thành viên của {cluster} (loại {cluster_kind}).",
        "The unit {unit} (kind {kind}) cannot be a member of {cluster} (kind {cluster_kind}).",
    )
    source = sources.KINDS_OF_MEMBERS
    fields = ("members",)


class MemberOfAnotherCluster(Refusal):
    """A unit competes in one block or cluster at a time."""

    code = "member-of-another-cluster"
    title = Text("Đơn vị đang thuộc khối, cụm khác", "The unit belongs to another block or cluster")
    detail = Text(
        "Đơn vị {unit} đang thuộc {other} vào ngày {day}; ban hành danh sách của các khối, cụm liên quan cùng lúc.",
        "The unit {unit} belongs to {other} on {day}; issue the lists of the clusters concerned together.",
    )
    source = sources.MEMBERSHIP
    fields = ("members",)


class DistrictClustersFormTogether(Refusal):
    """A province's district clusters are formed, and their lists changed, all together: their number is a rule."""

    code = "district-clusters-form-together"
    title = Text("Cụm cấp huyện phải lập cùng lúc", "District clusters are formed together")
    detail = Text(
        "Các cụm thi đua cấp huyện của một tỉnh được lập và thay đổi cùng lúc, theo số lượng quy định.",
        "A province's district clusters are formed and changed together, in the number that the rule sets.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("kind",)


class WrongNumberOfDistrictClusters(Refusal):
    """The number of district clusters follows from the number of districts."""

    code = "wrong-number-of-district-clusters"
    title = Text("Sai số cụm thi đua cấp huyện", "Wrong number of district clusters")
    detail = Text(
        "Tỉnh có {districts} đơn vị cấp huyện thì chia {required} cụm, không phải {given}.",
        "A province with {districts} district offices forms {required} clusters, not {given}.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("clusters",)


class DistrictsLeftOut(Refusal):
    """Every district of the province stands in one of its clusters."""

    code = "districts-left-out"
    title = Text("Còn đơn vị cấp huyện chưa có cụm", "Some districts stand in no cluster")
    detail = Text("Chưa được xếp vào cụm nào: {units}.", "In none of the clusters: {units}.")
    source = sources.DISTRICT_CLUSTERS
    fields = ("clusters",)


class NoDistricts(Refusal):
    """Only a unit with district offices under it forms district clusters."""

    code = "no-districts"
    title = Text("Không có đơn vị cấp huyện", "There are no district offices")
    detail = Text(
        "Đơn vị {unit} không có đơn vị cấp huyện nào vào ngày {day}.",
        "The unit {unit} has no district office on {day}.",
    )
    source = sources.DISTRICT_CLUSTERS


class NoConnectedGrouping(Refusal):
    """Along the order given, no division keeps every cluster in one piece on the map."""

    code = "no-connected-grouping"
    title = Text("Không chia được cụm liền địa giới", "No grouping keeps the clusters connected")
    detail = Text(
        "Theo thứ tự đã cho, không cách chia {count} cụm nào giữ được địa giới liền nhau; hãy đổi thứ tự.",
        "Along the order given, no division into {count} clusters keeps each connected; give another order.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("districts", "neighbours")


class NotAMember(Refusal):
    """A joint signing of a block or cluster is of its members."""

    code = "not-a-member"
    title = Text("Không phải thành viên của khối, cụm", "Not a member of the block or cluster")
    detail = Text(
        "Đơn vị {unit} không có trong danh sách của {cluster} ngày {day}.",
        "The unit {unit} is not on the list of {cluster} on {day}.",
    )
    source = sources.QUANTIFIED_COVENANT
    fields = ("units",)


class OfficerNotMember(Refusal):
    """Head and deputy are heads of member units."""

    code = "officer-not-a-member"
    title = Text("Không phải thành viên", "Not a member")
    detail = Text(
        "Trưởng, phó khối, cụm phải là thủ trưởng đơn vị thành viên; {unit} không có trong danh sách ngày {day}.",
        "Head and deputy must head member units; {unit} is not on the list of {day}.",
    )
    source = sources.OFFICERS
    fields = ("head", "deputy")


class SameHeadAndDeputy(Refusal):
    """One unit does not hold both offices."""

    code = "same-head-and-deputy"
    kind = Kind.INVALID
    title = Text("Trưởng và phó trùng nhau", "Head and deputy are the same")
    detail = Text(
        "Trưởng và phó của khối, cụm phải thuộc hai đơn vị khác nhau.",
        "Head and deputy of a block or cluster must be of two units.",
    )
    source = sources.OFFICERS
    fields = ("deputy",)


class DeputyRequired(Refusal):
    """A block or cluster of several members elects a deputy too."""

    code = "deputy-required"
    title = Text("Thiếu cấp phó", "The deputy is missing")
    detail = Text(
        "Khối, cụm có {members} thành viên phải bầu cả trưởng và phó.",
        "A block or cluster of {members} members elects a head and a deputy.",
    )
    source = sources.OFFICERS
    fields = ("deputy",)


class OutOfRotation(Refusal):
    """A member leads again only after every other member has had its turn."""

    code = "out-of-rotation"
    title = Text("Trái thứ tự luân phiên", "Out of rotation")
    detail = Text(
        "Đơn vị {unit} đã làm trưởng trong vòng luân phiên này; chưa đến lượt: {waiting}.",
        "The unit {unit} has led in this round of the rotation; still waiting for their turn: {waiting}.",
    )
    source = sources.ROTATION
    fields = ("head",)


class WrongTermYear(Refusal):
    """Officers are elected at the year-end review, for that year or the next."""

    code = "wrong-term-year"
    kind = Kind.INVALID
    title = Text("Sai năm nhiệm kỳ", "Wrong year of the term")
    detail = Text(
        "Bầu ngày {day} thì nhiệm kỳ là năm {this} hoặc {next}, không phải {given}.",
        "Elected on {day}, the term is {this} or {next}, not {given}.",
    )
    source = sources.OFFICERS
    fields = ("term_year",)


class NotHeadInOffice(Refusal):
    """The work of a block or cluster is its head's: who was elected last, with the head's own unit as secretariat."""

    code = "not-head-in-office"
    title = Text("Không thuộc đơn vị khối trưởng, cụm trưởng", "Not of the unit that leads")
    detail = Text(
        "Ngày {day}, đơn vị trưởng của {cluster} là {head}; chỉ đơn vị này làm được việc này.",
        "On {day} the head of {cluster} is {head}; only that unit does this.",
    )
    source = sources.HEADSHIP


class HeadSeatEmpty(Refusal):
    """The unit whose head was elected has been merged or dissolved: nobody leads until the next election."""

    code = "head-seat-empty"
    title = Text("Khuyết trưởng khối, cụm", "The head's seat is empty")
    detail = Text(
        "Đơn vị trưởng đã bầu của {cluster} là {head}, đến ngày {day} không còn tồn tại;"
        " bầu trưởng mới rồi mới làm được việc này.",
        "The unit elected to lead {cluster} is {head}, which is not there any more on {day};"
        " this waits for the next election.",
    )
    source = sources.OFFICERS


class DividedLater(Refusal):
    """A division told late forms and ends no clusters: the later one has its own."""

    code = "divided-later"
    title = Text("Đã chia cụm lại sau ngày đó", "The districts are divided anew later")
    detail = Text(
        "{province} đã chia lại cụm cấp huyện từ ngày {later}; việc chia từ ngày {day}, ghi nhận muộn, chỉ đổi được"
        " danh sách của các cụm đang có, không lập thêm, không bỏ cụm nào.",
        "{province} has divided its districts anew from {later} on; a division from {day} that is told late may change"
        " the lists of the clusters there are, form none and end none.",
    )
    source = sources.DISTRICT_CLUSTERS
    fields = ("effective_from",)
