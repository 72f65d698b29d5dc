"""A proposed grouping of a province's districts into clusters: stored with its figures, adjusted, then issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from kernel.aggregate import Act, Aggregate, identity
from kernel.explanation import Explanation, Text
from services.covenant.domain import balance
from services.covenant.domain.balance import DistrictFigures, Figures
from services.covenant.domain.days import day_of, recorded_on
from services.covenant.domain.partition import Groups, connected_divisions, free_division, in_order, pieces
from services.covenant.domain.rules import codes
from services.covenant.domain.rules import groupings as rules
from services.covenant.domain.rules.order import nothing_precedes_what_it_rests_on
from services.covenant.domain.unit import Unit

MOST_CONNECTED = 2
"""How many divisions in one piece are shown: the best found, and the next."""


class OptionKind(StrEnum):
    """How a division came about."""

    CONNECTED = "connected"
    BY_FIGURES = "by_figures"
    ADJUSTED = "adjusted"


@dataclass(frozen=True)
class Basis:
    """What is divided: the districts of a day with their figures, where those come from, who borders on whom."""

    as_of: date
    districts: tuple[DistrictFigures, ...]
    figures_from: str
    borders: tuple[tuple[str, str], ...]
    connected: bool


@dataclass(frozen=True)
class Option:
    """One division: how far its worst share is from an equal one (percentage points), and its pieces too many."""

    kind: OptionKind
    groups: Groups
    imbalance: Decimal
    torn: int


@dataclass(frozen=True)
class Required:
    """How many clusters the rule asks for, by which version of the rules."""

    clusters: int
    districts: int
    rulebook: str


class DistrictGrouping(Aggregate):
    """Phương án chia cụm thi đua cấp huyện."""

    TOPIC = "covenant.DistrictGrouping"
    CALLED = Text("phương án chia cụm", "grouping of districts")

    class Event(Aggregate.Event):
        """Base of a grouping's events."""

        TOPIC = "covenant.DistrictGroupingEvent"

    class Proposed(Event, Aggregate.Created):
        """Đề xuất phương án; the first of `options` is the one proposed."""

        TOPIC = "covenant.DistrictGroupingProposed"
        code: str
        province_id: UUID
        basis: Basis
        required: Required
        options: tuple[Option, ...]
        proposed_on: date

    class Adjusted(Event):
        """Điều chỉnh phương án, có lý do."""

        TOPIC = "covenant.DistrictGroupingAdjusted"
        option: Option
        reason: str
        adjusted_on: date

    class Issued(Event):
        """Ban hành phương án thành danh sách các cụm."""

        TOPIC = "covenant.DistrictGroupingIssued"
        document: str
        effective_from: date
        issued_on: date

    @staticmethod
    def id_for(province_id: UUID, code: str) -> UUID:
        """The id of the proposal of this province with this code, in capitals or not."""
        return identity("district-grouping", province_id, code.upper())

    @classmethod
    def propose(cls, act: Act, province: Unit, code: str, basis: Basis, required: Required) -> Self:
        """Proposes a division; where one piece on the map is asked for and possible, every cluster is in one."""
        codes.a_code_can_be_typed_and_cited(code)
        codes.something_is_written(basis.figures_from, field="figures_from")
        rules.it_is_of_a_day_that_has_come(basis.as_of, recorded_on(act))
        rules.districts_have_figures(
            [each.collections for each in basis.districts], [each.payments for each in basis.districts]
        )
        names = [each.code for each in basis.districts]
        rules.borders_join_two_districts(basis.borders, names)
        figures = Figures(basis.districts)
        rules.the_map_has_no_more_pieces_than_clusters(
            pieces(names, balance.neighbours(basis.borders)), required.clusters, asked=basis.connected
        )
        return cls(
            act=act,
            id=cls.id_for(province.id, code),
            code=code,
            province_id=province.id,
            basis=basis,
            required=required,
            options=_options(basis, figures, required.clusters),
            proposed_on=day_of(act),
        )

    @event(Proposed)
    def __init__(
        self,
        *,
        act: Act,
        id: UUID,
        code: str,
        province_id: UUID,
        basis: Basis,
        required: Required,
        options: tuple[Option, ...],
        proposed_on: date,
    ) -> None:
        self.code = code
        self.province_id = province_id
        self.basis = basis
        self.required = required
        self.options = options
        self.chosen = options[0]
        self.last_on = proposed_on
        self.issued_on: date | None = None

    def adjust(self, act: Act, groups: Sequence[Sequence[str]], reason: str) -> None:
        """Puts another division in place of the chosen one, whatever its figures: these are shown, with the reason."""
        rules.the_grouping_is_not_issued(self.code, self.issued_on)
        nothing_precedes_what_it_rests_on(day_of(act), self.last_on)
        codes.something_is_written(reason, field="reason", most=codes.LONGEST_TEXT)
        names = [each.code for each in self.basis.districts]
        rules.groups_divide_the_districts(list(chain.from_iterable(groups)), names)
        filled = in_order(group for group in groups if group)
        rules.there_are_as_many_groups(len(filled), self.required.clusters, self.required.districts)
        option = _option(OptionKind.ADJUSTED, filled, self.basis, Figures(self.basis.districts))
        self._adjusted(act, option, reason.strip(), day_of(act))

    @event(Adjusted)
    def _adjusted(self, act: Act, option: Option, reason: str, adjusted_on: date) -> None:
        self.chosen, self.last_on = option, adjusted_on

    def issue(self, act: Act, document: str, effective_from: date) -> None:
        """Marks it as issued; the caller forms the clusters of the chosen division in the same moment."""
        rules.the_grouping_is_not_issued(self.code, self.issued_on)
        nothing_precedes_what_it_rests_on(day_of(act), self.last_on)
        nothing_precedes_what_it_rests_on(effective_from, self.basis.as_of, field="effective_from")
        self._issued(act, document.strip(), effective_from, day_of(act))

    @event(Issued)
    def _issued(self, act: Act, document: str, effective_from: date, issued_on: date) -> None:
        self.issued_on = issued_on


def _options(basis: Basis, figures: Figures, count: int) -> tuple[Option, ...]:
    """The divisions to choose from, the proposed one first; none twice."""
    borders = balance.neighbours(basis.borders)
    near = connected_divisions(count, figures.weights, borders)[:MOST_CONNECTED] if basis.borders else []
    connected = [(OptionKind.CONNECTED, groups) for groups in near]
    free = [(OptionKind.BY_FIGURES, free_division(count, figures.weights))]
    found: dict[Groups, OptionKind] = {}
    for kind, groups in [*connected, *free] if basis.connected else [*free, *connected]:
        found.setdefault(groups, kind)
    return tuple(_option(kind, groups, basis, figures) for groups, kind in found.items())


def _option(kind: OptionKind, groups: Groups, basis: Basis, figures: Figures) -> Option:
    borders = balance.neighbours(basis.borders)
    torn = sum(pieces(group, borders) - 1 for group in groups) if basis.borders else 0
    return Option(kind, groups, figures.worst(groups), torn)


def explain(basis: Basis, required: Explanation, options: Sequence[Option]) -> Explanation:
    """Why these clusters: the number by the rule, and of every division its figures, the chosen one first."""
    figures = Figures(basis.districts)
    return balance.explain(
        required, basis.figures_from, [(each.kind.value, each.groups, each.torn) for each in options], figures
    )
