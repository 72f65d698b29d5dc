"""What may be marked on a scorecard, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from services.scoring.domain.material import Mark
from services.scoring.domain.refusals.cards import (
    CardFinal,
    CardNotComputed,
    DifferenceNeedsReason,
    MarkOutOfRange,
    MarkTooFine,
    NotTheOwningDepartment,
    UnknownCriterion,
)
from services.scoring.domain.rules.texts import nothing_unseen_is_in_a_reason
from services.scoring.domain.scheme import Criterion, Group, Scheme

ZERO = Decimal(0)


def card_can_change(finalisation: int, *, is_final: bool) -> None:
    """House rule: a final card stays as it is until it is reopened with a reason."""
    if is_final:
        raise CardFinal(finalisation=finalisation)


def card_is_computed(*, is_computed: bool) -> None:
    """House rule: nobody checks or closes what the engine has not computed."""
    if not is_computed:
        raise CardNotComputed


def marks_name_criteria_once(scheme: Scheme, marks: Sequence[Mark]) -> None:
    """House rule: a mark is for a criterion that gives points, and there is one a criterion."""
    seen: set[str] = set()
    for place, mark in enumerate(marks):
        criterion = scheme.criterion(mark.criterion)
        if criterion is None or criterion.group is Group.GATE or mark.criterion in seen:
            raise UnknownCriterion(criterion=mark.criterion, fields=(f"marks[{place}].criterion",))
        seen.add(mark.criterion)
        mark_is_within_range(criterion, mark, f"marks[{place}].points")
        mark_is_as_fine_as_the_table(scheme, mark, f"marks[{place}].points")


def mark_is_within_range(criterion: Criterion, mark: Mark, field: str) -> None:
    """House rule: from 0 to the criterion's maximum; a penalty from minus its maximum to 0."""
    least, most = (-criterion.max_points, ZERO) if criterion.group is Group.PENALTY else (ZERO, criterion.max_points)
    if not least <= mark.points <= most:
        raise MarkOutOfRange(criterion=criterion.code, given=mark.points, least=least, most=most, fields=(field,))


def mark_is_as_fine_as_the_table(scheme: Scheme, mark: Mark, field: str) -> None:
    """House rule: points are kept to the table's decimals, so nobody can give finer ones."""
    if scheme.rounding.line(mark.points) != mark.points:
        raise MarkTooFine(
            criterion=mark.criterion, given=mark.points, decimals=scheme.rounding.line_decimals, fields=(field,)
        )


def department_owns(scheme: Scheme, marks: Sequence[Mark], department_id: UUID | None) -> None:
    """CV 4268 A.I.5 and HCMC 2008 (analogue): each professional department scores its own field."""
    for place, mark in enumerate(marks):
        criterion = scheme.criterion(mark.criterion)
        if criterion is None or criterion.department_id is None or criterion.department_id != department_id:
            raise NotTheOwningDepartment(criterion=mark.criterion, fields=(f"marks[{place}].criterion",))


def difference_has_reason(mark: Mark, computed: Decimal | None, field: str) -> None:
    """HD 804/HD-SNV (analogue): points that differ from what the figures give are justified."""
    if mark.points != computed and not mark.reason.strip():
        raise DifferenceNeedsReason(
            criterion=mark.criterion,
            given=mark.points,
            computed="–" if computed is None else computed,
            fields=(field,),
        )
    nothing_unseen_is_in_a_reason(mark.reason, field)
