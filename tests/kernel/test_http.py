"""The REST edge: exact input, one command once, and every refusal a problem that names its rule."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from kernel.http import MAX_BODY_BYTES, ExactRequest
from kernel.refusals import Refusal
from kernel.transport import InProcessTransport
from tests.kernel.echo import follower_of, open_echo
from tests.kernel.toy import NOON, Counter, act, command, open_store
from tests.kernel.toy_api import BERT, TestClient, Toy, build


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return build(open_store(tmp_path / "toy.db"), tmp_path / "key.pem")


@pytest.fixture
def client(toy: Toy) -> Iterator[TestClient]:
    with TestClient(toy.api, headers=toy.token(), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def stranger(toy: Toy) -> TestClient:
    """Nobody known."""
    return TestClient(toy.api, raise_server_exceptions=False)


def problem(response: Response, status: int, code: str) -> dict[str, Any]:
    """The problem that the response must be."""
    found: dict[str, Any] = response.json()
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert (found["status"], found["code"], found["type"]) == (status, code, f"/problems/{code}")
    texts = [found[name] for name in ("title", "title_en", "detail", "detail_en")]
    assert all(texts)
    assert found["source"] == {"document": "Thi Đua", "article": "docs/rules.md", "status": "found"}
    return found


def opened(client: TestClient, name: str = "a") -> str:
    found: str = client.post("/counters", json={"name": name}).json()["id"]
    return found


# Commands


def test_a_command_answers_with_a_receipt_its_version_and_its_place(client: TestClient) -> None:
    response = client.post("/counters", json={"name": "a"})
    id = Counter.open(act(), "a").id
    assert response.status_code == 201
    assert response.json() == {
        "id": str(id),
        "version": 1,
        "position": 1,
        "token": f"toy:{id.int % 4}:1",
        "details": {"name": "a"},
    }
    assert (response.headers["etag"], response.headers["location"]) == ('"1"', f"/counters/{id}")


@pytest.mark.parametrize("spell", [str, str.upper, lambda text: text.replace("-", "")], ids=["plain", "upper", "hex"])
def test_the_place_is_the_aggregates_however_the_path_spells_its_id(
    client: TestClient, spell: Callable[[str], str]
) -> None:
    id = opened(client)
    response = client.post(f"/counters/{spell(id)}/raise", json={"by": 1})
    assert (response.headers["location"], response.headers["etag"]) == (f"/counters/{id}", '"2"')


def test_what_was_recorded_is_read_with_its_version(client: TestClient) -> None:
    id = opened(client)
    client.post(f"/counters/{id}/raise", json={"by": 3})
    response = client.get(f"/counters/{id}")
    assert (response.json(), response.headers["etag"]) == ({"id": id, "name": "a", "total": 3}, '"2"')


def test_a_rule_that_refuses_is_a_conflict_with_its_words_and_reason(client: TestClient) -> None:
    id = opened(client)
    found = problem(client.post(f"/counters/{id}/raise", json={"by": 101}), 409, "toy-already-full")
    assert (found["detail"], found["detail_en"]) == ("Bộ đếm đã tới 0.", "The counter is at 0.")
    assert found["explanation"]["inputs"] == [{"label": {"vi": "total", "en": "total"}, "value": "0"}]


def test_what_does_not_exist_is_not_found(client: TestClient) -> None:
    problem(client.get(f"/counters/{uuid4()}"), 404, "missing")


def test_a_principal_without_the_right_is_forbidden(client: TestClient, toy: Toy) -> None:
    response = client.post("/counters", json={"name": "a"}, headers=toy.token(BERT))
    assert problem(response, 403, "forbidden")["detail_en"] == "Bert has no right to do “open” on this subject."


# Who is asking


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/counters"),
        lambda client: client.post("/counters", json={"name": "a"}),
        lambda client: client.post("/counters", json={"wrong": 1}),
        lambda client: client.post(f"/counters/{uuid4()}/whisper", json={}),
        lambda client: client.get("/counters", headers={"Authorization": "Bearer x"}),
        lambda client: client.get("/counters", headers={"Wait-For": "toy:0:999"}),
    ],
    ids=["read", "command", "a body that is wrong too", "sealed", "a wrong token", "waiting"],
)
def test_nobody_is_served_unknown(stranger: TestClient, toy: Toy, ask: Callable[[TestClient], Response]) -> None:
    response = ask(stranger)
    problem(response, 401, "unauthenticated")
    assert response.headers["www-authenticate"] == "Bearer"
    assert toy.store.log() == []


# Exact input


def measured(client: TestClient, text: str) -> Response:
    response: Response = client.post("/measures", content=text, headers={"Content-Type": "application/json"})
    return response


@pytest.mark.parametrize(
    ("written", "returned"),
    [
        ("103.5", "103.5"),
        ("0.1", "0.1"),
        ("12345678901234.123456", "12345678901234.123456"),
        ("-0.000001", "-0.000001"),
        ("7", "7"),
        ("1.50", "1.50"),
        ("1e3", "1E+3"),
    ],
)
def test_a_number_is_taken_digit_for_digit(client: TestClient, written: str, returned: str) -> None:
    assert measured(client, f'{{"amount": {written}}}').json()["amount"] == returned


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('"103.5"', "phải là số JSON, không phải chuỗi"),
        ("true", "phải là số JSON, không phải chuỗi"),
        ("null", "phải là số JSON, không phải chuỗi"),
        ("[1]", "phải là số JSON, không phải chuỗi"),
        ("0.1234567", "số có quá 6 chữ số thập phân"),
        ("123456789012345678901", "số có quá 20 chữ số"),
        ("123456789012345.1", "phần nguyên có quá 14 chữ số"),
        ("1e30", "số có quá 20 chữ số"),
        ("1e-30", "số có quá 20 chữ số"),
    ],
)
def test_what_is_no_number_of_that_size_is_refused_by_its_field(client: TestClient, written: str, message: str) -> None:
    found = problem(measured(client, f'{{"amount": {written}}}'), 422, "invalid-input")
    assert [(each["field"], each["message"]) for each in found["errors"]] == [("amount", message)]
    assert found["fields"] == ["amount"]


UNREADABLE: dict[str, tuple[bytes, str, str]] = {
    "NaN": (b'{"amount": NaN}', "not-json", "is not a number"),
    "Infinity": (b'{"amount": Infinity}', "not-json", "is not a number"),
    "minus Infinity": (b'{"amount": -Infinity}', "not-json", "is not a number"),
    "an endless integer": (b'{"amount": ' + b"9" * 100_000 + b"}", "not-json", "more than 60 digits"),
    "an endless fraction": (b'{"amount": 0.' + b"9" * 100_000 + b"}", "not-json", "more than 60 digits"),
    "an endless exponent": (b'{"amount": 1, "count": 1e999999999}', "not-json", "more than 60 digits"),
    "a small exponent": (b'{"amount": 1e-999999999}', "not-json", "more than 60 digits"),
    "an exponent without end": (b'{"amount": 1e' + b"9" * 5000 + b"}", "not-json", "more than 60 digits"),
    "deep nesting": (b'{"anything": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not-json", "nested too deep"),
    "deep nesting left open": (b"[" * 100_000, "not-json", "nested too deep"),
    "half a character": (b'{"amount": 1, "note": "\\ud800"}', "not-json", "stands for no character"),
    "half a character, deep": (b'{"anything": {"a": ["\\uDFFF"]}}', "not-json", "stands for no character"),
    "half a character, as a name": (b'{"anything": {"\\udfff": 1}}', "not-json", "stands for no character"),
    "a null character": (b'{"amount": 1, "note": "a\\u0000b"}', "not-json", "stands for no character"),
    "no UTF-8": (b'{"note": "\xff"}', "not-utf8", "Byte 10 is not valid UTF-8."),
    "UTF-16": ('{"amount": 1}'.encode("utf-16"), "not-utf8", "Byte 0 is not valid UTF-8."),
    "no JSON": (b"{", "not-json", "Expecting property name"),
    "two values": (b"{} {}", "not-json", "Extra data"),
    "a comma too many": (b'{"amount": 1,}', "not-json", "Expecting property name"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_body_that_cannot_be_read_is_refused_with_the_reason(client: TestClient, name: str) -> None:
    content, code, reason = UNREADABLE[name]
    response = client.post("/measures", content=content, headers={"Content-Type": "application/json"})
    found = problem(response, 400, code)
    assert reason in found["detail_en"]
    assert reason not in found["detail"]


def test_escapes_that_stand_for_characters_are_read(client: TestClient) -> None:
    found = measured(client, '{"amount": 1, "note": "\\u0110\\ud83c\\udf89", "anything": {"a": [1, "\\u0111"]}}').json()
    assert (found["note"], found["anything"]) == ("Đ🎉", {"a": [1, "đ"]})


def test_a_misspelt_member_is_refused_and_not_lost(client: TestClient) -> None:
    found = problem(measured(client, '{"amount": 1, "nite": "x", "count": "x"}'), 422, "invalid-input")
    assert [(each["field"], each["message"]) for each in found["errors"]] == [
        ("count", "phải là số nguyên"),
        ("nite", "trường không được dùng ở đây"),
    ]
    assert found["detail"] == "Có 2 trường không hợp lệ; count: phải là số nguyên."
    assert found["detail_en"].startswith("Fields that are not valid: 2; count: ")


@pytest.mark.parametrize("body", ["[]", "5", '"x"', "null"])
def test_a_body_of_another_form_is_refused(client: TestClient, body: str) -> None:
    problem(measured(client, body), 422, "invalid-input")


def test_a_missing_body_is_refused(client: TestClient) -> None:
    assert problem(client.post("/measures"), 422, "invalid-input")["errors"][0]["message"] == "thiếu trường bắt buộc"


def test_a_body_of_another_media_type_is_not_taken_for_json(client: TestClient) -> None:
    response = client.post("/measures", content=b'{"amount": 1}', headers={"Content-Type": "text/plain"})
    problem(response, 422, "invalid-input")


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_beyond_the_limit_is_refused(client: TestClient, *, declared: bool) -> None:
    content: Any = b" " * (50 * 2**20) if declared else (b" " * 2**20 for _ in range(50))
    response = client.post("/measures", content=content, headers={"Content-Type": "application/json"})
    assert "split" in problem(response, 413, "http")["detail_en"]


def test_a_length_that_is_a_lie_does_not_hide_a_body(client: TestClient) -> None:
    for length in ("9" * 30, "x"):
        headers = {"Content-Type": "application/json", "Content-Length": length}
        response = client.post("/measures", content=b'{"amount": 1}', headers=headers)
        assert response.status_code == (413 if length.isdecimal() else 200)


def test_a_body_at_the_limit_is_read(client: TestClient) -> None:
    body = b'{"amount": 1}'
    response = measured(client, " " * (MAX_BODY_BYTES - len(body)) + body.decode())
    assert response.json()["amount"] == "1"


# Terms


@pytest.mark.parametrize("seen", ['"1"', 'W/"1"', "*", "1"])
def test_the_version_one_has_seen_is_taken(client: TestClient, seen: str) -> None:
    id = opened(client)
    assert client.post(f"/counters/{id}/raise", json={"by": 1}, headers={"If-Match": seen}).status_code == 200


def test_a_version_that_is_not_the_last_is_refused_with_both(client: TestClient) -> None:
    id = opened(client)
    found = problem(
        client.post(f"/counters/{id}/raise", json={"by": 1}, headers={"If-Match": '"7"'}), 412, "stale-version"
    )
    assert found["detail_en"] == "You are changing version 7, but the current version is 1; reload and try again."


@pytest.mark.parametrize("seen", ['"x"', '"-1"', '""', '"1", "2"', '"1.0"', "9" * 5000, '"٣x"'])
def test_a_version_of_no_form_is_refused(client: TestClient, seen: str) -> None:
    id = opened(client)
    response = client.post(f"/counters/{id}/raise", json={"by": 1}, headers={"If-Match": seen.encode()})
    assert problem(response, 422, "bad-header")["fields"] == ["If-Match"]


@pytest.mark.parametrize(
    ("said", "effective"),
    [
        ("2024-02-29", "2024-02-29T00:00:00+07:00"),
        ("2024-03-01", "2024-03-01T00:00:00+07:00"),
        ("2024-02-29T08:30:00+07:00", "2024-02-29T08:30:00+07:00"),
        ("2024-03-01T05:00:00Z", "2024-03-01T05:00:00+00:00"),
        (None, "2024-03-01T05:00:00+00:00"),
    ],
)
def test_a_fact_is_recorded_with_when_it_was_true(
    client: TestClient, toy: Toy, said: str | None, effective: str
) -> None:
    client.post("/counters", json={"name": "a"}, headers={"Effective-At": said} if said else {})
    [recorded] = toy.store.log()
    assert (recorded.event.act.effective.isoformat(), recorded.event.act.at) == (effective, NOON)


@pytest.mark.parametrize("said", ["2024-03-02", "2024-03-01T05:00:01Z", "9999-12-31"])
def test_what_has_not_come_true_is_not_recorded(client: TestClient, toy: Toy, said: str) -> None:
    response = client.post("/counters", json={"name": "a"}, headers={"Effective-At": said})
    problem(response, 422, "effective-in-future")
    assert toy.store.log() == []


@pytest.mark.parametrize(
    "said", ["yesterday", "2024-02-30", "2024-03-01T05:00:00", "0001-01-01T00:00:00+14:00", "2024-03-01T25:00:00Z", "1"]
)
def test_a_time_of_no_form_is_refused(client: TestClient, toy: Toy, said: str) -> None:
    response = client.post("/counters", json={"name": "a"}, headers={"Effective-At": said})
    assert problem(response, 422, "bad-header")["fields"] == ["Effective-At"]
    assert toy.store.log() == []


def test_a_command_belongs_to_what_its_client_says(client: TestClient, toy: Toy) -> None:
    correlation = uuid4()
    client.post("/counters", json={"name": "a"}, headers={"Correlation-Id": str(correlation)})
    assert toy.store.log()[0].event.act.correlation == correlation
    found = problem(client.post("/counters", json={"name": "b"}, headers={"Correlation-Id": "x"}), 422, "invalid-input")
    assert found["fields"] == ["header.correlation-id"]


# Once


def test_a_repeated_key_gets_the_first_answer_again(client: TestClient, toy: Toy) -> None:
    first, second = (client.post("/counters", json={"name": "a"}, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert {**second.headers, "idempotent-replayed": "-"} == {**first.headers, "idempotent-replayed": "-"}
    assert [each.headers.get("idempotent-replayed") for each in (first, second)] == [None, "true"]
    assert len(toy.store.log()) == 1


def test_the_first_answer_stays_though_the_world_has_moved_on(client: TestClient, toy: Toy) -> None:
    id = opened(client)
    key = {"Idempotency-Key": "k", "If-Match": '"1"'}
    first = client.post(f"/counters/{id}/raise", json={"by": 60}, headers=key)
    toy.clock.now += timedelta(days=1)
    client.post(f"/counters/{id}/raise", json={"by": 1}, headers=toy.token())
    again = client.post(f"/counters/{id}/raise", json={"by": 60}, headers={**key, **toy.token()})
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert client.get(f"/counters/{id}", headers=toy.token()).json()["total"] == 61


@pytest.mark.parametrize(
    "other",
    [
        {"json": {"name": "b"}},
        {"json": {"name": "a"}, "params": {"x": "1"}},
        {"json": {"name": "a"}, "headers": {"Effective-At": "2024-01-01"}},
    ],
    ids=["another body", "another query", "another date"],
)
def test_a_key_is_refused_to_another_request(client: TestClient, toy: Toy, other: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "k"}
    client.post("/counters", json={"name": "a"}, headers=key)
    response = client.post("/counters", **{**other, "headers": {**key, **other.get("headers", {})}})
    assert problem(response, 422, "idempotency-key-reused")["fields"] == ["Idempotency-Key"]
    assert len(toy.store.log()) == 1


def test_a_key_is_its_principals_own(client: TestClient, toy: Toy) -> None:
    id = opened(client)
    for headers in (toy.token(), toy.token(BERT)):
        client.post(f"/counters/{id}/raise", json={"by": 1}, headers={"Idempotency-Key": "k", **headers})
    assert client.get(f"/counters/{id}").json()["total"] == 2


def test_a_key_that_was_refused_may_be_tried_again(client: TestClient) -> None:
    id = opened(client)
    key = {"Idempotency-Key": "k", "If-Match": '"2"'}
    problem(client.post(f"/counters/{id}/raise", json={"by": 1}, headers=key), 412, "stale-version")
    client.post(f"/counters/{id}/raise", json={"by": 5})
    assert client.post(f"/counters/{id}/raise", json={"by": 1}, headers=key).status_code == 200


def test_a_key_has_a_bounded_length(client: TestClient) -> None:
    found = problem(
        client.post("/counters", json={"name": "a"}, headers={"Idempotency-Key": "k" * 201}), 422, "invalid-input"
    )
    assert found["fields"] == ["header.idempotency-key"]


def test_twins_that_run_at_once_are_one_and_both_get_its_answer(client: TestClient, toy: Toy) -> None:
    id = opened(client)
    key = {"Idempotency-Key": "k"}
    path, body = f"/counters/{id}/raise", {"by": 60}
    twin: list[Response] = []
    toy.application.before_saving.append(lambda: twin.append(client.post(path, json=body, headers=key)))
    late = client.post(path, json=body, headers=key)
    assert (late.status_code, late.json()) == (twin[0].status_code, twin[0].json())
    assert client.get(f"/counters/{id}").json()["total"] == 60


def with_a_twin(client: TestClient, toy: Toy, by: int) -> tuple[Response, Response]:
    """A command that a rule refuses only because another of its key was recorded while it was being decided."""
    id = opened(client)
    twin: list[Response] = []

    def first_the_other() -> None:
        twin.append(client.post(f"/counters/{id}/raise", json={"by": by}, headers={"Idempotency-Key": "k"}))
        toy.store.load(Counter, UUID(id)).raise_by(act(), 60)

    toy.application.before_saving.append(first_the_other)
    late = client.post(f"/counters/{id}/raise", json={"by": 60}, headers={"Idempotency-Key": "k"})
    return twin[0], late


def test_a_twin_that_is_refused_because_of_the_other_gets_its_answer(client: TestClient, toy: Toy) -> None:
    first, late = with_a_twin(client, toy, by=60)
    assert (late.status_code, late.content) == (200, first.content)
    assert late.headers["idempotent-replayed"] == "true"


def test_a_refused_command_whose_key_another_has_taken_meanwhile_is_told_so(client: TestClient, toy: Toy) -> None:
    first, late = with_a_twin(client, toy, by=59)
    assert first.status_code == 200
    problem(late, 422, "idempotency-key-reused")


def test_a_sealed_command_leaves_no_trace_of_its_body(client: TestClient, toy: Toy) -> None:
    id = opened(client)
    first, second = (
        client.post(f"/counters/{id}/whisper", json={"choice": choice}, headers={"Idempotency-Key": "k"})
        for choice in ("yes", "no")
    )
    assert (first.status_code, second.json()) == (200, first.json())
    assert len(toy.store.log()) == 2


# Waiting


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[tuple[Toy, Any]]:
    """A service that hears the toy service, its follower running."""
    source, echo = open_store(tmp_path / "toy.db"), open_echo(tmp_path / "echo.db")
    follower = follower_of(echo)
    thread = threading.Thread(target=follower.run, args=(InProcessTransport([source]),))
    thread.start()
    yield build(echo, tmp_path / "key.pem", (follower,)), source
    follower.stop()
    thread.join()


def test_a_read_waits_for_what_its_token_names(listening: tuple[Toy, Any]) -> None:
    toy, source = listening
    client = TestClient(toy.api, headers=toy.token())
    tokens = [source.save(command(), Counter.open(act(), f"{number}")).token for number in range(8)]
    response = client.get("/counters", headers={"Wait-For": f" {', '.join(tokens)},, other:0:9"})
    assert len(response.json()["items"]) == 8
    assert client.post("/counters", json={"name": "x"}, headers={"Wait-For": tokens[-1]}).status_code == 201


def test_a_read_that_waits_in_vain_says_so(listening: tuple[Toy, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kernel.orders.WAIT_SECONDS", 0.05)
    toy, _ = listening
    response = TestClient(toy.api, headers=toy.token()).get("/counters", headers={"Wait-For": "toy:1:999"})
    assert "toy:1:999" in problem(response, 503, "not-yet")["detail_en"]


@pytest.mark.parametrize(
    "token", ["x", "toy:1", "toy:x:1", "toy:1:x", "toy:4:1", "toy:-1:1", "a:b:c:d", f"toy:1:{'9' * 5000}"]
)
def test_a_token_of_no_form_is_refused(client: TestClient, token: str) -> None:
    assert problem(client.get("/counters", headers={"Wait-For": token}), 422, "bad-header")["fields"] == ["Wait-For"]


def test_the_state_of_the_followers_is_shown(listening: tuple[Toy, Any]) -> None:
    toy, _ = listening
    client = TestClient(toy.api)
    assert client.get("/healthz").json() == {"status": "ok"}
    toy.edge.followers[0].failure = RuntimeError("it broke")
    assert client.get("/healthz").json() == {"status": "degraded", "echo.follower": "stopped"}


# Pages


def test_a_list_is_paged_by_cursor(client: TestClient) -> None:
    for name in "abc":
        opened(client, name)
    first = client.get("/counters", params={"limit": 2}).json()
    second = client.get("/counters", params={"limit": 2, "after": first["next"]}).json()
    assert [[each["name"] for each in part["items"]] for part in (first, second)] == [["a", "b"], ["c"]]
    assert second["next"] is None


def test_a_cursor_that_is_not_ours_is_refused(client: TestClient) -> None:
    assert problem(client.get("/counters", params={"after": "x"}), 422, "bad-cursor")["fields"] == ["after"]


@pytest.mark.parametrize("limit", ["0", "201", "x", "1" * 5000])
def test_a_limit_beyond_bounds_is_refused(client: TestClient, limit: str) -> None:
    assert problem(client.get("/counters", params={"limit": limit}), 422, "invalid-input")["fields"] == ["query.limit"]


# Problems


def test_no_such_address_is_a_problem(client: TestClient) -> None:
    assert problem(client.get("/nowhere"), 404, "http")["detail_en"] == "There is no such address."


def test_a_method_that_an_address_does_not_take_is_a_problem_that_names_those_it_does(client: TestClient) -> None:
    response = client.delete("/healthz")
    assert problem(response, 405, "http")["detail_en"] == "This address does not take this method."
    assert response.headers["allow"] == "GET"


def test_an_id_that_is_none_is_refused_by_its_field(client: TestClient) -> None:
    found = problem(client.get("/counters/x"), 422, "invalid-input")
    assert [(each["field"], each["message"]) for each in found["errors"]] == [
        ("path.counter_id", "không phải mã định danh UUID")
    ]


def test_a_misspelt_parameter_is_refused_and_the_known_ones_are_named(client: TestClient) -> None:
    found = problem(client.get("/feed?limmit=5&after=0"), 422, "invalid-input")
    known = "after, limit, type, wait"
    assert [(each["field"], each["message"], each["message_en"]) for each in found["errors"]] == [
        ("query.limmit", f"không có tham số này; có: {known}", f"No such parameter; there are: {known}")
    ]


def test_a_bound_is_told_with_its_figure_in_both_languages(client: TestClient) -> None:
    found = problem(client.get("/feed?after=-1"), 422, "invalid-input")
    assert [(each["message"], each["message_en"]) for each in found["errors"]] == [
        ("phải từ 0 trở lên", "Input should be greater than or equal to 0")
    ]


def test_a_fault_shows_a_number_and_nothing_of_the_inside(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    response = client.get("/broken")
    found = problem(response, 500, "fault")
    [logged] = [record for record in caplog.records if record.name == "kernel.problems"]
    number = logged.getMessage().removeprefix("fault ")
    assert number in found["detail"]
    assert number in found["detail_en"]
    assert "secret" not in response.text
    assert logged.exc_info is not None
    assert str(logged.exc_info[1]) == "the inside, with a secret"


def test_every_problem_type_can_be_looked_up(stranger: TestClient) -> None:
    answers = {code: stranger.get(f"/problems/{code}").json() for code in Refusal.registry}
    assert {code: (each["code"], each["title"], each["title_en"]) for code, each in answers.items()} == {
        code: (code, kind.title.vi, kind.title.en) for code, kind in Refusal.registry.items()
    }
    assert [code for code, each in answers.items() if not 400 <= each["status"] <= 503] == []


def test_a_problem_type_nobody_knows_is_not_found(stranger: TestClient) -> None:
    problem(stranger.get("/problems/nonsense"), 404, "http")


# The description


def test_the_description_tells_problems_headers_and_numbers(stranger: TestClient) -> None:
    described = stranger.get("/openapi.json").json()
    raising = described["paths"]["/counters/{counter_id}/raise"]["post"]
    assert described["openapi"].startswith("3.1")
    assert {each["name"] for each in raising["parameters"] if each["in"] == "header"} == {
        "idempotency-key",
        "if-match",
        "effective-at",
        "correlation-id",
        "wait-for",
        "rulebook",
    }
    for status in ("400", "401", "403", "404", "409", "412", "413", "422", "500", "503"):
        assert raising["responses"][status]["content"] == {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        }
    assert sorted(raising["responses"]["200"]["headers"]) == ["ETag", "Idempotent-Replayed", "Location"]
    assert raising["security"] == [{"HTTPBearer": []}]
    assert described["components"]["schemas"]["Measure-Input"]["properties"]["amount"]["type"] == "number"
    assert stranger.get("/openapi.json").json() == described


def test_the_description_can_be_read_without_the_internet(stranger: TestClient) -> None:
    page = stranger.get("/docs").text
    assert "/static-offline-docs/swagger-ui-bundle.js" in page
    assert "https://" not in json.dumps(page)


async def test_a_body_is_read_once_however_often_it_is_asked_for() -> None:
    messages = [{"type": "http.request", "body": b'{"amount": 0.10}', "more_body": False}]

    async def receive() -> dict[str, Any]:
        return messages.pop()

    request = ExactRequest({"type": "http", "headers": []}, receive)
    first = await request.json()
    assert first == {"amount": Decimal("0.10")}
    assert await request.json() is first
