"""What must be so before a decision, a notice or a revocation."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from regulations.chapters import Authority, QuotaBasis, QuotaRule, TitleRule
from services.nomination.domain.quota import Composition, Contender, Place, Quota
from services.nomination.domain.refusals.deciding import (
    CompositionNotValid,
    DecisionRevokedAlready,
    LineNotDrawn,
    NobodyToOrder,
    NotEndorsed,
    NoticePostedAlready,
    NumberNotValid,
    OverTheLine,
    PlaceIsRequired,
    PreferredNotContending,
    QuotaBasisNotCounted,
    QuotaIsOfTheSector,
    TitleHasNoQuota,
    WrongAuthority,
)
from services.nomination.domain.rules.texts import nothing_unseen_is_written
from services.nomination.domain.stages import Stage

NUMBER = re.compile(r"\d{1,6}/\S.{0,58}")
"""A decision's number: digits, a stroke, and the mark of who issued it, as in 2468/QĐ-BHXH."""


def title_has_a_quota(title: str, rule: QuotaRule | None) -> QuotaRule:
    """House rule: a line is drawn only where the rulebook sets a quota. Gives the quota."""
    if rule is None:
        raise TitleHasNoQuota(given=title)
    return rule


def basis_is_counted_here(title: str, rule: QuotaRule, unit_id: UUID | None) -> None:
    """NĐ 91/2017/NĐ-CP Art. 9(3), 11: a share of the leaders of all, or of the advanced workers of one unit."""
    if rule.basis.value is QuotaBasis.CLUSTER_LEADERS and unit_id is not None:
        raise QuotaIsOfTheSector(given=title, source=rule.basis.source)
    if rule.basis.value is not QuotaBasis.CLUSTER_LEADERS and unit_id is None:
        raise QuotaBasisNotCounted(given=title, basis=rule.basis.value, source=rule.basis.source)


def somebody_passed_the_council(title: str, contenders: Sequence[Contender]) -> None:
    """House rule: a line is drawn under those whom the council passed."""
    if not contenders:
        raise NobodyToOrder(given=title)


def compositions_are_possible(compositions: Mapping[UUID, Composition], known: Collection[UUID]) -> None:
    """House rule: how many women a contender has is between none and all, and stands on a paper."""
    for nomination, each in compositions.items():
        if nomination not in known or not 0 <= each.women <= each.members or not each.members or not each.paper.strip():
            raise CompositionNotValid(nomination=nomination, women=each.women, members=each.members)


def preferred_are_contending(preferred: Sequence[UUID], known: Collection[UUID]) -> None:
    """House rule: the order of equals that the chair gives names nominations that are considered, each once."""
    stray = [each for each in preferred if each not in known or preferred.count(each) > 1]
    if stray:
        raise PreferredNotContending(stray=", ".join(map(str, dict.fromkeys(stray))))


def council_passed_it(nomination_id: UUID, stage: Stage) -> None:
    """TT 01/2024/TT-TANDTC Art. 29 (analogue): what is decided has passed the council."""
    if stage is not Stage.ENDORSED:
        raise NotEndorsed(nomination=nomination_id, stage=stage)


def nomination_is_within_the_quota(
    rule: TitleRule, nomination_id: UUID, place: Place | None, quota: Quota | None
) -> None:
    """NĐ 91/2017/NĐ-CP Art. 11: no more are given than the quota lets through, from the highest down."""
    if rule.quota is None:
        return
    if place is None or quota is None:
        raise LineNotDrawn(given=rule.code, nomination=nomination_id)
    if not place.within:
        raise OverTheLine(nomination=nomination_id, place=place.place, places=quota.places, source=quota.share_source)


def authority_is_competent(title: str, authority: str, competent: Authority) -> None:
    """Law 06/2022/QH15 Art. 77-80: each title is decided by its own authority, named in Vietnamese or English."""
    if authority.strip() not in (competent.name.vi, competent.name.en):
        raise WrongAuthority(
            given=title,
            authority=authority,
            competent=competent.name.vi,
            competent_en=competent.name.en,
            source=competent.source,
        )


def number_is_valid(number: str) -> None:
    """House rule: a decision's number is digits, a stroke and the issuer's mark."""
    if not NUMBER.fullmatch(number):
        raise NumberNotValid(given=number)


def place_is_stated(place: str) -> None:
    """House rule: a public notice says where it is posted."""
    if not place.strip():
        raise PlaceIsRequired
    nothing_unseen_is_written(place=place)


def decision_stands(number: str, revoked_on: date | None) -> None:
    """Law 06/2022/QH15 Art. 93(2): a decision is revoked once, and a revoked one is not made public any more."""
    if revoked_on is not None:
        raise DecisionRevokedAlready(number=number)


def notice_is_not_posted_yet(number: str, posted_on: date | None) -> None:
    """House rule: a decision is made public once."""
    if posted_on is not None:
        raise NoticePostedAlready(number=number, posted_on=posted_on)
