"""What must be so of a commendation outside the year's ranking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from regulations.chapters import Form, Holder
from regulations.commendations import CommendationWay
from regulations.rulebook import Rulebook
from services.nomination.domain.commendation_facts import HandCount
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.refusals.commendations import (
    AchievementCommendedAlready,
    AchievementNotStated,
    CommendationExists,
    CommendationIsVotedOn,
    CommendationNotThere,
    CommendationOfAnotherDrive,
    CountNotPossible,
    CountNotTaken,
    DriveRequired,
    MeritIsRanked,
    NoCountToCorrect,
    NotACommendation,
    RecommendationNotStated,
    VoteRequired,
)
from services.nomination.domain.refusals.nominating import TitleIsForCollectives, TitleIsForPersons
from services.nomination.domain.rules.nominating import title_is_known
from services.nomination.domain.rules.texts import nothing_unseen_is_written


def kind_is_outside_the_ranking(kind: DossierKind) -> None:
    """Law 06/2022/QH15 Art. 8: merit is the year's, and goes through the ranking; this path is for the others."""
    if kind is DossierKind.MERIT:
        raise MeritIsRanked


def title_is_a_commendation(title: str, book: Rulebook) -> None:
    """Law 06/2022/QH15 Art. 9: a sudden or thematic achievement earns a form of commendation, not a yearly title."""
    if title_is_known(title, book).form is not Form.COMMENDATION:
        raise NotACommendation(given=title)


def title_fits_its_holder(title: str, person: str, book: Rulebook) -> None:
    """Law 06/2022/QH15 Art. 19, 20: a person is given what is for persons, a collective what is for collectives."""
    rule = title_is_known(title, book)
    if person.strip() and rule.holder is not Holder.PERSON:
        raise TitleIsForCollectives(name=rule.name.vi, name_en=rule.name.en, source=rule.basis)
    if not person.strip() and rule.holder is not Holder.COLLECTIVE:
        raise TitleIsForPersons(name=rule.name.vi, name_en=rule.name.en, source=rule.basis)


def achievement_is_stated(code: str, achievement: str) -> None:
    """NĐ 152/2025/NĐ-CP Art. 4(2): it rests on its achievement, which is stated."""
    if not code.strip() or not achievement.strip():
        raise AchievementNotStated
    nothing_unseen_is_written(code=code, achievement=achievement)


def thematic_has_its_drive(kind: DossierKind, movement_id: UUID | None) -> None:
    """Law 06/2022/QH15 Art. 8: a thematic commendation is of a drive, one at a mid-year review of its movement."""
    if kind is not DossierKind.SUDDEN and movement_id is None:
        raise DriveRequired(kind=kind)


def it_was_withdrawn(code: str, *, withdrawn: bool) -> None:
    """House rule: a submission's number is used once; under it only what was withdrawn is proposed again."""
    if not withdrawn:
        raise CommendationExists(code=code)


def an_achievement_is_commended_once(day: date, earlier: str | None) -> None:
    """Law 06/2022/QH15 Art. 5(2): one achievement is not rewarded twice; `earlier` is the other number it stands under.

    The same holder, day, kind and drive are taken for the same achievement: what is told in other words is not another.
    """
    if earlier is not None:
        raise AchievementCommendedAlready(day=day, earlier=earlier)


def count_is_possible(hands: HandCount, *, absent_in_writing: bool) -> None:
    """House rule: nobody is counted twice or below none; beyond those present only written opinions, where they count.

    Members are present or write; as many opinions are counted as hands and papers can give, and every paper is one.
    """
    said = (hands.in_favour, hands.against, hands.abstained)
    ballots, written, took_part = sum(said), hands.in_writing, hands.present + hands.in_writing
    unexplained = ballots > took_part or written > ballots or (written > 0 and not absent_in_writing)
    if min(*said, hands.present, written) < 0 or not hands.members or took_part > hands.members or unexplained:
        raise CountNotPossible(members=hands.members, present=hands.present, in_writing=written, ballots=ballots)


def commendation_is_at(state: str, states: Collection[str]) -> None:
    """House rule: proposed, voted, decided, one step after the other."""
    if state not in states:
        raise CommendationNotThere(state=state, needed=tuple(states))


def a_count_stands(code: str, *, counted: bool, voted: bool) -> None:
    """House rule: corrected is a bare count; a round of a session is declared void and held again."""
    if voted or not counted:
        raise NoCountToCorrect(code=code)


def no_vote_is_asked_for(way: CommendationWay) -> None:
    """House rule (`commendations.*.vote_required`): the authority decides without a vote only where none is asked."""
    if way.vote_required.value:
        raise VoteRequired(kind=way.kind, source=way.vote_required.source)


def bare_count_is_taken(way: CommendationWay) -> None:
    """House rule (`commendations.*.bare_count`): numbers alone are taken for a vote only where the rules say so."""
    if not way.bare_count.value:
        raise CountNotTaken(kind=way.kind, source=way.bare_count.source)


def recommendation_is_on_paper(paper: str) -> None:
    """House rule: the standing body puts a case to the authority in writing."""
    if not paper.strip():
        raise RecommendationNotStated
    nothing_unseen_is_written(paper=paper)


def drive_is_that_of_the_session(code: str, own: UUID | None, movement_id: UUID) -> None:
    """House rule: what was earned in a drive is voted on in a session of it; a sudden achievement in any."""
    if own is not None and own != movement_id:
        raise CommendationOfAnotherDrive(code=code)


def no_session_votes_on_it(code: str, sessions: Collection[UUID]) -> None:
    """House rule: what stands on the paper of a session is decided by that vote, not past it."""
    if sessions:
        raise CommendationIsVotedOn(code=code)
