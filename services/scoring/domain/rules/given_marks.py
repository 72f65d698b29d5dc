"""Who may give points on a panel and in a department's own table, and which."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from services.scoring.domain.material import ItemMark, Mark
from services.scoring.domain.parameters import DepartmentSum, FieldItem, Panel
from services.scoring.domain.refusals.cards import MarkOutOfRange, NotTheOwningDepartment, UnknownCriterion
from services.scoring.domain.refusals.given_marks import NotOnThePanel, UnknownItem
from services.scoring.domain.rules.cards import ZERO, mark_is_as_fine_as_the_table
from services.scoring.domain.scheme import Criterion, Scheme


def member_sits_on_the_panel(scheme: Scheme, marks: Sequence[Mark], member: str) -> None:
    """House rule (expert panels, analogue): only the members that the signed table names mark, each criterion once."""
    seen: set[str] = set()
    for place, mark in enumerate(marks):
        criterion = _criterion(scheme, mark.criterion, seen, place)
        panel = criterion.formula.parameters
        if not isinstance(panel, Panel) or member not in panel.members:
            raise NotOnThePanel(criterion=mark.criterion, member=member, fields=(f"marks[{place}].criterion",))
        seen.add(mark.criterion)
        _within(scheme, mark, (criterion.code, criterion.max_points), place)


def department_has_the_items(scheme: Scheme, marks: Sequence[ItemMark], department_id: UUID) -> None:
    """House rule: a department marks the lines of its own table, each once."""
    seen: set[tuple[str, str]] = set()
    for place, each in enumerate(marks):
        criterion = _criterion(scheme, each.mark.criterion, set(), place)
        item = item_of(criterion, department_id, each.item, place)
        if (criterion.code, item.code) in seen:
            raise UnknownItem(criterion=criterion.code, item=item.code, fields=(f"marks[{place}].item",))
        seen.add((criterion.code, item.code))
        _within(scheme, each.mark, (f"{criterion.code}/{item.code}", item.max_points), place)


def item_of(criterion: Criterion, department_id: UUID, code: str, place: int) -> FieldItem:
    """CV 4268 A.I.5, HCMC 2008 (analogue): the line of the department's own table that is marked."""
    table = criterion.formula.parameters
    part = table.part(department_id) if isinstance(table, DepartmentSum) else None
    if part is None:
        raise NotTheOwningDepartment(criterion=criterion.code, fields=(f"marks[{place}].criterion",))
    item = part.item(code)
    if item is None:
        raise UnknownItem(criterion=criterion.code, item=code, fields=(f"marks[{place}].item",))
    return item


def _criterion(scheme: Scheme, code: str, seen: set[str], place: int) -> Criterion:
    criterion = scheme.criterion(code)
    if criterion is None or code in seen:
        raise UnknownCriterion(criterion=code, fields=(f"marks[{place}].criterion",))
    return criterion


def _within(scheme: Scheme, mark: Mark, line: tuple[str, Decimal], place: int) -> None:
    name, most = line
    field = f"marks[{place}].points"
    if not ZERO <= mark.points <= most:
        raise MarkOutOfRange(criterion=name, given=mark.points, least=ZERO, most=most, fields=(field,))
    mark_is_as_fine_as_the_table(scheme, mark, field)
