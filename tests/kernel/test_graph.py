"""The GraphQL edge: refusals are data, faults are masked, and a document has bounds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import strawberry

from kernel.graph import MAX_ALIASES, MAX_DEPTH, make_schema
from kernel.service import Service
from tests.kernel.toy import NOON, Counter, act, open_store
from tests.kernel.toy_api import BERT, TestClient, Toy, build
from tests.kernel.toy_graph import WHY, asked, schema

RESULT = """
    ... on Receipt { id version position token details }
    ... on Refusal { code title { vi en } detail { en } source { document article status } fields why { value digest } }
"""


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    toy = build(open_store(tmp_path / "toy.db"), tmp_path / "key.pem")
    Service("toy", toy.store, toy.edge, toy.application, toy.api, schema)
    asked.clear()
    return toy


@pytest.fixture
def client(toy: Toy) -> Iterator[TestClient]:
    with TestClient(toy.api, headers=toy.token()) as client:
        yield client


def asking(client: TestClient, query: str, headers: dict[str, str] | None = None, **variables: Any) -> dict[str, Any]:
    response = client.post("/graphql", json={"query": query, "variables": variables}, headers=headers or {})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def opening(client: TestClient, name: str, terms: dict[str, Any] | None = None) -> dict[str, Any]:
    query = f"mutation($name: String!, $terms: Terms) {{ openCounter(name: $name, terms: $terms) {{ {RESULT} }} }}"
    found: dict[str, Any] = asking(client, query, name=name, terms=terms)["data"]["openCounter"]
    return found


def raising(client: TestClient, id: str, by: int, terms: dict[str, Any] | None = None) -> dict[str, Any]:
    arguments = "id: $id, by: $by, terms: $terms"
    query = f"mutation($id: UUID!, $by: Int!, $terms: Terms) {{ raiseCounter({arguments}) {{ {RESULT} }} }}"
    found: dict[str, Any] = asking(client, query, id=id, by=by, terms=terms)["data"]["raiseCounter"]
    return found


# Commands


def test_a_command_answers_with_a_receipt(client: TestClient) -> None:
    id = Counter.open(act(), "a").id
    assert opening(client, "a") == {
        "id": str(id),
        "version": 1,
        "position": 1,
        "token": f"toy:{id.int % 4}:1",
        "details": {"name": "a"},
    }


def test_a_refusal_is_data_with_its_words_source_and_reason(client: TestClient) -> None:
    found = raising(client, opening(client, "a")["id"], 101)
    why = found.pop("why")
    assert found == {
        "code": "toy-already-full",
        "title": {"vi": "Đã đầy", "en": "Already full"},
        "detail": {"en": "The counter is at 0."},
        "source": {"document": "Thi Đua", "article": "docs/rules.md", "status": "found"},
        "fields": [],
    }
    assert (why["value"], len(why["digest"])) == ("toy-already-full", 64)


def test_terms_say_when_at_which_version_and_for_what(client: TestClient, toy: Toy) -> None:
    correlation = str(uuid4())
    id = opening(client, "a", {"effectiveAt": "2024-02-29T08:00:00+07:00", "correlationId": correlation})["id"]
    [recorded] = toy.store.log()
    assert recorded.event.act.effective.isoformat() == "2024-02-29T08:00:00+07:00"
    assert (str(recorded.event.act.correlation), recorded.event.act.at) == (correlation, NOON)
    assert raising(client, id, 1, {"expectedVersion": 7})["code"] == "stale-version"
    assert raising(client, id, 1, {"expectedVersion": 1})["version"] == 2
    assert raising(client, id, 1, {"effectiveAt": "2024-03-02T00:00:00Z"})["code"] == "effective-in-future"


def test_a_repeated_key_gets_the_first_receipt_however_the_document_is_written(client: TestClient, toy: Toy) -> None:
    first = opening(client, "a", {"idempotencyKey": "k"})
    inline = 'mine: openCounter(terms: {idempotencyKey: "k"}, name: "a") { ... on Receipt { id version } }'
    assert asking(client, f"mutation Other {{ {inline} }}")["data"]["mine"] == {"id": first["id"], "version": 1}
    assert opening(client, "a", {"idempotencyKey": "k", "correlationId": str(uuid4())}) == first
    assert len(toy.store.log()) == 1


def test_a_key_is_refused_to_other_arguments_and_to_another_date(client: TestClient, toy: Toy) -> None:
    opening(client, "a", {"idempotencyKey": "k"})
    assert opening(client, "b", {"idempotencyKey": "k"})["code"] == "idempotency-key-reused"
    dated = {"idempotencyKey": "k", "effectiveAt": "2024-02-29T08:00:00+07:00"}
    assert opening(client, "a", dated)["code"] == "idempotency-key-reused"
    assert len(toy.store.log()) == 1


def test_a_key_has_a_bounded_length(client: TestClient) -> None:
    assert opening(client, "a", {"idempotencyKey": "k" * 201})["code"] == "bad-header"


def test_a_twin_that_is_refused_because_of_the_other_gets_its_receipt(client: TestClient, toy: Toy) -> None:
    id = opening(client, "a")["id"]
    twin: list[dict[str, Any]] = []

    def first_the_twin() -> None:
        twin.append(raising(client, id, 60, {"idempotencyKey": "k"}))
        toy.store.load(Counter, UUID(id)).raise_by(act(), 60)

    toy.application.before_saving.append(first_the_twin)
    assert raising(client, id, 60, {"idempotencyKey": "k"}) == twin[0]


def test_a_sealed_command_leaves_no_trace_of_its_arguments(client: TestClient, toy: Toy) -> None:
    id = opening(client, "a")["id"]
    arguments = f'id: "{id}", choice: $choice, terms: {{idempotencyKey: "k"}}'
    query = f"mutation($choice: String!) {{ whisper({arguments}) {{ {RESULT} }} }}"
    first, second = (asking(client, query, choice=choice)["data"]["whisper"] for choice in ("yes", "no"))
    assert (first["version"], second) == (2, first)
    assert len(toy.store.log()) == 2


# Reading


def test_a_loader_reads_each_key_once_in_one_batch(client: TestClient) -> None:
    ids = sorted(opening(client, name)["id"] for name in "abc")
    found = asking(client, "{ counters { id total name again { total } } }")["data"]["counters"]
    assert [(each["id"], each["total"], each["again"]["total"]) for each in found] == [(id, 0, 0) for id in ids]
    assert asked == [[UUID(each) for each in ids]]


def test_an_entity_is_resolved_by_its_key(client: TestClient) -> None:
    id = opening(client, "a")["id"]
    query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on CounterNode { name } } }"
    representations = [{"__typename": "CounterNode", "id": each} for each in (id, str(UUID(int=0)))]
    assert asking(client, query, r=representations)["data"]["_entities"] == [{"name": "a"}, {"name": None}]


TO_HALVES = {"vi": "đến 0,5", "en": "to 0.5"}


def test_an_explanation_unfolds_as_far_as_it_is_asked(client: TestClient) -> None:
    query = """{ why { label { vi en } value formula formulaEn rounding { vi } source { document article status }
        ruleVersion events digest tree
        inputs { label { en } value rounding { vi en } source { document } inputs { value } } } }"""
    found = asking(client, query)["data"]["why"]
    assert found == {
        "label": {"vi": "tổng", "en": "total"},
        "value": "6",
        "formula": "a cộng b",
        "formulaEn": "a plus b",
        "rounding": None,
        "source": {"document": "Luật 06/2022/QH15", "article": "Điều 3", "status": "found"},
        "ruleVersion": "",
        "events": [str(UUID(int=1))],
        "digest": WHY.digest(),
        "tree": WHY.as_dict(),
        "inputs": [
            {"label": {"en": "a"}, "value": "2", "rounding": None, "source": None, "inputs": []},
            {
                "label": {"en": "b"},
                "value": "4",
                "rounding": TO_HALVES,
                "source": None,
                "inputs": [],
            },
        ],
    }


# Who is asking


def test_nobody_is_served_unknown(toy: Toy) -> None:
    stranger = TestClient(toy.api)
    found = asking(stranger, "{ counters { id } }")
    assert (found["data"], len(found["errors"])) == (None, 1)
    assert found["errors"][0]["extensions"]["code"] == "unauthenticated"
    assert opening(stranger, "a")["code"] == "unauthenticated"
    assert toy.store.log() == []


def test_a_principal_without_the_right_is_told_so(client: TestClient, toy: Toy) -> None:
    query = f'mutation {{ openCounter(name: "a") {{ {RESULT} }} }}'
    assert asking(client, query, toy.token(BERT))["data"]["openCounter"]["code"] == "forbidden"


def test_waiting_is_for_those_who_are_known(client: TestClient, toy: Toy) -> None:
    asked_to_wait = {"Wait-For": "toy:9:1"}
    response = TestClient(toy.api).post("/graphql", json={"query": "{ why { value } }"}, headers=asked_to_wait)
    assert (response.status_code, response.json()["code"]) == (401, "unauthenticated")
    response = client.post("/graphql", json={"query": "{ why { value } }"}, headers=asked_to_wait)
    assert (response.status_code, response.json()["code"]) == (422, "bad-header")
    assert asking(client, "{ why { value } }", {"Wait-For": "other:1:1"})["data"] == {"why": {"value": "6"}}


async def test_a_service_gives_its_context_to_whoever_transports_the_operation(toy: Toy) -> None:
    service = Service("toy", toy.store, toy.edge, toy.application, build(toy.store, toy.issuer_file).api, schema)
    context = await service.context(toy.token()["Authorization"], None)
    result = await schema.execute("{ counters { id } }", context_value=context)
    assert (result.errors, result.data) == (None, {"counters": []})


# Faults


def test_a_refusal_in_a_query_is_an_error_that_carries_the_problem(client: TestClient) -> None:
    [error] = asking(client, '{ counters(after: "x") { id } }')["errors"]
    told = error["extensions"]
    assert (told["code"], error["path"]) == ("bad-cursor", ["counters"])
    assert error["message"] == f"{told['detail']} / {told['detail_en']}"
    assert told["detail_en"].startswith("after=x is not a cursor of this list")


def test_a_fault_shows_a_number_and_nothing_of_the_inside(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    [error] = asking(client, '{ broken(secret: "xyzzy") }')["errors"]
    [logged] = [record for record in caplog.records if record.levelname == "ERROR"]
    number = logged.getMessage().removeprefix("fault ")
    assert (error["extensions"]["code"], error["path"]) == ("fault", ["broken"])
    assert number in error["message"]
    assert "xyzzy" not in str(error)


def test_no_log_holds_the_document_of_a_secret_vote(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    id = opening(client, "a")["id"]
    found = asking(client, f'mutation {{ whisper(id: "{id}", choice: "broken") {{ {RESULT} }} }}')
    assert found["errors"][0]["extensions"]["code"] == "fault"
    logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert "fault" in logged
    assert "choice" not in logged


async def test_a_fault_outside_the_execution_is_masked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr("strawberry.schema.schema._run_validation", fail)
    result = await schema.execute("{ why { value } }")
    assert result.errors is not None
    assert [each.extensions["code"] for each in result.errors if each.extensions] == ["fault"]
    assert "inside" not in str(result.errors)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{", "Câu truy vấn sai cú pháp GraphQL (dòng 1, cột 2). / Syntax Error"),
        ("{ nothing }", "Câu truy vấn không khớp với lược đồ (dòng 1, cột 3). / Cannot query field 'nothing'"),
        ('mutation { raiseCounter(id: "x", by: 1) { __typename } }', "UUID"),
        ("query($id: UUID!) { __typename }", "never used"),
    ],
)
def test_what_is_wrong_with_a_document_is_said(client: TestClient, query: str, said: str) -> None:
    [error] = asking(client, query)["errors"]
    assert said in error["message"]
    assert "extensions" not in error


def test_a_variable_of_no_such_form_is_said(client: TestClient) -> None:
    found = asking(client, "mutation($id: UUID!) { raiseCounter(id: $id, by: 1) { __typename } }", id="x")
    assert "$id" in found["errors"][0]["message"]


# Bounds


def nested(depth: int) -> str:
    return "{ counters " + "{ again " * (depth - 1) + "{ id }" + " }" * (depth - 1) + " }"


def refused(client: TestClient, query: str) -> str:
    started = time.monotonic()
    found = asking(client, query)
    assert time.monotonic() - started < 20
    assert found["data"] is None
    message: str = found["errors"][0]["message"]
    return message


@strawberry.type
class Halves:
    @strawberry.field
    def half(self, of: Decimal) -> Decimal:
        return of / 2


@pytest.mark.parametrize("given", ["NaN", "sNaN", "Infinity", "1.234,5", ""])
def test_what_is_no_finite_number_reaches_no_arithmetic(given: str) -> None:
    result = make_schema(Halves, None).execute_sync(f'{{ half(of: "{given}") }}')
    assert result.errors is not None
    assert [each.message for each in result.errors] == [f"“{given}” không phải số thập phân / is not a decimal number"]


def test_a_number_is_exact() -> None:
    assert make_schema(Halves, None).execute_sync('{ half(of: "0.10") }').data == {"half": "0.05"}


def test_a_document_has_a_depth(client: TestClient) -> None:
    assert asking(client, nested(MAX_DEPTH)) == {"data": {"counters": []}}
    assert refused(client, nested(MAX_DEPTH + 1)) == (
        "Câu truy vấn có 15 cấp; tối đa 14. / The document has 15 levels; 14 allowed."
    )
    assert "nested too deeply" in refused(client, nested(200))
    assert "nested too deeply" in refused(client, nested(1200))


def test_fragments_do_not_hide_depth(client: TestClient) -> None:
    spread = " ".join(f"fragment F{each} on CounterNode {{ again {{ ...F{each + 1} }} }}" for each in range(14))
    query = f"{{ counters {{ ... on CounterNode {{ ...F0 }} }} }} {spread} fragment F14 on CounterNode {{ id }}"
    assert refused(client, query) == ("Câu truy vấn có 15 cấp; tối đa 14. / The document has 15 levels; 14 allowed.")


def aliases(count: int) -> str:
    return "{ counters { " + " ".join(f"a{each}: id" for each in range(count)) + " } }"


def test_a_document_has_a_number_of_aliases(client: TestClient) -> None:
    assert asking(client, aliases(MAX_ALIASES)) == {"data": {"counters": []}}
    assert refused(client, aliases(MAX_ALIASES + 1)) == (
        "Câu truy vấn có 501 bí danh; tối đa 500. / The document has 501 aliases; 500 allowed."
    )


def test_a_document_has_a_number_of_tokens(client: TestClient) -> None:
    assert "more than 4000 tokens" in refused(client, "{ counters { " + "id " * 5000 + "} }")


def test_fragments_that_spread_each_other_twice_are_measured_at_once(client: TestClient) -> None:
    spread = " ".join(f"fragment F{each} on CounterNode {{ ...F{each + 1} ...F{each + 1} }}" for each in range(60))
    document = f"{{ counters {{ ...F0 }} }} {spread} fragment F60 on CounterNode {{ %s }}"
    assert asking(client, document % "id") == {"data": {"counters": []}}
    assert refused(client, document % "a: id") == (
        f"Câu truy vấn có {2**60} bí danh; tối đa 500. / The document has {2**60} aliases; 500 allowed."
    )


@pytest.mark.parametrize(
    "spread",
    [
        "fragment F on CounterNode { again { ...F } }",
        "fragment F on CounterNode { ...G } fragment G on CounterNode { ...F }",
    ],
)
def test_a_fragment_that_spreads_itself_is_refused(client: TestClient, spread: str) -> None:
    assert "Cannot spread fragment" in refused(client, f"{{ counters {{ ...F }} }} {spread}")


def test_a_fragment_that_is_not_there_is_refused(client: TestClient) -> None:
    assert "Unknown fragment" in refused(client, "{ counters { ...F } }")


def test_asking_what_can_be_asked_is_not_too_deep(client: TestClient) -> None:
    levels = "{ ofType " * 14 + "{ name }" + " }" * 14
    found = asking(client, f"{{ __schema {{ types {{ fields {{ type {levels} }} }} }} }}")
    assert "errors" not in found


def test_operations_at_the_same_time_share_no_extension() -> None:
    first, second = (schema.get_extensions() for _ in range(2))
    assert [one for one in first if any(one is other for other in second)] == []
