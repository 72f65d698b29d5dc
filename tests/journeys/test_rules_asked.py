"""The rules asked of a running server: the same words over REST and through the gateway (rows D2, E1)."""

from __future__ import annotations

import pytest

from tests.support.server import Server
from tests.support.year import AUDITOR

pytestmark = pytest.mark.journey
QUERY = """query($key: String!) {
  rule(key: $key, at: "2024-12-31") { value since until applies source { document article status } }
  ruleEras { version enabled }
  rulesApplying(at: "2016-03-01") { rulebook }
}"""


def test_a_figure_is_told_the_same_by_rest_and_by_the_gateway(server: Server) -> None:
    key = "quotas.government_flag.share"
    with server.client(AUDITOR) as client:
        told = client.get(f"/covenant/rules/{key}", params={"at": "2024-12-31"}).json()["rules"]
        eras = client.get("/covenant/rule-eras").json()
    found = server.graphql(AUDITOR, QUERY, key=key)["data"]
    members = ("value", "since", "until", "applies", "source")
    assert found["rule"] == [{name: each[name] for name in members} for each in told]
    assert [each["since"] for each in told] == ["2017-10-01", "2024-01-01"]
    assert found["ruleEras"] == [{name: each[name] for name in ("version", "enabled")} for each in eras]
    assert found["rulesApplying"]["rulebook"].startswith("nd65-2014@")
