"""Records the movement of 2014–2020: `python -m tests.covenant.long_recording`, once for each shape of it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from uuid import UUID

from tests.contracts.history import stored
from tests.covenant.long import seven_years
from tests.covenant.running import start
from tests.covenant.test_history_long_movement import RECORDED

NOBODYS = str(UUID(int=0))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        running = start(Path(folder))
        seven_years(running)
        rows = stored([each.event for each in running.service.store.log()])
        running.service.store.recorder.engine.dispose()
    for row in rows:
        row["state"]["act"]["correlation"] = NOBODYS
    RECORDED.parent.mkdir(exist_ok=True)
    RECORDED.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
