"""Why a rotation check says what it says: the null models, every year with its events, and what is not known."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from kernel.explanation import Explanation, Source, Status, Text
from services.nomination.domain.rotation.chance import DRAWS, Chance
from services.nomination.domain.rotation.check import Flag, OverRank, RotationCheck
from services.nomination.domain.rotation.series import Season

Called = Callable[[UUID], str]

METHOD = Source("Thi Đua", "docs/rotation-check.md", Status.FOUND)
CONCERN = Source(
    "Yêu cầu của BHXH Việt Nam về hoạt động khối, cụm thi đua (2018)", "“mang tính chất luân phiên”", Status.FOUND
)
RETURNS = Text("Số lần được lại trước khi hết một vòng", "Wins again before a turn of all members")
FOUR = Decimal("0.0001")

WORDS = {
    Flag.FLAGGED: Text(
        "Có dấu hiệu luân phiên, cần xem xét; đây không phải là kết luận",
        "A sign of rotation, to be looked into; this is not a finding",
    ),
    Flag.NOT_FLAGGED: Text(
        "Chưa thấy dấu hiệu luân phiên; không có nghĩa là không có",
        "No sign of rotation was seen; that does not mean there is none",
    ),
    Flag.TOO_FEW_YEARS: Text(
        "Chưa đủ năm: dù có luân phiên cũng chưa thể thấy",
        "Too few years: rotation could not be seen even if there were one",
    ),
}
"""What a flag says to people. None of these is a verdict."""


def shown(chance: Fraction) -> Decimal:
    """A chance with four decimals."""
    return (Decimal(chance.numerator) / Decimal(chance.denominator)).quantize(FOUR, ROUND_HALF_UP)


def explain(found: RotationCheck, called: Called) -> Explanation:
    """The whole check as a tree."""
    return Explanation(
        label=WORDS[found.flag],
        value=found.flag.value,
        formula=f"p ≤ {found.level} / 2",
        source=METHOD,
        inputs=(
            Explanation(Text("Số năm dùng được", "Years that could be tested"), str(found.tested), source=CONCERN),
            Explanation(RETURNS, str(found.returns)),
            *_tests(found),
            *(_over_rank(each, called) for each in found.over_rank),
            *(_season(each, called) for each in found.series.seasons),
            OVERRIDES,
        ),
    )


OVERRIDES = Explanation(
    label=Text(
        "Điểm bị sửa theo từng người chấm: chưa biết ở đây, lớp điểm do dịch vụ chấm điểm giữ",
        "Overrides of scores by assessor: not known here, the layers of scores are kept by the scoring service",
    ),
    value="UNKNOWN",
)


def _tests(found: RotationCheck) -> tuple[Explanation, ...]:
    told = (
        (
            Text(
                "Nếu thứ hạng được chọn không liên quan đến ai đã được trước đó: xác suất ít lần được lại như vậy",
                "If the place that wins in a year had nothing to do with who won before: the chance of so few returns",
            ),
            found.given_scores,
        ),
        (
            Text(
                "Nếu mọi đơn vị đều có cơ hội như nhau mỗi năm: xác suất ít lần được lại như vậy",
                "If every unit were as likely to win each year: the chance of so few returns",
            ),
            found.all_equal,
        ),
    )
    return tuple(_test(label, chance) for label, chance in told if chance is not None)


def _test(label: Text, chance: Chance) -> Explanation:
    how = "tính hết / exact" if chance.exact else f"{DRAWS} lần rút, hạt giống từ dữ liệu / draws seeded by the data"
    smallest = Text(
        "Xác suất nhỏ nhất mà số năm này có thể cho: lớn hơn mức thì không thể thấy gì",
        "The smallest chance that these years could give: above the level nothing could be seen",
    )
    return Explanation(
        label=label,
        value=str(shown(chance.p)),
        formula=f"{chance.p} ({how})",
        rounding="half_up 4",
        source=METHOD,
        inputs=(Explanation(smallest, str(shown(chance.smallest)), formula=str(chance.smallest)),),
    )


def _over_rank(each: OverRank, called: Called) -> Explanation:
    who = called(each.winner.unit_id)
    rank = "—" if each.line is None else str(each.line.rank)
    return Explanation(
        label=Text(
            f"{each.season.period}: {who} được tặng khi xếp thứ {rank}, kém đơn vị đứng đầu số điểm",
            f"{each.season.period}: {who} received the title in place {rank}, behind the top score by",
        ),
        value="" if each.behind is None else format(each.behind, "f"),
        events=(each.season.event, each.winner.event),
    )


def _season(season: Season, called: Called) -> Explanation:
    winners = ", ".join(called(winner.unit_id) for winner in season.winners)
    return Explanation(
        label=Text(
            f"Năm {season.period}, bảng lần {season.edition_no}: đơn vị được tặng",
            f"Year {season.period}, edition {season.edition_no}: winners",
        ),
        value=winners,
        formula=" > ".join(called(unit) for unit in season.order()),
        events=(season.event, *(winner.event for winner in season.winners)),
    )
