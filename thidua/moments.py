"""Days, instants and periods as people type them on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import typer

from services.scoring.domain.period import Period
from services.scoring.domain.refusals.reviews import UnknownPeriod

DAY = "<YYYY-MM-DD>"
PERIOD = "<YYYY[-Q1…Q4|-H1|-H2]>"
MOMENT = "<YYYY-MM-DD[THH:MM:SS[.ffffff][Z]]>"


def day(told: str) -> date:
    """A day such as 2024-12-31.

    Raises:
        typer.BadParameter: there is no such day.
    """
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise typer.BadParameter(
            f"không có ngày {told}; viết như 2024-12-31 · there is no day {told}; write it as 2024-12-31"
        ) from None


def moment(told: str) -> datetime:
    """An instant as people type it and as the interfaces print it; UTC unless it says otherwise.

    Raises:
        typer.BadParameter: there is no such instant.
    """
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        raise typer.BadParameter(
            f"không có thời điểm {told}; viết như 2024-12-31T17:00:00Z · "
            f"there is no instant {told}; write it as 2024-12-31T17:00:00Z"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def period_code(told: str) -> str:
    """The code of a period such as 2024, 2024-H1 or 2024-Q1, in capitals or not.

    Raises:
        typer.BadParameter: there is no such period.
    """
    try:
        return Period.parse(told).code
    except UnknownPeriod as refusal:
        raise typer.BadParameter(str(refusal.text())) from None
