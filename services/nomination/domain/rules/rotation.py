"""What a question about rotation may name."""

from __future__ import annotations

import re

from services.nomination.domain.refusals.rotation import (
    RotationKindUnknown,
    RotationYearMalformed,
    RotationYearsReversed,
)

KINDS = ("block", "cluster", "district_cluster", "national")
"""The kinds of blocks and clusters, as the covenant service tells them."""

YEAR = re.compile(r"(19|20|21)[0-9]{2}")


def years_are_years(since: str | None, until: str | None) -> None:
    """House rule: the first and the last year are written with four digits, and the last is not before the first."""
    for field, given in (("since", since), ("until", until)):
        if given is not None and not YEAR.fullmatch(given):
            raise RotationYearMalformed(given=given[:20], fields=(field,))
    if since is not None and until is not None and until < since:
        raise RotationYearsReversed(since=since, until=until)


def kind_is_known(kind: str | None) -> None:
    """House rule: a kind is one of those that there are."""
    if kind is not None and kind not in KINDS:
        raise RotationKindUnknown(given=kind[:40], known=", ".join(KINDS))
