"""What a proposal says about the person: class, sex, service, discipline, bars, contribution; never a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kernel.explanation import Worded
from regulations.medal import Sex
from services.nomination.domain.medal.spans import Discipline, Span
from services.nomination.domain.rules.persons import person_code


class Bar(Worded):
    """What keeps a person from the medal, TT 15/2025/TT-BXD Art. 10 (of another sector)."""

    DISMISSED = "DISMISSED", "bị buộc thôi việc", "dismissed"
    CONVICTED = "CONVICTED", "bị kết án", "convicted"
    UNDER_INVESTIGATION = "UNDER_INVESTIGATION", "đang bị điều tra, xem xét", "under investigation"
    UNDER_DISCIPLINE = "UNDER_DISCIPLINE", "đang trong thời gian chịu kỷ luật", "under discipline"


@dataclass(frozen=True)
class MedalFacts:
    """The facts of a proposal (thông tin đề nghị)."""

    person_code: str
    person_class: str
    sex: Sex
    unit_id: UUID
    service: tuple[Span, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    bars: tuple[Bar, ...] = ()
    contribution: str = ""
    papers: tuple[str, ...] = ()
    died_on: date | None = None

    def coded(self) -> MedalFacts:
        """The same under the one code of the person; a name is refused."""
        return replace(self, person_code=person_code(self.person_code))

    def in_public(self) -> dict[str, object]:
        """What everybody may know of them: who, of which class, proposed by whom."""
        return {"person_code": self.person_code, "person_class": self.person_class, "unit_id": self.unit_id}
