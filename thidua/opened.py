"""A service's database opened to be read, wherever it is; what is the matter with it is said in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from kernel.database import UnsuitableDatabase
from kernel.recorder import open_engine
from kernel.service import at_head
from thidua.apart.parts import module_of
from thidua.settings import SettingsError
from thidua.source import ServerAway, shown


@contextmanager
def opened(service: str, database: Path | str) -> Iterator[sa.Engine]:
    """The service's database, until the end of the block.

    Raises:
        ServerAway: its server is not there, or goes away before the end.
        SettingsError: it is none of ours, or not at the newest migration.
    """
    engine = open_engine(database)
    try:
        if isinstance(database, str) and not at_head(engine, module_of(service).MIGRATIONS):
            raise SettingsError(
                f"Cơ sở dữ liệu chưa ở bản mới nhất: thidua migrate {service} · "
                f"the database is not at the newest migration: thidua migrate {service}"
            )
        yield engine
    except UnsuitableDatabase as error:
        raise SettingsError(str(error)) from error
    except sa.exc.OperationalError as error:
        if engine.dialect.name != "postgresql":
            raise
        raise _away(database, error) from error
    finally:
        engine.dispose()


def _away(database: Path | str, error: sa.exc.OperationalError) -> ServerAway:
    place, why = shown(database), str(error.orig).partition("\n")[0]
    return ServerAway(
        f"Máy chủ PostgreSQL tại {place} không chạy hoặc không trả lời; không có gì được so sánh hay hiển thị.\n"
        f"The PostgreSQL server at {place} does not run or does not answer; nothing was compared or shown.\n{why}"
    )
