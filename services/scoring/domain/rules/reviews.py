"""When results and reviews are taken in, and when an edition may be made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from services.scoring.domain.period import Period, PeriodKind
from services.scoring.domain.refusals.reviews import (
    EditionUnchanged,
    NotAQuarter,
    PeriodNotOpen,
    PeriodOutsideMovement,
    ReasonMissing,
)
from services.scoring.domain.refusals.subjects import ClusterIsDisbanded, NotAMember, UnitWasDissolved, UnitWasMerged
from services.scoring.domain.rules.texts import nothing_unseen_is_in_a_reason


def results_are_reported_by_quarter(period: Period) -> None:
    """House rule: national systems report by quarter, longer periods are made of quarters."""
    if period.kind is not PeriodKind.QUARTER:
        raise NotAQuarter(period=period.code)


def period_is_within_movement(period: Period, starts: date, ends: date) -> None:
    """House rule: a period is one of the movement that was launched."""
    if period.ends < starts or period.starts > ends:
        raise PeriodOutsideMovement(period=period.code, starts=starts.isoformat(), ends=ends.isoformat())


def period_is_open(period: Period, *, is_open: bool) -> None:
    """House rule: scoring goes by announced dates; outside them nothing is taken in."""
    if not is_open:
        raise PeriodNotOpen(period=period.code)


def reason_is_given(reason: str) -> None:
    """House rule: whoever corrects, reopens or freezes anew says why."""
    if not reason.strip():
        raise ReasonMissing
    nothing_unseen_is_in_a_reason(reason)


def edition_says_something_new(digest: str, last_digest: str | None, last_no: int) -> None:
    """House rule: a new edition of a board is made because something changed."""
    if digest == last_digest:
        raise EditionUnchanged(no=last_no)


def cluster_exists_on(day: date, cluster: str, disbanded_on: date | None) -> None:
    """House rule: from the day it ended a block or cluster gets no table and no board; a review is of its last day."""
    if disbanded_on is not None and day >= disbanded_on:
        raise ClusterIsDisbanded(cluster=cluster, disbanded_on=disbanded_on, day=day)


def the_unit_is_there_when_the_period_ends(
    unit: str, period: Period, *, ended_on: date | None, into: str | None
) -> None:
    """House rule: what is reported of a period is of a unit of its last day; `ended_on` is the first day without it."""
    if ended_on is None or period.ends < ended_on:
        return
    last = ended_on - timedelta(days=1)
    if into is None:
        raise UnitWasDissolved(unit=unit, last=last, period=period.code, ends=period.ends)
    raise UnitWasMerged(unit=unit, last=last, into=into, period=period.code, ends=period.ends)


def unit_is_member(unit_id: UUID, members: Iterable[UUID], period: Period) -> None:
    """CV 4268 A.I.3: members are those of the issued list."""
    if unit_id not in members:
        raise NotAMember(period=period.code)
