"""What every subgraph answers in: refusals and receipts as data, explanations that unfold as far as they are asked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from kernel import explanation, refusals, store
from kernel.explanation import told


@strawberry.federation.type(shareable=True, description="Một câu bằng hai ngôn ngữ: one sentence in both languages")
class Text:
    """Text in Vietnamese and English."""

    vi: str
    en: str

    @classmethod
    def of(cls, text: explanation.Text | str) -> Text:
        """From the domain's value; what is no text of two languages is told alike in both."""
        return cls(vi=str(told(text, "vi")), en=str(told(text, "en")))


@strawberry.federation.type(
    shareable=True, description="Căn cứ: where a rule or figure stands, and how far it is confirmed"
)
class Source:
    """Document, article and status (found, analogue, unverified)."""

    document: str
    article: str
    status: str

    @classmethod
    def of(cls, source: explanation.Source) -> Source:
        """From the domain's value."""
        return cls(document=source.document, article=source.article, status=source.status.value)


@strawberry.federation.type(
    shareable=True, description="Giải trình: why a value is what it is, down to the events it was read from"
)
class Explanation:
    """One node of a “why”; `tree` is the node and all below it as JSON, `digest` its stable SHA-256."""

    node: strawberry.Private[explanation.Explanation]

    @strawberry.field
    def label(self) -> Text:
        """What is explained."""
        return Text.of(self.node.label)

    @strawberry.field
    def value(self) -> str:
        """The exact text of the value."""
        return self.node.value

    @strawberry.field
    def formula(self) -> str:
        """How it was made of its inputs; what of it is words, in Vietnamese."""
        return str(told(self.node.formula, "vi"))

    @strawberry.field
    def formula_en(self) -> str:
        """The same in English."""
        return str(told(self.node.formula, "en"))

    @strawberry.field
    def rounding(self) -> Text | None:
        """How it was rounded."""
        return Text.of(self.node.rounding) if self.node.rounding else None

    @strawberry.field
    def source(self) -> Source | None:
        """Where its rule stands."""
        return Source.of(self.node.source) if self.node.source else None

    @strawberry.field
    def rule_version(self) -> str:
        """The set of rules."""
        return self.node.rule_version

    @strawberry.field
    def events(self) -> list[strawberry.ID]:
        """The recorded events it was read from."""
        return [strawberry.ID(str(each)) for each in self.node.events]

    @strawberry.field
    def inputs(self) -> list[Explanation]:
        """What it was made of."""
        return [Explanation(node=each) for each in self.node.inputs]

    @strawberry.field
    def digest(self) -> str:
        """SHA-256 of the tree."""
        return self.node.digest()

    @strawberry.field
    def tree(self) -> JSON:
        """The tree as JSON."""
        return JSON(self.node.as_dict())

    @classmethod
    def of(cls, node: explanation.Explanation) -> Explanation:
        """From the domain's value; each member is made when it is asked for."""
        return cls(node=node)


@strawberry.federation.type(shareable=True, description="Từ chối: what a rule refuses, its source, the fields, and why")
class Refusal:
    """A refused command as data."""

    code: str
    title: Text
    detail: Text
    source: Source
    fields: list[str]
    why: Explanation

    @classmethod
    def of(cls, refusal: refusals.Refusal) -> Refusal:
        """From the refusal that was raised."""
        return cls(
            code=refusal.code,
            title=Text.of(refusal.title),
            detail=Text.of(refusal.text()),
            source=Source.of(refusal.ground),
            fields=list(refusal.fields),
            why=Explanation.of(refusal.explanation),
        )


@strawberry.federation.type(
    shareable=True, description="Biên nhận: the command is recorded; wait for `token` before reading elsewhere"
)
class Receipt:
    """The aggregate, its new version, the place in the log, and what else the command has to say."""

    id: strawberry.ID
    version: int
    position: int
    token: str
    details: JSON

    @classmethod
    def of(cls, receipt: store.Receipt) -> Receipt:
        """From the application's receipt."""
        return cls(
            id=strawberry.ID(str(receipt.id)),
            version=receipt.version,
            position=receipt.position,
            token=receipt.token,
            details=JSON(receipt.details),
        )


CommandResult = Annotated[
    Receipt | Refusal,
    strawberry.union("CommandResult", description="Kết quả lệnh: the receipt, or the refusal as data"),
]


@strawberry.input(description="Điều kiện của lệnh: once, at this version, true since")
class Terms:
    """What REST says in headers: Idempotency-Key, If-Match, Effective-At, the correlation id and Rulebook."""

    idempotency_key: str | None = None
    expected_version: int | None = None
    effective_at: datetime | None = None
    correlation_id: UUID | None = None
    rulebook: str | None = strawberry.field(
        default=None, description="Bộ quy định: rule set to go by, default the day's"
    )


@strawberry.federation.type(shareable=True, description="Thông tin trang: where this page of a connection ends")
class PageInfo:
    """Relay's page information; pages run forward only."""

    has_next_page: bool
    end_cursor: str | None
    has_previous_page: bool = False
    start_cursor: str | None = None
