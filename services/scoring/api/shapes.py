"""The shapes that several endpoints take or answer with."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kernel import explanation
from kernel.http import Body
from kernel.naming import Naming
from services.scoring.api.asking import ClusterCode, MovementCode
from services.scoring.application.loading import Review
from services.scoring.domain.period import Period

PeriodCode = Annotated[
    str,
    StringConstraints(to_upper=True, max_length=10),
    Field(description="Kỳ: quarter, half-year or year", examples=["2024-H1"]),
]


class Bilingual(Body):
    """Tên bằng hai ngôn ngữ: a name in both languages."""

    vi: Annotated[str, Field(min_length=1, max_length=300)]
    en: Annotated[str, Field(min_length=1, max_length=300)]

    def to_domain(self) -> explanation.Text:
        """The domain's value."""
        return explanation.Text(self.vi, self.en)


class Reason(Body):
    """Lý do: why it is done."""

    reason: Annotated[str, Field(max_length=4000, examples=["Đính chính số liệu quyết toán"])]


class ReviewOf(Body):
    """Kỳ xét của một khối, cụm: which block or cluster, movement and period."""

    cluster_id: ClusterCode = Field(description="Khối, cụm thi đua: id or code")
    movement_id: MovementCode = Field(description="Phong trào: id or code")
    period: PeriodCode

    def review(self, naming: Naming) -> Review:
        """The application's value."""
        cluster = naming.id("cluster_id", self.cluster_id)
        return Review(cluster, naming.id("movement_id", self.movement_id), Period.parse(self.period))


class ExplanationTree(BaseModel):
    """Giải trình: why, as a tree of values, formulas, sources, rule versions and events, with its digest."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "digest": "02e0f5e4914c7f9466530c5f062710b8bfb58566e0c3c10dde093dca9cb8c55f",
                    "tree": {
                        "label": {"vi": "Tỷ lệ bao phủ BHYT", "en": "Health insurance coverage"},
                        "value": "241.50",
                        "formula": "max(0, tối đa − 8 × số % thiếu)",
                        "formula_en": "max(0, max − 8 × percents short of the target)",
                        "rounding": {"vi": "đến 2 chữ số thập phân, từ nửa thì lên", "en": "to 2 decimals, half up"},
                        "source": {"document": "Thông lệ bảng điểm thi đua", "article": "", "status": "unverified"},
                    },
                }
            ]
        }
    )

    digest: str = Field(description="SHA-256 của cây giải trình: the same at every replay")
    tree: dict[str, Any]

    @classmethod
    def of(cls, why: explanation.Explanation) -> Self:
        """From the domain's value."""
        return cls(digest=why.digest(), tree=why.as_dict())
