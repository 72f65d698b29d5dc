"""Every shape that the planner does not plan exactly is refused when the supergraph is loaded, by name and place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from graphql import parse

from gateway import lint
from gateway.supergraph import Supergraph
from tests.gateway.subgraphs import whole

HEADER = """
schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
{ query: Query }
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @join__type(graph: join__Graph!, key: String, extension: Boolean! = false, resolvable: Boolean! = true,
  isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
directive @join__field(graph: join__Graph, requires: String, provides: String, type: String, external: Boolean,
  override: String, usedOverridden: Boolean, overrideLabel: String, contextArguments: [String]) repeatable
  on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
directive @link(url: String, for: String) repeatable on SCHEMA
enum join__Graph { A @join__graph(name: "a", url: "http://a") B @join__graph(name: "b", url: "http://b") }
type Query @join__type(graph: A) @join__type(graph: B) { unit: Unit @join__field(graph: A) }
"""
SOUND = """
type Unit @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
  id: ID!
  name: String! @join__field(graph: A)
  size: Int @join__field(graph: A) @join__field(graph: B, external: true)
  score: Int @join__field(graph: B, requires: "size")
}
"""


@dataclass(frozen=True)
class Case:
    rule: str
    where: str
    text: str
    header: str = HEADER

    @property
    def sdl(self) -> str:
        return self.header + self.text


CASES = [
    Case(
        "interface-object",
        "Unit",
        SOUND.replace('@join__type(graph: B, key: "id")', '@join__type(graph: B, key: "id", isInterfaceObject: true)'),
    ),
    Case("context-arguments", "Unit.score", SOUND.replace('requires: "size"', 'contextArguments: ["size"]')),
    Case(
        "progressive-override",
        "Unit.name",
        SOUND.replace("(graph: A)", '(graph: A, override: "b", overrideLabel: "x")', 1),
    ),
    Case("subscription", "Query", SOUND, HEADER.replace("{ query: Query }", "{ query: Query subscription: Query }")),
    Case(
        "unknown-feature",
        "schema",
        SOUND,
        HEADER.replace(
            "{ query: Query }", '@link(url: "https://example.org/own/v1.0", for: SECURITY) { query: Query }'
        ),
    ),
    Case(
        "inaccessible",
        "Unit.name",
        SOUND.replace("@join__field(graph: A)\n", "@join__field(graph: A) @inaccessible\n", 1)
        + "directive @inaccessible on FIELD_DEFINITION",
    ),
    Case(
        "access-directive",
        "Unit.name",
        SOUND.replace("@join__field(graph: A)\n", "@join__field(graph: A) @authenticated\n", 1)
        + "directive @authenticated on FIELD_DEFINITION",
    ),
    Case("executable-directive", "@lower", SOUND + "directive @lower on FIELD"),
    Case(
        "unresolvable-key", "Unit", SOUND.replace('(graph: B, key: "id")', '(graph: B, key: "id", resolvable: false)')
    ),
    Case("nested-key", "Unit", SOUND.replace('key: "id"', 'key: "id owner { id }"')),
    Case("no-common-key", "Unit", SOUND.replace('(graph: B, key: "id")', '(graph: B, key: "size")')),
    Case("entity-interface", "Holder", SOUND + 'interface Holder @join__type(graph: A, key: "id") { id: ID! }'),
    Case(
        "unowned-field",
        "Unit.name",
        SOUND.replace("name: String! @join__field(graph: A)", "name: String! @join__field"),
    ),
    Case(
        "partial-value",
        "Note.text",
        SOUND + "type Note @join__type(graph: A) @join__type(graph: B) { id: ID! text: String @join__field(graph: A) }",
    ),
    Case("differing-type", "Unit.size", SOUND.replace("external: true", 'external: true, type: "Int!"')),
    Case(
        "returned-root", "Unit.again", SOUND.replace("score: Int", "again: Query @join__field(graph: A)\n  score: Int")
    ),
    Case("nested-requires", "Unit.score", SOUND.replace('requires: "size"', 'requires: "owner { size }"')),
    Case("nested-requires", "Unit.score", SOUND.replace('requires: "size"', 'requires: "size(in: METRES)"')),
    Case("nested-requires", "Unit.score", SOUND.replace('requires: "size"', 'requires: "... on Unit { size }"')),
    Case(
        "composite-requires",
        "Unit.score",
        SOUND.replace("size: Int", "size(unit: String): Int"),
    ),
    Case(
        "composite-requires",
        "Unit.score",
        SOUND.replace("size: Int", "size: Note") + "type Note @join__type(graph: A) { id: ID! }",
    ),
    Case(
        "nested-provides",
        "Unit.boss",
        SOUND.replace("score: Int", 'boss: Unit @join__field(graph: B, provides: "boss { name }")\n  score: Int'),
    ),
    Case(
        "abstract-provides",
        "Unit.any",
        SOUND.replace("score: Int", 'any: Any @join__field(graph: B, provides: "name")\n  score: Int')
        + 'union Any @join__type(graph: B) @join__unionMember(graph: B, member: "Unit") = Unit',
    ),
    Case(
        "partial-union",
        "Any",
        SOUND
        + """union Any @join__type(graph: A) @join__type(graph: B) @join__unionMember(graph: A, member: "Unit")
        @join__unionMember(graph: B, member: "Unit") @join__unionMember(graph: A, member: "Note") = Unit | Note
        type Note @join__type(graph: A) { id: ID! }""",
    ),
    Case(
        "partial-interface",
        "Named",
        SOUND
        + """interface Named @join__type(graph: A) @join__type(graph: B) { name: String }
        type Note implements Named @join__type(graph: A) @join__implements(graph: A, interface: "Named")
        { name: String }""",
    ),
    Case(
        "non-null-extension",
        "Unit.score",
        SOUND.replace("score: Int", "kind: String! @join__field(graph: A)\n  score: Int!"),
    ),
    Case(
        "non-null-extension",
        "Unit.score",
        SOUND.replace("score: Int", "score: Int!")
        .replace('(graph: B, key: "id")', '(graph: B, key: "id", extension: true)')
        .replace("name: String!", "name: String"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.where}")
def test_a_shape_that_is_not_planned_exactly_is_refused_by_name_and_place(case: Case) -> None:
    with pytest.raises(lint.UnplannableSupergraph) as refusal:
        Supergraph.load(case.sdl)
    assert {(each.rule, each.where) for each in refusal.value.violations} == {(case.rule, case.where)}
    assert f"[{case.rule}] {case.where}: " in str(refusal.value)


def test_the_sound_supergraph_that_the_cases_bend_is_accepted() -> None:
    assert lint.violations(parse(HEADER + SOUND)) == ()


def test_the_composed_test_supergraph_is_accepted() -> None:
    assert lint.violations(parse(whole.supergraph())) == ()


@pytest.mark.parametrize("rule", lint.RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_case_that_trips_it(rule: lint.Rule) -> None:
    assert [case.rule for case in CASES if list(rule(parse(case.sdl)))] != []


def test_all_violations_are_named_at_once() -> None:
    both = SOUND.replace('requires: "size"', 'requires: "a { b }"').replace(
        "external: true", 'external: true, type: "Int!"'
    )
    with pytest.raises(lint.UnplannableSupergraph) as refusal:
        Supergraph.load(HEADER + both)
    assert [each.rule for each in refusal.value.violations] == ["differing-type", "nested-requires"]


def test_a_plain_override_is_planned_at_its_new_home() -> None:
    moved = SOUND.replace(
        "name: String! @join__field(graph: A)",
        'name: String! @join__field(graph: A, usedOverridden: true) @join__field(graph: B, override: "a")',
    )
    supergraph = Supergraph.load(HEADER + moved)
    assert [home.graph for home in supergraph.homes["Unit"]["name"]] == ["B"]
