"""Which findings of the type checker count against a mutant: those that its original does not have."""

from __future__ import annotations

from tests.support.mutant_types import of_mutants

TEXT = """
def x_sum__mutmut_orig(a):
    return a
def x_sum__mutmut_1(a):
    return None
def other():
    return 1
"""


def error(line: int, code: str = "arg-type") -> dict[str, object]:
    return {"line": line, "code": code}


def test_an_error_of_the_change_counts() -> None:
    assert list(of_mutants(TEXT, [error(5)])) == [error(5)]


def test_one_that_the_original_has_as_well_or_that_is_in_no_changed_function_does_not() -> None:
    assert list(of_mutants(TEXT, [error(3), error(5), error(7)])) == []
    assert list(of_mutants(TEXT, [error(3, "index"), error(5)])) == [error(5)]
