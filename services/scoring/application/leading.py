"""Who may act for a block or cluster: by right of the role, and as its head only while in office by election."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from kernel.store import Command
from services.scoring.application.loading import called_cluster
from services.scoring.domain.calendar import day_of
from services.scoring.domain.office import Office
from services.scoring.domain.rights import Action, Subject, as_head_only, require
from services.scoring.domain.rules.heads import (
    a_head_is_elected,
    the_elected_head_acts,
    the_elected_head_or_deputy_cross_checks,
)
from services.scoring.views import organisation


def require_leave(connection: sa.Connection, command: Command, action: Action, subject: Subject) -> None:
    """Go on only with the right to; who has it as head of the block or cluster, only in office on the command's day.

    Raises:
        Forbidden: the principal may not.
        NoHeadElected: no head had been elected by that day.
        ElectedHeadGone: the unit elected was merged or dissolved by that day.
        NotElectedHead: another unit leads on that day.
        NotElectedHeadOrDeputy: for a cross-check, neither leads nor stands in.
    """
    require(command.principal, action, subject)
    if subject.cluster_id is None or not as_head_only(command.principal, action, subject):
        return
    day, cluster = day_of(command.act.effective), called_cluster(connection, subject.cluster_id)
    office = a_head_is_elected(cluster, day, _office(connection, subject.cluster_id, day))
    rule = the_elected_head_or_deputy_cross_checks if action is Action.CROSS_CHECK else the_elected_head_acts
    rule(cluster, day, office, command.principal.unit_id)


def _office(connection: sa.Connection, cluster_id: UUID, day: date) -> Office | None:
    term = organisation.term(connection, cluster_id, day)
    if term is None:
        return None
    officers = [each for each in (term["head_id"], term["deputy_id"]) if each is not None]
    gone = organisation.ended(connection, officers, day)
    [head, *deputies] = zip(officers, organisation.unit_codes(connection, officers), strict=True)
    deputy = next((each for each in deputies if each[0] not in gone), None)
    return Office(head, deputy, head_gone=head[0] in gone)
