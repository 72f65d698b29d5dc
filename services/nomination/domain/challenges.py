"""What is found against a candidate already on the way (phát sinh khi đang xét): it questions the nomination, no more.

It is noted as an objection: nothing is decided while it is open, and the standing body answers it. Not upheld, the
nomination is confirmed; upheld, nothing is awarded and it goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kernel.aggregate import Act
from regulations.sentences import FORMS
from services.nomination.domain.merit.facts import Bearer, Discipline, Inquiry, InquiryKind
from services.nomination.domain.nomination import Nomination
from services.nomination.domain.objection import Complaint, Objection
from services.nomination.domain.refusals.objections import COMPLAINTS
from services.nomination.domain.rules import objections as rules

Find = Callable[[type[Any], UUID], Any]
"""Looks an aggregate up; None where there is none."""

BY = "Hồ sơ thành tích · merit file"
"""Who objects: what is on record itself."""

KINDS = {
    InquiryKind.DISCIPLINE: "đang xem xét kỷ luật",
    InquiryKind.INSPECTION: "thanh tra, kiểm tra có dấu hiệu vi phạm",
    InquiryKind.INVESTIGATION: "đang điều tra",
    InquiryKind.COMPLAINT: "khiếu nại, tố cáo đang xác minh",
}


@dataclass(frozen=True)
class Challenge:
    """A fact newly on record about a holder, and the number it is noted under; the number does not tell what it is."""

    bearer: Bearer
    fact: Discipline | Inquiry
    code: str

    @classmethod
    def recorded(cls, bearer: Bearer, fact: Discipline | Inquiry, fact_id: UUID) -> Challenge:
        """One that the standing body put on file."""
        return cls(bearer, fact, f"HSTT-{str(fact_id)[:8]}")

    def bears_on(self, nomination: Nomination) -> bool:
        """Whether it speaks against an open nomination: what is still open does, and a discipline of its year."""
        until = self.fact.until if isinstance(self.fact, Discipline) else None
        return rules.what_is_new_on_record_questions_an_open_nomination(until, nomination.grounds.year)

    def complaint(self) -> Complaint:
        """The cause, since when, and the article it is put under."""
        return Complaint(self.code, BY, f"{_cause(self.fact)} ({COMPLAINTS.document}, {COMPLAINTS.article})")


def _cause(fact: Discipline | Inquiry) -> str:
    if isinstance(fact, Discipline):
        return f"Bị kỷ luật: {FORMS[fact.form].vi}, từ {fact.since.isoformat()}"
    return f"{KINDS[fact.kind].capitalize()}: {fact.about}, từ {fact.opened_on.isoformat()}"


def questioned(open_ids: Iterable[UUID], find: Find, act: Act, challenge: Challenge) -> list[Objection]:
    """An objection to each of the holder's open nominations, once: the same fact heard again adds none."""
    complaint, made = challenge.complaint(), []
    for nomination_id in open_ids:
        nomination: Nomination = find(Nomination, nomination_id)
        noted = find(Objection, Objection.id_for(nomination_id, complaint.code)) is not None
        if not noted and challenge.bears_on(nomination):
            made.append(Objection.raise_(act, nomination_id, complaint, nomination.notice))
    return made
