"""Eligibility (điều kiện xét): the rules of nomination asked one by one, answered with a tree that shows each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Explanation, Text
from kernel.refusals import Refusal
from regulations.chapters import TitleRule
from regulations.rulebook import Rulebook
from services.nomination.domain.candidacy import Candidacy
from services.nomination.domain.rules import nominating as rules

MET, NOT_MET = "MET", "NOT_MET"

Rule = Callable[[Candidacy, TitleRule], None]

REQUIREMENTS: tuple[tuple[Text, Rule], ...] = (
    (Text("Đơn vị có trong danh mục", "The unit is registered"), rules.unit_is_known),
    (Text("Phong trào đã được phát động", "The movement was launched"), rules.movement_is_known),
    (Text("Danh hiệu dành cho tập thể", "The title is for collectives"), rules.title_is_for_collectives),
    (Text("Đã ký giao ước thi đua", "The covenant is signed"), rules.covenant_is_signed),
    (Text("Đã đăng ký danh hiệu", "The title is registered"), rules.title_is_registered),
    (Text("Đã xếp hạng cuối năm", "The year-end ranks have passed"), rules.ranks_have_passed),
    (Text("Khối, cụm do Ngành tổ chức", "The board is the sector's"), rules.board_is_of_the_sector),
    (Text("Dẫn đầu khối, cụm", "The unit leads its board"), rules.unit_leads_its_board),
    (Text("Chưa được đề cử", "Not nominated yet"), rules.unit_is_not_nominated_yet),
)
"""The rules in the order they are asked; the first that says no is the refusal."""

OF_PERSONS: tuple[tuple[Text, Rule], ...] = (
    (Text("Danh hiệu dành cho cá nhân", "The title is for persons"), rules.title_is_for_persons),
    (Text("Cá nhân thuộc đơn vị", "The person is in the unit"), rules.person_is_in_the_unit),
)
"""Asked of a person in the place of whether the title is for collectives."""

OF_THE_CHAIN: tuple[tuple[Text, Rule], ...] = (
    (Text("Không thuộc trường hợp không xét", "Nothing bars the candidate"), rules.nothing_bars_the_candidate),
    (Text("Đạt tiêu chuẩn danh hiệu", "The standards of the title are met"), rules.standards_are_met),
)
"""Asked last, where the merit file and the chain of the title were looked at."""


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a candidacy: the first refusal (None: eligible) and the whole tree."""

    refusal: Refusal | None
    explanation: Explanation

    @property
    def eligible(self) -> bool:
        """Whether no rule says no."""
        return self.refusal is None

    def require(self) -> None:
        """Raise the first refusal, carrying the whole tree."""
        if self.refusal is not None:
            again = type(self.refusal)(
                fields=self.refusal.fields,
                source=self.refusal.ground,
                explanation=self.explanation,
                **self.refusal.facts,
            )
            raise again from self.refusal


def verdict(candidacy: Candidacy, rulebook: Rulebook) -> Verdict:
    """Ask every rule, record nothing.

    Raises:
        UnknownTitle: the rulebook has no such title, so that there is no rule to ask.
    """
    rule = rules.title_is_known(candidacy.title, rulebook)
    answers = [(label, _ask(require, candidacy, rule)) for label, require in _requirements(candidacy)]
    first = next((refusal for _, refusal in answers if refusal is not None), None)
    tree = Explanation(
        label=Text(f"Điều kiện xét {rule.name.vi}", f"Eligibility for the {rule.name.en}"),
        value=NOT_MET if first else MET,
        formula="tất cả điều kiện đều đạt / every condition is met",
        source=rule.basis,
        rule_version=rulebook.version,
        inputs=tuple(_node(label, refusal) for label, refusal in answers) + _chain(candidacy) + _facts(candidacy),
    )
    return Verdict(first, tree)


def _requirements(candidacy: Candidacy) -> tuple[tuple[Text, Rule], ...]:
    chain = () if candidacy.assessment is None else OF_THE_CHAIN
    if candidacy.person is None:
        return (*REQUIREMENTS, *chain)
    others = tuple(each for each in REQUIREMENTS if each[1] is not rules.title_is_for_collectives)
    return (*OF_PERSONS, *others, *chain)


def _ask(require: Rule, candidacy: Candidacy, rule: TitleRule) -> Refusal | None:
    try:
        require(candidacy, rule)
    except Refusal as refusal:
        return refusal
    return None


def _node(label: Text, refusal: Refusal | None) -> Explanation:
    if refusal is None:
        return Explanation(label=label, value=MET)
    detail = Explanation(label=refusal.text(), value=refusal.code, source=refusal.ground)
    return Explanation(label=label, value=NOT_MET, source=refusal.ground, inputs=(detail,))


def _chain(candidacy: Candidacy) -> tuple[Explanation, ...]:
    """What the chain of the title says of the holder's merit file."""
    return () if candidacy.assessment is None else (candidacy.assessment.tree,)


def _facts(candidacy: Candidacy) -> tuple[Explanation, ...]:
    """What was heard, each with the id of the event it was heard in."""
    nodes: list[Explanation] = []
    if covenant := candidacy.covenant:
        nodes.append(_fact(Text("Ngày ký giao ước", "Covenant signed on"), covenant.signed_on, covenant.event))
        nodes.append(_fact(Text("Ký giao ước", "Signing the covenant"), _timing(late=covenant.late), covenant.event))
    if registration := candidacy.registration:
        label = Text("Ngày đăng ký danh hiệu", "Title registered on")
        nodes.append(_fact(label, registration.registered_on, registration.event))
        nodes.append(
            _fact(
                Text("Đăng ký danh hiệu", "Registering the title"), _timing(late=registration.late), registration.event
            )
        )
    if standing := candidacy.standing:
        for label, value in (
            (Text("Kỳ tổng kết", "Period of the board"), standing.period),
            (Text("Bảng xếp hạng cuối năm, lần", "Year-end board, edition"), standing.edition_no),
            (Text("Loại khối, cụm", "Kind of board"), standing.cluster_kind),
            (Text("Trạng thái", "State"), standing.state),
            (Text("Thứ hạng", "Rank"), standing.rank),
            (Text("Điểm", "Score"), standing.score),
        ):
            nodes.append(_fact(label, value, standing.event))
    return tuple(nodes)


def _timing(*, late: bool) -> str:
    return "muộn" if late else "đúng hạn"


def _fact(label: Text, value: object, event: UUID) -> Explanation:
    text = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    return Explanation(label=label, value=text, events=(event,))
