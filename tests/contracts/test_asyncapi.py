"""docs/asyncapi.yaml is what the contracts, the topics and the recorded examples say today, and holds together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from infra.kafka.topics import declared
from kernel.feed import cloud_event
from kernel.wire import Envelope, Record, encode, partition_of, topic_of
from proto import asyncapi
from tests.architecture.sources import services
from tests.contracts.catalogue import facts
from tests.contracts.examples import example


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(asyncapi.TARGET.read_text(encoding="utf-8"))
    return found


def parts_of(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts_of(each)


def at(document: dict[str, Any], reference: str) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def check(document: dict[str, Any], reference: str, value: object) -> None:
    """Raises where the value is not of the schema."""
    schema = {"$ref": reference, "components": document["components"]}
    jsonschema.Draft7Validator(schema).validate(value)


def test_the_description_is_current() -> None:
    assert asyncapi.main(["--check"]) == 0


def test_the_check_notices_a_stale_file_and_writing_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncapi, "TARGET", tmp_path / "asyncapi.yaml")
    assert (asyncapi.main(["--check"]), asyncapi.main([]), asyncapi.main(["--check"])) == (1, 0, 0)


def test_it_has_the_parts_that_asyncapi_3_asks_for(document: dict[str, Any]) -> None:
    assert list(document) == [
        "asyncapi",
        "info",
        "defaultContentType",
        "servers",
        "channels",
        "operations",
        "components",
    ]
    assert document["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(document["info"])
    assert all({"host", "protocol"} <= set(each) for each in document["servers"].values())
    assert {each["action"] for each in document["operations"].values()} == {"send"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = [each["$ref"] for each in parts_of(document) if "$ref" in each]
    assert references != []
    assert [each for each in references if not at(document, each)] == []


def test_every_topic_has_a_channel_and_every_service_a_feed(document: dict[str, Any]) -> None:
    assert set(document["channels"]) == {*declared(), *(f"{service}.feed" for service in services())}
    for service in services():
        kafka = document["channels"][topic_of(service)]["bindings"]["kafka"]
        assert kafka["partitions"] == declared()[topic_of(service)].partitions
        assert document["channels"][f"{service}.feed"]["address"] == f"/{service}/feed"


def test_every_fact_is_a_message_with_its_fields_and_its_recorded_example(document: dict[str, Any]) -> None:
    for service in services():
        told = document["channels"][topic_of(service)]["messages"]
        parts = {each.__name__ for each in facts(service)} - set(told)
        for kind in facts(service):
            schema = document["components"]["schemas"][f"{service}.{kind.__name__}"]
            assert list(schema["properties"]) == list(kind.__dataclass_fields__)
            if kind.__name__ not in parts:
                message = at(document, told[kind.__name__]["$ref"])
                assert message["x-protobuf-hex"] == encode(service, example(kind)).hex()
                [said] = message["examples"]
                check(document, message["payload"]["$ref"], said["payload"])
                check(document, message["headers"]["$ref"], said["headers"])


def test_what_the_relay_and_the_feed_send_is_of_these_schemas(document: dict[str, Any]) -> None:
    for service in services():
        told = document["channels"][topic_of(service)]["messages"]
        for kind in (each for each in facts(service) if each.__name__ in told):
            message = at(document, told[kind.__name__]["$ref"])
            envelope = Envelope(**{**vars(example(Envelope)), "type": message["name"], "source": service})
            place = topic_of(service), partition_of(envelope.subject, 4), envelope.sid, str(envelope.subject)
            record = Record(*place, envelope.headers(), encode(service, example(kind)))
            check(document, message["headers"]["$ref"], record.headers)
            check(document, message["payload"]["$ref"], cloud_event(record)["data"])


def test_a_value_that_is_not_of_its_schema_is_found(document: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(document, "#/components/schemas/covenant.UnitRenamed", {"unit_id": 5})
