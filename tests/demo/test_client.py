"""The demonstration's client against a small server of the test's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from thidua.demo.client import Actor, Api, DemonstrationFailedError, Request

OFFICER = Actor("can-bo", "Cán bộ", ("unit_officer",))


class Recording(BaseHTTPRequestHandler):
    """Keeps what it was asked; answers what the test laid ready."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, str, dict[str, str], str]]] = []
    answers: ClassVar[dict[str, tuple[int, Any]]] = {}
    hang_up: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.asked.append((self.command, self.path, dict(self.headers), text))
        if self.path in self.hang_up:
            self.hang_up.remove(self.path)
            self.close_connection = True
            return
        default = (200, {"token": "signed"}) if self.path == "/dev/tokens" else (200, {})
        status, body = self.answers.get(self.path, default)
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST  # noqa: N815 (the library's name)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[Api]:
    Recording.asked.clear()
    Recording.answers.clear()
    Recording.hang_up.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recording)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with Api(f"http://127.0.0.1:{server.server_port}", "thidua-demo/2024/1") as client:
        yield client
    server.shutdown()
    thread.join()
    server.server_close()


def headers(path: str) -> dict[str, str]:
    return next(each[2] for each in Recording.asked if each[1] == path)


def test_a_step_bears_its_idempotency_key_its_token_and_the_day_it_was_true(api: Api) -> None:
    api.done(Request(OFFICER, "/x", {"value": Decimal("103.50")}, "draft/a", date(2024, 2, 10)))
    sent = headers("/x")
    assert (sent["Idempotency-Key"], sent["Authorization"], sent["Effective-At"]) == (
        "thidua-demo/2024/1/draft/a",
        "Bearer signed",
        "2024-02-10",
    )


def test_a_decimal_is_sent_as_a_number_digit_for_digit(api: Api) -> None:
    api.done(Request(OFFICER, "/x", {"value": Decimal("103.50")}))
    assert Recording.asked[-1][3] == '{"value":103.50}'


def test_a_shared_step_has_the_same_key_in_every_run(api: Api) -> None:
    api.done(Request(OFFICER, "/x", {}, "form/CUM-I", shared=True))
    assert headers("/x")["Idempotency-Key"] == "thidua-demo/form/CUM-I"


def test_after_settling_every_request_waits_for_the_last_fact_of_each_place(api: Api) -> None:
    for path, token in (("/a", "covenant:0:7"), ("/b", "covenant:0:5,scoring:0:2"), ("/c", "")):
        Recording.answers[path] = (201, {"token": token})
        api.done(Request(OFFICER, path))
    assert "Wait-For" not in headers("/c")
    api.settle()
    api.get(OFFICER, "/d", limit=5, after=None)
    assert headers("/d?limit=5")["Wait-For"] == "covenant:0:7,scoring:0:2"


def test_a_token_is_asked_for_once_a_person(api: Api) -> None:
    for _ in range(3):
        api.done(Request(OFFICER, "/x"))
    assert [path for _, path, _, _ in Recording.asked].count("/dev/tokens") == 1


def test_what_must_succeed_and_does_not_stops_the_play_with_the_servers_words(api: Api) -> None:
    Recording.answers["/x"] = (409, {"code": "already-signed"})
    with pytest.raises(DemonstrationFailedError, match=r"POST /x: 409[\s\S]*already-signed"):
        api.done(Request(OFFICER, "/x"))


def test_a_server_without_development_tokens_is_told_apart(api: Api) -> None:
    Recording.answers["/dev/tokens"] = (404, {"code": "http"})
    with pytest.raises(DemonstrationFailedError, match="the server must run on loopback"):
        api.done(Request(OFFICER, "/x"))


def test_a_connection_that_was_dropped_is_opened_anew_once(api: Api) -> None:
    api.done(Request(OFFICER, "/warm"))
    Recording.hang_up.append("/x")
    assert api.done(Request(OFFICER, "/x", {}, "once")) == {}
    keys = [sent["Idempotency-Key"] for _, path, sent, _ in Recording.asked if path == "/x"]
    assert keys == ["thidua-demo/2024/1/once"] * 2


def test_a_server_that_is_gone_is_named(api: Api) -> None:
    api.done(Request(OFFICER, "/warm"))
    Recording.hang_up.extend(["/x", "/x"])
    with pytest.raises(DemonstrationFailedError, match=r"POST http://127\.0\.0\.1:\d+/x: "):
        api.done(Request(OFFICER, "/x"))


def test_a_server_that_is_away_for_a_while_is_waited_for(api: Api) -> None:
    Recording.hang_up.extend(["/x", "/x", "/x"])
    with Api(api.base_url, api.run, patience_seconds=30) as patient:
        assert patient.done(Request(OFFICER, "/x", {}, "once")) == {}
    keys = [sent["Idempotency-Key"] for _, path, sent, _ in Recording.asked if path == "/x"]
    assert keys == ["thidua-demo/2024/1/once"] * 4


def test_a_server_that_says_not_now_for_longer_than_one_waits_is_believed(api: Api) -> None:
    Recording.answers["/x"] = (503, {"code": "not-yet"})
    with (
        Api(api.base_url, api.run, patience_seconds=0.3) as patient,
        pytest.raises(DemonstrationFailedError, match="POST /x: 503"),
    ):
        patient.done(Request(OFFICER, "/x"))
    assert [path for _, path, _, _ in Recording.asked].count("/x") > 1


def test_the_first_failure_among_many_stops_the_rest(api: Api) -> None:
    Recording.answers["/3"] = (500, {})
    with pytest.raises(DemonstrationFailedError, match="POST /3: 500"):
        api.each(lambda number: api.done(Request(OFFICER, f"/{number}")), range(400))
    assert len(Recording.asked) < 400
