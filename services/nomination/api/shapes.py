"""The shapes that several endpoints answer with."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from kernel.explanation import Explanation


class ExplanationTree(BaseModel):
    """Giải trình: why, as a tree of values, formulas, sources, rule versions and events, with its digest."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "digest": "2c9a…",
                    "tree": {
                        "label": {"vi": "Dẫn đầu khối, cụm", "en": "The unit leads its board"},
                        "value": "MET",
                        "source": {"document": "NĐ 91/2017/NĐ-CP", "article": "Điều 11", "status": "analogue"},
                    },
                }
            ]
        }
    )

    digest: str
    tree: dict[str, Any]

    @classmethod
    def of(cls, explanation: Explanation) -> Self:
        """From the domain's value."""
        return cls(digest=explanation.digest(), tree=explanation.as_dict())


class Words(BaseModel):
    """Diễn giải bằng lời: one sentence in both languages."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [{"vi": "2/3 của 11 là 8", "en": "2/3 of 11 is 8"}]}
    )

    vi: str
    en: str
