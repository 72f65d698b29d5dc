"""The committed supergraph is what the services' subgraphs compose to today, and says what a change of it breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import build_schema, lexicographic_sort_schema, print_schema

from gateway import compose
from gateway.compose import CompositionFailed, Subgraph
from gateway.lint import UnplannableSupergraph
from tests.gateway.subgraphs import whole

LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n'
UNIT = LINK + 'type Query { unit: Unit }\ntype Unit @key(fields: "id") { id: ID! name: String! size: Int! }\n'
SCORE = LINK + 'type Query { score: Int }\ntype Unit @key(fields: "id") { id: ID! score: Int }\n'


def of(**sdls: str) -> list[Subgraph]:
    return [Subgraph(name, sdl, f"http://{name}/graphql") for name, sdl in sdls.items()]


@pytest.mark.parametrize("name", compose.discover())
def test_the_committed_subgraph_of_each_service_is_current(name: str) -> None:
    current = compose.subgraph(name)
    assert (compose.SERVICES / name / "schema.graphql").read_text(encoding="utf-8") == current.sdl


def test_the_committed_supergraph_and_public_schema_are_current() -> None:
    assert compose.stale(compose.artifacts(compose.discover())) == []


def test_the_public_schema_is_the_composers_own() -> None:
    """Two ways from subgraphs to public graph: ours strips the supergraph, the composer's makes it itself."""
    subgraphs = [Subgraph(name, schema.as_str(), "") for name, schema in whole.SCHEMAS.items()]
    theirs = compose.run_composer(subgraphs)["api"]
    ours = compose.public_sdl(compose.compose(subgraphs))
    assert sorted_sdl(ours) == sorted_sdl(str(theirs))


def sorted_sdl(sdl: str) -> str:
    return print_schema(lexicographic_sort_schema(build_schema(sdl)))


def test_two_subgraphs_make_one_graph() -> None:
    public = compose.public_sdl(compose.compose(of(covenant=UNIT, scoring=SCORE)))
    assert sorted_sdl(public) == sorted_sdl(
        """type Query { unit: Unit score: Int }
        type Unit { id: ID! name: String! size: Int! score: Int }"""
    )


def test_subgraphs_that_contradict_each_other_make_no_graph() -> None:
    with pytest.raises(CompositionFailed, match=r"Unit\.name"):
        compose.compose(of(covenant=UNIT, scoring=SCORE.replace("score: Int }\n", "score: Int name: Int }\n")))


def test_subgraphs_whose_graph_could_not_be_served_make_none() -> None:
    with pytest.raises(UnplannableSupergraph, match=r"\[non-null-extension\] Unit.score"):
        compose.compose(of(covenant=UNIT, scoring=SCORE.replace("score: Int }\n", "score: Int! }\n")))


def test_a_broken_promise_is_told_before_a_dangerous_change() -> None:
    before = "type Query { a: Int b(n: Int): Kind } enum Kind { ONE }"
    assert compose.breaking(before, "type Query { b(n: Int): Kind } enum Kind { ONE TWO }") == [
        "breaking: Field Query.a was removed.",
        "dangerous: Enum value Kind.TWO was added.",
    ]
    assert compose.breaking(before, before.replace("a: Int", "a: Int c: Int")) == []


def test_services_with_a_subgraph_are_found_on_disk(tmp_path: Path) -> None:
    for path in ("one/graph.py", "two/graph/__init__.py", "three/api.py"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert compose.discover(tmp_path) == ["one", "two"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, str]:
    """A place for the generated files that is not the repository's own."""
    files = {tmp_path / "schema.graphql": "type Query { a: Int }\n", tmp_path / "other.graphql": "x\n"}
    monkeypatch.setattr(compose, "ROOT", tmp_path)
    monkeypatch.setattr(compose, "PUBLIC", tmp_path / "schema.graphql")
    monkeypatch.setattr(compose, "artifacts", lambda _: files)
    return files


def test_the_command_writes_what_is_not_current_and_then_finds_nothing(
    desk: dict[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compose.main(["--check"]) == 1
    assert capsys.readouterr().out == "not current: schema.graphql\nnot current: other.graphql\n"
    assert compose.main([]) == 0
    assert {path: path.read_text(encoding="utf-8") for path in desk} == desk
    assert capsys.readouterr().out == "written: schema.graphql\nwritten: other.graphql\n"
    assert compose.main(["--check"]) == 0
    desk[compose.PUBLIC] = "type Query { b: Int }\n"
    assert compose.main([]) == 0
    assert capsys.readouterr().out == "breaking: Field Query.a was removed.\nwritten: schema.graphql\n"


def test_the_command_says_why_nothing_could_be_composed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> None:
        raise CompositionFailed("Unit.name differs")

    monkeypatch.setattr(compose, "artifacts", refuse)
    assert (compose.main([]), capsys.readouterr().err) == (1, "Unit.name differs\n")


def test_the_composer_says_what_it_contains() -> None:
    folder = compose.COMPOSER.parent
    readme = (folder / "README.md").read_text(encoding="utf-8")
    licences = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    for package in ("@theguild/federation-composition 0.27.0", "graphql 16.15.0"):
        assert f"=== {package} (MIT) ===" in licences
        assert package.split()[0] in readme
