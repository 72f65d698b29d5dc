"""Every endpoint asks who is there, and every interface says what it is in the field's own words."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated, Any, get_args
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from fastapi.testclient import TestClient
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from kernel.orders import OrderDep, ReaderDep, SealedOrderDep
from kernel.service import Service
from tests.architecture.sources import services
from thidua.data import DataDirectory
from thidua.embedded import open_services

OPEN_TO_ALL = {
    "/healthz": "a supervisor has no token",
    "/problems/{code}": "what a refusal means is no secret",
}
SEALED, FULL, READER = (get_args(each)[1].dependency for each in (SealedOrderDep, OrderDep, ReaderDep))
SUBGRAPH = "/graphql"
IDENTIFYING = {SEALED, FULL, READER}
VIETNAMESE = re.compile(r"[À-ỹĐđ]")
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def asked(dependant: Dependant) -> set[Any]:
    """Every function that runs before the endpoint."""
    return {each.call for each in dependant.dependencies}.union(*(asked(each) for each in dependant.dependencies))


def endpoints(app: FastAPI) -> list[RouteContext]:
    """Every endpoint that the interface offers, those of included routers too."""
    found = iter_route_contexts(app.routes)
    return [
        each for each in found if isinstance(each.original_route, APIRoute) and each.original_route.include_in_schema
    ]


def changes(endpoint: RouteContext) -> bool:
    return bool(CHANGING & (endpoint.methods or set()))


def anonymous(app: FastAPI) -> Iterator[str]:
    """Endpoints that never learn who asks; an order is a person's only once its `command` is taken."""
    for endpoint in endpoints(app):
        if endpoint.path in (*OPEN_TO_ALL, SUBGRAPH) or endpoint.endpoint is None:
            continue
        if not asked(endpoint.dependant) & IDENTIFYING:
            yield f"{endpoint.path} asks nobody who they are"
        elif asked(endpoint.dependant) & {SEALED, FULL} and ".command" not in inspect.getsource(endpoint.endpoint):
            yield f"{endpoint.path} never takes its command"


def answers_to_strangers(app: FastAPI) -> Iterator[str]:
    """Endpoints that answer anything but 401 to a request without a token."""
    with TestClient(app) as client:
        for endpoint in endpoints(app):
            path = re.sub(r"{[^}]+}", "00000000-0000-0000-0000-000000000000", endpoint.path or "")
            for method in sorted((endpoint.methods or set()) - {"HEAD"}):
                status = client.request(method, path, json={} if changes(endpoint) else None).status_code
                if endpoint.path not in (*OPEN_TO_ALL, SUBGRAPH) and status != HTTPStatus.UNAUTHORIZED:
                    yield f"{method} {endpoint.path} answers {status}"


def probe(way: str, field: GraphQLField) -> str:
    """The smallest operation that goes this way, with values for what it requires."""
    given = [f"{name}: {value_for(each.type)}" for name, each in field.args.items() if is_required_argument(each)]
    chosen = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    return f"{{ {way}{'(' + ', '.join(given) + ')' if given else ''}{chosen} }}"


def value_for(kind: GraphQLInputType) -> str:
    named, wrapped = get_named_type(kind), get_nullable_type(kind)
    if isinstance(wrapped, GraphQLList):
        return "[]"
    if isinstance(named, GraphQLEnumType):
        return str(next(iter(named.values)))
    if isinstance(named, GraphQLInputObjectType):
        required = {name: each for name, each in named.fields.items() if is_required_input_field(each)}
        return "{" + ", ".join(f"{name}: {value_for(each.type)}" for name, each in required.items()) + "}"
    return {"Int": "1", "Boolean": "true", "Date": '"2024-12-31"'}.get(named.name, f'"{UUID(int=0)}"')


def undescribed(document: dict[str, Any]) -> Iterator[str]:
    """Operations without a summary, without the field's own word, or without their refusals."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if path in OPEN_TO_ALL:
                continue
            name = f"{method.upper()} {path}"
            if not operation.get("summary"):
                yield f"{name} has no summary"
            if not VIETNAMESE.search(operation.get("description", "")):
                yield f"{name} is not described in Vietnamese"
            if missing := {"401", "403"} - set(operation["responses"]):
                yield f"{name} does not tell of {', '.join(sorted(missing))}"


def wordless(schema: GraphQLSchema) -> Iterator[str]:
    """Types of a subgraph, and ways into it, without the field's own word."""
    for name, kind in schema.type_map.items():
        if name.startswith("_") or not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        if kind in (schema.query_type, schema.mutation_type):
            ways = ((f"{name}.{way}", field) for way, field in kind.fields.items() if not way.startswith("_"))
            yield from (way for way, field in ways if not VIETNAMESE.search(field.description or ""))
        elif not VIETNAMESE.search(kind.description or ""):
            yield name


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Service]]:
    embedded = open_services(DataDirectory(tmp_path_factory.mktemp("built")), None)
    yield {service.name: service for service in embedded.services}
    for service in embedded.services:
        service.store.recorder.engine.dispose()


def test_every_service_is_built(built: dict[str, Service]) -> None:
    assert sorted(built) == sorted(services())


@pytest.mark.parametrize("name", services())
def test_every_endpoint_asks_who_is_there(built: dict[str, Service], name: str) -> None:
    api = built[name].api
    offered = {path for path, methods in api.openapi()["paths"].items() if methods}
    assert {endpoint.path for endpoint in endpoints(api)} - {SUBGRAPH} == offered
    assert list(anonymous(api)) == []


@pytest.mark.parametrize("name", services())
def test_a_stranger_gets_no_further_than_the_door(built: dict[str, Service], name: str) -> None:
    assert list(answers_to_strangers(built[name].api)) == []


@pytest.mark.parametrize("name", services())
def test_a_stranger_learns_nothing_of_a_subgraph(built: dict[str, Service], name: str) -> None:
    schema: GraphQLSchema = built[name].schema._schema
    assert schema.query_type is not None
    ways = {way: field for way, field in schema.query_type.fields.items() if not way.startswith("_")}
    learnt = {}
    with TestClient(built[name].api) as client:
        for way, field in ways.items():
            answer = client.post(SUBGRAPH, json={"query": probe(way, field)}).json()
            if not answer.get("errors") or (answer["data"] or {}).get(way):
                learnt[way] = answer
    assert ways != {}
    assert learnt == {}


@pytest.mark.parametrize("name", services())
def test_every_operation_is_described(built: dict[str, Service], name: str) -> None:
    assert list(undescribed(built[name].api.openapi())) == []


@pytest.mark.parametrize("name", services())
def test_every_type_of_a_subgraph_bears_its_own_word(built: dict[str, Service], name: str) -> None:
    assert list(wordless(built[name].schema._schema)) == []


def test_the_secret_of_a_ballot_leaves_no_fingerprint(built: dict[str, Service]) -> None:
    """Whoever casts a ballot sends an order whose body is not hashed."""
    ballots = [each for each in endpoints(built["nomination"].api) if "ballot" in str(each.path) and changes(each)]
    assert ballots != []
    assert [each.path for each in ballots if SEALED not in asked(each.dependant)] == []


def an_app() -> FastAPI:
    app, router = FastAPI(openapi_url=None), APIRouter()

    @router.get("/units")
    def units() -> None:
        """Nobody is asked."""

    @router.get("/clusters")
    def clusters(_reader: ReaderDep) -> None:
        """Somebody is asked."""

    @router.post("/covenants")
    def covenants(order: OrderDep) -> None:
        """Somebody could have been asked."""

    @router.post("/movements")
    def movements(order: OrderDep) -> None:
        """Somebody is asked."""
        assert order.command

    @router.get("/boards")
    def boards(_unrelated: Annotated[int, Depends(lambda: 1)]) -> None:
        """Something else is asked."""

    app.include_router(router)
    return app


def test_an_endpoint_open_to_anybody_is_found() -> None:
    assert [each.split()[0] for each in anonymous(an_app())] == ["/units", "/covenants", "/boards"]


def test_an_endpoint_that_answers_a_stranger_is_found() -> None:
    app = FastAPI(openapi_url=None)
    app.get("/units")(lambda: ["BHXH-68"])
    assert list(answers_to_strangers(app)) == ["GET /units answers 200"]


def test_an_operation_without_words_is_found() -> None:
    document = {"paths": {"/units": {"get": {"summary": "Units", "description": "Units", "responses": {"401": 1}}}}}
    assert list(undescribed(document)) == [
        "GET /units is not described in Vietnamese",
        "GET /units does not tell of 403",
    ]


def test_a_type_and_a_way_in_without_words_are_found() -> None:
    schema = build_schema("""
        type Query { units: [Unit] "Cụm" clusters: [Cluster] }
        "A unit" type Unit { id: ID }
        "Khối, cụm" type Cluster { id: ID }
    """)
    assert list(wordless(schema)) == ["Query.units", "Unit"]
