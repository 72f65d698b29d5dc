"""Every “why” of the service is told as it was recorded: its sentences, its figures and what each of them cites."""

from __future__ import annotations

import pytest

from tests.scoring.whys import WHYS
from tests.support.whys import recorded, told

RECORDED = recorded("scoring")


@pytest.mark.parametrize("name", WHYS)
def test_a_why_cites_and_says_all_it_did(name: str) -> None:
    assert told(WHYS[name]()) == RECORDED[name]


def test_what_is_recorded_is_told() -> None:
    assert list(RECORDED) == list(WHYS)
