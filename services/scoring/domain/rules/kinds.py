"""What the kinds that rank, that people mark, and that draw from other cards must declare to be used."""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import pairwise

from services.scoring.domain.formulas import REGISTRY
from services.scoring.domain.parameters import DepartmentPart, DepartmentSum, Panel, Rank
from services.scoring.domain.refusals import kinds as refusals
from services.scoring.domain.scheme import EXACT, Criterion, FieldResult, Group, Summary

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def places_go_down(field: str, criterion: Criterion, rank: Rank) -> None:
    """House rule: either the points of each place, from the maximum down to no less than nothing, or one step."""
    if rank.step is not None:
        sound = not rank.places and rank.step > ZERO
    else:
        given = rank.places
        sound = bool(given) and given[0] == criterion.max_points and given[-1] >= ZERO
        sound = sound and all(better >= worse for better, worse in pairwise(given))
    if not sound:
        raise refusals.PlacesInvalid(
            criterion=criterion.code, maximum=criterion.max_points, fields=(f"{field}.formula.places",)
        )


def panel_can_decide(field: str, criterion: Criterion, panel: Panel) -> None:
    """House rule: members are named once, and enough of them mark that some are left once the extremes are dropped."""
    named = panel.members
    distinct = len(set(named)) == len(named) and all(member.strip() for member in named)
    dropped = panel.drop_highest + panel.drop_lowest
    in_bounds = min(panel.drop_highest, panel.drop_lowest) >= 0 and dropped < panel.fewest <= len(named)
    if not (distinct and in_bounds):
        raise refusals.PanelInvalid(
            criterion=criterion.code,
            members=len(named),
            fewest=panel.fewest,
            dropped=dropped,
            fields=(f"{field}.formula",),
        )


def departments_add_up(field: str, criterion: Criterion, table: DepartmentSum) -> None:
    """House rule: one table a department; weighted, their maxima are the criterion's."""
    departments = [part.department_id for part in table.parts]
    if len(set(departments)) != len(departments) or not all(_is_a_table(part) for part in table.parts):
        raise refusals.DepartmentTableInvalid(criterion=criterion.code, fields=(f"{field}.formula.parts",))
    with localcontext(EXACT):
        total = sum((part.weight * item.max_points for part in table.parts for item in part.items), ZERO)
    if total != criterion.max_points:
        raise refusals.DepartmentsDoNotAddUp(
            criterion=criterion.code, total=total, declared=criterion.max_points, fields=(f"{field}.formula.parts",)
        )


def _is_a_table(part: DepartmentPart) -> bool:
    codes = [item.code for item in part.items]
    distinct = len(set(codes)) == len(codes) and all(code.strip() for code in codes)
    return distinct and part.weight > ZERO and bool(codes) and all(item.max_points > ZERO for item in part.items)


def result_is_drawn_soundly(field: str, criterion: Criterion) -> None:
    """House rule: a drawn result is content or bonus, neither ranked nor marked."""
    wanted = criterion.field_result
    if wanted is None:
        return
    kind = REGISTRY[criterion.formula.kind]
    drawable = criterion.group in (Group.CONTENT, Group.BONUS) and not kind.by_marks
    ranked = isinstance(criterion.formula.parameters, Rank)
    if not drawable or ranked or not _threshold_suits(wanted):
        raise refusals.FieldResultInvalid(criterion=criterion.code, fields=(f"{field}.field_result",))


def _threshold_suits(wanted: FieldResult) -> bool:
    if wanted.summary is not Summary.SHARE_REACHED:
        return wanted.reached_at is None
    return wanted.reached_at is not None and ZERO < wanted.reached_at <= HUNDRED
