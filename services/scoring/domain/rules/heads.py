"""Who may score for a block or cluster as its head (khối trưởng, cụm trưởng): the elected one, in office on the day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.scoring.domain.office import Office
from services.scoring.domain.refusals.heads import (
    ElectedHeadGone,
    NoHeadElected,
    NotElectedHead,
    NotElectedHeadOrDeputy,
)


def a_head_is_elected(cluster: str, day: date, office: Office | None) -> Office:
    """CV 4268 A.I.1, A.I.2, A.I.5: the members elect head and deputy; nobody leads whom nobody elected."""
    if office is None:
        raise NoHeadElected(cluster=cluster, day=day, year=day.year)
    return office


def the_elected_head_is_still_there(cluster: str, day: date, office: Office) -> None:
    """CV 4268 A.I.1, A.I.2, A.I.5: the head is of a member unit; once that has ended, nobody leads until the next."""
    if office.head_gone:
        raise ElectedHeadGone(cluster=cluster, day=day, head=office.head[1])


def the_elected_head_acts(cluster: str, day: date, office: Office, unit_id: UUID | None) -> None:
    """CV 4268 A.II.1, A.I.4: the head answers for the block's or cluster's work; the head's own unit is secretariat."""
    the_elected_head_is_still_there(cluster, day, office)
    if office.head[0] != unit_id:
        raise NotElectedHead(cluster=cluster, day=day, head=office.head[1])


def the_elected_head_or_deputy_cross_checks(cluster: str, day: date, office: Office, unit_id: UUID | None) -> None:
    """QĐ 24/2011/QĐ-UBND Ninh Thuận, mục H (analogue): head and deputy check each unit by the signed table."""
    deputy_id, deputy = office.deputy or (None, "—")
    if unit_id == office.head[0]:
        the_elected_head_is_still_there(cluster, day, office)
    if unit_id is None or unit_id not in {office.head[0], deputy_id}:
        raise NotElectedHeadOrDeputy(cluster=cluster, day=day, head=office.head[1], deputy=deputy)
