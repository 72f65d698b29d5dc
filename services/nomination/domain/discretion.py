"""What everybody may know of a case about a person: which conditions are met, and nothing that the record says."""

from __future__ import annotations

from kernel.explanation import Explanation

SHOWN = {"MET": "MET", "NOT_MET": "NOT_MET", "BARRED": "NOT_MET", "UNKNOWN": "UNKNOWN"}
"""How a state is told in public: that something bars a person is a fact of the record."""


def in_public(tree: Explanation) -> Explanation:
    """The conditions of the tree by name and article, each met or not; no figures, words or events of the record."""
    return Explanation(
        label=tree.label,
        value=SHOWN.get(tree.value, tree.value),
        source=tree.source,
        rule_version=tree.rule_version,
        inputs=tuple(in_public(each) for each in tree.inputs if each.value in SHOWN),
    )
