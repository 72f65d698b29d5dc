"""May this unit be nominated for this title? Each rule looks at the candidacy and at the rulebook's word on it."""

from __future__ import annotations

from datetime import date

from kernel.explanation import Explanation, Text
from regulations.chapters import Holder, TitleRule
from regulations.rulebook import Rulebook
from services.nomination.domain.candidacy import (
    FIRST,
    RANKED,
    SECTOR_BOARDS,
    BoardKind,
    Candidacy,
    RowState,
    Standing,
    told,
)
from services.nomination.domain.merit.findings import State
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.nominating import (
    AlreadyNominated,
    BoardNotOfTheSector,
    CandidateBarred,
    NoSignedCovenant,
    NotTheLeader,
    PersonNotInTheUnit,
    RanksMustPassFirst,
    ReasonIsRequired,
    StandardNotMet,
    TitleIsForCollectives,
    TitleIsForPersons,
    TitleNotRegistered,
    UnitNotRanked,
    UnknownMovement,
    UnknownTitle,
    UnknownUnit,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written


def title_is_known(title: str, rulebook: Rulebook) -> TitleRule:
    """Law 06/2022/QH15 Art. 19, 20: titles are those of the rulebook, no others. Gives the rule of the title."""
    rule = rulebook.titles.get(title)
    if rule is None:
        raise UnknownTitle(given=title, rulebook=rulebook.id)
    return rule


def unit_is_known(candidacy: Candidacy, _rule: TitleRule) -> None:
    """House rule: a unit is one that the unit registry has established."""
    if candidacy.unit_code is None:
        raise UnknownUnit(unit=candidacy.unit)


def movement_is_known(candidacy: Candidacy, _rule: TitleRule) -> None:
    """House rule: a movement is one that has been launched."""
    if candidacy.movement_code is None:
        raise UnknownMovement(movement=candidacy.movement)


def title_is_for_collectives(_candidacy: Candidacy, rule: TitleRule) -> None:
    """Law 06/2022/QH15 Art. 20: a unit is nominated for titles of collectives."""
    if rule.holder is not Holder.COLLECTIVE:
        raise TitleIsForPersons(name=rule.name.vi, name_en=rule.name.en, source=rule.basis)


def title_is_for_persons(_candidacy: Candidacy, rule: TitleRule) -> None:
    """Law 06/2022/QH15 Art. 19: a person is nominated for titles of persons."""
    if rule.holder is not Holder.PERSON:
        raise TitleIsForCollectives(name=rule.name.vi, name_en=rule.name.en, source=rule.basis)


def person_is_in_the_unit(candidacy: Candidacy, _rule: TitleRule) -> None:
    """NĐ 65/2014/NĐ-CP Art. 5: whoever moved is judged by the new unit, and nominated through it."""
    if not candidacy.in_unit:
        raise PersonNotInTheUnit(person=candidacy.person, unit=candidacy.unit)


def nothing_bars_the_candidate(candidacy: Candidacy, _rule: TitleRule) -> None:
    """NĐ 152/2025/NĐ-CP Art. 4: no proposal while something is open, nor where the era's bars of the title hold."""
    if (bar := _first(candidacy, State.BARRED)) is not None:
        raise CandidateBarred(given=candidacy.title, bar=_said(bar).vi, bar_en=_said(bar).en, source=bar.source)


def standards_are_met(candidacy: Candidacy, _rule: TitleRule) -> None:
    """Law 06/2022/QH15 Art. 21-28: the standards and the chain of the title; an unknown one lets the case stand."""
    if (lacking := _first(candidacy, State.NOT_MET)) is not None:
        raise StandardNotMet(
            given=candidacy.title, standard=_said(lacking).vi, standard_en=_said(lacking).en, source=lacking.source
        )


def _first(candidacy: Candidacy, state: State) -> Explanation | None:
    """The first condition in this state, where the whole assessment is in it."""
    assessment = candidacy.assessment
    if assessment is None or assessment.state is not state:
        return None
    return next(each for each in assessment.missing() if each.value == state.value)


def _said(node: Explanation) -> Text:
    facts = {"label": node.label, "detail": node.formula}
    return Text("{label} ({detail})", "{label} ({detail})").format(facts) if node.formula else node.label


def covenant_is_signed(candidacy: Candidacy, rule: TitleRule) -> None:
    """CV 01/BHXH-TĐKT (04/01/2011): who did not sign the covenant is not considered at year end."""
    if rule.covenant_required.value and candidacy.covenant is None:
        raise NoSignedCovenant(unit=candidacy.unit, movement=candidacy.movement, source=rule.covenant_required.source)


def title_is_registered(candidacy: Candidacy, rule: TitleRule) -> None:
    """CV 01/BHXH-TĐKT (04/01/2011): a title that was not registered is not considered at year end."""
    if rule.registration_required.value and candidacy.registration is None:
        raise TitleNotRegistered(
            unit=candidacy.unit,
            given=candidacy.title,
            movement=candidacy.movement,
            source=rule.registration_required.source,
        )


def ranks_have_passed(candidacy: Candidacy, _rule: TitleRule) -> None:
    """QĐ 24/2011/QĐ-UBND Ninh Thuận, H1 (analogue): scores and ranks pass first; a ballot alone is not valid."""
    ranked_standing(candidacy)


def board_is_of_the_sector(candidacy: Candidacy, rule: TitleRule) -> None:
    """Law 06/2022/QH15 Art. 26(1): the flag goes to the leader of a block or cluster that the sector organises."""
    standing = ranked_standing(candidacy)
    if rule.must_lead_cluster.value and standing.cluster_kind not in SECTOR_BOARDS:
        kind = told(BoardKind, standing.cluster_kind)
        raise BoardNotOfTheSector(unit=candidacy.unit, kind=kind, source=rule.must_lead_cluster.source)


def unit_leads_its_board(candidacy: Candidacy, rule: TitleRule) -> None:
    """QĐ 24/2011/QĐ-UBND Ninh Thuận, H1 (analogue): the candidate is the unit with the highest score."""
    standing = ranked_standing(candidacy)
    if rule.must_lead_cluster.value and standing.rank != FIRST:
        among = Text("khối, cụm", "its board") if standing.group is None else standing.group.words()
        raise NotTheLeader(
            unit=candidacy.unit,
            rank=standing.rank,
            among=among.vi,
            among_en=among.en,
            edition=standing.edition_no,
            source=rule.must_lead_cluster.source,
        )


def unit_is_not_nominated_yet(candidacy: Candidacy, _rule: TitleRule) -> None:
    """House rule: one nomination per unit, title and movement."""
    if candidacy.already_nominated:
        raise AlreadyNominated(unit=candidacy.holder, given=candidacy.title)


def nothing_precedes_what_it_rests_on(day: date, earliest: date, field: str = "effective") -> None:
    """House rule: an act that rests on another is not dated before it, nor a day that it sets."""
    if day < earliest:
        raise BeforeTheFact(given=day, earliest=earliest, fields=(field,))


def reason_is_stated(reason: str, field: str = "reason") -> None:
    """House rule: what takes something back says why."""
    if not reason.strip():
        raise ReasonIsRequired(fields=(field,))
    nothing_unseen_is_written(**{field: reason})


def ranked_standing(candidacy: Candidacy) -> Standing:
    """QĐ 24/2011/QĐ-UBND Ninh Thuận, H1 (analogue): ranks pass first; the rank the candidacy stands on."""
    standing = candidacy.standing
    if standing is None:
        raise RanksMustPassFirst(unit=candidacy.unit)
    if standing.state != RANKED:
        raise UnitNotRanked(unit=candidacy.unit, edition=standing.edition_no, state=told(RowState, standing.state))
    return standing
