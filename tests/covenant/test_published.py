"""What other services hear: each public event as its fact, the private ones not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from eventsourcing.domain import DomainEvent

from kernel.aggregate import Aggregate
from regulations.chapters import Holder
from services.covenant import published
from services.covenant.domain.amendment import Amendment
from services.covenant.domain.bylaws import OperatingRules
from services.covenant.domain.cascade import MovementTargets
from services.covenant.domain.cluster import Cluster, ClusterKind, Term
from services.covenant.domain.covenant import Covenant
from services.covenant.domain.district_grouping import DistrictGrouping
from services.covenant.domain.heads import Acting
from services.covenant.domain.inspection import Finding, Inspection, InspectionKind, Mandate, Severity
from services.covenant.domain.movement import Movement
from services.covenant.domain.movement_review import MovementReview, Summary, UnitStanding
from services.covenant.domain.programme import Programme
from services.covenant.domain.registration import Registration
from services.covenant.domain.registration_set import RegistrationSet, Standing
from services.covenant.domain.reminder import Reminder
from services.covenant.domain.target_plan import TargetPlan
from services.covenant.domain.unit import Unit, UnitKind
from services.covenant.domain.year_review import YearReview
from services.covenant.published.inspections import (
    InspectionFindingRecorded,
    InspectionFindingWithdrawn,
    InspectionOpened,
    InspectionRemedyConfirmed,
)
from services.covenant.published.movement_reviews import MovementReviewFrozen, MovementStanding
from services.covenant.published.registration_sets import RegistrationSetSubmitted
from tests.covenant.examples import (
    NEW_YEAR,
    RULES,
    TITLES,
    agreed,
    cluster,
    day,
    launch,
    movement,
    target,
    terms,
    unit,
    units,
    year_end,
)
from tests.covenant.long_examples import long_movement

TARGET = published.covenants.Target(
    "BHXH_BB", "Số người tham gia BHXH bắt buộc", "người", "HIGHER", Decimal(100000), None
)
FLAG = published.covenants.TitleRegistration("CO_BHXH", "collective", None)

AGGREGATES: tuple[type[Aggregate], ...] = (
    Unit,
    Cluster,
    Movement,
    Covenant,
    Amendment,
    RegistrationSet,
    OperatingRules,
    Programme,
    Inspection,
    MovementTargets,
    DistrictGrouping,
    TargetPlan,
    YearReview,
    MovementReview,
    Reminder,
)


def facts(aggregate: Aggregate) -> list[object]:
    """What others hear of the aggregate's events so far, less what stays private."""
    return [fact for event in aggregate.pending_events if (fact := published.announce(event)) is not None]


def test_what_is_heard_of_a_unit() -> None:
    province, other = unit("BHXH-01"), unit("BHXH-17")
    district = unit("BHXH-01-001", UnitKind.DISTRICT, province)
    district.rename(day(2, 1), "BHXH quận Ba Đình")
    district.move(day(3, 1), other, [other.id])
    district.merge(day(4, 1), other)
    other.dissolve(day(5, 1))
    assert facts(district) == [
        published.UnitEstablished(
            district.id, "BHXH-01-001", "Bảo hiểm xã hội BHXH-01-001", "district", province.id, NEW_YEAR
        ),
        published.UnitRenamed(district.id, "BHXH quận Ba Đình", date(2024, 2, 1)),
        published.UnitMoved(district.id, other.id, date(2024, 3, 1)),
        published.UnitMerged(district.id, other.id, date(2024, 4, 1)),
    ]
    assert facts(other)[1:] == [published.UnitDissolved(other.id, date(2024, 5, 1))]


def test_what_is_heard_of_a_cluster() -> None:
    members = units("BHXH-62", "BHXH-64")
    found = cluster(*members)
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), {})
    found.disband(day(7, 1), date(2024, 7, 1))
    assert facts(found) == [
        published.ClusterFormed(found.id, "2024/VII", "Cụm thi đua số VII", "cluster", None, NEW_YEAR),
        published.MembershipListIssued(found.id, "TB 12/BHXH", NEW_YEAR, (members[0].id, members[1].id)),
        published.OfficersElected(found.id, 2024, members[0].id, members[1].id, date(2024, 1, 15)),
        published.ClusterDisbanded(found.id, date(2024, 7, 1)),
    ]


def test_a_district_cluster_names_its_province() -> None:
    province = unit("BHXH-01")
    found = Cluster.form_of_districts(day(1, 5), "BHXH-01/C1", "Cụm 1", province.id, NEW_YEAR)
    assert facts(found) == [
        published.ClusterFormed(
            found.id, "BHXH-01/C1", "Cụm 1", ClusterKind.DISTRICT_CLUSTER.value, province.id, NEW_YEAR
        )
    ]


def test_what_is_heard_of_a_movement() -> None:
    organiser = unit("BHXH-01")
    due = terms(date(2024, 3, 31), date(2024, 4, 15))
    found = Movement.begin(day(1, 10), "TDTX-2024", launch(), due, organiser.id)
    found.close(day(12, 31))
    assert facts(found) == [
        published.MovementLaunched(
            movement_id=found.id,
            code="TDTX-2024",
            kind="annual",
            theme="Thi đua hoàn thành xuất sắc nhiệm vụ năm 2024",
            period_from=NEW_YEAR,
            period_to=date(2024, 12, 31),
            covenant_signing_by=date(2024, 3, 31),
            registration_by=date(2024, 4, 15),
            organiser_id=organiser.id,
            launched_on=date(2024, 1, 10),
            rulebook=RULES.version,
        ),
        published.MovementClosed(found.id, date(2024, 12, 31)),
    ]


def test_a_covenant_is_heard_of_when_it_is_signed_and_titles_are_registered() -> None:
    member, contest = unit("BHXH-68"), movement()
    covenant = agreed(member, contest)
    covenant.withdraw_agreement(day(3, 2), contest, "Nâng chỉ tiêu")
    covenant.agree(day(3, 3), contest)
    assert facts(covenant) == []
    flag = Registration("CO_BHXH", Holder.COLLECTIVE)
    covenant.sign(day(4, 1), member, contest)
    covenant.register_titles(day(3, 31), contest, [flag], TITLES)
    covenant.withdraw_title(day(4, 2), contest, flag, "Không đủ điều kiện")
    covenant.amend(day(6, 1), member, contest, [target(value="90000")], "Giao lại chỉ tiêu")
    ids, deadline = (covenant.id, member.id, contest.id), date(2024, 3, 31)
    less = replace(TARGET, value=Decimal(90000))
    assert facts(covenant) == [
        published.covenants.CovenantSigned(*ids, date(2024, 4, 1), deadline, late=True, targets=(TARGET,)),
        published.covenants.TitlesRegistered(*ids, (FLAG,), deadline, deadline, late=False),
        published.covenants.TitleWithdrawn(*ids, FLAG),
        published.covenants.CovenantAmended(*ids, 2, date(2024, 6, 1), "Giao lại chỉ tiêu", (less,)),
    ]


def test_what_is_heard_of_a_registration_set() -> None:
    first, second, third, fourth = members = units("BHXH-62", "BHXH-64", "BHXH-66", "BHXH-67")
    found, contest = cluster(*members), movement()
    found.elect(day(1, 15), Term(2024, first.id, second.id), {})
    standings = [
        Standing(first.id, signed=True, late=False, registered=True),
        Standing(second.id, signed=True, late=True, registered=True),
        Standing(third.id, signed=False, late=False, registered=True),
        Standing(fourth.id, signed=True, late=False, registered=False),
    ]
    submitted = RegistrationSet.submit(day(4, 5), found, contest, Acting(first.id, "BHXH-62"), standings)
    assert facts(submitted) == [
        RegistrationSetSubmitted(
            submitted.id,
            found.id,
            contest.id,
            date(2024, 4, 5),
            signed=(first.id, fourth.id),
            late=(second.id,),
            unsigned=(third.id,),
            unregistered=(fourth.id,),
        )
    ]


def inspected() -> Inspection:
    """Two findings: the first is remedied, the second was found in error; closed, and opened again."""
    first, second = members = units("BHXH-62", "BHXH-64")
    mandate = Mandate(InspectionKind.CROSS_CHECK, first.id, second.id, "2024-Q1")
    found = Inspection.open(day(4, 15), cluster(*members), "KTC-01", mandate, {first.id, second.id})
    for severity in (Severity.SIGNS_OF_WRONGDOING, Severity.MINOR):
        found.find(day(4, 20), Finding(severity, "Ông A khai khống", "Đối chiếu lại", date(2024, 5, 10)))
    found.report_remedy(day(5, 5), 1, "Đã đối chiếu", "BC 31/BC-BHXH")
    found.reject_remedy(day(5, 6), 1, "Thiếu chứng từ", date(2024, 6, 1))
    found.report_remedy(day(5, 20), 1, "Đã bổ sung", "BC 32/BC-BHXH")
    found.confirm_remedy(day(5, 21), 1)
    found.withdraw_finding(day(5, 22), 2, "Ghi nhầm đơn vị")
    found.close(day(5, 23), "Đã khắc phục")
    found.reopen(day(5, 24), "Tình tiết mới")
    return found


def test_what_is_heard_of_an_inspection() -> None:
    found = inspected()
    first, second = found.mandate.inspector_id, found.mandate.inspected_id
    due = date(2024, 5, 10)
    assert facts(found) == [
        InspectionOpened(
            found.id, "KTC-01", "cross_check", found.cluster_id, first, second, "2024-Q1", date(2024, 4, 15)
        ),
        InspectionFindingRecorded(found.id, 1, "signs_of_wrongdoing", date(2024, 4, 20), due),
        InspectionFindingRecorded(found.id, 2, "minor", date(2024, 4, 20), due),
        InspectionRemedyConfirmed(found.id, 1, date(2024, 5, 21)),
        InspectionFindingWithdrawn(found.id, 2, "Ghi nhầm đơn vị", date(2024, 5, 22)),
    ]


def reviewed() -> MovementReview:
    """A review of a movement over years with one edition frozen: of two targets one is reached, of one is no figure."""
    contest = long_movement()
    found = MovementReview.hold(day(2, 10, 2015), contest, 2014, year_end(2014))
    standing = UnitStanding(unit("BHXH-37").id, 2, 1, 0, 1, 0, 0, None)
    found.freeze_edition(day(2, 12, 2015), contest, Summary((standing,), ()), "")
    return found


def test_what_is_heard_of_a_review_of_a_movement_over_years() -> None:
    found = reviewed()
    standing = MovementStanding(unit("BHXH-37").id, 2, 1, 0, 1, 0, 0, None)
    assert facts(found) == [MovementReviewFrozen(found.movement_id, 2014, 1, date(2015, 2, 12), "", (standing,))]


def test_every_event_is_either_announced_or_private() -> None:
    silent = {
        event
        for aggregate in AGGREGATES
        for event in vars(aggregate).values()
        if isinstance(event, type) and issubclass(event, DomainEvent) and event.__name__ not in {"Event", "Created"}
    } - {type(event) for event in _every_public_event()}
    assert silent == published.PRIVATE


def _every_public_event() -> list[object]:
    """One of each event that is heard, from the lives of the aggregates that tell anything."""
    members = units("BHXH-62", "BHXH-64")
    found, contest = cluster(*members), movement()
    found.elect(day(1, 15), Term(2024, members[0].id, members[1].id), {})
    covenant = agreed(members[0], contest)
    covenant.sign(day(3, 20), members[0], contest)
    flag = Registration("CO_BHXH", Holder.COLLECTIVE)
    covenant.register_titles(day(3, 20), contest, [flag], TITLES)
    covenant.withdraw_title(day(3, 20), contest, flag, "Nhầm")
    covenant.amend(day(6, 1), members[0], contest, [target(value="90000")], "Giao lại chỉ tiêu")
    standing = Standing(members[0].id, signed=True, late=False, registered=True)
    submitted = RegistrationSet.submit(day(4, 5), found, contest, Acting(members[0].id, "BHXH-62"), [standing])
    found.disband(day(7, 1), date(2024, 7, 1))
    contest.close(day(12, 31))
    mover = unit("BHXH-01")
    mover.rename(day(2, 1), "Tên mới")
    region = unit("KV-01", UnitKind.REGION)
    mover.move(day(2, 2), region, [region.id])
    mover.merge(day(2, 3), members[0])
    members[1].dissolve(day(8, 1))
    lives: list[Aggregate] = [mover, members[1], found, contest, covenant, submitted, inspected(), reviewed()]
    events = [event for life in lives for event in life.pending_events]
    return [event for event in events if published.announce(event) is not None]
