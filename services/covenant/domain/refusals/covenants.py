"""What is refused of covenants (giao ước thi đua), registrations of titles, and the cluster's set of them."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal
from services.covenant.domain import sources


class CovenantExists(Refusal):
    """One covenant per unit and movement."""

    code = "covenant-exists"
    kind = Kind.CONFLICT
    title = Text("Đơn vị đã có giao ước", "The unit has a covenant already")
    detail = Text(
        "Đơn vị {unit} đã có giao ước cho phong trào {movement}.",
        "The unit {unit} already has a covenant for the movement {movement}.",
    )
    source = HOUSE_RULE
    fields = ("unit", "movement")


class NoTargets(Refusal):
    """A covenant consists of specific, quantitative targets."""

    code = "no-targets"
    title = Text("Giao ước chưa có chỉ tiêu", "The covenant has no targets")
    detail = Text(
        "Giao ước phải gồm các chỉ tiêu cụ thể, mang tính định lượng.",
        "A covenant must consist of specific, quantitative targets.",
    )
    source = sources.QUANTIFIED_COVENANT
    fields = ("targets",)


class TargetTwice(Refusal):
    """One target per indicator."""

    code = "target-twice"
    kind = Kind.INVALID
    title = Text("Chỉ tiêu bị ghi hai lần", "A target is given twice")
    detail = Text(
        "Chỉ tiêu {indicator} được ghi nhiều hơn một lần.", "The indicator {indicator} has more than one target."
    )
    source = HOUSE_RULE
    fields = ("targets",)


class AbsurdTarget(Refusal):
    """A figure no unit could register in earnest."""

    code = "absurd-target"
    kind = Kind.INVALID
    title = Text("Mức đăng ký vô lý", "The figure makes no sense")
    detail = Text(
        "Chỉ tiêu {indicator}: {value} {unit_of_measure} phải từ 0 đến {most}.",
        "Indicator {indicator}: {value} {unit_of_measure} must be between 0 and {most}.",
    )
    source = HOUSE_RULE
    fields = ("targets",)


class BandNeedsTwoEnds(Refusal):
    """A BAND has an upper bound not below the lower; other directions have one figure."""

    code = "band-needs-two-ends"
    kind = Kind.INVALID
    title = Text("Khoảng chỉ tiêu không hợp lệ", "The band is not valid")
    detail = Text(
        "Chỉ tiêu {indicator}: chỉ hướng BAND có cận trên, và cận trên không nhỏ hơn cận dưới ({value} … {upper}).",
        "Indicator {indicator}: only BAND has an upper bound, and it is not below the lower ({value} … {upper}).",
    )
    source = HOUSE_RULE
    fields = ("targets",)


class TargetsAgreed(Refusal):
    """What was agreed changes only after the agreement is withdrawn."""

    code = "targets-agreed"
    title = Text("Chỉ tiêu đã thống nhất", "The targets are agreed")
    detail = Text(
        "Chỉ tiêu đã được thống nhất; rút lại việc thống nhất trước khi sửa.",
        "The targets are agreed; withdraw the agreement before changing them.",
    )
    source = HOUSE_RULE


class SignedCovenantIsFixed(Refusal):
    """A signed covenant is not overwritten."""

    code = "signed-covenant-is-fixed"
    title = Text("Giao ước đã ký không sửa trực tiếp được", "A signed covenant is not overwritten")
    detail = Text(
        "Giao ước đã ký ngày {signed_on}; chỉ tiêu chỉ thay đổi bằng điều chỉnh có lý do, được thống nhất và ký.",
        "The covenant was signed on {signed_on}; its targets change only by an amendment, agreed and signed.",
    )
    source = sources.SIGN_AND_REGISTER


class AlreadySigned(Refusal):
    """A covenant is signed once."""

    code = "already-signed"
    title = Text("Giao ước đã ký", "The covenant is signed already")
    detail = Text("Giao ước đã được ký ngày {signed_on}.", "The covenant was signed on {signed_on}.")
    source = sources.SIGN_AND_REGISTER


class NotAgreed(Refusal):
    """Targets are agreed first, and signed after."""

    code = "not-agreed"
    title = Text("Chỉ tiêu chưa được thống nhất", "The targets are not agreed")
    detail = Text(
        "Chỉ tiêu chưa được thống nhất với khối, cụm; phải thống nhất trước khi ký.",
        "The targets are not agreed with the block or cluster; they are agreed first, and signed after.",
    )
    source = sources.QUANTIFIED_COVENANT


class NobodySigns(Refusal):
    """A joint signing is of members whose covenants are agreed; here there is none."""

    code = "nobody-signs"
    title = Text("Không có giao ước nào để ký", "There is no covenant to sign")
    detail = Text(
        "Không thành viên nào được nêu của {cluster} có giao ước đã thống nhất cho phong trào {movement}.",
        "No member named of {cluster} has an agreed covenant for the movement {movement}.",
    )
    source = sources.QUANTIFIED_COVENANT
    fields = ("units",)


class NoRegistrations(Refusal):
    """Registering names at least one title."""

    code = "no-registrations"
    kind = Kind.INVALID
    title = Text("Chưa ghi danh hiệu nào", "No title is named")
    detail = Text("Đăng ký phải có ít nhất một danh hiệu.", "A registration names at least one title.")
    source = sources.SIGN_AND_REGISTER
    fields = ("registrations",)


class UnknownTitle(Refusal):
    """The rules of the day know no such title."""

    code = "unknown-title"
    title = Text("Không có danh hiệu này", "There is no such title")
    detail = Text(
        "Quy định hiện hành ({rulebook}) không có danh hiệu {title}.",
        "The rules in force ({rulebook}) know no title {title}.",
    )
    source = HOUSE_RULE
    fields = ("registrations",)


class WrongHolder(Refusal):
    """Titles are either of collectives or of persons; a person is named by code."""

    code = "wrong-holder"
    title = Text("Sai đối tượng của danh hiệu", "The title is not for such a holder")
    detail = Text(
        "Danh hiệu {title} dành cho {required}; đăng ký cho {given} (mã cá nhân: {person}).",
        "The title {title} is for {required}; registered for {given} (person code: {person}).",
    )
    source = HOUSE_RULE
    fields = ("registrations",)


class RegisteredTwice(Refusal):
    """A title is registered once per holder."""

    code = "registered-twice"
    title = Text("Danh hiệu đã đăng ký", "The title is registered already")
    detail = Text(
        "Danh hiệu {title} đã được đăng ký cho đối tượng này.",
        "The title {title} is registered for this holder already.",
    )
    source = HOUSE_RULE
    fields = ("registrations",)


class NotRegistered(Refusal):
    """Only what was registered can be withdrawn."""

    code = "not-registered"
    kind = Kind.MISSING
    title = Text("Chưa đăng ký danh hiệu này", "The title is not registered")
    detail = Text("Danh hiệu {title} chưa được đăng ký.", "The title {title} is not registered.")
    source = HOUSE_RULE
    fields = ("title",)


class SetSubmitted(Refusal):
    """The set of a block or cluster is submitted once per movement."""

    code = "set-already-submitted"
    kind = Kind.CONFLICT
    title = Text("Hồ sơ đăng ký đã nộp", "The set is submitted already")
    detail = Text(
        "{cluster} đã nộp hồ sơ đăng ký của phong trào {movement} ngày {submitted_on}.",
        "{cluster} submitted its set for the movement {movement} on {submitted_on}.",
    )
    source = sources.REGISTRATION_SET


class NotTheClusterHead(Refusal):
    """The head in office submits the set."""

    code = "not-the-cluster-head"
    title = Text("Không phải khối trưởng, cụm trưởng", "Not the head of the block or cluster")
    detail = Text(
        "Đơn vị trưởng của {cluster} ngày {day} là {head}; chỉ đơn vị này nộp hồ sơ đăng ký.",
        "The head of {cluster} on {day} is {head}; only that unit submits the set.",
    )
    source = sources.REGISTRATION_SET


class NoMembers(Refusal):
    """A set is of the members; there are none on that day."""

    code = "no-members"
    title = Text("Khối, cụm chưa có thành viên", "The block or cluster has no members")
    detail = Text(
        "{cluster} không có danh sách thành viên có hiệu lực ngày {day}.",
        "{cluster} has no membership list in force on {day}.",
    )
    source = sources.MEMBERSHIP
