"""What units owe (đơn vị còn thiếu, muộn): covenants, registrations, targets over years, appraisals, yearly reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.covenant.domain.cluster import ClusterKind
from services.covenant.domain.movement import MovementKind
from services.covenant.domain.reminder import MatterKind, Shortfall
from services.covenant.domain.target_plan import Verdict
from services.covenant.views.clusters import CLUSTERS, members_on
from services.covenant.views.covenants import COVENANTS, REGISTRATIONS
from services.covenant.views.matters import matter
from services.covenant.views.movements import MOVEMENTS, running_on
from services.covenant.views.plans import EDITIONS, FIGURES, PLANS, TEXTS, VERDICTS, official_on
from services.covenant.views.units import UNITS, existing_on, parent_on
from services.covenant.views.year_reviews import REVIEWS

Found = Iterator[sa.Select[Any]]

MULTI_YEAR = MOVEMENTS.c.kind == MovementKind.MULTI_YEAR.value


def _own(due_on: sa.ColumnElement[date]) -> dict[str, Any]:
    """What a matter of a unit in a movement tells."""
    of = {"about_id": UNITS.c.id, "unit_id": UNITS.c.id, "movement_id": MOVEMENTS.c.id}
    return {**of, "subject": MOVEMENTS.c.code, "due_on": due_on}


def _expected(told: sa.Select[Any], due_on: sa.ColumnElement[date], at: date) -> sa.Select[Any]:
    """Units that take part in a movement that runs, and were there by its deadline, which is over.

    In a movement of the sector the members of blocks and clusters take part, in a unit's own the units under it.
    """
    listed = members_on(at)
    taking = (ClusterKind.BLOCK.value, ClusterKind.CLUSTER.value)
    members = sa.select(listed.c.unit_id).join(CLUSTERS, CLUSTERS.c.id == listed.c.cluster_id)
    sector = sa.and_(MOVEMENTS.c.organiser_id.is_(None), UNITS.c.id.in_(members.where(CLUSTERS.c.kind.in_(taking))))
    takes_part = sa.or_(sector, MOVEMENTS.c.organiser_id == parent_on(at))
    joined = told.join(MOVEMENTS, sa.and_(running_on(at), due_on < at))
    return joined.where(existing_on(at), UNITS.c.established_on <= due_on, takes_part)


def covenants(at: date) -> Found:
    """Units without a signed covenant after the deadline, and those that signed late."""
    due_on = MOVEMENTS.c.covenant_signing_by
    same = sa.and_(COVENANTS.c.unit_id == UNITS.c.id, COVENANTS.c.movement_id == MOVEMENTS.c.id)
    signed = sa.exists().where(same, COVENANTS.c.signed_on <= at)
    told = matter(UNITS, MatterKind.COVENANT, Shortfall.MISSING, **_own(due_on))
    yield _expected(told, due_on, at).where(sa.not_(signed))
    late = matter(UNITS, MatterKind.COVENANT, Shortfall.LATE, waits=False, **_own(COVENANTS.c.due_on))
    joined = late.join(COVENANTS, COVENANTS.c.unit_id == UNITS.c.id)
    joined = joined.join(MOVEMENTS, MOVEMENTS.c.id == COVENANTS.c.movement_id)
    yield joined.where(running_on(at), COVENANTS.c.late, COVENANTS.c.signed_on <= at)


def registrations(at: date) -> Found:
    """Units without a registered title after the deadline, and those that registered one late."""
    due_on = MOVEMENTS.c.registration_by
    same = sa.and_(COVENANTS.c.unit_id == UNITS.c.id, COVENANTS.c.movement_id == MOVEMENTS.c.id)
    own = sa.and_(same, REGISTRATIONS.c.covenant_id == COVENANTS.c.id, REGISTRATIONS.c.registered_on <= at)
    told = matter(UNITS, MatterKind.REGISTRATION, Shortfall.MISSING, **_own(due_on))
    yield _expected(told, due_on, at).where(sa.not_(MULTI_YEAR), sa.not_(sa.exists().where(own)))
    late = matter(UNITS, MatterKind.REGISTRATION, Shortfall.LATE, waits=False, **_own(due_on))
    yield late.join(MOVEMENTS, running_on(at)).where(sa.exists().where(own, REGISTRATIONS.c.late))


def targets(at: date) -> Found:
    """Units that have not handed in their targets for the years of a long movement, and those that did so late."""
    due_on = MOVEMENTS.c.registration_by
    same = sa.and_(PLANS.c.unit_id == UNITS.c.id, PLANS.c.movement_id == MOVEMENTS.c.id)
    handed_in = sa.and_(same, PLANS.c.submitted_on <= at)
    told = matter(UNITS, MatterKind.TARGETS, Shortfall.MISSING, **_own(due_on))
    yield _expected(told, due_on, at).where(MULTI_YEAR, sa.not_(sa.exists().where(handed_in)))
    late = matter(UNITS, MatterKind.TARGETS, Shortfall.LATE, waits=False, **_own(due_on))
    yield late.join(MOVEMENTS, running_on(at)).where(sa.exists().where(handed_in, PLANS.c.late))


def _planned(told: sa.Select[Any], at: date) -> sa.Select[Any]:
    """Tables that were handed in, of units that are there, in a movement that runs."""
    joined = told.join(UNITS, UNITS.c.id == PLANS.c.unit_id).join(MOVEMENTS, MOVEMENTS.c.id == PLANS.c.movement_id)
    return joined.where(running_on(at), existing_on(at), PLANS.c.submitted_on <= at)


def appraisals(at: date) -> Found:
    """Targets that wait for a department's appraisal after the deadline, or after the day they were handed in later."""
    deadline, made = MOVEMENTS.c.registration_by, EDITIONS.c.made_on
    due_on = sa.func.min(sa.case((made > deadline, made), else_=deadline))
    department = UNITS.alias("department")
    of = {"about_id": PLANS.c.id, "unit_id": TEXTS.c.department_id, "movement_id": MOVEMENTS.c.id}
    named = {"subject": department.c.code, "detail": UNITS.c.code, "due_on": due_on}
    told = matter(PLANS, MatterKind.APPRAISAL, Shortfall.LATE, **of, **named)
    waits = _planned(told, at).join(VERDICTS, VERDICTS.c.plan_id == PLANS.c.id)
    waits = waits.join(EDITIONS, sa.and_(EDITIONS.c.plan_id == PLANS.c.id, EDITIONS.c.edition == VERDICTS.c.edition))
    same = sa.and_(TEXTS.c.plan_id == PLANS.c.id, TEXTS.c.indicator == VERDICTS.c.indicator)
    waits = waits.join(TEXTS, sa.and_(same, TEXTS.c.edition == PLANS.c.edition))
    waits = waits.join(department, department.c.id == TEXTS.c.department_id)
    proposed = VERDICTS.c.verdict == Verdict.PROPOSED.value
    by = (PLANS.c.id, TEXTS.c.department_id, department.c.code, MOVEMENTS.c.id, UNITS.c.code)
    yield waits.where(proposed, made <= at).group_by(*by).having(due_on < at)


def amendments(at: date) -> Found:
    """Tables in which a department returned a target, and which their unit has not amended."""
    of = {"about_id": PLANS.c.id, "unit_id": UNITS.c.id, "movement_id": MOVEMENTS.c.id, "subject": MOVEMENTS.c.code}
    due_on = sa.func.min(VERDICTS.c.appraised_on)
    told = matter(PLANS, MatterKind.AMENDMENT, Shortfall.THIN, due_on=due_on, **of)
    waits = _planned(told, at).join(VERDICTS, VERDICTS.c.plan_id == PLANS.c.id)
    returned = sa.and_(VERDICTS.c.verdict == Verdict.RETURNED.value, VERDICTS.c.appraised_on <= at)
    yield waits.where(returned).group_by(PLANS.c.id, UNITS.c.id, MOVEMENTS.c.id, MOVEMENTS.c.code)


def year_reviews(at: date, years: Iterable[int]) -> Found:
    """Years that are over, with official targets that nobody has reviewed."""
    for year in (each for each in years if each < at.year):
        of = {"about_id": PLANS.c.id, "unit_id": UNITS.c.id, "movement_id": MOVEMENTS.c.id}
        told = matter(
            PLANS, MatterKind.YEAR_REVIEW, Shortfall.MISSING, subject=str(year), due_on=date(year, 12, 31), **of
        )
        asked = sa.exists().where(FIGURES.c.plan_id == PLANS.c.id, FIGURES.c.year == year, official_on(at))
        done = sa.exists().where(REVIEWS.c.plan_id == PLANS.c.id, REVIEWS.c.year == year, REVIEWS.c.recorded_on <= at)
        yield _planned(told, at).where(asked, sa.not_(done))
