"""A province with its districts, a cluster, a movement: the actors of the covenant tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from kernel.aggregate import Act
from kernel.explanation import Explanation, Source
from regulations.chapters import YEAR_END
from regulations.figures import Figure
from regulations.rulebook import Rulebooks
from services.covenant.domain.cluster import Cluster, ClusterKind, Issue
from services.covenant.domain.covenant import Covenant, TitleRules
from services.covenant.domain.movement import Due, Duty, Launch, Movement, MovementKind, Terms
from services.covenant.domain.rules.clusters import explain_the_number_of_district_clusters
from services.covenant.domain.target import Direction, Target
from services.covenant.domain.unit import Member, Unit, UnitKind

CORRELATION = UUID("00000000-0000-0000-0000-00000000c0de")
RULES = Rulebooks.load().at(date(2024, 1, 1))
TITLES = TitleRules(RULES.titles, RULES.version)
LETTER = Source("CV 01/BHXH-TĐKT 04/01/2011")
NEW_YEAR = date(2024, 1, 1)


def year_end(year: int) -> Figure[date]:
    """The first day of the end of a year by the rules of today."""
    return RULES.deadlines[YEAR_END].in_year(year)


def on(day: date, *, recorded: datetime | None = None) -> Act:
    """An act true at noon of that day in Vietnam."""
    noon = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    return Act("officer", recorded or noon + timedelta(hours=1), noon, CORRELATION)


def day(month: int, of_month: int, year: int = 2024) -> Act:
    return on(date(year, month, of_month))


def unit(code: str, kind: UnitKind = UnitKind.PROVINCE, parent: Unit | None = None, since: date = NEW_YEAR) -> Unit:
    return Unit.establish(on(since), code, f"Bảo hiểm xã hội {code}", kind, parent)


def units(*codes: str) -> list[Unit]:
    return [unit(code) for code in codes]


def listed(members: list[Unit], since: date = NEW_YEAR) -> list[Member]:
    return [each.member_on(since) for each in members]


def names(members: list[Unit]) -> dict[UUID, str]:
    return {each.id: each.code for each in members}


def cluster(*members: Unit, kind: ClusterKind = ClusterKind.CLUSTER, since: date = NEW_YEAR) -> Cluster:
    found = Cluster.form(on(since), "2024/VII", "Cụm thi đua số VII", kind)
    if members:
        found.issue_list(on(since), Issue("TB 12/BHXH", since), listed(list(members), since), {})
    return found


def launch(period_from: date = NEW_YEAR, period_to: date = date(2024, 12, 31), *contents: str) -> Launch:
    return Launch(
        kind=MovementKind.ANNUAL,
        theme="Thi đua hoàn thành xuất sắc nhiệm vụ năm 2024",
        purposes=("Phát triển người tham gia",),
        audience="Các đơn vị trực thuộc",
        contents=contents or ("Thu, giảm nợ", "Phát triển đối tượng"),
        duties=(Duty("Thường trực Hội đồng", "theo dõi, đôn đốc"),),
        period_from=period_from,
        period_to=period_to,
    )


def terms(signing: date = date(2024, 3, 31), registration: date = date(2024, 3, 31)) -> Terms:
    return Terms(Due(signing, LETTER), Due(registration, LETTER), RULES.version)


def movement(code: str = "TDTX-2024") -> Movement:
    return Movement.begin(day(1, 10), code, launch(), terms(), None)


def target(indicator: str = "BHXH_BB", value: str = "100000", **others: object) -> Target:
    members: dict[str, object] = {
        "indicator": indicator,
        "name": "Số người tham gia BHXH bắt buộc",
        "unit_of_measure": "người",
        "direction": Direction.HIGHER,
        "value": Decimal(value),
        **others,
    }
    return Target(**members)  # type: ignore[arg-type]


def agreed(member: Unit, contest: Movement) -> Covenant:
    """A covenant with one target, agreed on 1 March 2024."""
    covenant = Covenant.draft(day(2, 1), member, contest)
    covenant.set_targets(day(2, 2), contest, [target()])
    covenant.agree(day(3, 1), contest)
    return covenant


def district_rule(districts: int) -> Explanation:
    return explain_the_number_of_district_clusters(districts, RULES.cluster_bands, RULES.version)
