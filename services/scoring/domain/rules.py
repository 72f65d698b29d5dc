"""The rules of reviewing and scoring: one function a rule, each with its own refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.scoring.domain import refusals
from services.scoring.domain.period import Period, PeriodKind
from services.scoring.domain.scheme import Criterion, Group, Scheme
from services.scoring.domain.totals import Mark

ZERO = Decimal(0)


def results_are_reported_by_quarter(period: Period) -> None:
    """House rule: national systems report by quarter, longer periods are made of quarters."""
    if period.kind is not PeriodKind.QUARTER:
        raise refusals.NotAQuarter(period=period.code)


def period_is_open(period: Period, *, is_open: bool) -> None:
    """HD 804/HD-SNV (analogue): scoring goes by announced dates; outside them nothing is taken in."""
    if not is_open:
        raise refusals.PeriodNotOpen(period=period.code)


def reason_is_given(reason: str) -> None:
    """Whoever corrects, reopens or freezes anew says why."""
    if not reason.strip():
        raise refusals.ReasonMissing


def table_is_unsigned(signed_on: date | None) -> None:
    """QĐ 24/2011 Ninh Thuận (analogue): scores go by the table signed at the start of the year, which stays."""
    if signed_on is not None:
        raise refusals.TableAlreadySigned(signed_on=signed_on.isoformat())


def table_is_signed(signed_on: date | None) -> None:
    """CV 4268 A.I.5: criteria are agreed at the start of the year, before anything is scored."""
    if signed_on is None:
        raise refusals.TableNotSigned


def card_can_change(finalisation: int, *, is_final: bool) -> None:
    """A final card stays as it is until it is reopened with a reason."""
    if is_final:
        raise refusals.CardFinal(finalisation=finalisation)


def card_is_computed(*, is_computed: bool) -> None:
    """Nobody checks or closes what the engine has not computed."""
    if not is_computed:
        raise refusals.CardNotComputed


def unit_is_member(unit_id: UUID, members: Iterable[UUID], period: Period) -> None:
    """CV 4268 A.I.3: members are those of the issued list."""
    if unit_id not in members:
        raise refusals.NotAMember(period=period.code)


def marks_name_criteria_once(scheme: Scheme, marks: Sequence[Mark]) -> None:
    """A mark is for a criterion that gives points, and there is one a criterion."""
    seen: set[str] = set()
    for place, mark in enumerate(marks):
        criterion = scheme.criterion(mark.criterion)
        if criterion is None or criterion.group is Group.GATE or mark.criterion in seen:
            raise refusals.UnknownCriterion(criterion=mark.criterion, fields=(f"marks[{place}].criterion",))
        seen.add(mark.criterion)
        mark_is_within_range(criterion, mark, f"marks[{place}].points")
        mark_is_as_fine_as_the_table(scheme, mark, f"marks[{place}].points")


def mark_is_within_range(criterion: Criterion, mark: Mark, field: str) -> None:
    """From 0 to the criterion's maximum; a penalty from minus its maximum to 0."""
    least, most = (-criterion.max_points, ZERO) if criterion.group is Group.PENALTY else (ZERO, criterion.max_points)
    if not least <= mark.points <= most:
        raise refusals.MarkOutOfRange(
            criterion=criterion.code, given=mark.points, least=least, most=most, fields=(field,)
        )


def mark_is_as_fine_as_the_table(scheme: Scheme, mark: Mark, field: str) -> None:
    """Points are kept to the table's decimals, so nobody can give finer ones."""
    if scheme.rounding.line(mark.points) != mark.points:
        raise refusals.MarkTooFine(
            criterion=mark.criterion, given=mark.points, decimals=scheme.rounding.line_decimals, fields=(field,)
        )


def department_owns(scheme: Scheme, marks: Sequence[Mark], department_id: UUID | None) -> None:
    """HCMC 2008 (analogue), mission C5: each professional department scores its own field."""
    for place, mark in enumerate(marks):
        criterion = scheme.criterion(mark.criterion)
        if criterion is None or criterion.department_id is None or criterion.department_id != department_id:
            raise refusals.NotTheOwningDepartment(criterion=mark.criterion, fields=(f"marks[{place}].criterion",))


def difference_has_reason(mark: Mark, computed: Decimal | None, field: str) -> None:
    """HD 804/HD-SNV (analogue): points that differ from what the figures give are justified."""
    if mark.points != computed and not mark.reason.strip():
        raise refusals.DifferenceNeedsReason(
            criterion=mark.criterion,
            given=mark.points,
            computed="–" if computed is None else computed,
            fields=(field,),
        )


def edition_says_something_new(digest: str, last_digest: str | None, last_no: int) -> None:
    """A new edition of a board is made because something changed."""
    if digest == last_digest:
        raise refusals.EditionUnchanged(no=last_no)
