"""Every endpoint asks who is there, and every interface says what it is in the field's own words."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, build_schema

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
IDENTIFYING = {SEALED, FULL, READER}
VIETNAMESE = re.compile(r"[À-ỹĐđ]")
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def asked(dependant: Dependant) -> set[Any]:
    """Every function that runs before the endpoint."""
    return {each.call for each in dependant.dependencies}.union(*(asked(each) for each in dependant.dependencies))


def changes(route: APIRoute) -> bool:
    return bool(CHANGING & (route.methods or set()))


def anonymous(routes: Iterable[Any]) -> Iterator[str]:
    """Endpoints that never learn who asks; an order is a person's only once its `command` is taken."""
    for route in routes:
        if not isinstance(route, APIRoute) or route.path in OPEN_TO_ALL or not route.include_in_schema:
            continue
        if not asked(route.dependant) & IDENTIFYING:
            yield f"{route.path} asks nobody who they are"
        elif changes(route) and ".command" not in inspect.getsource(route.endpoint):
            yield f"{route.path} never takes its command"


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
    routes = built[name].api.routes
    assert len([route for route in routes if isinstance(route, APIRoute)]) > len(OPEN_TO_ALL)
    assert list(anonymous(routes)) == []


@pytest.mark.parametrize("name", services())
def test_every_operation_is_described(built: dict[str, Service], name: str) -> None:
    assert list(undescribed(built[name].api.openapi())) == []


@pytest.mark.parametrize("name", services())
def test_every_type_of_a_subgraph_bears_its_own_word(built: dict[str, Service], name: str) -> None:
    assert list(wordless(built[name].schema._schema)) == []


def test_the_secret_of_a_ballot_leaves_no_fingerprint(built: dict[str, Service]) -> None:
    """Whoever casts a ballot sends an order whose body is not hashed."""
    routes = [route for route in built["nomination"].api.routes if isinstance(route, APIRoute)]
    ballots = [route for route in routes if "ballot" in route.path and changes(route)]
    assert ballots != []
    assert [route.path for route in ballots if SEALED not in asked(route.dependant)] == []


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
    assert [each.split()[0] for each in anonymous(an_app().routes)] == ["/units", "/covenants", "/boards"]


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
