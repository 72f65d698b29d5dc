"""What a feed may pass over unread is what its service keeps private, and what it gives is what the relay sends."""

from __future__ import annotations

import pytest

from kernel.feed_reading import Reading
from kernel.transport import Outbox
from kernel.wire import PARTITIONS
from tests.architecture.sources import services
from tests.contracts.catalogue import events, part, stored_name
from thidua.data import DataDirectory
from thidua.embedded import Embedded, open_services


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    return open_services(DataDirectory(tmp_path_factory.mktemp("feeds")), None)


@pytest.mark.parametrize("name", services())
def test_a_service_passes_over_its_private_events_and_no_others(embedded: Embedded, name: str) -> None:
    private = {stored_name(kind) for kind in part(name, "published").PRIVATE}
    known = {stored_name(kind) for kind in events(name)}
    assert embedded.service(name).store.private == private
    assert private < known


@pytest.mark.parametrize("name", services())
def test_an_empty_log_has_an_empty_feed(embedded: Embedded, name: str) -> None:
    store = embedded.service(name).store
    assert Reading(store, 0).read(10) == Outbox(store, dict.fromkeys(range(PARTITIONS), 0)).read(10) == []
