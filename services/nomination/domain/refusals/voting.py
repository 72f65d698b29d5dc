"""Refusals of a voting session: the paper, the roll, the rounds."""

from __future__ import annotations

from kernel.explanation import Source, Status, Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal

SESSION_RULES = Source("TT 01/2024/TT-TANDTC", "Điều 29", Status.ANALOGUE)


class NoCandidates(Refusal):
    """A paper needs a candidate."""

    code = "no-candidates"
    kind = Kind.INVALID
    title = Text("Phiếu không có trường hợp nào", "There is no candidate")
    detail = Text("Phiên họp cần ít nhất một đề cử để bỏ phiếu.", "A session needs at least one nomination to vote on.")
    source = HOUSE_RULE
    fields = ("nominations",)


class CandidateTwice(Refusal):
    """The same nomination stands on the paper twice."""

    code = "candidate-twice"
    kind = Kind.INVALID
    title = Text("Đề cử lặp lại trên phiếu", "A candidate stands on the paper twice")
    detail = Text("Đề cử {nomination} có hai lần trên phiếu.", "Nomination {nomination} stands on the paper twice.")
    source = HOUSE_RULE
    fields = ("nominations",)


class CandidateOfAnotherBoard(Refusal):
    """A block or cluster selects among its own."""

    code = "candidate-of-another-board"
    title = Text("Đề cử không thuộc khối, cụm này", "The candidate is of another board")
    detail = Text(
        "Đề cử {given} của đơn vị {unit} không thuộc khối, cụm hoặc phong trào của phiên họp.",
        "The nomination of unit {unit} for {given} is not of this session's block or cluster, or not of its movement.",
    )
    source = HOUSE_RULE
    fields = ("nominations",)


class NoSelectionForTitle(Refusal):
    """The rules hold no selection by members for this title."""

    code = "no-selection-for-title"
    title = Text("Danh hiệu không qua bình xét ở khối, cụm", "The title has no selection by members")
    detail = Text(
        "Theo quy định, danh hiệu {given} không bỏ phiếu ở khối, cụm mà trình thẳng Hội đồng.",
        "By the rules the title {given} is not selected in a block or cluster; it goes straight to the council.",
    )
    source = HOUSE_RULE
    fields = ("nominations",)


class MixedVotingRules(Refusal):
    """Titles voted on one paper must be voted by one rule."""

    code = "mixed-voting-rules"
    title = Text("Các danh hiệu trên phiếu khác quy tắc bỏ phiếu", "The titles are voted by different rules")
    detail = Text(
        "Các danh hiệu trên cùng một phiếu phải theo một quy tắc; ở đây có: {rules}.",
        "The titles on one paper must be voted by one rule; here there are: {rules}.",
    )
    source = HOUSE_RULE
    fields = ("nominations",)


class CandidateInAnotherSession(Refusal):
    """Another session would be a reset of the rounds of the first."""

    code = "candidate-in-another-session"
    title = Text("Đề cử đã có phiên họp", "The candidate stands in another session")
    detail = Text(
        "Đề cử {nomination} đã được đưa vào một phiên họp khác cùng loại; hãy mở vòng mới ở phiên họp đó.",
        "Nomination {nomination} stands in another session of this kind already; open a new round there.",
    )
    source = HOUSE_RULE
    fields = ("nominations",)


class SessionExists(Refusal):
    """One session a kind, movement and code."""

    code = "session-exists"
    title = Text("Phiên họp đã được triệu tập", "The session exists already")
    detail = Text(
        "Phiên họp mang mã {code} của phong trào này đã được triệu tập; bỏ phiếu lại là vòng mới của phiên họp đó.",
        "The session {code} of this movement has been convened; voting again is a new round of that session.",
    )
    source = HOUSE_RULE
    fields = ("code",)


class ClusterIsDisbanded(Refusal):
    """A disbanded block or cluster has no members who could meet; the sessions it held stay."""

    code = "nomination-cluster-disbanded"
    title = Text("Khối, cụm thi đua đã giải thể", "The block or cluster is disbanded")
    detail = Text(
        "Khối, cụm {cluster} đã giải thể từ ngày {disbanded_on}, không triệu tập được phiên bình xét ngày {day}.",
        "The block or cluster {cluster} is disbanded since {disbanded_on}; it holds no selection on {day}.",
    )
    source = HOUSE_RULE
    fields = ("cluster_id",)


class EmptyRoll(Refusal):
    """Nobody may vote."""

    code = "empty-roll"
    kind = Kind.INVALID
    title = Text("Danh sách cử tri trống", "The roll is empty")
    detail = Text(
        "Phiên họp cần danh sách thành viên có quyền bỏ phiếu.", "A session needs a roll of those who may vote."
    )
    source = HOUSE_RULE
    fields = ("roll",)


class VoterTwiceOnRoll(Refusal):
    """Nobody has two votes."""

    code = "voter-twice-on-roll"
    kind = Kind.INVALID
    title = Text("Thành viên lặp lại trong danh sách", "A voter stands on the roll twice")
    detail = Text("Thành viên {voter} có hai lần trong danh sách.", "Voter {voter} stands on the roll twice.")
    source = HOUSE_RULE
    fields = ("roll",)


class UnknownRecusal(Refusal):
    """A recusal names somebody or something that the session does not know."""

    code = "unknown-recusal"
    kind = Kind.INVALID
    title = Text("Từ chối biểu quyết không hợp lệ", "The recusal is not valid")
    detail = Text(
        "Trường hợp không tham gia biểu quyết nêu thành viên {voter} hoặc đề cử {nomination} không có trong phiên họp.",
        "The recusal names voter {voter} or nomination {nomination}, which this session does not have.",
    )
    source = HOUSE_RULE
    fields = ("recusals",)


class NobodyMayVote(Refusal):
    """Recusals leave a candidate without a voter."""

    code = "nobody-may-vote"
    title = Text("Không còn ai được biểu quyết", "Nobody is left to vote")
    detail = Text(
        "Mọi thành viên đều không được biểu quyết đề cử {nomination}.",
        "Every member is recused from nomination {nomination}.",
    )
    source = HOUSE_RULE
    fields = ("recusals",)


class NotOnTheRoll(Refusal):
    """Only those on the roll, fixed at opening, may vote."""

    code = "not-on-the-roll"
    title = Text("Không có trong danh sách bỏ phiếu", "Not on the roll")
    detail = Text(
        "{voter} không có trong danh sách bỏ phiếu của phiên họp.", "{voter} is not on the roll of this session."
    )
    source = SESSION_RULES


class RecusedFromAll(Refusal):
    """The voter may vote on none of the candidates of this round."""

    code = "recused"
    title = Text("Không được biểu quyết trường hợp của mình", "Recused")
    detail = Text(
        "{voter} không tham gia biểu quyết trường hợp nào ở vòng này: {reason}.",
        "{voter} is recused from every candidate of this round: {reason}.",
    )
    source = HOUSE_RULE


class VotedAlready(Refusal):
    """One voter, one ballot a round."""

    code = "voted-already"
    title = Text("Đã bỏ phiếu", "Voted already")
    detail = Text("{voter} đã bỏ phiếu ở vòng {round}.", "{voter} has already voted in round {round}.")
    source = SESSION_RULES


class RoundNotOpen(Refusal):
    """Nothing is cast into, or closed of, a round that is not open."""

    code = "round-not-open"
    title = Text("Vòng bỏ phiếu không mở", "The round is not open")
    detail = Text("Vòng {round} đang ở trạng thái {state}.", "Round {round} is {state}.")
    source = HOUSE_RULE


class RoundStillOpen(Refusal):
    """One round at a time."""

    code = "round-still-open"
    title = Text("Vòng bỏ phiếu còn mở", "The round is still open")
    detail = Text(
        "Vòng {round} chưa đóng; hãy kiểm phiếu hoặc hủy vòng này trước.", "Close or void round {round} first."
    )
    source = HOUSE_RULE


class SessionCodeRequired(Refusal):
    """Sessions are told apart by their code."""

    code = "session-code-required"
    kind = Kind.INVALID
    title = Text("Phiên họp phải có mã", "The session needs a code")
    detail = Text("Hãy đặt mã cho phiên họp, ví dụ HD-2024-01.", "Give the session a code, such as HD-2024-01.")
    source = HOUSE_RULE
    fields = ("code",)


class WritingNotAllowed(Refusal):
    """The rule of this vote takes no written opinions of absent members."""

    code = "written-opinion-not-allowed"
    title = Text("Không lấy ý kiến bằng văn bản", "Written opinions are not taken")
    detail = Text(
        "Quy tắc bỏ phiếu này không cho phép thành viên vắng mặt gửi ý kiến bằng văn bản.",
        "The rule of this vote takes no written opinion of an absent member.",
    )
    source = SESSION_RULES
    fields = ("in_writing",)


class PaperDoesNotFit(Refusal):
    """The paper must mark each candidate that this voter votes on exactly once. Never says what was marked."""

    code = "paper-does-not-fit"
    kind = Kind.INVALID
    title = Text("Phiếu không hợp lệ", "The paper does not fit")
    detail = Text(
        "Phiếu phải đánh dấu đúng một lần cho từng trường hợp được biểu quyết: {expected}{recused}.",
        "The paper must mark each candidate you vote on exactly once: {expected}{recused}.",
    )
    source = HOUSE_RULE
    fields = ("marks",)


class NoQuorum(Refusal):
    """Too few are present for the round to count."""

    code = "no-quorum"
    title = Text("Chưa đủ số thành viên có mặt", "No quorum")
    detail = Text(
        "Có mặt {present} trên {members} thành viên; cần ít nhất {needed} ({quorum}).",
        "{present} of {members} members are present; at least {needed} are needed ({quorum}).",
    )
    source = SESSION_RULES
    fields = ("present",)


class NothingToVoid(Refusal):
    """The round is void already."""

    code = "round-void-already"
    title = Text("Vòng bỏ phiếu đã bị hủy", "The round is void already")
    detail = Text("Vòng {round} đã bị hủy trước đó.", "Round {round} was declared void before.")
    source = HOUSE_RULE


class RoundsExhausted(Refusal):
    """No more rounds than the rule allows; void ones do not count."""

    code = "rounds-exhausted"
    title = Text("Hết số vòng bỏ phiếu", "The rounds are used up")
    detail = Text(
        "Quy tắc cho phép tối đa {most} vòng và đã dùng hết; {tie} quyết định.",
        "The rule allows at most {most} rounds and they are used up; {tie} decides.",
    )
    source = SESSION_RULES


class NothingLeftToVoteOn(Refusal):
    """Every candidate has passed: there is nothing to vote on again."""

    code = "nothing-left-to-vote-on"
    title = Text("Không còn trường hợp nào để bỏ phiếu lại", "Nothing is left to vote on")
    detail = Text("Mọi trường hợp đã đạt tỷ lệ ở vòng {round}.", "Every candidate passed in round {round}.")
    source = HOUSE_RULE
