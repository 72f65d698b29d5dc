"""Where the plan is played: the API, what is known by now, and the ways a scene asks the server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from thidua.demo import people
from thidua.demo.client import Actor, Api, DemonstrationFailedError, Request
from thidua.demo.organisation import ClusterPlan, UnitPlan
from thidua.demo.plan import Plan
from thidua.demo.report import DemoReport, Refused

T = TypeVar("T")


@dataclass
class Stage:
    """One run of one plan against one server."""

    api: Api
    plan: Plan
    report: DemoReport
    clusters: list[ClusterPlan] = field(default_factory=list)
    advance: Callable[[], object] = lambda: None

    @cached_property
    def units(self) -> Mapping[str, UnitPlan]:
        """Every unit by code."""
        return {unit.code: unit for unit in self.plan.organisation.units}

    @cached_property
    def codes(self) -> Mapping[UUID, str]:
        """The code of every unit by id."""
        return {unit.id: unit.code for unit in self.plan.organisation.units}

    def cluster_of(self, unit: str) -> ClusterPlan:
        """The block or cluster a unit competes in."""
        return next(cluster for cluster in self.clusters if unit in cluster.members)

    def head_of(self, cluster: ClusterPlan, year: int | None = None) -> Actor:
        """The person who heads a block or cluster in a year: the one that is played, unless another is named."""
        leading, _ = cluster.officers(year or self.plan.year)
        return people.cluster_head(cluster, self.units[leading])

    def do(self, request: Request) -> Any:
        """A step that must succeed; it counts in the progress bar."""
        answer = self.api.done(request)
        self.advance()
        return answer

    def all_of(self, work: Callable[[T], object], items: Iterable[T]) -> None:
        """The same for every item, over several connections; afterwards everybody sees what was done."""
        self.api.each(work, items)
        self.api.settle()

    def must_refuse(self, attempt: str, request: Request) -> None:
        """A step that the rules must refuse; what they answer goes into the report.

        Raises:
            DemonstrationFailedError: it was done, or failed without a reason.
        """
        answer = self.api.ask(request)
        if answer.ok or not isinstance(answer.body, dict) or "code" not in answer.body:
            raise DemonstrationFailedError(f"{attempt}: not refused, but answered {answer.status} {answer.body}")
        source = answer.body["source"]
        place = f"{source['document']}, {source['article']}" if source["article"] else source["document"]
        told = answer.body["detail"]
        self.report.refusals.append(Refused(attempt, answer.body["code"], told, f"{place} ({source['status']})"))
        self.advance()
