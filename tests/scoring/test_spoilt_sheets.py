"""Every column of every block of a score table, spoilt in four ways: what is said of it is what was recorded."""

from __future__ import annotations

import json

from tests.scoring.spoilt import RECORDED, spoilt


def test_a_spoilt_cell_has_the_verdict_it_had() -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    found = spoilt()
    assert {key: said for key, said in found.items() if said != recorded.get(key)} == {}
    assert list(found) == list(recorded)
