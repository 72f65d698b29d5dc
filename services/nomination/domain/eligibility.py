"""Eligibility (điều kiện xét): the rules of nomination asked one by one, answered with a tree that shows each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kernel.explanation import Explanation, Source, Text
from kernel.refusals import HOUSE_RULE, Refusal
from regulations.chains import chains_of
from regulations.chapters import TitleRule
from regulations.rulebook import Rulebook
from services.nomination.domain.candidacy import Candidacy, Standing
from services.nomination.domain.refusals.nominating import PersonNotInTheUnit
from services.nomination.domain.rules import nominating as rules

MET, NOT_MET = "MET", "NOT_MET"

Rule = Callable[[Candidacy, TitleRule], None]


def _of_the_product(_rule: TitleRule) -> Source:
    return HOUSE_RULE


def _of_the_title(rule: TitleRule) -> Source:
    return rule.basis


@dataclass(frozen=True)
class Requirement:
    """One condition: what it is called, the rule that asks it, where it stands, and for which titles it is asked."""

    label: Text
    rule: Rule
    source: Callable[[TitleRule], Source] = _of_the_product
    asked: Callable[[TitleRule], bool] = lambda _rule: True


FOR_COLLECTIVES = Requirement(
    Text("Danh hiệu dành cho tập thể", "The title is for collectives"), rules.title_is_for_collectives, _of_the_title
)

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(Text("Đơn vị có trong danh mục", "The unit is registered"), rules.unit_is_known),
    Requirement(Text("Phong trào đã được phát động", "The movement was launched"), rules.movement_is_known),
    FOR_COLLECTIVES,
    Requirement(
        Text("Đã ký giao ước thi đua", "The covenant is signed"),
        rules.covenant_is_signed,
        lambda rule: rule.covenant_required.source,
        lambda rule: rule.covenant_required.value,
    ),
    Requirement(
        Text("Đã đăng ký danh hiệu", "The title is registered"),
        rules.title_is_registered,
        lambda rule: rule.registration_required.source,
        lambda rule: rule.registration_required.value,
    ),
    Requirement(
        Text("Đã xếp hạng cuối năm", "The year-end ranks have passed"),
        rules.ranks_have_passed,
        lambda rule: rule.board_required.source,
        lambda rule: rule.board_required.value,
    ),
    Requirement(
        Text("Khối, cụm do Ngành tổ chức", "The board is the sector's"),
        rules.board_is_of_the_sector,
        lambda rule: rule.must_lead_cluster.source,
        lambda rule: rule.board_required.value and rule.must_lead_cluster.value,
    ),
    Requirement(
        Text("Dẫn đầu khối, cụm", "The unit leads its board"),
        rules.unit_leads_its_board,
        lambda rule: rule.must_lead_cluster.source,
        lambda rule: rule.board_required.value and rule.must_lead_cluster.value,
    ),
    Requirement(Text("Chưa được đề cử", "Not nominated yet"), rules.unit_is_not_nominated_yet),
)
"""The rules in the order they are asked, each only of a title that asks it; the first that says no is the refusal."""

OF_PERSONS = (
    Requirement(
        Text("Danh hiệu dành cho cá nhân", "The title is for persons"), rules.title_is_for_persons, _of_the_title
    ),
    Requirement(
        Text("Cá nhân thuộc đơn vị", "The person is in the unit"),
        rules.person_is_in_the_unit,
        lambda _rule: PersonNotInTheUnit.source,
    ),
)
"""Asked of a person in the place of whether the title is for collectives."""

STANDARDS = Requirement(
    Text("Đạt tiêu chuẩn danh hiệu", "The standards of the title are met"), rules.standards_are_met, _of_the_title
)


def _bars(rulebook: Rulebook) -> Requirement:
    """Whether nothing bars the candidate: on the first bar of the rulebook for such a title."""

    def first_bar(rule: TitleRule) -> Source:
        return next((each.source for each in chains_of(rulebook).bars_of(rule.code, rule.holder)), HOUSE_RULE)

    label = Text("Không thuộc trường hợp không xét", "Nothing bars the candidate")
    return Requirement(label, rules.nothing_bars_the_candidate, first_bar)


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
    answers = [(each, _ask(each.rule, candidacy, rule)) for each in _requirements(candidacy, rule, rulebook)]
    first = next((refusal for _, refusal in answers if refusal is not None), None)
    asked = tuple(_node(each.label, each.source(rule), refusal) for each, refusal in answers)
    tree = Explanation(
        label=Text(f"Điều kiện xét {rule.name.vi}", f"Eligibility for the {rule.name.en}"),
        value=NOT_MET if first else MET,
        formula=Text("tất cả điều kiện đều đạt", "every condition is met"),
        source=rule.basis,
        rule_version=rulebook.version,
        inputs=asked + _chain(candidacy) + _facts(candidacy),
    )
    return Verdict(first, tree)


def _requirements(candidacy: Candidacy, rule: TitleRule, rulebook: Rulebook) -> tuple[Requirement, ...]:
    chain = () if candidacy.assessment is None else (_bars(rulebook), STANDARDS)
    asked = tuple(each for each in REQUIREMENTS if each.asked(rule))
    if candidacy.person is None:
        return (*asked, *chain)
    return (*OF_PERSONS, *(each for each in asked if each is not FOR_COLLECTIVES), *chain)


def _ask(require: Rule, candidacy: Candidacy, rule: TitleRule) -> Refusal | None:
    try:
        require(candidacy, rule)
    except Refusal as refusal:
        return refusal
    return None


def _node(label: Text, source: Source, refusal: Refusal | None) -> Explanation:
    if refusal is None:
        return Explanation(label=label, value=MET, source=source)
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
        nodes.extend(_of_the_board(standing))
    return tuple(nodes)


def _of_the_board(standing: Standing) -> tuple[Explanation, ...]:
    """The unit's line; where it is in a group of like units, the group that the rank is in."""
    told: tuple[tuple[Text, object], ...] = (
        (Text("Kỳ tổng kết", "Period of the board"), standing.period),
        (Text("Bảng xếp hạng cuối năm, lần", "Year-end board, edition"), standing.edition_no),
        (Text("Loại khối, cụm", "Kind of board"), standing.cluster_kind),
        (Text("Trạng thái", "State"), standing.state),
        (Text("Thứ hạng", "Rank"), standing.rank),
        (Text("Điểm", "Score"), standing.score),
    )
    if (group := standing.group) is not None:
        within = group.words()
        label = Text(f"Xếp hạng riêng trong {within.vi}", f"Ranked apart in {within.en}")
        told = (*told, (label, group.code))
    return tuple(_fact(label, value, standing.event) for label, value in told)


def _timing(*, late: bool) -> str:
    return str(Text("muộn", "late") if late else Text("đúng hạn", "in time"))


def _fact(label: Text, value: object, event: UUID) -> Explanation:
    text = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    return Explanation(label=label, value=text, events=(event,))
