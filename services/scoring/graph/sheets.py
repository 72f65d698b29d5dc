"""Score tables as files (tệp bảng điểm) in the graph: a CSV as it is, a workbook in base64."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import base64
import binascii
from typing import Self

import strawberry

from kernel.graph import Text
from services.scoring.application.sheet_files import SheetFormat
from services.scoring.application.sheets import Sheet
from services.scoring.domain.changes import ChangeKind
from services.scoring.domain.refusals.sheets import FileUnreadable
from services.scoring.domain.sheets.book import CellVerdict, Level
from services.scoring.domain.sheets.reading import Preview

strawberry.enum(SheetFormat, name="ScoreSheetFormat", description="Định dạng tệp bảng điểm")
strawberry.enum(Level, name="CellLevel", description="Mức độ: read, read with a warning, or wrong")
strawberry.enum(ChangeKind, name="ScoreTableChangeKind", description="Loại thay đổi: added, removed, changed")


@strawberry.input(description="Tệp bảng điểm: a CSV as text, or an XLSX workbook in base64")
class ScoreSheetInput:
    """A file."""

    content: str
    format: SheetFormat = SheetFormat.CSV

    def to_domain(self) -> Sheet:
        """The application's value.

        Raises:
            FileUnreadable: a workbook that is no base64.
        """
        if self.format is SheetFormat.CSV:
            return Sheet(self.content.encode(), self.format)
        try:
            return Sheet(base64.b64decode(self.content, validate=True), self.format)
        except binascii.Error as error:
            raise FileUnreadable(reason="base64") from error


def told_in_text(content: bytes, form: SheetFormat) -> str:
    """A file as the graph tells it."""
    return content.decode() if form is SheetFormat.CSV else base64.b64encode(content).decode()


@strawberry.type(description="Kết quả kiểm tra một ô: what was given, read, and what is to be said of it")
class ScoreCellVerdict:
    """A verdict on a cell."""

    block: str = strawberry.field(description="Phần")
    row: int = strawberry.field(description="Dòng")
    column: str = strawberry.field(description="Cột")
    place: str = strawberry.field(description="Ô: as spreadsheets call it")
    given: str = strawberry.field(description="Nội dung ô")
    read: str = strawberry.field(description="Đọc là")
    level: Level = strawberry.field(description="Mức độ")
    code: str = strawberry.field(description="Mã lỗi hoặc cảnh báo")
    message: Text | None = strawberry.field(description="Giải thích")
    source: str = strawberry.field(description="Căn cứ")

    @classmethod
    def of(cls, verdict: CellVerdict) -> Self:
        """From the domain's value."""
        plain = ("block", "row", "column", "place", "given", "read", "level")
        told = {name: getattr(verdict, name) for name in plain}
        said = verdict.said
        if said is None:
            return cls(code="", message=None, source="", **told)
        source = f"{said.source.document} {said.source.article}".strip()
        return cls(code=said.code, message=Text.of(said.text()), source=source, **told)


@strawberry.type(description="Xem trước tệp bảng điểm: whether it would be accepted, and its cells' verdicts")
class ScoreSheetPreview:
    """A file seen before it is accepted."""

    good: bool = strawberry.field(description="Có thể nhận")
    digest: str | None = strawberry.field(description="Mã băm nội dung bảng điểm")
    cells: int = strawberry.field(description="Số ô đã đọc")
    verdicts: list[ScoreCellVerdict] = strawberry.field(description="Các ô có lỗi hoặc cảnh báo")

    @classmethod
    def of(cls, seen: Preview) -> Self:
        """From the domain's value."""
        return cls(
            good=seen.scheme is not None,
            digest=None if seen.scheme is None else seen.scheme.digest(),
            cells=len(seen.verdicts),
            verdicts=[ScoreCellVerdict.of(each) for each in seen.verdicts if each.level is not Level.OK],
        )


@strawberry.type(description="Một điểm thay đổi giữa hai bảng điểm")
class ScoreTableChange:
    """A difference."""

    kind: ChangeKind
    path: str = strawberry.field(description="Vị trí: which line and member")
    before: str
    after: str
