"""What a command or question of the graph names is named by code or id; what there is not is told as it was written."""

from __future__ import annotations

from itertools import product
from typing import Any

from tests.nomination.neighbours import cluster_id, unit_id
from tests.nomination.running import CLUSTERS, STANDING_BODY, Running, leader
from tests.nomination.test_rest_names import CODES, NOBODY, asked_in_the_graph

CLUSTER, THERE = CLUSTERS[0], leader(CLUSTERS[0])
FACT = f'recordMeritFact(file: "{NOBODY}", fact: {{%s}}, evidence: "12/QĐ")'
PROPOSAL = 'title: "GKBHXH", achievement: "a", achievedOn: "2024-06-30", code: "TTR-1"'
EXAMPLE = 'code: "DH-1", kind: COLLECTIVE, what: "a", foundBy: "b"'
MEDAL = 'personCode: "CB-1", personClass: "in_sector", sex: MAN, unit: $id'
COMMANDS: list[tuple[str, str, str]] = [
    ('nominate(unit: $id, title: "CO_BHXH", movement: "TDTX-2024")', "unit", "unit"),
    (f'nominate(unit: "{THERE}", title: "CO_BHXH", movement: $id)', "movement", "movement"),
    (
        'openSelection(selection: {cluster: $id, movement: "TDTX-2024", nominations: []})',
        "cluster",
        "selection.cluster",
    ),
    (
        f'openSelection(selection: {{cluster: "{CLUSTER}", movement: $id, nominations: []}})',
        "movement",
        "selection.movement",
    ),
    ('openCouncilSession(council: {code: "1", movement: $id, roll: []})', "movement", "council.movement"),
    (
        'openCouncilSession(council: {code: "1", movement: "TDTX-2024", roll: [{id: "a"}, {id: "b", unit: $id}]})',
        "unit",
        "council.roll[1].unit",
    ),
    ('drawQuotaLine(title: "CO_BHXH", movement: $id)', "movement", "movement"),
    ('drawQuotaLine(title: "CO_BHXH", movement: "TDTX-2024", unit: $id)', "unit", "unit"),
    (
        f'mandateSubstitute(session: "{NOBODY}", mandate: {{voter: "a", substitute: "b", paper: "c", unit: $id}})',
        "unit",
        "mandate.unit",
    ),
    ('recordHigherAward(title: "CO_CP", number: "12/QĐ-TTg", authority: "TTg", unit: $id)', "unit", "unit"),
    (f"proposeCommendation(proposal: {{kind: SUDDEN, unit: $id, {PROPOSAL}}})", "unit", "proposal.unit"),
    (
        f'proposeCommendation(proposal: {{kind: THEMATIC, unit: "{THERE}", movement: $id, {PROPOSAL}}})',
        "movement",
        "proposal.movement",
    ),
    (f"findExample(example: {{unit: $id, {EXAMPLE}}})", "unit", "example.unit"),
    (f'findExample(example: {{unit: "{THERE}", movement: $id, {EXAMPLE}}})', "movement", "example.movement"),
    (f'spreadExample(example: "{NOBODY}", units: ["{THERE}", $id])', "unit", "units[1]"),
    (f'followUpExample(example: "{NOBODY}", effect: {{what: "a", evidence: "b", unit: $id}})', "unit", "effect.unit"),
    ("openMeritFile(file: {unit: $id})", "unit", "file.unit"),
    (FACT % 'membership: {unit: $id, since: "2024-06-01"}', "unit", "fact.membership.unit"),
    (
        FACT % f'membership: {{unit: "{THERE}", since: "2024-06-01", movedFrom: $id}}',
        "unit",
        "fact.membership.movedFrom",
    ),
    (FACT % 'predecessor: {unit: $id, mergedOn: "2024-06-01"}', "unit", "fact.predecessor.unit"),
    (f"proposeMedal(proposal: {{{MEDAL}}})", "unit", "proposal.unit"),
]
QUESTIONS = [
    ('eligibility(unit: $id, title: "CO_BHXH", movement: "TDTX-2024") { eligible }', "unit", "unit"),
    (f'eligibility(unit: "{THERE}", title: "CO_BHXH", movement: $id) {{ eligible }}', "movement", "movement"),
    ("rotationCheck(cluster: $id) { flag }", "cluster", "cluster"),
    (f"medalCheck(proposal: {{{MEDAL}}}) {{ eligible }}", "unit", "proposal.unit"),
]


def test_a_command_tells_what_there_is_not_as_it_was_written_and_where(year: Running) -> None:
    refusal = "{ ... on Refusal { code fields detail { vi en } } }"
    for (command, kind, field), given in product(COMMANDS, (NOBODY, "zz-9")):
        told = year.graph(f"mutation($id: ID!) {{ told: {command} {refusal} }}", STANDING_BODY, id=given)["told"]
        assert (command, told["code"], told["fields"]) == (command, CODES[kind], [field])
        assert all(given in told["detail"][tongue] for tongue in ("vi", "en")), told


def test_a_question_does_so_too(year: Running) -> None:
    for (question, kind, field), given in product(QUESTIONS, (NOBODY, "zz-9")):
        [error] = asked_in_the_graph(year, f"query($id: ID!) {{ {question} }}", STANDING_BODY, id=given)["errors"]
        told = error["extensions"]
        assert (question, told["code"], told["fields"]) == (question, CODES[kind], [field])
        assert given in told["detail"]


def test_a_unit_is_asked_about_a_movement_by_its_code(year: Running) -> None:
    query = """query($of: [_Any!]!, $movement: ID!) {
      _entities(representations: $of) { ... on Unit {
        eligibility(title: "CO_BHXH", movement: $movement) { eligible } } } }"""
    of = [{"__typename": "Unit", "id": str(unit_id(THERE))}]
    assert year.graph(query, of=of, movement="TDTX-2024")["_entities"] == [{"eligibility": {"eligible": True}}]
    [error] = asked_in_the_graph(year, query, of=of, movement="XX")["errors"]
    assert (error["extensions"]["code"], error["extensions"]["fields"]) == (CODES["movement"], ["movement"])


def test_codes_will_do_from_the_nomination_to_the_check_of_rotation(year: Running) -> None:
    def sent(command: str) -> Any:
        answer = "{ ... on Receipt { id } ... on Refusal { code detail { en } } }"
        return year.graph(f"mutation {{ sent: {command} {answer} }}", STANDING_BODY)["sent"]

    case = sent(f'nominate(unit: "{THERE}", title: "CO_BHXH", movement: "TDTX-2024")')["id"]
    paper = f'{{cluster: "{CLUSTER}", movement: "TDTX-2024", nominations: ["{case}"]}}'
    session = sent(f"openSelection(selection: {paper})")["id"]
    assert [each["id"] for each in year.get("/sessions", cluster=CLUSTER)["items"]] == [session]
    found = year.graph(f'{{ rotationCheck(cluster: "{CLUSTER}") {{ cluster {{ id }} }} }}', STANDING_BODY)
    assert found["rotationCheck"]["cluster"] == {"id": str(cluster_id(CLUSTER))}
