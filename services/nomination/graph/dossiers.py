"""Dossier (hồ sơ) in the graph, and who is late, missing or thin."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry
from anyio import to_thread
from strawberry.scalars import JSON

from kernel.graph import Explanation
from services.nomination.domain.dossier import DossierState
from services.nomination.domain.papers import Agreement
from services.nomination.graph.asking import Info, Row, key_of, known_title, load, named, named_one, read, why
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.entities import Movement, Unit, movement_of, unit_of
from services.nomination.graph.kinds import DossierKind
from services.nomination.graph.nominations import Nomination, nomination_of
from services.nomination.views import dossiers, watch

strawberry.enum(DossierState, name="DossierState", description="Trạng thái hồ sơ: where a dossier is")
strawberry.enum(watch.DossierFault, name="DossierFault", description="Muộn, thiếu, sơ sài: what is wrong with it")
strawberry.enum(Agreement, name="FigureAgreement", description="Số liệu khớp, lệch hay chưa rõ: against the record")

DATES = ("opened_on", "due", "submitted_on", "received_on", "accepted_on", "appraisal_due", "appraised_on")
PLAIN = ("title", "checklist", "sets", "late", "missing", "thin", "favourable", "finding", "rulebook", "version")


@strawberry.type(description="Giấy tờ trong hồ sơ: one paper")
class DossierPaper:
    """A paper."""

    kind: str = strawberry.field(description="Loại giấy tờ: its kind in the checklist")
    name: str = strawberry.field(description="Tên: its name")
    sha256: str = strawberry.field(description="Mã SHA-256: hash of its text")
    pages: int = strawberry.field(description="Số trang: pages")
    words: int = strawberry.field(description="Số từ: words")
    quotes: JSON = strawberry.field(description="Số liệu trích dẫn: figures it quotes")
    attached_on: date = strawberry.field(description="Ngày bổ sung: when it was put in")


@strawberry.type(description="Lần đôn đốc: a reminder on record")
class DossierReminder:
    """A reminder."""

    text: str = strawberry.field(description="Nội dung: what was said")
    reminded_by: str = strawberry.field(description="Người đôn đốc: by whom")
    reminded_on: date = strawberry.field(description="Ngày: when")


@strawberry.type(description="Số liệu trích dẫn: whether a quoted figure is the one on record")
class DossierFigure:
    """A figure."""

    indicator: str = strawberry.field(description="Chỉ tiêu: the indicator")
    agreement: Agreement = strawberry.field(description="Khớp hay lệch: agrees, differs or unknown")


@strawberry.type(description="Kết quả kiểm tra hồ sơ: what is missing, what is thin")
class DossierVerdict:
    """The verdict."""

    complete: bool = strawberry.field(description="Đủ: every paper is there")
    missing: list[str] = strawberry.field(description="Còn thiếu: kinds of papers")
    thin: bool = strawberry.field(description="Sơ sài: a short report, or figures that differ")
    short: list[str] = strawberry.field(description="Báo cáo ngắn: reports shorter than asked")
    figures: list[DossierFigure] = strawberry.field(description="Số liệu: the figures quoted")


@strawberry.federation.type(keys=["id"], description="Hồ sơ đề nghị khen thưởng: papers, clocks, reminders")
class Dossier:
    """A dossier."""

    id: strawberry.ID
    kind: DossierKind = strawberry.field(description="Loại hồ sơ: what it is for")
    title: str = strawberry.field(description="Danh hiệu: title")
    checklist: str = strawberry.field(description="Danh mục: its checklist")
    sets: int = strawberry.field(description="Số bộ: sets")
    state: DossierState = strawberry.field(description="Trạng thái: where it is")
    opened_on: date = strawberry.field(description="Ngày lập: when it was opened")
    due: date | None = strawberry.field(description="Hạn gửi: when it is due")
    submitted_on: date | None = strawberry.field(description="Ngày gửi: when it was sent")
    received_on: date | None = strawberry.field(description="Ngày nhận: when it was first received")
    late: bool | None = strawberry.field(description="Nhận muộn: received late")
    missing: list[str] = strawberry.field(description="Còn thiếu: as last seen")
    thin: bool | None = strawberry.field(description="Sơ sài: found thin")
    accepted_on: date | None = strawberry.field(description="Ngày đủ hồ sơ: when it was full")
    appraisal_due: date | None = strawberry.field(description="Hạn thẩm định: null where no calendar is known")
    appraised_on: date | None = strawberry.field(description="Ngày thẩm định: when it was appraised")
    favourable: bool | None = strawberry.field(description="Đủ điều kiện trình: the appraisal's outcome")
    finding: str | None = strawberry.field(description="Nội dung thẩm định: what was found")
    rulebook: str = strawberry.field(description="Phiên bản quy định: rules it is held to")
    version: int = strawberry.field(description="Phiên bản: for `expectedVersion`")
    row: strawberry.Private[Row]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the view."""
        kind, state = DossierKind(row["kind"]), DossierState(row["state"])
        known = {name: row[name] for name in (*PLAIN, *DATES)}
        return cls(id=strawberry.ID(str(row["id"])), kind=kind, state=state, row=row, **known)

    @classmethod
    async def resolve_reference(cls, info: Info, id: strawberry.ID) -> Self | None:
        """The dossier, for the gateway."""
        row = await load(info, dossiers.by_ids, key_of(id))
        return None if row is None else cls.of(row)

    @strawberry.field(description="Đơn vị: the unit")
    def unit(self) -> Unit | None:
        """Whose dossier."""
        return unit_of(self.row["unit_id"])

    @strawberry.field(description="Phong trào: the movement")
    def movement(self) -> Movement | None:
        """In which movement."""
        return None if self.row["movement_id"] is None else movement_of(self.row["movement_id"])

    @strawberry.field(description="Đề cử: the nomination it belongs to")
    async def nomination(self, info: Info) -> Nomination | None:
        """Whose case."""
        return await nomination_of(info, self.row["case_id"])

    @strawberry.field(description="Giấy tờ: its papers")
    async def papers(self, info: Info) -> list[DossierPaper]:
        """What it holds."""
        names = ("kind", "name", "sha256", "pages", "words", "quotes", "attached_on")
        found = await load(info, dossiers.papers, key_of(self.id))
        return [DossierPaper(**{name: row[name] for name in names}) for row in found]

    @strawberry.field(description="Các lần đôn đốc: reminders on record")
    async def reminders(self, info: Info) -> list[DossierReminder]:
        """How often the unit was reminded."""
        found = await load(info, dossiers.reminders, key_of(self.id))
        return [
            DossierReminder(**{name: row[name] for name in ("text", "reminded_by", "reminded_on")}) for row in found
        ]

    @strawberry.field(description="Kiểm tra hồ sơ: what is missing and thin now")
    async def verdict(self, info: Info) -> DossierVerdict:
        """Held against the checklist and the newest board."""
        commands = info.context.application.dossiers
        seen = await to_thread.run_sync(commands.verdict, key_of(self.id))
        figures = [DossierFigure(indicator=name, agreement=agreement) for name, agreement in seen.figures]
        return DossierVerdict(
            complete=seen.complete,
            missing=list(seen.missing),
            thin=seen.thin,
            short=list(seen.short),
            figures=figures,
        )

    @strawberry.field(description="Giải trình: the checklist, lengths and figures, with their sources")
    async def why(self, info: Info) -> Explanation:
        """Why it is complete or not."""
        commands = info.context.application.dossiers
        return await why(info, lambda: commands.verdict(key_of(self.id)).explanation)


@strawberry.type(description="Việc muộn, thiếu hoặc sơ sài: of which unit, in what")
class NominationFault:
    """One fault."""

    unit_code: str | None = strawberry.field(description="Mã đơn vị: the unit's code")
    subject: str = strawberry.field(description="DOSSIER hồ sơ")
    fault: watch.DossierFault = strawberry.field(description="LATE muộn, MISSING thiếu, THIN sơ sài")
    detail: str = strawberry.field(description="Nội dung: what about")
    unit_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row."""
        plain = {name: row[name] for name in ("unit_code", "subject", "detail")}
        return cls(unit_id=str(row["unit_id"]), fault=watch.DossierFault(row["fault"]), **plain)

    @strawberry.field(description="Đơn vị: the unit")
    def unit(self) -> Unit | None:
        """Of which unit."""
        return Unit(id=strawberry.ID(self.unit_id))


@strawberry.type
class DossierQuery:
    """What can be asked of dossiers."""

    @strawberry.field(description="Một hồ sơ: a dossier by id")
    async def dossier(self, info: Info, id: strawberry.ID) -> Dossier | None:
        """One dossier."""
        row = await load(info, dossiers.by_ids, key_of(id))
        return None if row is None else Dossier.of(row)

    @strawberry.field(description="Danh sách hồ sơ theo ngày lập: dossiers by the day they were opened")
    async def dossiers(
        self,
        info: Info,
        unit: strawberry.ID | None = None,
        movement: strawberry.ID | None = None,
        title: str | None = None,
        state: DossierState | None = None,
        late: bool | None = None,
        thin: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[Dossier]:
        """A page of dossiers."""
        of_unit, in_movement = await named(info, unit=unit, movement=movement)
        wanted = dossiers.Filter(of_unit, in_movement, known_title(info, title), state, late, thin)
        page = await read(info, lambda connection: dossiers.search(connection, wanted, after, first))
        return connection_of(page, ["opened_on", "id"], Dossier.of)

    @strawberry.field(description="Theo dõi, đôn đốc: whose dossiers are late, missing or thin in a movement on a day")
    async def nomination_faults(
        self,
        info: Info,
        movement: strawberry.ID,
        on: date,
        unit: strawberry.ID | None = None,
        fault: watch.DossierFault | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[NominationFault]:
        """A page over dossiers; the covenant service tells of covenants and registrations."""
        in_movement, [of_unit] = await named_one(info, "movement", movement), await named(info, unit=unit)
        wanted = watch.FaultFilter(in_movement, of_unit, fault)
        page = await read(info, lambda connection: watch.faults(connection, wanted, on, after, first))
        return connection_of(page, watch.ORDER, NominationFault.of)
