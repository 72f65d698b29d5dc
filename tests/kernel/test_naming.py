"""People name a thing by its code or its id; either means the same."""

from __future__ import annotations

from uuid import UUID

import pytest

from kernel.aggregate import identity
from kernel.naming import id_of


def test_a_code_and_the_id_that_is_made_from_it_mean_the_same() -> None:
    id = identity("unit", "BHXH-68")
    assert id_of("unit", "BHXH-68") == id_of("unit", str(id)) == id
    assert id_of("unit", "bhxh-68") == id


@pytest.mark.parametrize("code", ["0" * 32, "x" * 36, f"{{{UUID(int=1)}}}", f"urn:uuid:{UUID(int=1)}", ""])
def test_what_only_looks_like_an_id_is_a_code(code: str) -> None:
    assert id_of("unit", code) == identity("unit", code.upper())
    assert id_of("unit", code) != id_of("cluster", code)
