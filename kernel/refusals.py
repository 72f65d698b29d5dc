"""What the domain answers when it says no: one class a reason, carrying its rule's source and the facts of the case."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from kernel.explanation import Explanation, Source, Text, listed


class Kind(StrEnum):
    """What sort of no it is; the edge turns it into a status, the domain knows none."""

    REFUSED = "refused"  # a rule says no, whoever asks
    MISSING = "missing"  # the thing named does not exist
    FORBIDDEN = "forbidden"  # this principal may not
    INVALID = "invalid"  # the input cannot mean anything
    CONFLICT = "conflict"  # somebody else was faster
    STALE = "stale"  # the client has not seen the last version
    UNAUTHENTICATED = "unauthenticated"  # nobody known is asking
    UNAVAILABLE = "unavailable"  # not now; ask again
    FAULT = "fault"  # nobody's no: something broke


class Refusal(Exception):
    """Base of every named refusal. A subclass states code, title, detail and source, an instance the facts.

    `detail` holds `{placeholders}` that the keyword facts fill. `fields` names the input members concerned.
    """

    code: ClassVar[str]
    title: ClassVar[Text]
    detail: ClassVar[Text]
    source: ClassVar[Source]
    kind: ClassVar[Kind] = Kind.REFUSED
    fields: tuple[str, ...] = ()
    registry: ClassVar[dict[str, type[Refusal]]] = {}

    def __init_subclass__(cls) -> None:
        """Every refusal is known by its durable `code`, so that `/problems/{code}` can describe it."""
        super().__init_subclass__()
        if cls.registry.setdefault(cls.code, cls) is not cls:
            message = f"refusal code {cls.code!r} is taken by {cls.registry[cls.code].__qualname__}"
            raise TypeError(message)

    def __init__(
        self,
        *,
        fields: tuple[str, ...] | None = None,
        source: Source | None = None,
        explanation: Explanation | None = None,
        **facts: object,
    ) -> None:
        """`fields` and `source` replace the class's own where the case knows better (a rule read from dated data)."""
        super().__init__(self.code)
        self.facts = facts
        self.fields = self.fields if fields is None else fields
        self.ground, self._explanation = source or type(self).source, explanation

    def __str__(self) -> str:
        return f"{self.text().vi} / {self.text().en}"

    def on(self, day: date) -> Self:
        """The same refusal of a fact of that day, whose ground cannot be a document of later."""
        self.ground = self.ground.on(day)
        return self

    def text(self) -> Text:
        """The detail of this very case, in both languages."""
        return self.detail.format(self.facts)

    @property
    def explanation(self) -> Explanation:
        """Why it was refused: the tree it was raised with, else one node made of its own facts."""
        inputs = tuple(
            Explanation(label=Text(name, name), value=", ".join(map(str, listed(fact))))
            for name, fact in sorted(self.facts.items())
        )
        return self._explanation or Explanation(self.title, self.code, source=self.ground, inputs=inputs)

    @property
    def extensions(self) -> dict[str, Any]:
        """What a GraphQL error made of this refusal carries beside its message."""
        return self.as_problem()

    def as_problem(self) -> dict[str, Any]:
        """The members of an RFC 9457 problem, less `status` and `instance`, which belong to the edge."""
        text = self.text()
        return {
            "type": f"/problems/{self.code}",
            "code": self.code,
            "title": self.title.vi,
            "title_en": self.title.en,
            "detail": text.vi,
            "detail_en": text.en,
            "source": self.ground.as_dict(),
            "fields": list(self.fields),
            "explanation": self.explanation.as_dict(),
        }


HOUSE_RULE = Source("Thi Đua", "docs/rules.md")
"""Source of the rules that no document states: the product's own."""
