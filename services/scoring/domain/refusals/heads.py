"""Who acts for a block or cluster without being its elected head, or its deputy where the deputy may."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import Refusal
from services.scoring.domain.sources import CROSS_CHECK, ELECTION, HEADSHIP


class NotElectedHead(Refusal):
    """Scoring for a block or cluster is its head's: who was elected last, whatever the token says."""

    code = "not-elected-head"
    title = Text("Không thuộc đơn vị khối trưởng, cụm trưởng", "Not of the unit that leads")
    detail = Text(
        "Ngày {day}, đơn vị trưởng của {cluster} là {head}; chỉ đơn vị này làm được việc này.",
        "On {day} the head of {cluster} is {head}; only that unit does this.",
    )
    source = HEADSHIP


class NotElectedHeadOrDeputy(Refusal):
    """A cross-check is the head's or the deputy's."""

    code = "not-elected-head-or-deputy"
    title = Text("Không thuộc đơn vị trưởng hoặc phó khối, cụm", "Not of the unit of the head or the deputy")
    detail = Text(
        "Ngày {day}, đơn vị trưởng của {cluster} là {head}, đơn vị phó là {deputy};"
        " chỉ hai đơn vị này kiểm tra chéo được.",
        "On {day} the head of {cluster} is {head} and the deputy is {deputy}; only these two cross-check.",
    )
    source = CROSS_CHECK


class NoHeadElected(Refusal):
    """No election has been told of by that day: a token that names a head does not make one."""

    code = "no-head-elected"
    title = Text("Chưa biết trưởng khối, cụm", "No head is known")
    detail = Text(
        "Đến ngày {day} chưa có kết quả bầu trưởng, phó của {cluster}, cũng chưa có nhiệm kỳ năm {year};"
        " bầu xong mới làm được việc này.",
        "Until {day} no election of the head and deputy of {cluster} is known, nor a term of {year};"
        " this waits for the election.",
    )
    source = ELECTION


class ElectedHeadGone(Refusal):
    """The unit whose head was elected has been merged or dissolved: nobody leads until the next election."""

    code = "elected-head-gone"
    title = Text("Khuyết trưởng khối, cụm", "The head's seat is empty")
    detail = Text(
        "Đơn vị trưởng đã bầu của {cluster} là {head}, đến ngày {day} không còn tồn tại;"
        " bầu trưởng mới rồi mới làm được việc này.",
        "The unit elected to lead {cluster} is {head}, which is not there any more on {day};"
        " this waits for the next election.",
    )
    source = ELECTION
