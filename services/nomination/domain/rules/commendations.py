"""What must be so of a commendation outside the year's ranking."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from regulations.chapters import Form
from regulations.rulebook import Rulebook
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.refusals.commendations import (
    AchievementNotStated,
    CommendationNotThere,
    CountNotPossible,
    DriveRequired,
    MeritIsRanked,
    NotACommendation,
)
from services.nomination.domain.rules.nominating import title_is_known


def kind_is_outside_the_ranking(kind: DossierKind) -> None:
    """Law 06/2022/QH15 Art. 8: merit is the year's, and goes through the ranking; this path is for the others."""
    if kind is DossierKind.MERIT:
        raise MeritIsRanked


def title_is_a_commendation(title: str, book: Rulebook) -> None:
    """Law 06/2022/QH15 Art. 9: a sudden or thematic achievement earns a form of commendation, not a yearly title."""
    if title_is_known(title, book).form is not Form.COMMENDATION:
        raise NotACommendation(given=title)


def achievement_is_stated(code: str, achievement: str) -> None:
    """NĐ 152/2025/NĐ-CP Art. 4(2): it rests on its achievement, which is stated."""
    if not code.strip() or not achievement.strip():
        raise AchievementNotStated


def thematic_has_its_drive(kind: DossierKind, movement_id: UUID | None) -> None:
    """Law 06/2022/QH15 Art. 8: a thematic commendation is of a drive, one at a mid-year review of its movement."""
    if kind is not DossierKind.SUDDEN and movement_id is None:
        raise DriveRequired(kind=kind)


def count_is_possible(members: int, present: int, ballots: int) -> None:
    """House rule: no more vote than there are members, and no fewer than none."""
    if not 0 <= ballots <= members or not 0 <= present <= members or not members:
        raise CountNotPossible(members=members, present=present, ballots=ballots)


def commendation_is_at(state: str, states: Collection[str]) -> None:
    """House rule: proposed, voted, decided, one step after the other."""
    if state not in states:
        raise CommendationNotThere(state=state, needed=" / ".join(states))
