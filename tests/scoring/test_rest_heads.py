"""Who scores for a cluster: the head that its members elected, in office on the day; a token makes nobody head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kernel.identity import Principal
from services.scoring.views import organisation
from tests.covenant import running as neighbour
from tests.covenant.running import cluster_head, refused
from tests.scoring.examples import SCHEME
from tests.scoring.running import (
    CLUSTER,
    CLUSTER_ID,
    CODES,
    HEAD,
    MOVEMENT,
    MOVEMENT_ID,
    STANDING_BODY,
    TABLE_ID,
    UNITS,
    Year,
    begin,
    card_id,
    departments,
    done,
    draft_table,
    open_periods,
    plain,
    ready,
    review,
)

FIRST, SECOND, THIRD, FOURTH = CODES
DEPUTY, CLAIMANT = cluster_head(SECOND), cluster_head(THIRD)
DAYS = (date(2024, 1, 14), date(2024, 1, 15), date(2024, 7, 8))
NOT_HEAD = (409, "not-elected-head")


def elected(year: Year, head: str, deputy: str, on: str) -> None:
    """A second election for the same year replaces the first."""
    body = {"term_year": 2024, "head": head, "deputy": deputy}
    done(year.covenant.post(f"/clusters/{CLUSTER_ID}/elections", STANDING_BODY, body, Effective_At=on))
    year.follow()


def without_election(year: Year) -> None:
    neighbour.establish(year.covenant, *CODES)
    departments(year)
    neighbour.form(year.covenant, *CODES)
    neighbour.launch(year.covenant)
    year.follow()


def draft(year: Year, who: Principal, on: str = "2024-01-20") -> Any:
    body = {"cluster_id": CLUSTER, "movement_id": MOVEMENT, "scheme": plain(SCHEME)}
    return year.post("/score-tables", who, body, Effective_At=on)


def test_before_any_election_nobody_is_head_and_the_answer_says_so(year: Year) -> None:  # rule: a_head_is_elected
    without_election(year)
    answer = draft(year, HEAD)
    assert refused(answer) == (409, "no-head-elected")
    assert answer.json()["detail"] == (
        "Đến ngày 2024-01-20 chưa có kết quả bầu trưởng, phó của 2024/VII, cũng chưa có nhiệm kỳ năm 2024;"
        " bầu xong mới làm được việc này."
    )
    elected(year, FIRST, SECOND, on="2024-01-21")
    assert refused(draft(year, HEAD)) == (409, "no-head-elected")
    done(draft(year, HEAD, on="2024-01-21"), 201)


@pytest.mark.parametrize("who", [DEPUTY, CLAIMANT, cluster_head("BHXH-01")], ids=["deputy", "member", "stranger"])
def test_a_token_that_names_a_head_drafts_signs_computes_finalises_and_freezes_nothing(
    year: Year, who: Principal
) -> None:  # rule: the_elected_head_acts
    begin(year)
    assert refused(draft(year, who)) == NOT_HEAD
    draft_table(year)
    signature = f"/score-tables/{TABLE_ID}/signature"
    refusal = year.post(signature, who, Effective_At="2024-02-01")
    assert refused(refusal) == NOT_HEAD
    told = refusal.json()
    assert (told["detail"], told["source"]["article"]) == (
        f"Ngày 2024-02-01, đơn vị trưởng của {CLUSTER} là {FIRST}; chỉ đơn vị này làm được việc này.",
        "A.II.1; A.I.4",
    )
    assert refused(year.scoring.put(f"/score-tables/{TABLE_ID}/scheme", who, plain(SCHEME))) == NOT_HEAD
    done(year.post(signature, HEAD, Effective_At="2024-02-01"))
    open_periods(year, "2024-H1")
    for path in ("/scorecards/computations", "/scorecards/finalisations", "/boards/editions"):
        assert refused(year.post(path, who, review())) == NOT_HEAD
    assert refused(year.post("/scorecards", who, {**review(), "unit_id": FOURTH})) == NOT_HEAD
    done(year.post("/scorecards/computations", HEAD, review()))
    assert refused(year.post(f"/scorecards/{card_id(FOURTH)}/finalisation", who)) == NOT_HEAD


def test_head_and_deputy_cross_check_and_nobody_else(
    year: Year,
) -> None:  # rule: the_elected_head_or_deputy_cross_checks
    ready(year)
    done(year.post("/scorecards/computations", HEAD, review()))
    marks = {"marks": [{"criterion": "SI", "points": 262.2}]}
    path = f"/scorecards/{card_id(FOURTH)}/cross-checks"
    answer = year.post(path, CLAIMANT, marks)
    assert refused(answer) == (409, "not-elected-head-or-deputy")
    assert answer.json()["detail_en"] == (
        f"On 2024-12-31 the head of {CLUSTER} is {FIRST} and the deputy is {SECOND}; only these two cross-check."
    )
    done(year.post(path, HEAD, marks))
    done(year.post(path, DEPUTY, marks))


def test_the_new_head_acts_from_the_day_of_the_election_and_the_old_one_until_then(year: Year) -> None:
    ready(year)
    elected(year, SECOND, THIRD, on="2024-07-08")
    computed = "/scorecards/computations"
    assert [
        year.post(computed, who, review(), Effective_At=on).status_code
        for who in (HEAD, DEPUTY)
        for on in ("2024-07-07", "2024-07-08")
    ] == [200, 409, 409, 200]


def test_of_two_elections_on_one_day_the_later_told_holds(year: Year) -> None:
    ready(year)
    elected(year, SECOND, FIRST, on="2024-01-15")
    answer = year.post("/scorecards/computations", HEAD, review())
    assert (refused(answer), answer.json()["detail_en"]) == (
        NOT_HEAD,
        f"On 2024-12-31 the head of {CLUSTER} is {SECOND}; only that unit does this.",
    )


def test_a_head_whose_unit_was_merged_leads_no_more_and_the_deputy_still_cross_checks(
    year: Year,
) -> None:  # rule: the_elected_head_is_still_there
    ready(year)
    done(year.post("/scorecards/computations", HEAD, review()))
    done(year.covenant.post(f"/units/{UNITS[FIRST]}/merger", STANDING_BODY, {"into": THIRD}, Effective_At="2024-08-01"))
    year.follow()
    path, marks = f"/scorecards/{card_id(FOURTH)}/cross-checks", {"marks": [{"criterion": "SI", "points": 262.2}]}
    on = {"Effective_At": "2024-08-01"}
    answer = year.post("/scorecards/computations", HEAD, review(), **on)
    assert refused(answer) == (409, "elected-head-gone")
    assert answer.json()["detail_en"] == (
        f"The unit elected to lead {CLUSTER} is {FIRST}, which is not there any more on 2024-08-01;"
        " this waits for the next election."
    )
    assert refused(year.post("/scorecards/computations", DEPUTY, review(), **on)) == (409, "elected-head-gone")
    assert refused(year.post(path, HEAD, marks, **on)) == (409, "elected-head-gone")
    done(year.post(path, HEAD, marks, Effective_At="2024-07-31"))
    done(year.post(path, DEPUTY, marks, **on))
    elected(year, SECOND, THIRD, on="2024-08-02")
    done(year.post("/scorecards/computations", DEPUTY, review(), Effective_At="2024-08-02"))


def test_the_standing_body_leads_nothing_and_may_all_the_same(year: Year) -> None:
    ready(year)
    done(year.post("/scorecards/computations", STANDING_BODY, review()))
    done(year.post("/boards/editions", STANDING_BODY, review()), 201)


def test_the_graph_refuses_with_the_same_words(year: Year) -> None:
    ready(year)
    asked = f'{{cluster: "{CLUSTER_ID}", movement: "{MOVEMENT_ID}", period: "2024-H1"}}'
    refusal = "... on Refusal { code detail { en } source { article } }"
    told = year.scoring.graph(f"mutation {{ freezeEdition(review: {asked}) {{ {refusal} }} }}", who=CLAIMANT)
    assert told["freezeEdition"] == {
        "code": "not-elected-head",
        "detail": {"en": f"On 2024-12-31 the head of {CLUSTER} is {FIRST}; only that unit does this."},
        "source": {"article": "A.II.1; A.I.4"},
    }


def test_who_was_in_office_is_known_for_every_day(year: Year) -> None:
    begin(year)
    elected(year, SECOND, THIRD, on="2024-07-08")
    with year.scoring.service.store.reading() as connection:
        found = [organisation.term(connection, CLUSTER_ID, day) for day in DAYS]
    assert [each and (each["term_year"], each["head_id"], each["deputy_id"]) for each in found] == [
        None,
        (2024, UNITS[FIRST], UNITS[SECOND]),
        (2024, UNITS[SECOND], UNITS[THIRD]),
    ]
