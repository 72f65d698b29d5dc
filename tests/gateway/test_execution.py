"""What a client gets when all goes well and when not: every failure stays in its own part of the answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from graphql import get_introspection_query

from gateway.execute import ERRORS_MAX, Answer
from gateway.faults import ServiceRefused, ServiceUnavailable
from gateway.federation import Asked, Federation
from gateway.limits import Limits
from tests.gateway.subgraphs import whole

Result = Mapping[str, object]


@dataclass
class Failing(whole.Recorded):
    """The test services, some of which fail in a given way."""

    failures: dict[str, Callable[[], Result]] = field(default_factory=dict)

    async def __call__(self, service: str, query: str, variables: Result, context: object) -> Result:
        if service in self.failures:
            self.calls.append((service, query, variables))
            return self.failures[service]()
        return await super().__call__(service, query, variables, context)


def down() -> Result:
    raise ServiceUnavailable("connection refused by 10.0.0.7")


def crash() -> Result:
    raise RuntimeError("the password is 1234")


def late() -> Result:
    raise TimeoutError


async def ask(text: str, transport: whole.Recorded | None = None, **variables: object) -> Answer:
    federation = Federation(whole.supergraph(), transport or whole.Recorded())
    return await federation.execute(Asked(text, variables), None)


def told(answer: Answer) -> list[tuple[list[str | int] | None, object]]:
    return [(error.path, (error.extensions or {})["code"]) for error in answer.errors]


async def test_one_entity_that_is_there_many_times_is_asked_for_once() -> None:
    transport = whole.Recorded()
    answer = await ask("{ nominations { unit { name } } }", transport)
    assert transport.calls[1][2] == {"entities0": [{"id": "u1"}, {"id": "u4"}]}
    assert answer.data == {
        "nominations": [
            {"unit": {"name": "Bảo hiểm xã hội tỉnh An Giang"}},
            {"unit": {"name": "Bảo hiểm xã hội tỉnh An Giang"}},
            {"unit": {"name": "Bảo hiểm xã hội tỉnh Điện Biên"}},
        ]
    }


async def test_a_query_costs_the_same_fetches_however_many_units_it_shows() -> None:
    for first in (1, 8):
        transport = whole.Recorded()
        await ask(
            "query ($n: Int!) { units(first: $n) { edges { node { name score nominations { title } } } } }",
            transport,
            n=first,
        )
        assert transport.counts == {"covenant": 1, "scoring": 1, "nomination": 1}


async def test_nothing_is_asked_of_a_service_about_objects_that_are_not_there() -> None:
    transport = whole.Recorded()
    answer = await ask('{ unit(id: "unknown") { score nominations { title } } }', transport)
    assert (answer.data, answer.errors, transport.counts) == ({"unit": None}, [], {"covenant": 1})


async def test_an_entity_that_a_service_does_not_know_has_null_in_its_fields() -> None:
    unknown = Failing(failures={"scoring": lambda: {"data": {"e0": [None]}}})
    answer = await ask('{ unit(id: "u1") { name score } }', unknown)
    assert (answer.data, answer.errors) == ({"unit": {"name": "Bảo hiểm xã hội tỉnh An Giang", "score": None}}, [])


async def test_a_service_that_is_down_leaves_the_rest_of_the_answer() -> None:
    answer = await ask(
        '{ cluster(id: "c1") { name units { id score } board { rows { rank } } } }', Failing(failures={"scoring": down})
    )
    assert answer.data == {
        "cluster": {
            "name": "Cụm I",
            "units": [{"id": "u1", "score": None}, {"id": "u2", "score": None}, {"id": "u3", "score": None}],
            "board": None,
        }
    }
    assert told(answer) == [
        (["cluster", "units", 0, "score"], "SERVICE_UNAVAILABLE"),
        (["cluster", "units", 1, "score"], "SERVICE_UNAVAILABLE"),
        (["cluster", "units", 2, "score"], "SERVICE_UNAVAILABLE"),
        (["cluster", "board"], "SERVICE_UNAVAILABLE"),
    ]
    assert "10.0.0.7" not in str(answer.errors)


async def test_a_root_field_of_a_service_that_is_down_is_null_beside_the_others() -> None:
    answer = await ask(
        '{ board(clusterId: "c1") { rows { rank } } clusters { id } }', Failing(failures={"scoring": down})
    )
    assert answer.data == {"board": None, "clusters": [{"id": "c1"}, {"id": "c2"}]}
    assert told(answer) == [(["board"], "SERVICE_UNAVAILABLE")]


async def test_a_root_field_that_may_not_be_null_takes_the_whole_answer_with_it() -> None:
    answer = await ask("{ periods clusters { id } }", Failing(failures={"scoring": down}))
    assert (answer.data, told(answer)) == (None, [(["periods"], "SERVICE_UNAVAILABLE")])


async def test_a_null_where_none_may_be_takes_its_nearest_nullable_ancestor() -> None:
    answer = await ask(
        '{ board(clusterId: "c1") { rows { rank unit { size kind } } } periods }', Failing(failures={"covenant": down})
    )
    assert answer.data == {"board": None, "periods": ["2024-Q1", "2024-H1", "2024"]}


async def test_what_needs_the_answer_of_a_failed_service_says_so() -> None:
    answer = await ask('{ unit(id: "u1") { name advice } }', Failing(failures={"scoring": down}))
    assert answer.data == {"unit": {"name": "Bảo hiểm xã hội tỉnh An Giang", "advice": None}}
    assert told(answer) == [(["unit", "advice"], "DEPENDENCY_FAILED")]


async def test_an_unexpected_error_is_masked_and_logged_under_the_id_that_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "gateway"):
        answer = await ask('{ unit(id: "u1") { broken } }')
    (error,) = answer.errors
    assert (answer.data, error.path) == ({"unit": {"broken": None}}, ["unit", "broken"])
    assert told(answer) == [(["unit", "broken"], "UNEXPECTED")]
    assert "mật khẩu" not in error.message
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name == "gateway")
    assert "mật khẩu cơ sở dữ liệu của u1" in logged
    assert str((error.extensions or {})["id"]) in logged


async def test_an_error_that_a_service_means_for_the_client_is_passed_on() -> None:
    answer = await ask('{ unit(id: "u1") { f: forbidden } }')
    assert [error.formatted for error in answer.errors] == [
        {
            "message": "Không có quyền",
            "path": ["unit", "f"],
            "extensions": {"code": "forbidden", "service": "scoring"},
        }
    ]


async def test_an_error_beneath_a_field_keeps_its_place() -> None:
    answer = await ask('{ cluster(id: "c1") { units { hollow { core } } } }')
    assert answer.data == {"cluster": {"units": [{"hollow": None}] * 3}}
    assert [path for path, _ in told(answer)] == [["cluster", "units", i, "hollow", "core"] for i in range(3)]


async def test_a_transport_that_breaks_is_masked_too() -> None:
    answer = await ask('{ unit(id: "u1") { id score } }', Failing(failures={"scoring": crash}))
    assert (answer.data, told(answer)) == ({"unit": {"id": "u1", "score": None}}, [(["unit", "score"], "UNEXPECTED")])
    assert "1234" not in str(answer.errors)


async def test_a_service_that_refuses_the_request_is_quoted() -> None:
    def refuse() -> Result:
        raise ServiceRefused({"code": "unauthenticated", "detail": "Chưa biết ai hỏi.", "detail_en": "Nobody known."})

    answer = await ask('{ unit(id: "u1") { id score } }', Failing(failures={"scoring": refuse}))
    assert told(answer) == [(["unit", "score"], "unauthenticated")]
    assert answer.errors[0].message == "Chưa biết ai hỏi. / Nobody known."


async def test_a_mutation_whose_answer_is_lost_may_have_been_carried_out() -> None:
    for failure, code in ((late, "SERVICE_TIMEOUT"), (down, "SERVICE_UNAVAILABLE"), (crash, "UNEXPECTED")):
        answer = await ask('mutation { finalise(unitId: "u1") { __typename } }', Failing(failures={"scoring": failure}))
        assert (answer.data, told(answer)) == (None, [(["finalise"], code)])
        assert answer.errors[0].message.endswith(
            "The command may have been carried out: check before sending it again."
        )


async def test_a_service_that_is_too_slow_is_given_up_at_the_deadline() -> None:
    @dataclass
    class Slow(whole.Recorded):
        async def __call__(self, service: str, query: str, variables: Result, context: object) -> Result:
            await asyncio.sleep(60 if service == "scoring" else 0)
            return await super().__call__(service, query, variables, context)

    federation = Federation(whole.supergraph(), Slow(), Limits(seconds=0.05))
    answer = await federation.execute(Asked('{ unit(id: "u1") { id score nominations { title } } }'), None)
    assert answer.data == {
        "unit": {"id": "u1", "score": None, "nominations": [{"title": "Cờ thi đua"}, {"title": "Bằng khen"}]}
    }
    assert told(answer) == [(["unit", "score"], "SERVICE_TIMEOUT")]


@pytest.mark.parametrize(
    "result",
    [
        {"data": None},
        {"data": {"e0": [{"score": "1"}, {"score": "2"}]}},
        {"data": {"e0": {"score": "1"}}},
        {"data": [1]},
    ],
)
async def test_an_answer_that_is_not_what_was_asked_is_a_fault(result: Result) -> None:
    answer = await ask('{ unit(id: "u1") { id score } }', Failing(failures={"scoring": lambda: result}))
    assert (answer.data, told(answer)) == ({"unit": {"id": "u1", "score": None}}, [(["unit", "score"], "UNEXPECTED")])


@pytest.mark.parametrize(
    ("unit", "path"),
    [
        ({"id": None, "parent": None}, ["unit", "id"]),
        ({"id": "u1", "parent": "u4"}, ["unit", "parent"]),
        ("u1", ["unit"]),
    ],
)
async def test_a_misshapen_value_is_null_with_an_error_at_its_place(unit: object, path: list[str]) -> None:
    bad = Failing(failures={"covenant": lambda: {"data": {"unit": unit}}})
    answer = await ask('{ unit(id: "u1") { id parent { id score } } }', bad)
    assert ([path for path, _ in told(answer)], answer.data) == (
        [path],
        {"unit": None} if path != ["unit", "parent"] else {"unit": {"id": "u1", "parent": None}},
    )


@pytest.mark.parametrize("found", ["Cụm", [{"__key_type": "Planet"}], [7]])
async def test_a_list_or_member_of_an_unknown_shape_takes_what_may_not_hold_null(found: object) -> None:
    bad = Failing(failures={"covenant": lambda: {"data": {"search": found}}})
    answer = await ask('{ search(text: "Cụm") { __typename } }', bad)
    assert (answer.data, [code for _, code in told(answer)]) == (None, ["UNEXPECTED"])


async def test_an_error_without_a_place_stands_at_every_field_of_its_fetch() -> None:
    refused = {"data": None, "errors": [{"message": "no such field", "locations": [{"line": 1, "column": 1}]}]}
    answer = await ask(
        '{ unit(id: "u1") { id score s: weightedScore } }', Failing(failures={"scoring": lambda: refused})
    )
    assert told(answer) == [(["unit", "score"], "BAD_REQUEST"), (["unit", "s"], "BAD_REQUEST")]


async def test_what_a_refused_neighbour_took_with_it_is_told_as_such() -> None:
    refused = {"message": "Không có kỳ", "path": ["periods"], "extensions": {"code": "unknown-period"}}
    taken = Failing(failures={"scoring": lambda: {"data": None, "errors": [refused]}})
    answer = await ask('{ board(clusterId: "c1") { rows { rank } } clusters { id } periods }', taken)
    assert (answer.data, told(answer)) == (None, [(["periods"], "unknown-period"), (["board"], "NEIGHBOUR_FAILED")])
    failed = {"message": "Không có quyền", "path": ["e0", 0, "score"], "extensions": {"code": "forbidden"}}
    barred = Failing(failures={"scoring": lambda: {"data": None, "errors": [failed]}})
    answer = await ask('{ unit(id: "u1") { id score s: broken } }', barred)
    assert told(answer) == [(["unit", "score"], "forbidden"), (["unit", "s"], "NEIGHBOUR_FAILED")]


async def test_an_error_of_one_entity_stands_at_all_its_fields() -> None:
    failed = {"data": {"e0": [None]}, "errors": [{"message": "x", "path": ["e0", 0], "extensions": {"code": "no"}}]}
    answer = await ask('{ unit(id: "u1") { id score s: broken } }', Failing(failures={"scoring": lambda: failed}))
    assert told(answer) == [(["unit", "score"], "no"), (["unit", "s"], "no")]


async def test_an_error_within_what_the_gateway_asked_for_itself_stands_at_the_object() -> None:
    failed = {
        "data": {"unit": {"id": "u1", "__key_Unit_size": None}},
        "errors": [{"message": "x", "path": ["unit", "__key_Unit_size"], "extensions": {"code": "no"}}],
    }
    answer = await ask('{ unit(id: "u1") { id weightedScore } }', Failing(failures={"covenant": lambda: failed}))
    assert told(answer) == [(["unit"], "no")]


async def test_the_errors_of_one_answer_are_bounded() -> None:
    many = {"data": {"nominations": [{"unit": {"__key_Unit_id": f"u{i}"}} for i in range(400)]}}
    answer = await ask(
        "{ nominations { unit { score } } }", Failing(failures={"nomination": lambda: many, "scoring": down})
    )
    assert len(answer.errors) == ERRORS_MAX


async def test_a_key_that_is_null_leaves_the_fields_of_others_null() -> None:
    nameless = {"data": {"unit": {"name": "?", "__key_Unit_id": None}}}
    answer = await ask('{ unit(id: "u1") { name score } }', Failing(failures={"covenant": lambda: nameless}))
    assert (answer.data, answer.errors) == ({"unit": {"name": "?", "score": None}}, [])


async def test_the_gateway_answers_what_is_asked_about_the_schema_itself() -> None:
    transport = whole.Recorded()
    answer = await ask('{ __typename k: __type(name: "Decision") { fields { name } } periods }', transport)
    assert answer.data == {
        "__typename": "Query",
        "k": {"fields": [{"name": "votes"}]},
        "periods": ["2024-Q1", "2024-H1", "2024"],
    }
    assert transport.counts == {"scoring": 1}


async def test_an_answer_about_the_whole_schema_is_made_once() -> None:
    federation = Federation(whole.supergraph(), whole.Recorded())
    answers = [await federation.execute(Asked(get_introspection_query()), None) for _ in range(3)]
    assert answers[0].errors == []
    assert [answer.data for answer in answers[1:]] == [answers[0].data] * 2
    assert (federation.introspect.cache_info().misses, federation.introspect.cache_info().hits) == (1, 2)


async def test_an_error_about_the_schema_itself_leaves_the_rest_of_the_answer() -> None:
    answer = await ask('query ($name: String = "Unit") { __type(name: $name) { name } clusters { id } }', name=None)
    assert answer.data == {"__type": None, "clusters": [{"id": "c1"}, {"id": "c2"}]}
    assert [error.path for error in answer.errors] == [["__type"]]
