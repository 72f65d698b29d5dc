"""What holds for every test."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.dependencies import models
from hypothesis import HealthCheck, currently_in_test_context, settings

from kernel.aggregate import Aggregate
from kernel.refusals import Refusal
from kernel.store import EventMapper
from tests.support.wording import bare

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="module", autouse=True)
def _forget_the_applications_of_the_module_before() -> Iterator[None]:
    """FastAPI remembers the functions it has classified, and whole applications with them: a gigabyte in all."""
    yield
    for member in vars(models).values():
        if isinstance(member, functools._lru_cache_wrapper):
            member.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def _a_refusal_that_lacks_a_fact_of_its_sentence_fails_the_test() -> Iterator[None]:
    """Wherever a test provokes one: “None” in a sentence tells nobody anything, a bare token few."""
    made = Refusal.__init__

    @functools.wraps(made)
    def whole(self: Refusal, **members: Any) -> None:
        made(self, **members)
        said = self.text()
        if currently_in_test_context():
            return  # of a property a fact may be any text whatever: "None", too
        assert "None" not in f"{said.vi} {said.en}", said
        assert (self.code, bare(self)) == (self.code, [])

    patched = pytest.MonkeyPatch()
    patched.setattr(Refusal, "__init__", whole)
    yield
    patched.undo()


@pytest.fixture(scope="session", autouse=True)
def _an_event_that_could_not_be_read_again_fails_the_test() -> Iterator[None]:
    """Wherever a test has an aggregate record one: what the log holds must have the shape that its class declares."""
    mapper, triggered, created = EventMapper(), Aggregate.trigger_event, Aggregate._create

    def trigger_event(self: Aggregate, event_class: type[Any], **members: Any) -> None:
        triggered(self, event_class, **members)
        mapper.to_domain_event(mapper.to_stored_event(self.pending_events[-1]))

    def create(cls: type[Aggregate], /, event_class: type[Any], **members: Any) -> Aggregate:
        made: Aggregate = created.__func__(cls, event_class, **members)  # type: ignore[attr-defined]
        mapper.to_domain_event(mapper.to_stored_event(made.pending_events[-1]))
        return made

    patched = pytest.MonkeyPatch()
    patched.setattr(Aggregate, "trigger_event", trigger_event)
    patched.setattr(Aggregate, "_create", classmethod(create))
    yield
    patched.undo()
