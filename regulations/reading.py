"""Turns the chapter files of one era into their types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from kernel.explanation import Text
from regulations.chapters import (
    Authority,
    Band,
    ClusterBands,
    Deadline,
    Denominator,
    Form,
    FormulaRule,
    Holder,
    Level,
    PrizeTier,
    QuotaBasis,
    QuotaRule,
    Rewards,
    ScoreClass,
    Scoring,
    TieRule,
    TieStep,
    TitleRule,
    VotingRule,
)
from regulations.figures import Figure, Rounding
from regulations.tables import Table
from regulations.values import (
    Wrong,
    amount,
    array,
    count,
    day,
    day_of_year,
    flag,
    one_of,
    portion,
    positive,
    share,
    words,
)

T = TypeVar("T")

IN_ORDER = Text("phải xếp theo ngày", "must be in the order of their dates")


def read_deadlines(chapter: Table) -> dict[str, Deadline]:
    """deadlines.toml: a table a deadline."""
    return {
        code: entry.done(Deadline(code, entry.text("name"), entry.figure("due", day_of_year)))
        for code, entry in chapter.tables()
    }


def read_clusters(chapter: Table) -> ClusterBands:
    """clusters.toml: the bands of district clusters, which must meet and cover every count from 1."""
    source = chapter.source()
    bands = tuple(
        row.done(
            Band(
                row.take("least", count),
                row.take("most", count) if row.has("most") else None,
                row.take("clusters", positive),
            )
        )
        for row in chapter.rows("bands")
    )
    meet = all(left.most is not None and right.least == left.most + 1 for left, right in pairwise(bands))
    if not meet or bands[0].least != 1 or bands[-1].most is not None:
        vi = "phải bắt đầu từ 1, liền nhau và để ngỏ ở cuối"
        raise chapter.refuse("bands", Text(vi, "must begin at 1, meet, and end open"))
    if any(left.clusters > right.clusters for left, right in pairwise(bands)):
        vi = "càng nhiều huyện thì số cụm không được giảm"
        raise chapter.refuse("bands", Text(vi, "more districts never make fewer clusters"))
    return chapter.done(ClusterBands(bands, source))


def read_titles(chapter: Table) -> dict[str, TitleRule]:
    """titles.toml: a table a title."""
    return {code: entry.done(_title(code, entry)) for code, entry in chapter.tables()}


def _title(code: str, entry: Table) -> TitleRule:
    rule = TitleRule(
        code=code,
        name=entry.text("name"),
        holder=entry.take("holder", one_of(Holder)),
        form=entry.take("form", one_of(Form)),
        level=entry.take("level", one_of(Level)),
        basis=entry.source("basis"),
        authorities=_authorities(entry),
        covenant_required=entry.figure("covenant_required", flag),
        registration_required=entry.figure("registration_required", flag),
        board_required=entry.figure("board_required", flag),
        must_lead_cluster=entry.figure("must_lead_cluster", flag),
        selection_vote=entry.take("selection_vote", words) if entry.has("selection_vote") else None,
        council_vote=entry.take("council_vote", words),
        quota=entry.take("quota", words) if entry.has("quota") else None,
        notice_before_decision=entry.figure("notice_before_decision", flag),
    )
    if rule.must_lead_cluster.value and not rule.board_required.value:
        vi = "phải đứng đầu bảng xếp hạng thì phải có bảng"
        raise entry.refuse("board_required", Text(vi, "who must lead a board must stand on one"))
    return rule


def _authorities(entry: Table) -> tuple[Authority, ...]:
    held = tuple(
        row.done(Authority(row.take("from", day), row.text("name"), row.source())) for row in entry.rows("authorities")
    )
    if any(left.from_day >= right.from_day for left, right in pairwise(held)):
        raise entry.refuse("authorities", IN_ORDER)
    return held


def read_voting(chapter: Table) -> dict[str, VotingRule]:
    """voting.toml: a table a way of voting."""
    return {code: entry.done(_voting_rule(code, entry)) for code, entry in chapter.tables()}


def _voting_rule(code: str, entry: Table) -> VotingRule:
    rule = VotingRule(
        code=code,
        name=entry.text("name"),
        secret=entry.figure("secret", flag),
        quorum=entry.figure("quorum", share),
        threshold=entry.figure("threshold", share),
        denominator=entry.figure("denominator", one_of(Denominator)),
        max_rounds=entry.figure("max_rounds", positive),
        tie=entry.figure("tie", one_of(TieRule)),
        recused_in_own_case=entry.figure("recused_in_own_case", flag),
        absent_in_writing=entry.figure("absent_in_writing", flag),
        wholly_written=entry.figure("wholly_written", flag),
        substitutes=entry.figure("substitutes", flag),
    )
    if rule.secret.value and rule.wholly_written.value:
        vi = "bỏ phiếu kín thì không lấy ý kiến bằng văn bản"
        raise entry.refuse("wholly_written", Text(vi, "a secret ballot is not held in writing"))
    return rule


def read_quotas(chapter: Table) -> dict[str, QuotaRule]:
    """quotas.toml: a table a quota."""
    return {
        code: entry.done(
            QuotaRule(
                code,
                entry.text("name"),
                entry.figure("basis", one_of(QuotaBasis)),
                entry.figure("share", portion),
                entry.figure("rounding", one_of(Rounding)),
            )
        )
        for code, entry in chapter.tables()
    }


def read_rewards(chapter: Table) -> Rewards:
    """rewards.toml: the base salary by date and the multiple of each title."""
    salaries = tuple(
        row.done((row.take("from", day), Figure(row.take("value", amount), row.source())))
        for row in chapter.rows("base_salaries")
    )
    if any(left[0] >= right[0] for left, right in pairwise(salaries)):
        raise chapter.refuse("base_salaries", IN_ORDER)
    return chapter.done(Rewards(salaries, _amounts(chapter.table("multiples"))))


def _amounts(table: Table) -> dict[str, Figure[Decimal]]:
    return {key: entry.done(Figure(entry.take("value", amount), entry.source())) for key, entry in table.tables()}


def read_scoring(chapter: Table) -> Scoring:
    """scoring.toml: shape of a table, rounding, ties, classes, prizes, formula kinds."""
    women = chapter.figure("women_share_preferred", share) if chapter.has("women_share_preferred") else None
    return chapter.done(
        Scoring(
            content_points=chapter.figure("content_points", amount),
            bonus_cap=chapter.figure("bonus_cap", amount),
            unregistered_penalty=chapter.figure("unregistered_penalty", amount),
            late_covenant_penalty=chapter.figure("late_covenant_penalty", amount),
            award_bonus=_amounts(chapter.table("award_bonus")),
            decimals=chapter.figure("decimals", count),
            rounding=chapter.figure("rounding", one_of(Rounding)),
            tie_chain=chapter.figure("tie_chain", _tie_chain),
            women_share_preferred=women,
            classes=_tiers(chapter.table("classes"), _class),
            prize_tiers=_tiers(chapter.table("prize_tiers"), _prize),
            formulas=_formulas(chapter.table("formulas")),
        )
    )


def _tie_chain(value: object) -> tuple[TieStep, ...]:
    chain = tuple(one_of(TieStep)(step) for step in array(value))
    if len(set(chain)) != len(chain) or not chain or chain[-1] is not TieStep.EQUAL_RANK:
        vi = "các bước phải khác nhau và bước cuối là equal_rank"
        raise Wrong(vi, "steps must differ, and the last must be equal_rank")
    return chain


def _tiers(table: Table, read: Callable[[Table], T]) -> Figure[tuple[T, ...]]:
    source = table.source()
    return table.done(Figure(tuple(row.done(read(row)) for row in table.rows("rows")), source))


def _class(row: Table) -> ScoreClass:
    return ScoreClass(row.take("code", words), row.text("name"), row.take("at_least_percent", amount))


def _prize(row: Table) -> PrizeTier:
    return PrizeTier(row.take("code", words), row.text("name"), row.take("prizes", count))


def _formulas(table: Table) -> Mapping[str, FormulaRule]:
    rules = {}
    for code, entry in table.tables():
        name: Text = entry.text("name")
        rules[code] = entry.done(FormulaRule(code, name, entry.source()))
    return rules
