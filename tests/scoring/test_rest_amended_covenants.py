"""B9 in scoring: cards computed after an amendment go by its targets and name the edition; what was frozen stays."""

from __future__ import annotations

from typing import Any

from tests.covenant.running import covenant_id
from tests.scoring.running import CODES, HEAD, TARGETS, UNITS, Year, board_id, done, freeze, head, officer, ready
from tests.scoring.test_rest_boards import correct_first

FIRST, SECOND = CODES[:2]
LESS = [{**each, "value": 800} if each["indicator"] == "SI" else each for each in TARGETS]
ROWS = f"/boards/{board_id()}/editions/%d/rows/{UNITS[FIRST]}/points/SI/why"
SIGNED, AMENDED = "Chỉ tiêu trong giao ước", "Chỉ tiêu trong giao ước, bản 2"


def agree_to_less(year: Year) -> str:
    """An amendment of the first unit's covenant that waits for its signature; where it stands."""
    address = f"/covenants/{covenant_id(FIRST)}/amendments"
    body = {"targets": LESS, "reason": "Giao lại chỉ tiêu thu"}
    done(year.covenant.post(address, officer(FIRST), body, Effective_At="2024-06-01"), 201)
    done(year.covenant.post(f"{address}/agreement", HEAD, Effective_At="2024-06-05"))
    year.follow()
    return address


def amend(year: Year) -> None:
    done(year.covenant.post(f"{agree_to_less(year)}/signature", head(FIRST), Effective_At="2024-06-10"))
    year.follow()


def read(year: Year, edition: int) -> tuple[str, str, str, list[str]]:
    """The points, and the target they were held against: its name, value and events."""
    tree: dict[str, Any] = year.get(ROWS % edition)["tree"]
    target = tree["inputs"][2]
    return tree["value"], target["label"]["vi"], target["value"], target["events"]


def events(year: Year, kind: str) -> list[str]:
    log = year.covenant.service.store.log()
    return [str(each.id) for each in log if type(each.event).__qualname__ == kind]


def test_a_board_after_an_amendment_goes_by_it_and_the_frozen_one_stays(year: Year) -> None:
    ready(year)
    freeze(year)
    before = year.get(ROWS % 1)
    assert read(year, 1)[:3] == ("262.20", SIGNED, "1000")
    amend(year)
    assert year.get(ROWS % 1) == before
    correct_first(year)
    freeze(year, on="2024-08-01", reopen_cards=True, reason="Giao ước điều chỉnh")
    assert year.get(ROWS % 1) == before
    points, name, value, told_by = read(year, 2)
    assert (points, name, value, told_by) == ("300.00", AMENDED, "800", events(year, "Covenant.Amended"))
    boards = year.scoring.service.application.boards
    assert [boards.recompute_edition(board_id(), no).same for no in (1, 2)] == [True, True]


def test_an_amendment_that_is_not_signed_changes_no_card(year: Year) -> None:
    ready(year)
    agree_to_less(year)
    freeze(year)
    assert read(year, 1)[:3] == ("262.20", SIGNED, "1000")


def test_only_the_unit_that_amended_is_held_against_other_targets(year: Year) -> None:
    ready(year)
    amend(year)
    freeze(year)
    other = year.get(ROWS.replace(str(UNITS[FIRST]), str(UNITS[SECOND])) % 1)["tree"]["inputs"][2]
    assert (other["label"]["vi"], other["value"]) == (SIGNED, "1000")
    assert read(year, 1)[:3] == ("300.00", AMENDED, "800")
