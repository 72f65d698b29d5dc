"""A count in words (diễn giải kết quả kiểm phiếu): why so many are needed, of whom, and what recusals change."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from kernel.explanation import Text
from regulations.chapters import Denominator
from regulations.figures import Share
from services.nomination.domain.ballots import Result
from services.nomination.domain.convening import Convening
from services.nomination.domain.rounds import Round

HUNDRED = 100
CENTS = Decimal("0.01")


def least_in_words(share: Share, whole: int) -> Text:
    """How many reach a share of a whole, and why: “2/3 of 11 is 8, because …”."""
    named = f"{share.numerator} %" if share.denominator == HUNDRED else f"{share.numerator}/{share.denominator}"
    if whole <= 0:
        return Text(f"{named} của 0 không tính được", f"there is no {named} of 0")
    least, exact = share.least(whole), whole * share.numerator % share.denominator == 0
    product = f"{whole} × {share.numerator} / {share.denominator} = {_product(share, whole)}"
    over = Text("quá ", "more than ") if share.strict else Text("", "")
    vi, en = f"{over.vi}{named} của {whole} là {least}, vì", f"{over.en}{named} of {whole} is {least}, because"
    if exact and share.strict:
        return Text(
            f"{vi} {product.replace('.', ',')}: {least - 1} mới bằng, chưa quá",
            f"{en} {product}: {least - 1} only equals it",
        )
    if exact:
        return Text(f"{vi} {product.replace('.', ',')} tròn", f"{en} {product} exactly")
    return Text(
        f"{vi} {product.replace('.', ',')}: {least - 1} chưa đạt, {least} mới đạt",
        f"{en} {product}: {least - 1} falls short, {least} reaches it",
    )


def _product(share: Share, whole: int) -> str:
    product = Decimal(whole * share.numerator) / Decimal(share.denominator)
    cut = product.quantize(CENTS, rounding=ROUND_DOWN)
    if cut == product:
        return f"{product.normalize():f}"
    return f"{cut}…"


def quorum_in_words(round_: Round, convening: Convening) -> Text:
    """The quorum of a round: of all on the roll, the recused included; written opinions count where nobody meets."""
    least, present = least_in_words(convening.terms.quorum, convening.members), len(round_.present)
    if round_.opinions_until is not None:
        return Text(
            f"{least.vi}; {present} trên {convening.members} thành viên trong danh sách đã gửi ý kiến bằng văn bản",
            f"{least.en}; {present} of the {convening.members} members on the roll have returned an opinion in writing",
        )
    return Text(
        f"{least.vi}; có mặt {present} trên {convening.members} thành viên trong danh sách",
        f"{least.en}; {present} of the {convening.members} members on the roll are present",
    )


def base_in_words(result: Result, round_: Round, convening: Convening) -> Text:
    """Of whom the share of one candidate is taken, and what recusals take away from it."""
    entitled, barred = _entitled_in_words(result, convening), convening.terms.denominator
    if barred is Denominator.ALL_MEMBERS:
        return Text(f"mẫu số là {result.base}: {entitled.vi}", f"the denominator is {result.base}: {entitled.en}")
    if barred is Denominator.PRESENT:
        turnout = round_.turnout(result.nomination_id, convening)
        return Text(
            f"mẫu số là {result.base}: số người dự họp hoặc gửi ý kiến, trong {turnout.entitled} người được biểu quyết"
            f" ({entitled.vi})",
            f"the denominator is {result.base}: those who took part, of {turnout.entitled} entitled ({entitled.en})",
        )
    return Text(
        f"mẫu số là {result.base}: phiếu đồng ý hoặc không đồng ý; {result.abstained} phiếu không có ý kiến không tính"
        f" ({entitled.vi})",
        f"the denominator is {result.base}: ballots that say yes or no; abstentions left out: {result.abstained}"
        f" ({entitled.en})",
    )


def _entitled_in_words(result: Result, convening: Convening) -> Text:
    recused = convening.members - len(convening.entitled_to(result.nomination_id))
    if not recused:
        return Text(f"cả {convening.members} thành viên", f"all {convening.members} members")
    return Text(
        f"{convening.members} thành viên trừ {recused} người không được biểu quyết trường hợp này",
        f"{convening.members} members less {recused} recused from this case",
    )


def written_in_words(result: Result, round_: Round, convening: Convening) -> Text:
    """How many of the ballots on a candidate came in writing, and how many through a substitute."""
    entitled = convening.entitled_to(result.nomination_id)
    written = sum(in_writing for voter, in_writing in round_.voters.items() if voter in entitled)
    if round_.opinions_until is not None:
        return Text(
            f"{result.in_favour} ý kiến đồng ý trên {written} ý kiến bằng văn bản",
            f"{result.in_favour} in favour of {written} opinions in writing",
        )
    return Text(
        f"{result.in_favour} phiếu đồng ý trên {len(entitled & round_.voters.keys())} phiếu,"
        f" trong đó {written} ý kiến bằng văn bản của người vắng mặt",
        f"{result.in_favour} in favour of {len(entitled & round_.voters.keys())} ballots,"
        f" {written} of them written opinions of absent members",
    )


def result_in_words(result: Result, round_: Round, convening: Convening) -> Text:
    """The whole of one candidate's result: the denominator, what is needed and why, what it got."""
    base, least = base_in_words(result, round_, convening), least_in_words(convening.terms.threshold, result.base)
    got = written_in_words(result, round_, convening)
    vi, en = ("đạt", "passed") if result.passed else ("không đạt", "not passed")
    return Text(f"{base.vi}; {least.vi}; {got.vi}: {vi}", f"{base.en}; {least.en}; {got.en}: {en}")
