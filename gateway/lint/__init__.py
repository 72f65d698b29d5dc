"""Refuses, when a supergraph is loaded, every shape that is not planned exactly: no answer beats a wrong one.

Each rule is one function that yields a `Violation` per offending type or field; `RULES` is what is run.
"""

from __future__ import annotations

from graphql import DocumentNode

from gateway.lint import abstract, design, directives, entities, field_sets
from gateway.lint.violation import Rule, UnplannableSupergraph, Violation

RULES: tuple[Rule, ...] = directives.RULES + entities.RULES + field_sets.RULES + abstract.RULES + design.RULES


def violations(document: DocumentNode) -> tuple[Violation, ...]:
    """Every violation of every rule, in the rules' order."""
    return tuple(violation for rule in RULES for violation in rule(document))


def refuse_unplannable(document: DocumentNode) -> None:
    """Raise `UnplannableSupergraph` naming every violation, or return."""
    if found := violations(document):
        raise UnplannableSupergraph(found)


__all__ = ["RULES", "Rule", "UnplannableSupergraph", "Violation", "refuse_unplannable", "violations"]
