"""What a proposal says about the person: class, sex, service, discipline, bars, contribution; never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from regulations.medal import Sex
from services.nomination.domain.medal.spans import Discipline, Span


class Bar(StrEnum):
    """What keeps a person from the medal, TT 15/2025/TT-BXD Art. 10 (of another sector)."""

    DISMISSED = "DISMISSED"  # bị buộc thôi việc
    CONVICTED = "CONVICTED"  # bị kết án
    UNDER_INVESTIGATION = "UNDER_INVESTIGATION"  # đang bị điều tra, xem xét
    UNDER_DISCIPLINE = "UNDER_DISCIPLINE"  # đang trong thời gian chịu kỷ luật


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
