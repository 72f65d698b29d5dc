"""Rules of operating rules (quy chế hoạt động của khối, cụm thi đua)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from services.covenant.domain.refusals.bylaws import (
    EditionBeforeTheLast,
    EditionNotIssued,
    NoArticles,
    NoDraft,
    RulesReachBack,
)


def rules_have_articles(articles: Sequence[object]) -> None:
    """CV 4268 A.II.1.1: operating rules say how the block or cluster works: they have articles."""
    if not articles:
        raise NoArticles


def there_is_a_draft(edition: int | None, cluster: str) -> int:
    """CV 4268 A.II.1.1: what is issued was drawn up before, the first edition or an amendment; its number."""
    if edition is None:
        raise NoDraft(cluster=cluster)
    return edition


def rules_do_not_reach_back(effective_from: date, issued_on: date) -> None:
    """House rule: an edition is in force from the day it is issued, or later: nobody could follow it before."""
    if effective_from < issued_on:
        raise RulesReachBack(effective_from=effective_from, issued_on=issued_on)


def an_edition_begins_after_the_one_before(effective_from: date, before: Collection[date]) -> None:
    """House rule: a later edition replaces those before it, so it begins after each of them."""
    last = max(before, default=None)
    if last is not None and effective_from <= last:
        raise EditionBeforeTheLast(effective_from=effective_from, last=last)


def only_an_issued_edition_is_withdrawn(edition: int, standing: Collection[int], cluster: str) -> None:
    """House rule: withdrawing names an edition that was issued and not withdrawn yet."""
    if edition not in standing:
        raise EditionNotIssued(edition=edition, cluster=cluster)
