"""The ids of the nomination service's streams: of natural keys, the same for good: logs hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from kernel.explanation import Source, Text
from regulations.entries import Entry
from services.nomination.domain.ballots import SessionKind
from services.nomination.domain.commendation import Commendation
from services.nomination.domain.confirmation import FigureConfirmation
from services.nomination.domain.decision import Decision
from services.nomination.domain.dossier import Dossier
from services.nomination.domain.good_example import GoodExample
from services.nomination.domain.higher_award import HigherAward, HigherAwardFacts
from services.nomination.domain.medal.case import Medal
from services.nomination.domain.merit.facts import Bearer
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Objection
from services.nomination.domain.papers import DossierKind
from services.nomination.domain.quota_line import QuotaCase, QuotaLine
from services.nomination.domain.terms import RuleVersion
from services.nomination.domain.voting_session import VotingSession
from tests.nomination.examples import RULES, january
from tests.nomination.test_over_the_line import contender
from tests.nomination.test_over_the_line import quota as quota_of

A, B = (UUID(int=number) for number in (1, 2))
FIGURE = Entry("medal.x", Text("a", "b"), "20", Source("QĐ 1", "Điều 2"), date(2024, 1, 1), None)


def of_a_unit() -> QuotaCase:
    quota = replace(quota_of(date(2022, 12, 31), "CSTDCS", 20), title="CSTD_CS", movement_id=A, unit_id=B)
    return QuotaCase(quota, (contender("A", 14),), RuleVersion.of(RULES))


@pytest.mark.parametrize(
    ("made", "agreed"),
    [
        (lambda: Commendation.id_for(DossierKind.SUDDEN, A, "TTR-12"), "5103186e-74eb-5b2d-8bf1-76a716229f8f"),
        (lambda: Commendation.id_for(DossierKind.SUDDEN, A, " TTr-12"), "5103186e-74eb-5b2d-8bf1-76a716229f8f"),
        (lambda: Decision.id_for(A), "cd72485e-d409-5831-953f-69bc2751d686"),
        (lambda: FigureConfirmation.id_for(FIGURE), "2f5624f2-16dd-526a-b51c-d34956aa64cb"),
        (lambda: QuotaLine.draw(january(25), of_a_unit()).id, "c9533836-117b-5603-9ff0-5bde345e8083"),
        (lambda: Dossier.id_for(A), "b990fc38-3af3-5bf7-9d7d-347cbd6a7ca4"),
        (lambda: GoodExample.id_for("DH-01"), "b08a6326-60bc-590c-8d9a-c6f968701455"),
        (lambda: GoodExample.id_for(" dh-01 "), "b08a6326-60bc-590c-8d9a-c6f968701455"),
        (
            lambda: HigherAward.id_for(HigherAwardFacts("CO_CP", "12/QD-TTG", "TTG", unit_id=A)),
            "1b5dee4f-d5b0-5d94-bb7d-a452ac64d28c",
        ),
        (
            lambda: HigherAward.id_for(HigherAwardFacts("CSTD_TQ", "12/QD-TTG", "TTG", person_code="CB-01")),
            "65676665-2c8b-585a-9cff-2ab1a925946a",
        ),
        (lambda: Medal.id_for("CB-01"), "3f5f6568-7ee8-5670-814d-75ade84a07e4"),
        (lambda: Bearer.unit(A).file_id, "db04e9cd-0694-53b3-822f-33a69e4e6994"),
        (lambda: Bearer.person("CB-01").file_id, "c46d8c03-dd32-56c1-9d91-4ccde604c025"),
        (lambda: Nomination.id_for("CO_BHXH", A, B), "4eab5696-0c75-5137-8e14-7aade7e31a33"),
        (lambda: Nomination.id_for("CSTD_CS", A, B, "CB-01"), "33e19b7b-3ca0-5006-b1bd-c460dcdf35e9"),
        (lambda: Objection.id_for(A, "KN-1"), "56f51be1-1760-5770-ad0e-157b7d0cd285"),
        (lambda: Objection.id_for(A, "kn-1 "), "56f51be1-1760-5770-ad0e-157b7d0cd285"),
        (lambda: QuotaLine.id_for("CO_BHXH", A), "c1f96be0-dea6-52da-82ac-acd11f31feb0"),
        (lambda: QuotaLine.id_for("CSTD_CS", A, B), "c9533836-117b-5603-9ff0-5bde345e8083"),
        (lambda: VotingSession.id_for(SessionKind.COUNCIL, A, "P-1"), "caddaa12-e9e7-5a50-994b-6ba349a211e8"),
        (lambda: VotingSession.id_for(SessionKind.COUNCIL, A, "p-1"), "caddaa12-e9e7-5a50-994b-6ba349a211e8"),
    ],
)
def test_an_id_is_made_of_the_whole_natural_key_and_stays(made: Callable[[], UUID], agreed: str) -> None:
    assert made() == UUID(agreed)
