"""The headings of a score table and its groups of like units."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from services.scoring.domain.refusals import outline as refusals
from services.scoring.domain.scheme import Group, Scheme, Section

ZERO = Decimal(0)


def headings_have_lines_in_order(scheme: Scheme) -> None:
    """House rule: read from the top, each heading opens once, in the order listed, and has at least one criterion."""
    opened: list[str] = []
    current: tuple[str, ...] = ()
    for place, criterion in enumerate(scheme.criteria):
        path = _path(scheme, criterion.section, f"criteria[{place}].section")
        fresh = [code for code in path if code not in current]
        if any(code in opened for code in fresh):
            raise refusals.HeadingsOutOfOrder(section=criterion.section, fields=(f"criteria[{place}].section",))
        opened += fresh
        current = path
    for place, section in enumerate(scheme.sections):
        if opened[place : place + 1] != [section.code]:
            raise refusals.HeadingsOutOfOrder(section=section.code, fields=(f"sections[{place}]",))


def _path(scheme: Scheme, code: str, field: str) -> tuple[str, ...]:
    """The headings above a line, the outermost first."""
    path: tuple[str, ...] = ()
    while code:
        section = scheme.section(code)
        if section is None or code in path:
            raise refusals.UnknownHeading(section=code, fields=(field,))
        path, code = (code, *path), section.parent
    return path


def headings_add_up(scheme: Scheme) -> None:
    """HD 804/HD-SNV (analogue): a heading that states its points states those of its lines, bonus up to the cap."""
    for place, section in enumerate(scheme.sections):
        total = total_of(scheme, section)
        if section.max_points is not None and section.max_points != total:
            raise refusals.HeadingDoesNotAddUp(
                section=section.code,
                declared=section.max_points,
                total=total,
                fields=(f"sections[{place}].max_points",),
            )


def total_of(scheme: Scheme, section: Section) -> Decimal:
    """House rule: a heading is worth its content; without any, its bonus up to the cap; without any, its penalties."""
    lines = [each for each in scheme.criteria if section.code in _path(scheme, each.section, "sections")]
    for group in (Group.CONTENT, Group.BONUS, Group.PENALTY):
        points = [each.max_points for each in lines if each.group is group]
        if points:
            total = sum(points, ZERO)
            return min(total, scheme.bonus_cap) if group is Group.BONUS else total
    return ZERO


def units_that_are_named_are_there(scheme: Scheme, known: Collection[UUID]) -> None:
    """House rule: a criterion is marked by departments that there are, and units are ranked with such."""
    unknown = {field: code for field, code, unit_id in scheme.units_named() if unit_id not in known}
    if unknown:
        raise refusals.UnitsOfTableUnknown(codes=", ".join(dict.fromkeys(unknown.values())), fields=tuple(unknown))


def units_are_in_one_group(scheme: Scheme) -> None:
    """CV 4268 A.I.5: groups of like units are ranked apart, so a unit is of one group, and a group is of some units."""
    seen: set[UUID] = set()
    for place, group in enumerate(scheme.like_units):
        if not group.units or len(set(group.units)) != len(group.units) or seen & set(group.units):
            raise refusals.GroupInvalid(group=group.code, fields=(f"like_units[{place}].units",))
        seen |= set(group.units)
