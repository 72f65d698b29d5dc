"""What a refusal says in Vietnamese holds no English: things, actions and states have names in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum
from importlib import import_module

import pytest

from kernel.aggregate import Aggregate
from kernel.explanation import Text, Worded
from kernel.refusals import HOUSE_RULE, Refusal
from services.covenant.domain.unit import UnitKind
from services.nomination.domain.stages import Stage
from tests.architecture.sources import services
from tests.contracts.catalogue import aggregates, imported
from tests.support.wording import VIETNAMESE, bare


class Bare(StrEnum):
    """A closed list without words."""

    ONE = "one"


class Telling(Refusal):
    """An example that tells one fact."""

    code = "example-telling"
    title = Text("Ví dụ", "An example")
    detail = Text("Thấy {fact}.", "Found {fact}.")
    source = HOUSE_RULE


del Refusal.registry[Telling.code]


def actions() -> list[type[Enum]]:
    return [import_module(f"services.{service}.domain.rights").Action for service in services()]


def worded() -> list[type[Enum]]:
    """Every closed list whose members refusals tell, beside the actions."""
    imported("services", "regulations")
    return [kind for kind in Worded.__subclasses__() if kind.__module__.startswith(("services.", "regulations."))]


def badly_named(names: Iterable[tuple[str, Text]]) -> Iterator[str]:
    for name, words in names:
        if not VIETNAMESE.search(words.vi) or VIETNAMESE.search(words.en) or "_" in words.vi + words.en:
            yield f"{name}: {words}"


def told(kinds: Iterable[type[Enum]]) -> list[tuple[str, Text]]:
    return [(str(member), getattr(member, "words")) for kind in kinds for member in kind]  # noqa: B009 (no Enum has it)


def test_every_action_has_a_name_in_both_languages() -> None:
    assert list(badly_named(told(actions()))) == []


def test_every_state_that_is_told_has_a_name_in_both_languages() -> None:
    assert list(badly_named(told(worded()))) == []


def test_every_thing_that_can_be_missing_has_a_name_in_both_languages() -> None:
    things = [kind for service in services() for kind in aggregates(service)]
    assert list(badly_named((kind.__name__, kind.CALLED) for kind in things)) == []
    assert [kind.__name__ for kind in things if kind.CALLED is Aggregate.CALLED] == []


@pytest.mark.parametrize("words", [Text("plan_year", "plan year"), Text("kế hoạch", "kế hoạch"), Text("open", "open")])
def test_a_name_in_one_language_only_is_found(words: Text) -> None:
    assert len(list(badly_named([("example", words)]))) == 1


def test_a_sentence_takes_the_words_of_its_language() -> None:
    sentence = Text("Không có {thing} ở trạng thái {state}.", "There is no {thing} that is {state}.")
    assert sentence.format({"thing": Text("đề cử", "nomination"), "state": Stage.WITHDRAWN}) == Text(
        "Không có đề cử ở trạng thái đã rút.", "There is no nomination that is withdrawn."
    )


def test_a_list_is_told_in_the_words_of_each_of_its_members() -> None:
    sentence = Text("Đơn vị {unit}: {kinds}.", "The unit {unit}: {kinds}.")
    told_as_listed = sentence.format({"unit": "BHXH-01", "kinds": [UnitKind.BASE, UnitKind.PROVINCE]})
    assert told_as_listed == Text(
        "Đơn vị BHXH-01: BHXH cơ sở, BHXH tỉnh.", "The unit BHXH-01: base office, provincial office."
    )
    assert sentence.format({"unit": "BHXH-01", "kinds": frozenset({UnitKind.BASE, UnitKind.PROVINCE})}) == Text(
        "Đơn vị BHXH-01: BHXH cơ sở, BHXH tỉnh.", "The unit BHXH-01: base office, provincial office."
    )


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (Bare.ONE, ["fact"]),
        ((Stage.DECIDED, Bare.ONE), ["fact"]),
        (frozenset({Bare.ONE}), ["fact"]),
        ("hàng · rows", ["fact"]),
        (Text("hàng", "rows"), []),
        (Stage.DECIDED, []),
        ((Stage.DECIDED, "BHXH-01", 3), []),
    ],
)
def test_a_token_or_two_languages_in_a_sentence_are_found(fact: object, found: list[str]) -> None:
    refusal = Telling(fact="—")
    refusal.facts = {"fact": fact, "aside": Bare.ONE}
    assert bare(refusal) == found


def test_a_refusal_explains_itself_by_tokens_however_it_tells_them() -> None:
    refusal = Telling(fact=(Stage.DECIDED, Stage.REVOKED))
    assert refusal.text() == Text("Thấy đã có quyết định, quyết định đã bị hủy bỏ.", "Found decided, revoked.")
    assert [each.value for each in refusal.explanation.inputs] == ["DECIDED, REVOKED"]
