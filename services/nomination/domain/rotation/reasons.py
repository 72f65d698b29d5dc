"""Why a rotation check says what it says: the null models, every year with its events, and what is not known."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from kernel.explanation import Explanation, Source, Status, Text
from regulations.figures import Rounding
from services.nomination.domain.rotation.chance import DRAWS, Chance
from services.nomination.domain.rotation.check import Flag, OverRank, RotationCheck
from services.nomination.domain.rotation.drift import Drift
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


ROUNDED = Rounding.HALF_UP.told(4)


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
            _overrides(found),
        ),
    )


UNTOLD = Explanation(
    label=Text(
        "Điểm bị sửa theo từng người chấm: các bảng này chốt trước khi được báo",
        "Overrides of scores by assessor: these boards were frozen before they were told",
    ),
    value="UNKNOWN",
)
"""What is not known of years whose editions do not tell it."""

OF_OVERRIDES = {
    Flag.FLAGGED: Text(
        "Điểm sửa nghiêng về đơn vị được tặng hơn mức ngẫu nhiên, cần xem xét; đây không phải là kết luận",
        "Overrides favour the winners more than chance would, to be looked into; this is not a finding",
    ),
    Flag.NOT_FLAGGED: Text(
        "Chưa thấy điểm sửa nghiêng về đơn vị được tặng; không có nghĩa là không có",
        "Overrides were not seen to favour the winners; that does not mean they do not",
    ),
    Flag.TOO_FEW_YEARS: Text(
        "Chưa đủ dữ liệu: dù điểm sửa có nghiêng cũng chưa thể thấy",
        "Too little to go by: overrides that favour somebody could not be seen even if there were any",
    ),
}
"""What the flag of overrides says to people. None of these is a verdict."""


def _overrides(found: RotationCheck) -> Explanation:
    if found.overrides is None or found.drift is None:
        return UNTOLD
    untold = Explanation(Text("Số năm chưa được báo", "Years of which it is not told"), str(found.overrides.untold))
    return Explanation(
        label=OF_OVERRIDES[found.drift],
        value=found.drift.value,
        formula=f"p ≤ {found.of_assessor}",
        source=METHOD,
        inputs=(untold, *(_drift(each) for each in found.overrides.by_assessor)),
    )


def _drift(each: Drift) -> Explanation:
    who = each.assessor or "tất cả / everybody"
    label = Text(f"{who}: bình quân điểm sửa của đơn vị được tặng", f"{who}: points moved on a winner, on average")
    others = Text("Bình quân điểm sửa của các đơn vị khác", "Points moved on one of the others, on average")
    places = Text(
        "Nếu điểm sửa rơi ngẫu nhiên và thứ hạng theo đó: xác suất đơn vị được tặng có từng ấy hoặc hơn",
        "If the moves fell by chance and ranks followed them: the chance of so much on the winners, or more",
    )
    winners = Text(
        "Nếu điểm sửa rơi ngẫu nhiên, đơn vị được tặng giữ nguyên: xác suất từng ấy hoặc hơn",
        "If the moves fell by chance and the winners stayed: the chance of so much on them, or more",
    )
    return Explanation(
        label=label,
        value=str(shown(each.winners)),
        rounding=ROUNDED,
        events=tuple(sorted({contest.season.event for contest in each.contests})),
        inputs=(
            Explanation(others, str(shown(each.others)), rounding=ROUNDED),
            _test(places, each.given_places),
            _test(winners, each.given_winners),
        ),
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
    drawn = Text(f"{DRAWS} lần rút, hạt giống từ dữ liệu", f"{DRAWS} draws seeded by the data")
    how = Text("tính hết", "exact") if chance.exact else drawn
    smallest = Text(
        "Xác suất nhỏ nhất mà số năm này có thể cho: lớn hơn mức thì không thể thấy gì",
        "The smallest chance that these years could give: above the level nothing could be seen",
    )
    return Explanation(
        label=label,
        value=str(shown(chance.p)),
        formula=Text("{p} ({how})", "{p} ({how})").format({"p": chance.p, "how": how}),
        rounding=ROUNDED,
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
