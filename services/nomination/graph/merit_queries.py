"""What can be asked about merit files."""

# mypy: disable-error-code="untyped-decorator"
# Strawberry types a field decorator that has arguments as Any.

from __future__ import annotations

import strawberry
from anyio import to_thread

from regulations.chapters import Holder
from services.nomination.application.records import shown_to
from services.nomination.graph.asking import Info, key_of, load, named, read
from services.nomination.graph.connections import DEFAULT_PAGE, NominationConnection, connection_of
from services.nomination.graph.merit_files import MeritFile
from services.nomination.views import merit_files


@strawberry.type
class MeritQuery:
    """Merit files."""

    @strawberry.field(description="Một hồ sơ thành tích: a merit file by id")
    async def merit_file(self, info: Info, id: strawberry.ID) -> MeritFile | None:
        """One file."""
        row = await load(info, merit_files.by_ids, key_of(id))
        if row is None:
            return None
        await to_thread.run_sync(info.context.application.merit.read, info.context.principal, row["id"])
        return MeritFile.of(row)

    @strawberry.field(description="Danh sách hồ sơ thành tích: merit files by the day they were opened")
    async def merit_files(
        self,
        info: Info,
        holder: Holder | None = None,
        unit: strawberry.ID | None = None,
        person: str | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> NominationConnection[MeritFile]:
        """A page of files."""
        shown = shown_to(info.context.principal)
        [of_unit] = await named(info, unit=unit)
        wanted = merit_files.Filter(shown, holder, of_unit, person)
        page = await read(info, lambda connection: merit_files.search(connection, wanted, after, first))
        return connection_of(page, ["opened_on", "id"], MeritFile.of)
