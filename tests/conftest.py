"""What holds for every test."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
from fastapi.dependencies import models


@pytest.fixture(scope="module", autouse=True)
def _forget_the_applications_of_the_module_before() -> Iterator[None]:
    """FastAPI remembers the functions it has classified, and whole applications with them: a gigabyte in all."""
    yield
    for member in vars(models).values():
        if isinstance(member, functools._lru_cache_wrapper):
            member.cache_clear()
