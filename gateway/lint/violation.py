"""What a lint rule yields: the shape that is not planned, where it is, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphql import DocumentNode


@dataclass(frozen=True)
class Violation:
    """One shape that is not planned: the rule's name, the type or field, and why it cannot be served exactly."""

    rule: str
    where: str
    why: str

    def __str__(self) -> str:
        return f"[{self.rule}] {self.where}: {self.why}"


Rule = Callable[[DocumentNode], Iterator[Violation]]


class UnplannableSupergraph(ValueError):
    """The supergraph holds shapes that this gateway does not plan exactly; `violations` names all of them."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__("\n".join(map(str, violations)))
        self.violations = violations
