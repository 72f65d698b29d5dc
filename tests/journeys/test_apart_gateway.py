"""Three services in processes of their own, asked by a gateway over HTTP: same answers, same cost (row F2)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from gateway.app import SUPERGRAPH
from gateway.door import Door
from gateway.federation import Asked, Federation
from gateway.transport import InProcess
from infra.ports import free_port
from kernel.aggregate import identity
from tests.gateway.serving import serve
from tests.support.apart import Process, apis, graphql_urls, process
from tests.support.year import AFTER_THE_YEAR, AUDITOR, IN_THE_YEAR, MOVEMENT, STANDING_BODY, Json, Year, copy_data
from thidua.data import DataDirectory
from thidua.embedded import Embedded, open_services

pytestmark = [pytest.mark.journey, pytest.mark.row("F2")]

FOLDER = SUPERGRAPH.parent / "operations"
OPERATIONS = sorted(path.stem for path in FOLDER.glob("*.graphql"))


ANNUAL, LONG = (str(identity("movement", code)) for code in (MOVEMENT, f"TD-2021-2025/{MOVEMENT}"))
BEYOND: Mapping[str, Json] = {
    "cluster_life": {"code": "CUM-VII", "year": 2024, "movement": ANNUAL, "at": "2024-12-31"},
    "commendations": {"unit": str(identity("unit", "BHXH-68")), "movement": ANNUAL, "on": IN_THE_YEAR},
    "late_dossiers": {"movement": None, "period": "2024", "unit": None, "late": None},
    "long_movement": {"long": LONG, "year": 2024, "movement": ANNUAL, "title": "CO_CHINH_PHU"},
    "quota_over": {"title": "CO_CHINH_PHU", "movement": ANNUAL, "period": "2024"},
    "rotation_check": {"title": "CO_BHXH", "since": "2024", "until": "2024"},
    "who_is_late": {"movement": ANNUAL, "on": AFTER_THE_YEAR, "after": None},
    "rules_diff": {"earlier": "2023-12-31", "later": AFTER_THE_YEAR, "receivedOn": "2023-12-15", "after": None},
}
"""The same for what goes on beside the boards: rules, quotas, turns, dossiers, cluster life, movements over years."""
NONE_THERE = {"who_is_late": {"urged", "lateDossiers", "unscored"}}
"""What the played year has none of: nobody was reminded, its own dossiers were in time, every scorecard was closed."""


class Counting:
    """Stands between gateway and services and counts the fetches that pass."""

    def __init__(self, services: Mapping[str, Process]) -> None:
        self.fetches: Counter[str] = Counter()
        door = Door({name: f"{each.base_url}/{name}" for name, each in services.items()})

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            async with door:
                yield

        self.app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None)
        self.app.middleware("http")(self.count)
        self.app.include_router(door.router())

    async def count(self, request: Request, pass_on: Callable[[Request], Awaitable[Response]]) -> Response:
        _, service, *rest = request.url.path.split("/")
        if rest == ["graphql"]:
            self.fetches[service] += 1
        return await pass_on(request)


class InOneProcess:
    """The same graph over the same data, as the embedded run puts it together."""

    def __init__(self, embedded: Embedded) -> None:
        self.embedded = embedded
        self.fetches: Counter[str] = Counter()
        schemas = {each.name: each.schema for each in embedded.services}
        self.transport = InProcess(schemas, {each.name: each.context for each in embedded.services})
        self.federation = Federation(SUPERGRAPH.read_text(encoding="utf-8"), self.fetch)

    async def fetch(
        self, service: str, query: str, variables: Mapping[str, object], context: object
    ) -> Mapping[str, object]:
        self.fetches[service] += 1
        return await self.transport(service, query, variables, context)

    async def ask(self, text: str, variables: Json, token: str) -> Json:
        context = {"request": httpx.Request("POST", "http://x", headers={"authorization": f"Bearer {token}"})}
        answer = await self.federation.execute(Asked(text, variables), context)
        errors = {"errors": [error.formatted for error in answer.errors]} if answer.errors else {}
        return json.loads(json.dumps({"data": answer.data, **errors}))  # type: ignore[no-any-return]


@dataclass
class Apart:
    """The gateway's address, what it fetched, and the services behind it."""

    base_url: str
    counting: Counting
    services: Mapping[str, Process]

    def ask(self, text: str, variables: Json, token: str) -> Json:
        headers = {"authorization": f"Bearer {token}"}
        body = {"query": text, "variables": variables}
        return httpx.post(f"{self.base_url}/graphql", json=body, headers=headers, timeout=60).json()  # type: ignore[no-any-return]


@contextmanager
def standing_apart(data_dir: Path) -> Iterator[Apart]:
    with apis(data_dir) as services:
        counting = Counting(services)
        with serve(counting.app) as between:
            urls = graphql_urls(dict.fromkeys(services, between))
            with process(data_dir, "gateway", **urls) as gateway:
                yield Apart(gateway.base_url, counting, services)


@pytest.fixture(scope="module")
def apart(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    with standing_apart(copy_data(year.server.data_dir, tmp_path_factory.mktemp("apart") / "var")) as running:
        yield running


@pytest.fixture(scope="module")
def together(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InOneProcess]:
    data = copy_data(year.server.data_dir, tmp_path_factory.mktemp("together") / "var")
    embedded = open_services(DataDirectory(data), None)
    yield InOneProcess(embedded)
    for service in embedded.services:
        service.store.recorder.engine.dispose()


@pytest.fixture(scope="module")
def variables(year: Year) -> Mapping[str, Json]:
    """What each golden operation is asked about, so that it finds something."""
    movement, period = str(year.movement_id), "2024"
    won = next(each for each in year.nominations if each["decision_id"])
    cluster = next(each for each in year.clusters.values() if each["code"] == won["cluster_code"])
    covenant = year.every("/covenant/covenants", movement=movement, at=IN_THE_YEAR)[0]
    review = {"cluster": cluster["id"], "movement": movement, "period": period}
    asked = 'query($c: ID!, $m: ID!) { boards(cluster: $c, movement: $m, period: "2024", first: 1) { nodes { id } } }'
    edition = year.ask(asked, c=cluster["id"], m=movement)["boards"]["nodes"][0]["id"]
    nominee = {"unit": won["unit_id"], "title": won["title"], "movement": movement}
    [file] = year.every("/nomination/merit-files", unit=won["unit_id"], holder="collective")
    return {
        **BEYOND,
        "title_chain": {**review, "file": file["id"], "title": won["title"], "year": 2024},
        "board": review,
        "board_of_the_day": {"cluster": cluster["id"], "movement": movement, "asOf": AFTER_THE_YEAR},
        "close_year": {"review": review, "title": "CO_BHXH", "movement": movement},
        "cluster_year": {"code": cluster["code"], "movement": movement, "period": period},
        "council_session": {"id": next(each["id"] for each in year.sessions if each["candidates"])},
        "movement_overview": {"code": MOVEMENT, "period": period},
        "nominate": {**nominee, "terms": {"effectiveAt": "2025-01-20T00:00:00+07:00"}},
        "rank_why": {"edition": edition},
        "sign_covenant": {"covenant": covenant["id"], "terms": {}},
        "unit_file": {"code": year.codes[won["unit_id"]], "movement": movement, "title": won["title"]},
        "units": {"kind": "PROVINCE", "text": None, "after": None},
    }


@pytest.fixture(scope="module")
def tokens(year: Year) -> Mapping[str, str]:
    return {kind: year.server.token(who) for kind, who in (("query", AUDITOR), ("mutation", STANDING_BODY))}


@pytest.mark.parametrize("name", OPERATIONS)
async def test_a_golden_operation_has_the_same_answer_and_the_same_fetches_apart_and_together(
    name: str, apart: Apart, together: InOneProcess, variables: Mapping[str, Json], tokens: Mapping[str, str]
) -> None:
    text = (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")
    token = tokens["mutation" if "\nmutation " in text else "query"]
    together.fetches.clear()
    apart.counting.fetches.clear()
    expected = await together.ask(text, variables[name], token)
    assert apart.ask(text, variables[name], token) == expected
    assert apart.counting.fetches == together.fetches
    assert expected == {"data": expected["data"]}
    assert {field for field, value in expected["data"].items() if not finds(value)} == NONE_THERE.get(name, set())


def finds(value: object) -> bool:
    """Whether there is anything to compare."""
    return bool(value["nodes"] if isinstance(value, dict) and "nodes" in value else value)


QUESTION = "query($code: String!) { unit(code: $code) { code name scorecards { period score } decisions { number } } }"


def test_an_answer_is_partial_and_says_why_while_one_service_is_down(
    year: Year, apart: Apart, tokens: Mapping[str, str], tmp_path: Path
) -> None:
    asked = {"code": next(year.codes[each["unit_id"]] for each in year.decisions)}
    whole = apart.ask(QUESTION, asked, tokens["query"])["data"]["unit"]
    addresses = {name: each.base_url for name, each in apart.services.items()}
    urls = graphql_urls({**addresses, "scoring": f"http://127.0.0.1:{free_port()}"})
    with process(tmp_path, "gateway", **urls) as gateway:
        answer = Apart(gateway.base_url, apart.counting, apart.services).ask(QUESTION, asked, tokens["query"])
        health = httpx.get(f"{gateway.base_url}/healthz").json()
    assert whole["scorecards"] != []
    assert answer == {
        "data": {"unit": {**whole, "scorecards": None}},
        "errors": [
            {
                "message": "Dịch vụ scoring hiện không trả lời; phần dữ liệu này tạm thời không có. / "
                "The scoring service does not answer; this part of the data is missing for now.",
                "path": ["unit", "scorecards"],
                "extensions": {"code": "SERVICE_UNAVAILABLE"},
            }
        ],
    }
    assert health["services"] == {"covenant": "ok", "scoring": "unavailable", "nomination": "ok"}


PAGES = (
    "/covenant/units?limit=3&at=2024-06-30",
    "/covenant/openapi.json",
    "/covenant/docs",
    "/scoring/boards?movement_id=TDTX-2024&limit=2",
    "/nomination/decisions?movement=TDTX-2024",
    "/nomination/healthz",
    "/covenant/units/",
    "/covenant/units?limit=many",
    "/scoring/nothing/here",
    "/problems/unauthenticated",
    "/problems/no-signed-covenant",
    "/problems/nothing",
    "/nothing",
    "/",
)
SAME = ("content-type", "content-length", "etag", "location")


def told(answer: httpx.Response, base_url: str) -> tuple[int, Mapping[str, str], bytes]:
    headers = {name: answer.headers[name].replace(base_url, "") for name in SAME if name in answer.headers}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_the_same_behind_the_one_door_as_in_one_process(
    page: str, year: Year, apart: Apart, tokens: Mapping[str, str]
) -> None:
    headers = {"authorization": f"Bearer {tokens['query']}"}
    both = [httpx.get(f"{base}{page}", headers=headers, timeout=60) for base in (year.server.base_url, apart.base_url)]
    together, through_the_door = (told(each, str(each.url).removesuffix(page)) for each in both)
    assert through_the_door == together


def test_nobody_is_let_in_without_a_token(apart: Apart) -> None:
    answer = httpx.get(f"{apart.base_url}/scoring/boards")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [(b"{", 400, "not-json"), (b'{"x": "\xff"}', 400, "not-utf8"), (b"a" * 50_000_000, 413, "http")],
    ids=["half", "not UTF-8", "50 MB"],
)
def test_a_body_that_a_service_refuses_is_refused_through_the_door(
    body: bytes, status: int, code: str, apart: Apart, tokens: Mapping[str, str]
) -> None:
    headers = {"authorization": f"Bearer {tokens['mutation']}", "content-type": "application/json"}
    answer = httpx.post(f"{apart.base_url}/scoring/score-tables", content=body, headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
