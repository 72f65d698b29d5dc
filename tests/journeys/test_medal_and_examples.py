"""The medal, a good example, the rotation check over the running product: written over REST, read at the gateway."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.server import Person, Server
from tests.support.year import AUDITOR, STANDING_BODY

pytestmark = pytest.mark.journey

ADMINISTRATOR = Person("quan-tri", ("administrator",))
PERSON = {"person_code": "KH-01", "person_class": "outsider", "sex": "WOMAN", "contribution": "đưa BHYT về xã"}
EXAMPLE = {"code": "DH-01", "kind": "DEED", "what": "việc tốt", "found_by": "thường trực"}
UNIT = "BHXH-68"
RESULT = "{ ... on Receipt { id version } ... on Refusal { code } }"


def post(server: Server, who: Person, path: str, body: dict[str, Any], wait_for: str = "") -> dict[str, Any]:
    with server.client(who) as client:
        answer = client.post(path, json=body, headers={"Wait-For": wait_for} if wait_for else {})
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.row("D6")
@pytest.mark.row("D11")
@pytest.mark.row("D10")
@pytest.mark.row("D8")
def test_what_was_written_over_rest_is_read_and_continued_through_the_gateway(server: Server) -> None:
    rows = [{"code": UNIT, "name": "Bảo hiểm xã hội tỉnh Lâm Đồng", "kind": "province"}]
    known = post(server, STANDING_BODY, "/covenant/units/batches", {"units": rows})["token"]
    medal = post(server, STANDING_BODY, "/nomination/medals", PERSON | {"unit_id": UNIT}, known)["id"]
    example = post(server, STANDING_BODY, "/nomination/good-examples", EXAMPLE | {"unit_id": UNIT})["id"]
    key = 'key: "medal.papers.list", reading: {value: "x", document: "QĐ 889", readOn: "2024-06-03"}'
    wrong = server.graphql(ADMINISTRATOR, f"mutation {{ confirmFigure({key}) {RESULT} }}")
    assert wrong["data"]["confirmFigure"] == {"code": "figure-of-another-kind"}
    step = f'nurtureExample(example: "{example}", measure: "tập huấn")'
    said = server.graphql(STANDING_BODY, f"mutation {{ {step} {RESULT} }}")
    assert said["data"]["nurtureExample"]["version"] == 2
    asked = """query($medal: ID!, $example: ID!) {
      medal(id: $medal) { personCode state } goodExample(id: $example) { code steps { kind said } }
      rotationChecks { flag } aims(on: "2015-12-31") { code counted } waitingFigures { key } }"""
    found = server.graphql(AUDITOR, asked, medal=medal, example=example)["data"]
    assert found["medal"] == {"personCode": "KH-01", "state": "PROPOSED"}
    assert found["goodExample"] == {"code": "DH-01", "steps": [{"kind": "NURTURED", "said": "tập huấn"}]}
    assert (found["rotationChecks"], [each["counted"] for each in found["aims"]]) == ([], [0, 0])
    assert "medal.classes.in_sector.in_sector.man" in [each["key"] for each in found["waitingFigures"]]
