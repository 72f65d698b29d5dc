"""D9: an objection is answered once; while one is open, or after it was upheld, nothing is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kernel.refusals import Refusal
from services.nomination.domain.objection import Complaint, Objection
from services.nomination.domain.refusals.deciding import BeforeTheFact
from services.nomination.domain.refusals.nominating import ReasonIsRequired
from services.nomination.domain.refusals.objections import (
    ObjectionAnswered,
    ObjectionNotStated,
    ObjectionOpen,
    ObjectionUpheld,
)
from services.nomination.domain.rules.objections import no_objection_stands
from tests.nomination.examples import CASE, january

COMPLAINT = Complaint("DON-12", "ông A", "số liệu thu chưa đúng")


def raised() -> Objection:
    return Objection.raise_(january(20), CASE.nomination_id, COMPLAINT, None)


@pytest.mark.parametrize("member", ["code", "by", "text"])
def test_an_objection_has_a_number_a_person_and_a_text(member: str) -> None:
    with pytest.raises(ObjectionNotStated):
        Objection.raise_(january(20), CASE.nomination_id, replace(COMPLAINT, **{member: " "}), None)


@pytest.mark.parametrize("upheld", [True, False])
def test_it_is_answered_once(upheld: bool) -> None:
    objection = raised()
    with pytest.raises(ReasonIsRequired):
        objection.answer(january(21), " ", upheld=upheld)
    with pytest.raises(BeforeTheFact):
        objection.answer(january(19), "đã kiểm tra", upheld=upheld)
    objection.answer(january(21), "đã kiểm tra", upheld=upheld)
    assert objection.upheld is upheld
    with pytest.raises(ObjectionAnswered):
        objection.answer(january(22), "xem lại", upheld=upheld)


@pytest.mark.parametrize(
    ("objections", "refusal"),
    [
        ({}, None),
        ({"DON-1": False, "DON-2": False}, None),
        ({"DON-1": False, "DON-2": None}, ObjectionOpen),
        ({"DON-1": False, "DON-2": True}, ObjectionUpheld),
    ],
)
def test_nothing_is_decided_while_one_is_open_or_against_what_was_found(
    objections: Mapping[str, bool | None], refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        no_objection_stands(objections)
    else:
        with pytest.raises(refusal) as found:
            no_objection_stands(objections)
        assert found.value.facts == {"code": "DON-2"}
